import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { load } from '../../src/host/index.js';
import { builds, root } from '../support/builds.js';
import { asyncioCc, scratchFolder } from '../support/compile.js';
import { errorOf } from '../support/load.js';
import { asyncioRun, execute } from '../support/spawn.js';
import { test } from '../support/test.js';

const CC = join(root, 'src', 'cli', 'asyncio-cc.js');

/** A folder with files. @param {Record<string, string>} files */
function folderWith(files) {
  const folder = scratchFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const main = `
#include <asyncio.h>
#include <stdio.h>
#include "settings.h"
intptr_t helper(void *number);
intptr_t other(void *number);
static intptr_t main_task(void *unused) {
    (void)unused;
    asyncio_future *both[] = {asyncio_create_task(helper, (void *)1),
                              asyncio_create_task(other, (void *)2)};
    intptr_t results[2];
    if (asyncio_await(asyncio_gather(both, 2, results)) < 0)
        return ASYNCIO_ERROR;
    printf("%s %d %ld %ld\\n", GREETING, SETTING, (long)results[0], (long)results[1]);
    return 0;
}
int main(void) { return (int)asyncio_run(main_task, NULL); }
`;
const part = (/** @type {string} */ name, /** @type {number} */ factor) => `
#include <asyncio.h>
intptr_t ${name}(void *number) {
    asyncio_sleep(0.001);
    return (intptr_t)number * ${factor};
}
`;
const several = {
  'main program.c': main,
  'one/part.c': part('helper', 10),
  'two/part.c': part('other', 100),
  'head ers/settings.h': '#define SETTING 7\n',
};
const small = `
#include <asyncio.h>
#include <stdio.h>
static intptr_t greet_slowly(void *name) {
    asyncio_sleep(0.001);
    printf("hello, %s\\n", (const char *)name);
    return 3;
}
int main(void) { return (int)asyncio_run(greet_slowly, "world"); }
`;

/** @param {{ status: number | null, stdout: string, stderr: string }} result */
function assertSilent({ status, stdout, stderr }) {
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' });
}

for (const [toolchain, flags, extension] of /** @type {[string, string[], string][]} */ ([
  ['wasi', [], 'wasm'],
  ['emscripten', ['--emscripten'], 'mjs'],
])) {
  const output = `app.${extension}`;

  test(`${toolchain}: one step compiles several files, of one name too, with -D and -I, spaces and all`, async () => {
    const folder = folderWith(several);
    const words = ['-O1', '-DGREETING="good day"', '-I', 'head ers', 'main program.c'];
    assertSilent(
      asyncioCc([...flags, ...words, 'one/part.c', 'two/part.c', '-o', `out put.${extension}`], {
        cwd: folder,
      }),
    );
    const ended = await asyncioRun(join(folder, `out put.${extension}`), []);
    assert.equal(ended.stderr, '');
    assert.equal(ended.stdout, 'good day 7 10 200\n');
  });

  test(`${toolchain}: -c and a link in a second step make the same`, async () => {
    const folder = folderWith(several);
    const cc = (/** @type {string[]} */ ...words) =>
      assertSilent(asyncioCc([...flags, '-O2', ...words], { cwd: folder }));
    cc('-c', '-Ihead ers', '-D', 'GREETING="hi"', 'main program.c', '-o', 'main.o');
    cc('-c', 'one/part.c');
    assert.ok(existsSync(join(folder, 'part.o')));
    cc('main.o', 'part.o', 'two/part.c', `-o${output}`);
    assert.equal((await asyncioRun(join(folder, output), [])).stdout, 'hi 7 10 200\n');
  });

  test(`${toolchain}: without -o the output is a.out.${extension}, in the working folder`, async () => {
    const folder = folderWith({ 'source/app.c': small });
    assertSilent(asyncioCc([...flags, '-O1', 'source/app.c'], { cwd: folder }));
    const ended = await asyncioRun(`a.out.${extension}`, [], { cwd: folder });
    assert.equal(ended.stdout, 'hello, world\n');
    assert.equal(ended.status, 3);
    const made = readdirSync(folder).filter((name) => name !== 'source');
    assert.deepEqual(
      made.sort(),
      extension === 'wasm' ? ['a.out.wasm'] : ['a.out.mjs', 'a.out.wasm'],
    );
  });

  test(`${toolchain}: a compile error has the compiler's message and status, and leaves no output`, async () => {
    const folder = folderWith({ 'app.c': 'int main(void) { return undeclared; }' });
    const { status, stdout, stderr } = asyncioCc([...flags, 'app.c', '-o', output], {
      cwd: folder,
    });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /app\.c:1:\d+: error: .*undeclared/);
    assert.doesNotMatch(stderr, /\n\s+at |asyncio-cc:/);
    assert.deepEqual(readdirSync(folder), ['app.c']);
  });

  test(`${toolchain}: -Werror turns a warning into a failure`, async () => {
    const folder = folderWith({ 'app.c': 'int main(void) { int unused; return 0; }' });
    const { status, stderr } = asyncioCc([...flags, '-Wall', '-Werror', 'app.c', '-o', output], {
      cwd: folder,
    });
    assert.equal(status, 1);
    assert.match(stderr, /unused variable/);
    assert.ok(!existsSync(join(folder, output)));
  });

  test(`${toolchain}: a function that nobody defines fails at the link, by its name`, async () => {
    const folder = folderWith({ 'app.c': 'void nobody(void); int main(void) { nobody(); }' });
    const { status, stderr } = asyncioCc([...flags, 'app.c', '-o', output], { cwd: folder });
    assert.equal(status, 1);
    assert.match(stderr, /undefined symbol: nobody/);
    assert.ok(!existsSync(join(folder, output)));
  });

  test(`${toolchain}: a missing source is told by its name`, async () => {
    const folder = scratchFolder();
    const { status, stderr } = asyncioCc([...flags, 'missing.c', '-o', output], { cwd: folder });
    assert.equal(status, 1);
    assert.match(stderr, /missing\.c/);
    assert.doesNotMatch(stderr, /\n\s+at /);
    assert.deepEqual(readdirSync(folder), []);
  });

  test(`${toolchain}: --no-main makes a module of exports, and run() says that there is no main()`, async () => {
    const folder = folderWith({
      'app.c': `#include <asyncio.h>
        static intptr_t twice(void *number) {
            asyncio_sleep(0);
            return 2 * (intptr_t)number;
        }
        ASYNCIO_EXPORT(twice)`,
    });
    assertSilent(asyncioCc([...flags, '--no-main', '-O1', 'app.c', '-o', output], { cwd: folder }));
    const app = await load(join(folder, output));
    assert.equal(await app.exports.twice(21), 42);
    const error = await errorOf(app.run());
    assert.ok(error instanceof TypeError);
    assert.equal(error.message, 'the module has no main(); call its coroutines by app.exports');
    assert.equal(await app.exports.twice(4), 8);
    const { status, stderr } = await asyncioRun(join(folder, output), []);
    assert.equal(status, 1);
    assert.match(stderr, /the module has no main\(\)/);
  });

  test(`${toolchain}: -s leaves out the names of functions, which are there without it`, async () => {
    const folder = folderWith({});
    const source = join(root, 'tests', 'programs', 'run.c');
    const file = join(folder, output);
    assertSilent(asyncioCc([...flags, '-s', '-O2', source, '-o', file]));
    const name = 'wait_a_little';
    const [named] = builds('run').filter((build) => build.toolchain === toolchain);
    assert.ok(readFileSync(named.wasm).includes(name));
    assert.ok(!readFileSync(file.replace(/mjs$/, 'wasm')).includes(name));
    assert.equal((await asyncioRun(file, ['run-again'])).stdout, '1\n1\nhalf a header\n3\n');
  });

  test(`${toolchain}: a missing compiler is told, with what to install`, async () => {
    const folder = folderWith({ 'app.c': small });
    const env = { CLANG: '/nonexistent/clang', EMCC: '/nonexistent/emcc' };
    const { status, stdout, stderr } = asyncioCc([...flags, 'app.c', '-o', output], {
      cwd: folder,
      env,
    });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^asyncio-cc: \/nonexistent\/\w+ is not installed\. On Debian: apt-get inst/,
    );
    assert.match(stderr, toolchain === 'wasi' ? /clang-19 / : /install emscripten\n$/);
    assert.ok(!stderr.trimEnd().includes('\n'), stderr);
  });
}

