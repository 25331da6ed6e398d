"""Runs many programs, one after the other. The interface to reference.js."""

import asyncio
import gc

import callbacks  # noqa: F401  each of these adds its statements
import context  # noqa: F401
import core  # noqa: F401
import gather  # noqa: F401
import groups  # noqa: F401
import queues  # noqa: F401
import sync  # noqa: F401
import tasks  # noqa: F401
import timeouts  # noqa: F401
import virtual_loop
import waiting  # noqa: F401
from interpreter import Program, parse


def run_program(lines):
    bodies = parse(lines)
    program = None

    async def main():
        nonlocal program
        program = Program(bodies)
        await program.main()

    try:
        virtual_loop.run(main())
    except BaseException as error:
        program.trace.append(f"{type(error).__name__}: {error}")
    return program.trace


def run(text):
    asyncio.events._set_running_loop(None)
    gc.disable()
    traces = []
    for part in text.split("program ")[1:]:
        head, *lines = part.split("\n")
        traces.append(f"program {head}")
        traces.extend(run_program([line for line in lines if line.strip() and line != "run"]))
        traces.append("")
        gc.collect(0)
    return "\n".join(traces)
