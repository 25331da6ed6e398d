/** An HTTP server that answers after 200 ms. Prints its port. */
import { createServer } from 'node:http';

const server = createServer((_request, response) => {
  setTimeout(() => response.end('hello'), 200);
});
server.keepAliveTimeout = 60_000;
server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 }, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(port);
});
// Ends with the process that started it.
process.stdin.resume().on('end', () => process.exit());