test('-v shows the commands, and the program replaces an earlier one all the same', async () => {
  const folder = folderWith({ 'app.c': small, 'app.wasm': 'an earlier one' });
  const { status, stderr } = asyncioCc(['-v', 'app.c', '-o', 'app.wasm'], { cwd: folder });
  assert.equal(status, 0);
  assert.match(stderr, /^asyncio-cc: clang\S* .*app\.c/m);
  assert.match(stderr, /^asyncio-cc: \S+ .*wasm-opt .*--asyncify/m);
  assert.equal((await asyncioRun(join(folder, 'app.wasm'), [])).stdout, 'hello, world\n');
});

test('-E prints what the preprocessor makes of a file', async () => {
  const folder = folderWith({ 'app.c': 'int a = ANSWER;' });
  const { status, stdout } = asyncioCc(['-E', '-DANSWER=42', 'app.c'], { cwd: folder });
  assert.equal(status, 0);
  assert.match(stdout, /int a = 42;/);
});

test('archives are linked, by path and by -L with -l', async () => {
  const folder = folderWith({
    'app.c': `#include <asyncio.h>
      int seven(void);
      int eight(void);
      static intptr_t task(void *unused) {
          (void)unused;
          return asyncio_sleep(0) + seven() * 10 + eight();
      }
      int main(void) { return (int)asyncio_run(task, NULL); }`,
    'seven.c': 'int seven(void) { return 7; }',
    'eight.c': 'int eight(void) { return 8; }',
  });
  const cc = (/** @type {string[]} */ ...words) => assertSilent(asyncioCc(words, { cwd: folder }));
  cc('-c', 'seven.c', 'eight.c');
  for (const name of ['seven', 'eight']) {
    const made = await execute('emar', ['rcs', `lib${name}.a`, `${name}.o`], { cwd: folder });
    assert.equal(made.status, 0, made.stderr);
  }
  cc('app.c', 'libseven.a', '-L', '.', '-l', 'eight', '-Wl,--gc-sections', '-o', 'app.wasm');
  assert.equal((await asyncioRun(join(folder, 'app.wasm'), [])).status, 78);
});

