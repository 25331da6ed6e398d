import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, copyFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { builds, root } from '../support/builds.js';
import { scratchFolder } from '../support/compile.js';
import { nodes } from '../support/nodes.js';
import { asyncioRun, execute } from '../support/spawn.js';
import { test } from '../support/test.js';

const RUN = join(root, 'src', 'cli', 'asyncio-run.js');

for (const build of builds('run')) {
  for (const { version, path: node } of nodes) {
    const name = `${build}, Node ${version}`;

    test(`${name}: asyncio-run passes arguments on, the file's name first`, async () => {
      const words = ['arguments', 'a b', '日本', '--help', ''];
      const { status, stdout, stderr } = await asyncioRun(build.path, words, { node });
      const expected = [basename(build.path), ...words].map((word) => `<${word}>\n`).join('');
      assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: expected, stderr: '' });
    });

    test(`${name}: asyncio-run passes the environment on, and prints nothing of its own`, async () => {
      const { stdout, stderr } = await asyncioRun(
        build.path,
        ['environment', 'A_CITY', 'NO_CITY'],
        {
          node,
          env: { A_CITY: 'Köln' },
        },
      );
      assert.deepEqual({ stdout, stderr }, { stdout: 'A_CITY=Köln\nNO_CITY=(none)\n', stderr: '' });
    });

    for (const wanted of [0, 3, 255])
      test(`${name}: asyncio-run ends with the program's status ${wanted}`, async () => {
        assert.equal(
          (await asyncioRun(build.path, ['status', `${wanted}`], { node })).status,
          wanted,
        );
      });

    test(`${name}: asyncio-run ends with 1 after an error, which it tells`, async () => {
      const { status, stdout, stderr } = await asyncioRun(build.path, ['fail-unseen'], { node });
      assert.deepEqual(
        { status, stdout, stderr },
        {
          status: 1,
          stdout: '',
          stderr: 'asyncio: main() failed, and nobody asked why: half a header\n',
        },
      );
    });

    test(`${name}: asyncio-run writes all bytes as they are, the last line without a newline`, async () => {
      const { bytes } = await asyncioRun(build.path, ['all-bytes'], { node });
      assert.deepEqual(
        [...bytes],
        Array.from({ length: 256 }, (_, i) => i),
      );
    });

    test(`${name}: asyncio-run keeps stdout and stderr apart`, async () => {
      const { stdout, stderr } = await asyncioRun(build.path, ['partial-lines'], { node });
      assert.equal(stdout, 'whole\npart');
      assert.equal(stderr, 'whole error\npart of error');
    });

    test(`${name}: asyncio-run pipes two megabytes through`, async () => {
      const input = Buffer.from(Uint8Array.from({ length: 2 << 20 }, (_, i) => (i * 7) % 256));
      const { status, bytes } = await asyncioRun(build.path, ['echo'], { node, input });
      assert.equal(status, 0);
      assert.ok(bytes.equals(input), `${bytes.length} bytes`);
    });

    test(`${name}: one Ctrl-C cancels the main task, which cleans up`, async () => {
      let sent = false;
      const ended = await asyncioRun(build.path, ['interrupt'], {
        node,
        onOutput(child, output) {
          if (!sent && output.includes('waiting')) sent = child.kill('SIGINT');
        },
      });
      assert.equal(ended.stdout, 'waiting\ninterrupted: 1\ncleaned up\nmain: cancelled\n');
      assert.equal(ended.status, 130);
      assert.equal(ended.stderr, '');
    });

    test(`${name}: a second Ctrl-C ends a program that goes on`, async () => {
      let sent = 0;
      const ended = await asyncioRun(build.path, ['interrupt', 'and-go-on'], {
        node,
        onOutput(child, output) {
          if (sent === 0 && output.includes('waiting')) sent += Number(child.kill('SIGINT'));
          if (sent === 1 && output.includes('cleaned up')) sent += Number(child.kill('SIGINT'));
        },
      });
      assert.equal(ended.stdout, 'waiting\ninterrupted: 1\ncleaned up\n');
      assert.equal(ended.status, 130);
      assert.equal(ended.signal, null);
    });
  }

  test(`${build}: asyncio-run waits for input that comes late`, async () => {
    const child = spawn(process.execPath, [RUN, build.path, 'echo']);
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    for (const piece of ['one\n', 'two\n', 'three']) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      child.stdin.write(piece);
    }
    child.stdin.end();
    const [status] = await once(child, 'close');
    assert.equal(status, 0);
    assert.equal(output, 'one\ntwo\nthree');
  });

  test(`${build}: asyncio-run reads from a pipe and from a file of the shell`, async () => {
    const run = `"${process.execPath}" "${RUN}" "${build.path}"`;
    const script = `{ sleep 0.1; echo late; } | ${run} echo; ${run} count-input <"${RUN}"; ${run} count-input </dev/null`;
    const { stdout, stderr } = await execute('sh', ['-c', script]);
    assert.match(stdout, /^late\n[1-9]\d+ bytes\n0 bytes\n$/);
    assert.equal(stderr, '');
  });

  test(`${build}: a reader that has had enough is no reason for a stack trace`, async () => {
    const run = `"${process.execPath}" "${RUN}" "${build.path}"`;
    const script = `yes | head -c 8000000 | ${run} echo | head -n 1`;
    const { stdout, stderr } = await execute('sh', ['-c', script]);
    assert.equal(stdout, 'y\n');
    assert.doesNotMatch(stderr, /\n\s+at /);
  });

  test(`${build}: asyncio-run takes a path with spaces, from any folder`, async () => {
    const folder = join(scratchFolder(), 'a folder');
    mkdirSync(folder);
    for (const file of new Set([build.path, build.wasm]))
      copyFileSync(file, join(folder, basename(file)));
    const { status, stderr } = await asyncioRun(basename(build.path), ['status', '4'], {
      cwd: folder,
    });
    assert.equal(status, 4, stderr);
    const relative = join(basename(folder), basename(build.path));
    const other = await asyncioRun(relative, ['status', '5'], { cwd: dirname(folder) });
    assert.equal(other.status, 5, other.stderr);
  });
}

test('asyncio-run without a file shows its usage on stderr, with status 2', async () => {
  const { status, stdout, stderr } = await execute(process.execPath, [RUN]);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^usage: asyncio-run app\.wasm\|app\.mjs \[arguments\.\.\.\]\n/);
});

test('asyncio-run --help shows its usage on stdout', async () => {
  const { status, stdout, stderr } = await execute(process.execPath, [RUN, '--help']);
  assert.equal(status, 0);
  assert.match(stdout, /^usage: asyncio-run /);
  assert.equal(stderr, '');
});

for (const file of ['missing.wasm', 'missing.mjs'])
  test(`asyncio-run names ${file}, without a stack`, async () => {
    const { status, stdout, stderr } = await asyncioRun(file, []);
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^asyncio-run: LoadError: cannot [^\n]*missing\.(wasm|mjs)[^\n]*\n$/);
  });

test('asyncio-run can be started by its name, through a link', async () => {
  const [build] = builds('run');
  const { symlinkSync } = await import('node:fs');
  const link = join(scratchFolder(), 'asyncio-run');
  symlinkSync(RUN, link);
  assert.equal((await execute(link, [build.path, 'status', '6'])).status, 6);
});
