import { cp, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

/** @param {string} path from the top of the project */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const OUTPUT = 'build/web';

/** Where each file that is not bundled comes from, and what the page knows it by. */
const COPIES = {
  'web/index.html': 'index.html',
  'web/favicon.svg': 'favicon.svg',
  'web/demo.c': 'demo.c',
  'build/wasi/web/demo.wasm': 'demo.wasm',
  'build/emscripten/web/demo.mjs': 'emscripten/demo.mjs',
  'build/emscripten/web/demo.wasm': 'emscripten/demo.wasm',
};

for (const from of Object.keys(COPIES))
  await stat(at(from)).catch(() => {
    console.error(`web/build.js: ${from} is missing; run make page`);
    process.exit(1);
  });

await rm(at(OUTPUT), { recursive: true, force: true });
await mkdir(at(`${OUTPUT}/emscripten`), { recursive: true });
for (const [from, to] of Object.entries(COPIES)) await cp(at(from), at(`${OUTPUT}/${to}`));

await build({
  entryPoints: [at('web/main.js'), at('web/style.css')],
  outdir: at(OUTPUT),
  bundle: true,
  minify: true,
  sourcemap: true,
  format: 'esm',
  target: 'es2022',
  // What src/host imports when it runs under Node, which a page never gets to.
  external: ['node:*'],
  logLevel: 'warning',
});

/** @param {string[]} files */
async function kilobytes(...files) {
  const sizes = files.map(async (file) => gzipSync(await readFile(at(`${OUTPUT}/${file}`))).length);
  const sum = (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
  return `${(sum / 1000).toFixed(1)} kB`;
}

console.log(
  `${OUTPUT}, gzipped: page ${await kilobytes('index.html', 'style.css', 'main.js')}, ` +
    `module ${await kilobytes('demo.wasm')} (clang) ` +
    `or ${await kilobytes('emscripten/demo.mjs', 'emscripten/demo.wasm')} (Emscripten)`,
);
