import assert from 'node:assert/strict';
import { once } from 'node:events';

import { builds } from '../support/builds.js';
import { errorOf, loadBuild } from '../support/load.js';
import { freeAddress, serve, serveTcp } from '../support/servers.js';
import { test } from '../support/test.js';

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const nothingAlive = '1 tasks, 0 futures, 0 handles';

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What C made of an answer: "STATUS SIZE URL", a newline, the body. @param {unknown} result */
function parse(result) {
  const bytes = Buffer.from(/** @type {Uint8Array} */ (result));
  const end = bytes.indexOf(10);
  const [status, size, url] = bytes.subarray(0, end).toString().split(' ');
  return { status: Number(status), size: Number(size), url, body: bytes.subarray(end + 1) };
}

/** The argument of the coroutine `request`. @param {string[]} lines @param {Uint8Array} [body] */
const requestOf = (lines, body = new Uint8Array()) =>
  Buffer.concat([Buffer.from(`${lines.join('\n')}\n\n`), body]);

for (const build of builds('network')) {
  const loadExports = async () => (await loadBuild(build)).app.exports;

  test(`${build}: a GET brings status, body and address`, async (t) => {
    /** @type {import('node:http').IncomingMessage[]} */
    const requests = [];
    const address = await serve(t, (request, response) => {
      requests.push(request);
      response.end('Grüße');
    });
    const exports = await loadExports();
    const answer = parse(await exports.get(`${address}/path?city=K%C3%B6ln`));
    assert.equal(answer.status, 200);
    assert.equal(answer.size, 7);
    assert.equal(answer.body.toString(), 'Grüße');
    assert.equal(answer.url, `${address}/path?city=K%C3%B6ln`);
    assert.equal(requests[0].method, 'GET');
    assert.equal(requests[0].url, '/path?city=K%C3%B6ln');
    assert.equal(await exports.count_live(), nothingAlive);
  });

  for (const method of ['POST', 'PUT', 'PATCH'])
    test(`${build}: a ${method} carries its body, NUL and all`, async (t) => {
      /** @type {string[]} */
      const methods = [];
      const address = await serve(t, async (request, response) => {
        methods.push(request.method ?? '');
        response.end(Buffer.from(await bodyOf(request)).reverse());
      });
      const exports = await loadExports();
      const body = Uint8Array.of(0, 1, 255, 0, 10, 65);
      const answer = parse(await exports.request(requestOf([method, address], body)));
      assert.deepEqual(methods, [method]);
      assert.deepEqual([...answer.body], [65, 10, 0, 255, 1, 0]);
    });

  test(`${build}: a DELETE needs no body, and HEAD gets none`, async (t) => {
    /** @type {string[]} */
    const methods = [];
    const address = await serve(t, (request, response) => {
      methods.push(request.method ?? '');
      response.writeHead(request.method === 'HEAD' ? 200 : 204, { 'x-size': '5' }).end();
    });
    const exports = await loadExports();
    assert.equal(parse(await exports.request(requestOf(['DELETE', address]))).status, 204);
    const head = parse(await exports.request(requestOf(['HEAD', address])));
    assert.equal(head.status, 200);
    assert.equal(head.size, 0);
    assert.deepEqual(methods, ['DELETE', 'HEAD']);
  });

  test(`${build}: request headers arrive`, async (t) => {
    /** @type {import('node:http').IncomingHttpHeaders} */
    let headers = {};
    const address = await serve(t, (request, response) => {
      ({ headers } = request);
      response.end();
    });
    const exports = await loadExports();
    const lines = [
      'POST',
      address,
      'X-One',
      'first',
      'content-type',
      'text/x-test',
      'X-City',
      'Köln',
    ];
    await exports.request(Buffer.from(`${lines.join('\n')}\n\nbody`));
    assert.equal(headers['x-one'], 'first');
    assert.equal(headers['content-type'], 'text/x-test');
    // HTTP knows no UTF-8; Node reads the byte of Latin-1 as what it is.
    assert.equal(headers['x-city'], 'Köln');
    assert.equal(headers['content-length'], '4');
  });

  test(`${build}: response headers are found in any case, several as one`, async (t) => {
    const address = await serve(t, (_, response) => {
      response.setHeader('X-Many', ['one', 'two']);
      response.setHeader('X-Empty', '');
      response.setHeader('ETag', '"abc"');
      response.end('body');
    });
    const exports = await loadExports();
    const names = ['x-many', 'X-MANY', 'x-empty', 'etag', 'Content-Length', 'x-man'];
    assert.equal(
      await exports.response_headers(`${[address, ...names].join('\n')}\n`),
      'x-many=one, two\nX-MANY=one, two\nx-empty=\netag="abc"\nContent-Length=4\nx-man=(none)\n',
    );
    assert.equal(await exports.count_live(), nothingAlive);
  });

  for (const status of [404, 500])
    test(`${build}: status ${status} is an answer, with a body`, async (t) => {
      const address = await serve(t, (_, response) => {
        response.writeHead(status).end('sorry');
      });
      const answer = parse(await (await loadExports()).get(address));
      assert.equal(answer.status, status);
      assert.equal(answer.body.toString(), 'sorry');
    });

  test(`${build}: after a redirect the address is the last one`, async (t) => {
    const address = await serve(t, (request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
      else response.end(request.url);
    });
    const answer = parse(await (await loadExports()).get(`${address}/old`));
    assert.equal(answer.status, 200);
    assert.equal(answer.url, `${address}/new`);
    assert.equal(answer.body.toString(), '/new');
  });

  test(`${build}: a body may be empty, and an answer may have hardly any header`, async (t) => {
    const address = await serveTcp(t, (socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n')),
    );
    const answer = parse(await (await loadExports()).get(address));
    assert.equal(answer.status, 200);
    assert.equal(answer.size, 0);
  });

  test(`${build}: a body of five megabytes is whole`, async (t) => {
    const size = 5 << 20;
    const body = Uint8Array.from({ length: size }, (_, i) => i % 251);
    const address = await serve(t, (_, response) => void response.end(body));
    const exports = await loadExports();
    assert.equal(await exports.check_body(address), size);
    assert.equal(await exports.count_live(), nothingAlive);
  });

  test(`${build}: a body of five megabytes can be sent`, async (t) => {
    const address = await serve(t, async (request, response) => {
      response.end(String((await bodyOf(request)).length));
    });
    const body = new Uint8Array(5 << 20).fill(65);
    const answer = await (await loadExports()).request(requestOf(['POST', address], body));
    assert.equal(parse(answer).body.toString(), String(5 << 20));
  });

  test(`${build}: a body that comes in pieces is one`, async (t) => {
    const address = await serve(t, async (_, response) => {
      for (const piece of ['one ', 'two ', 'three']) {
        response.write(piece);
        await pause(2);
      }
      response.end();
    });
    assert.equal(parse(await (await loadExports()).get(address)).body.toString(), 'one two three');
  });

  test(`${build}: a thousand fetches run side by side`, async (t) => {
    let open = 0;
    let most = 0;
    const address = await serve(t, async (_, response) => {
      most = Math.max(most, ++open);
      await pause(200);
      open--;
      response.end('x');
    });
    const exports = await loadExports();
    const start = performance.now();
    assert.equal(await exports.get_thousand(address), 1000);
    t.diagnostic(`${build}: 1000 fetches of 200 ms: ${Math.round(performance.now() - start)} ms`);
    assert.ok(most > 100, `${most} at a time`);
    assert.equal(await exports.count_live(), nothingAlive);
  });

  test(`${build}: gathered fetches give their statuses, in the order they were given`, async (t) => {
    const address = await serve(t, async (request, response) => {
      const [, wait, status] = /** @type {string} */ (request.url).split('/').map(Number);
      await pause(wait);
      response.writeHead(status).end();
    });
    const urls = ['20/200', '1/404', '10/201'].map((path) => `${address}/${path}\n`);
    assert.equal(await (await loadExports()).get_statuses(urls.join('')), '200 404 201');
  });

  test(`${build}: one failure ends a gathering of fetches`, async (t) => {
    const address = await serve(t, (_, response) => void response.end());
    const urls = `${address}\n${await freeAddress()}\n`;
    const error = await errorOf((await loadExports()).get_statuses(urls));
    assert.equal(error.code, 'ECONNREFUSED');
  });

  test(`${build}: where nothing listens it is ECONNREFUSED, with method and address`, async () => {
    const exports = await loadExports();
    const address = await freeAddress();
    const error = await errorOf(exports.get(`${address}/x`));
    assert.equal(error.code, 'ECONNREFUSED');
    assert.ok(error.message.startsWith(`GET ${address}/x: `), error.message);
    assert.match(error.message, /ECONNREFUSED/);
    assert.equal(await exports.count_live(), nothingAlive);
  });

  test(`${build}: a name with two addresses that both refuse is ECONNREFUSED`, async () => {
    const { port } = new URL(await freeAddress());
    const error = await errorOf((await loadExports()).get(`http://localhost:${port}/`));
    assert.equal(error.code, 'ECONNREFUSED');
    assert.match(error.message, /ECONNREFUSED/);
  });

  test(`${build}: a connection reset before the answer is ECONNRESET`, async (t) => {
    const address = await serveTcp(t, (socket) => {
      socket.on('data', () => socket.resetAndDestroy());
    });
    const exports = await loadExports();
    assert.equal((await errorOf(exports.get(address))).code, 'ECONNRESET');
    assert.equal(await exports.count_live(), nothingAlive);
  });

  test(`${build}: a connection closed before the answer is ECONNRESET`, async (t) => {
    const address = await serveTcp(t, (socket) => {
      socket.on('data', () => socket.end());
    });
    assert.equal((await errorOf((await loadExports()).get(address))).code, 'ECONNRESET');
  });

  for (const [how, finish] of /** @type {const} */ ([
    ['reset', 'resetAndDestroy'],
    ['closed', 'end'],
  ]))
    test(`${build}: a connection ${how} in the middle of the body is ECONNRESET`, async (t) => {
      const address = await serveTcp(t, (socket) => {
        socket.on('data', async () => {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
          await pause(10);
          socket[finish]();
        });
      });
      const exports = await loadExports();
      const error = await errorOf(exports.get(address));
      assert.equal(error.code, 'ECONNRESET', error.message);
      assert.equal(await exports.count_live(), nothingAlive);
    });

  test(`${build}: an answer that is no HTTP is EIO`, async (t) => {
    const address = await serveTcp(t, (socket) => {
      socket.on('data', () => socket.end('220 smtp ready\r\n'));
    });
    const error = await errorOf((await loadExports()).get(address));
    assert.equal(error.code, 'EIO', error.message);
  });

  test(`${build}: a host that does not exist is EHOSTUNREACH`, async () => {
    const error = await errorOf((await loadExports()).get('http://no-such-host.invalid/'));
    assert.equal(error.code, 'EHOSTUNREACH', error.message);
    assert.match(error.message, /^GET http:\/\/no-such-host\.invalid\/: .*no-such-host\.invalid/);
  });

  for (const [what, lines] of /** @type {[string, string[]][]} */ ([
    ['an address without a scheme', ['GET', 'no address']],
    ['a relative address', ['GET', '/path']],
    ['an empty address', ['GET', '']],
    ['a scheme that fetch does not know', ['GET', 'gopher://127.0.0.1/']],
    ['an address with a password', ['GET', 'http://user:secret@127.0.0.1/']],
    ['a method that is no word', ['GE T', 'http://127.0.0.1/']],
    ['a method that fetch forbids', ['TRACE', 'http://127.0.0.1/']],
    ['a header name that is none', ['GET', 'http://127.0.0.1/', 'bad name', 'value']],
    ['a header value beyond Latin-1', ['GET', 'http://127.0.0.1/', 'x-city', '東京']],
  ]))
    test(`${build}: ${what} is EINVAL`, async () => {
      const exports = await loadExports();
      const error = await errorOf(exports.request(requestOf(lines)));
      assert.equal(error.code, 'EINVAL', error.message);
      assert.ok(error.message.startsWith(`${lines[0]} ${lines[1]}: `), error.message);
      assert.equal(await exports.count_live(), nothingAlive);
    });

  test(`${build}: a body with a GET is EINVAL`, async () => {
    const body = Uint8Array.of(1);
    const request = requestOf(['GET', 'http://127.0.0.1/'], body);
    const error = await errorOf((await loadExports()).request(request));
    assert.equal(error.code, 'EINVAL');
  });

  test(`${build}: NULL for an address is EINVAL`, async () => {
    const error = await errorOf((await loadExports()).no_url());
    assert.equal(error.code, 'EINVAL');
    assert.equal(error.message, 'the URL is NULL');
  });

  test(`${build}: asyncio_await_response refuses another future, and does not take it`, async () => {
    const exports = await loadExports();
    assert.equal(await exports.not_a_response(), 'EINVAL: this future is no fetch');
    assert.equal(await exports.count_live(), nothingAlive);
  });

  test(`${build}: cancelling aborts the request on the wire, before the answer`, async (t) => {
    const events = new EventTarget();
    const address = await serve(t, (request) => {
      request.socket.on('close', () => events.dispatchEvent(new Event('close')));
      events.dispatchEvent(new Event('arrived'));
    });
    const arrived = once(events, 'arrived');
    const closed = once(events, 'close');
    const controller = new AbortController();
    const exports = await loadExports();
    const call = errorOf(exports.get(address, { signal: controller.signal }));
    await arrived;
    controller.abort('enough');
    assert.equal(await call, 'enough');
    await closed;
    assert.equal(await exports.count_live(), nothingAlive);
  });

  test(`${build}: cancelling aborts the request on the wire, amid the body`, async (t) => {
    const events = new EventTarget();
    const address = await serve(t, (_, response) => {
      response.on('close', () => events.dispatchEvent(new Event('close')));
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half', () => events.dispatchEvent(new Event('half')));
    });
    const half = once(events, 'half');
    const closed = once(events, 'close');
    const controller = new AbortController();
    const exports = await loadExports();
    const call = errorOf(exports.get(address, { signal: controller.signal }));
    await half;
    controller.abort('enough');
    assert.equal(await call, 'enough');
    await closed;
    assert.equal(await exports.count_live(), nothingAlive);
  });

  test(`${build}: a timeout of wait_for aborts the request on the wire`, async (t) => {
    const events = new EventTarget();
    const address = await serve(t, (request) => {
      request.socket.on('close', () => events.dispatchEvent(new Event('close')));
    });
    const closed = once(events, 'close');
    const exports = await loadExports();
    assert.equal(await exports.get_in_time(address), 'ETIMEDOUT: timed out');
    await closed;
    assert.equal(await exports.count_live(), nothingAlive);
  });

  test(`${build}: an answer in time is no timeout`, async (t) => {
    const address = await serve(t, (_, response) => void response.end());
    assert.equal(await (await loadExports()).get_in_time(address), 'in time');
  });

  test(`${build}: a fetch that was released goes on by itself`, async (t) => {
    const events = new EventTarget();
    const address = await serve(t, (_, response) => {
      response.end('x', () => events.dispatchEvent(new Event('answered')));
    });
    const answered = once(events, 'answered');
    const exports = await loadExports();
    assert.equal(await exports.forget(address), 0);
    await answered;
    for (let turn = 0; turn < 100; turn++) {
      if ((await exports.count_live()) === nothingAlive) return;
      await pause(10);
    }
    assert.fail('the fetch is never forgotten');
  });

  test(`${build}: the error of a fetch that was released is told on stderr`, async () => {
    const { app, printed } = await loadBuild(build);
    const address = await freeAddress();
    await app.exports.forget(`${address}/x`);
    for (let turn = 0; turn < 100 && printed.stderr === ''; turn++) await pause(10);
    assert.match(printed.stderr, /^asyncio: fetch .*failed, and nobody asked why: GET http.*\n$/);
  });

  test(`${build}: fetches and their failures leave no memory behind`, async (t) => {
    const address = await serve(t, (_, response) => void response.end('body'));
    const nowhere = await freeAddress();
    const exports = await loadExports();
    const round = async () => {
      await exports.get(address);
      await errorOf(exports.get(nowhere));
      await errorOf(exports.get('nonsense'));
    };
    await round();
    const blocks = await exports.count_blocks();
    for (let i = 0; i < 20; i++) await round();
    assert.equal(await exports.count_blocks(), blocks);
  });

  test(`${build}: main() fetches too`, async (t) => {
    const address = await serve(t, (_, response) => void response.writeHead(202).end());
    const { app, printed } = await loadBuild(build);
    assert.equal(await app.run(address), 0);
    assert.equal(printed.stdout, 'status 202\n');
  });
}
