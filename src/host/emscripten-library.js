/*
 * What an Emscripten module needs to be driven by load(): a --js-library. Each function
 * passes on to the host object that load() gives to the module as Module.asyncio.
 *
 * The names in LibraryManager's style: `$x` is JavaScript's alone, `x__deps` names what x
 * needs, and functions are copied as text, so they use nothing from around them.
 */
mergeInto(
  LibraryManager.library,
  (() => {
    const library = {
      // Resolved inside the module by the Asyncify pass; named for the linker's sake.
      start_unwind: function () {},
      stop_unwind: function () {},
      start_rewind: function () {},
      stop_rewind: function () {},

      // stdout and stderr byte by byte as the program wrote them, not line by line.
      $asyncioWrite: function (fd, iov, count) {
        var written = 0;
        for (var i = 0; i < count; i++) {
          var start = HEAPU32[(iov + 8 * i) >>> 2];
          var size = HEAPU32[(iov + 8 * i + 4) >>> 2];
          Module['asyncio']['write'](fd, HEAPU8.subarray(start, start + size));
          written += size;
        }
        return written;
      },

      // The environment as load() was given it, in UTF-8.
      environ_sizes_get__deps: [],
      environ_sizes_get: function (count, size) {
        var entries = Module['asyncio']['environment'];
        HEAPU32[count >>> 2] = entries.length;
        HEAPU32[size >>> 2] = entries.reduce((sum, entry) => sum + entry.length, 0);
        return 0;
      },
      environ_get__deps: [],
      environ_get: function (table, text) {
        Module['asyncio']['environment'].forEach(function (entry, i) {
          HEAPU32[(table + 4 * i) >>> 2] = text;
          HEAPU8.set(entry, text >>> 0);
          text += entry.length;
        });
        return 0;
      },

      // Called by Binaryen's stack check.
      __handle_stack_overflow__deps: [],
      __handle_stack_overflow: function () {
        Module['asyncio']['imports']['asyncio_host_stack_overflow']();
      },
    };

    // Gives the host what only code inside the module can reach, while it starts.
    library.asyncio_host_wake__postset = `
      if (!Module['asyncio'])
        throw new Error("load this module with load() of 'asyncio-wasm'");
      Module['asyncio']['binary'] = function () {
        return typeof wasmBinaryFile == 'string' ? wasmBinaryFile : findWasmBinary();
      };
      Module['asyncio']['buffer'] = function () { return wasmMemory.buffer; };
      Module['asyncio']['placeStackLimits'] = function (place, exported) {
        var set = exported || (typeof ___set_stack_limits == 'function' && ___set_stack_limits);
        if (!set) return false;
        set(-1, 0);
        wasmTable.set(place, set);
        return true;
      };`;

    const systemWrite = LibraryManager.library.fd_write;
    library.$asyncioWriteFile = systemWrite;
    library.$asyncioWriteFile__deps = LibraryManager.library.fd_write__deps || [];
    library.fd_write = function (fd, iov, count, written) {
      if (fd > 2) return asyncioWriteFile(fd, iov, count, written);
      HEAPU32[written >>> 2] = asyncioWrite(fd, iov, count);
      return 0;
    };
    library.fd_write__deps = ['$asyncioWrite', '$asyncioWriteFile'];

    for (const name of [
      'asyncio_host_now',
      'asyncio_host_wake',
      'asyncio_host_report',
      'asyncio_host_task',
      'asyncio_host_call_ended',
      'asyncio_host_call_returns',
      'asyncio_host_cancel_operation',
      'asyncio_host_fetch',
      'asyncio_host_call_function',
      'asyncio_host_stack_overflow',
    ])
      library[name] = new Function(
        'a, b, c, d, e, f',
        `return Module['asyncio']['imports']['${name}'](a, b, c, d, e, f);`,
      );
    return library;
  })(),
);
