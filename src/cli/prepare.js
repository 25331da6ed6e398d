/* Compiles the runtime's libraries for both toolchains, so that they are there. */
import { runtimeLibrary } from './library.js';
import { emscriptenToolchain, wasiToolchain } from './toolchain.js';

for (const toolchain of [wasiToolchain(), emscriptenToolchain()]) runtimeLibrary(toolchain, []);