test('a word of -D that ends like a source file is no source file', async () => {
  const folder = folderWith({ 'app.c': small });
  assertSilent(asyncioCc(['-DSOURCE=app.c', '-c', 'app.c', '-o', 'app.o'], { cwd: folder }));
  assert.deepEqual(readdirSync(folder).sort(), ['app.c', 'app.o']);
});

test('a program with link-time optimisation works', async () => {
  const folder = folderWith({ 'app.c': small });
  assertSilent(asyncioCc(['-flto', '-O2', 'app.c', '-o', 'app.wasm'], { cwd: folder }));
  const ended = await asyncioRun(join(folder, 'app.wasm'), []);
  assert.deepEqual([ended.stdout, ended.status], ['hello, world\n', 3]);
});

test('a program with debug information works', async () => {
  const folder = folderWith({ 'app.c': small });
  assertSilent(asyncioCc(['-g', '-O1', 'app.c', '-o', 'app.wasm'], { cwd: folder }));
  assert.equal((await asyncioRun(join(folder, 'app.wasm'), [])).status, 3);
});

test('an output that cannot be written fails, without a stack', async () => {
  const folder = folderWith({ 'app.c': small });
  const { status, stderr } = asyncioCc(['app.c', '-o', 'no/such/folder/app.wasm'], { cwd: folder });
  assert.notEqual(status, 0);
  assert.match(stderr, /no\/such\/folder/);
  assert.doesNotMatch(stderr, /\n\s+at /);
});

test('without a file asyncio-cc says so, with its usage', () => {
  for (const words of [[], ['-O2'], ['-I', 'app.c']]) {
    const { status, stdout, stderr } = asyncioCc(words);
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^asyncio-cc: no input files\n\nusage: asyncio-cc /);
  }
});

test('-o without a file is refused', () => {
  const folder = folderWith({ 'app.c': small });
  const { status, stderr } = asyncioCc(['app.c', '-o'], { cwd: folder });
  assert.equal(status, 1);
  assert.match(stderr, /-o/);
  assert.deepEqual(readdirSync(folder), ['app.c']);
});

test('--help shows the usage on stdout', () => {
  const { status, stdout, stderr } = asyncioCc(['--help']);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.match(
    stdout,
    /^usage: asyncio-cc \[--emscripten\] \[--no-main\] \[compiler options\] file/,
  );
});

test('asyncio-cc can be started by its name, through a link', async () => {
  const folder = folderWith({ 'app.c': small });
  const link = join(folder, 'asyncio-cc');
  symlinkSync(CC, link);
  const made = await execute(link, ['app.c', '-o', 'app.wasm'], { cwd: folder });
  assert.equal(made.status, 0, made.stderr);
  assert.equal((await asyncioRun(join(folder, 'app.wasm'), [])).status, 3);
});
