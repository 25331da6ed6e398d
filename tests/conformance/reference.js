/**
 * A worker that runs programs on CPython's own asyncio: Pyodide, without its event loop.
 * It takes texts of programs, and answers with their traces.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

import { loadPyodide } from 'pyodide';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const folder = new URL('reference/', import.meta.url);

const python = await loadPyodide();
python.FS.mkdir('/reference');
for (const file of readdirSync(folder).filter((name) => name.endsWith('.py')))
  python.FS.writeFile(`/reference/${file}`, readFileSync(new URL(file, folder), 'utf8'));
python.runPython('import sys; sys.path.insert(0, "/reference")');
const run = python.pyimport('batch').run;

port.on('message', (text) => port.postMessage(run(text)));
