/* Compiles the runtime for both toolchains, so that it is there. */
import { runtimeLibrary } from './library.js';
import { CommandError, emscriptenToolchain, wasiToolchain } from './toolchain.js';

try {
  for (const toolchain of [wasiToolchain(), emscriptenToolchain()]) runtimeLibrary(toolchain, []);
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = error.status;
}
