import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HOST = '127.0.0.1';
const PAGE = fileURLToPath(new URL('../build/web/', import.meta.url));
const LONGEST_DELAY_MS = 30_000;
const REMEMBERED_OUTCOMES = 1000;

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.c': 'text/plain; charset=utf-8',
};

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/**
 * What became of a request to /delay.
 * @typedef {{ state: 'waiting' | 'answered' | 'aborted', afterMs?: number }} Outcome
 */

/**
 * Serves the page, and the two addresses that its program asks:
 *
 *   /delay?ms=1000&for=NAME  answers after that many milliseconds
 *   /outcome?for=NAME        tells what became of that request, seen from this end
 *
 * @param {object} [options]
 * @param {number} [options.port] 0 takes any free one
 * @param {string} [options.root] the folder that is served
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startServer({ port = 0, root = PAGE } = {}) {
  /** @type {Map<string, Outcome>} */
  const outcomes = new Map();
  const server = createServer((request, response) => {
    answer(request, response, root, outcomes).catch((error) => {
      console.error(error);
      response.headersSent ? response.destroy() : sendJson(response, 500, { error: 'failed' });
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${HOST}:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} root
 * @param {Map<string, Outcome>} outcomes
 */
async function answer(request, response, root, outcomes) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return sendJson(response, 405, { error: 'only GET and HEAD' });
  }
  const [path, query = ''] = (request.url ?? '/').split('?', 2);
  const parameters = new URLSearchParams(query);
  if (path === '/delay') return delay(response, parameters, outcomes);
  if (path === '/outcome') return tellOutcome(response, parameters, outcomes);
  return sendFile(request, response, root, path);
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {URLSearchParams} parameters
 * @param {Map<string, Outcome>} outcomes
 */
function delay(response, parameters, outcomes) {
  const text = parameters.get('ms') ?? '';
  const ms = Number(text);
  if (!/^\d{1,5}$/.test(text) || ms > LONGEST_DELAY_MS)
    return sendJson(response, 400, { error: `ms is a whole number from 0 to ${LONGEST_DELAY_MS}` });

  const arrived = performance.now();
  /** @param {Outcome['state']} state */
  const note = (state) =>
    remember(outcomes, parameters.get('for'), { state, afterMs: performance.now() - arrived });
  note('waiting');

  const timer = setTimeout(() => {
    note('answered');
    response.end(JSON.stringify({ ms }));
  }, ms);
  response.on('close', () => {
    clearTimeout(timer);
    if (!response.writableEnded) note('aborted');
  });

  // The head goes out at once: until a browser knows that an answer is not for its cache, it
  // holds back every other request for the same address.
  response.writeHead(200, {
    ...HEADERS,
    'content-type': TYPES['.map'],
    'cache-control': 'no-store',
  });
  response.flushHeaders();
}

/**
 * @param {Map<string, Outcome>} outcomes
 * @param {string | null} name
 * @param {Outcome} outcome
 */
function remember(outcomes, name, outcome) {
  if (!name) return;
  outcomes.delete(name);
  outcomes.set(name, outcome);
  if (outcomes.size > REMEMBERED_OUTCOMES)
    outcomes.delete(/** @type {string} */ (outcomes.keys().next().value));
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {URLSearchParams} parameters
 * @param {Map<string, Outcome>} outcomes
 */
function tellOutcome(response, parameters, outcomes) {
  const outcome = outcomes.get(parameters.get('for') ?? '');
  if (!outcome) return sendJson(response, 404, { error: 'no such request' });
  return sendJson(response, 200, outcome);
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {object} body
 */
function sendJson(response, status, body) {
  response.writeHead(status, {
    ...HEADERS,
    'content-type': TYPES['.map'],
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

/**
 * The request's path is only ever compared with the names of what is there, so that there is
 * no file outside the folder that it could name.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} root
 * @param {string} path
 */
async function sendFile(request, response, root, path) {
  const wanted = path === '/' ? 'index.html' : path.slice(1);
  const name = (await listNames(root)).find((each) => each === wanted);
  if (!name || !(await lstat(join(root, name))).isFile())
    return sendJson(response, 404, { error: 'not found' });
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  response.writeHead(200, { ...HEADERS, 'content-type': type });
  if (request.method === 'HEAD') return response.end();
  createReadStream(join(root, name))
    .on('error', () => response.destroy())
    .pipe(response);
}

/** What is in a folder, as a browser names it. @param {string} root */
const listNames = async (root) =>
  (await readdir(root, { recursive: true })).map((name) => name.split(sep).join('/'));

/** @param {string[]} args @returns {number} */
function portOf(args) {
  const { values } = parseArgs({ args, options: { port: { type: 'string' } } });
  const text = values.port ?? process.env.PORT ?? '8080';
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new Error(`'${text}' is no port; take one from 1 to 65535: make demo PORT=8081`);
  return Number(text);
}

/** @param {unknown} error @param {number} port */
function inWords(error, port) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'EADDRINUSE')
    return `port ${port} is taken; choose another: make demo PORT=${port === 65535 ? 8081 : port + 1}`;
  if (code === 'EACCES')
    return `port ${port} is not allowed here; choose another: make demo PORT=8081`;
  return message;
}

async function main() {
  let port = 0;
  try {
    port = portOf(process.argv.slice(2));
    await listNames(PAGE).catch(() => {
      throw new Error('there is no build/web yet: run make page first');
    });
    const server = await startServer({ port });
    console.log(`asyncio-wasm demo: ${server.url}`);
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => server.close().then(() => process.exit(0)));
  } catch (error) {
    console.error(`asyncio-wasm demo: ${inWords(error, port)}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
