"""The same by CPython's asyncio: cpython.py SUITE prints samples for each row as JSON."""

import asyncio
import json
import resource
import sys
import time


async def yielder(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def yield_1():
    count = 50_000
    start = time.perf_counter()
    await asyncio.gather(yielder(count // 2), yielder(count // 2))
    return (time.perf_counter() - start) / count * 1e9


async def trivial():
    return 1


async def spawn_join():
    count = 20_000
    start = time.perf_counter()
    for _ in range(count):
        await asyncio.create_task(trivial())
    return (time.perf_counter() - start) / count * 1e9


async def gather():
    count = 10_000
    start = time.perf_counter()
    await asyncio.gather(*[trivial() for _ in range(count)])
    return (time.perf_counter() - start) / count * 1e9


async def timers():
    count = 100_000
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    handles = [loop.call_later(100 + i * 7919 % 1000, print) for i in range(count)]
    for handle in handles:
        handle.cancel()
    return (time.perf_counter() - start) / count * 1e9


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


async def sleep_all(count):
    before = resident()
    start = time.perf_counter()
    tasks = [asyncio.create_task(asyncio.sleep(1)) for _ in range(count)]
    await asyncio.sleep(0)
    memory = (resident() - before) / count
    await asyncio.wait(tasks)
    return (time.perf_counter() - start - 1) * 1e3, memory


async def repeated(row, times=3):
    await row()
    return [await row() for _ in range(times)]


async def sleepers(count):
    late, memory = await sleep_all(count)
    name = f"sleepers_{count // 1000}k"
    return {name: [late], f"{name}_rss": [memory]}


async def rows(*functions):
    return {row.__name__: await repeated(row) for row in functions}


SUITES = {
    "switch": lambda: rows(yield_1),
    "tasks": lambda: rows(spawn_join, gather),
    "timers": lambda: rows(timers),
    "sleepers_10k": lambda: sleepers(10_000),
    "sleepers_100k": lambda: sleepers(100_000),
}

print(json.dumps(asyncio.run(SUITES[sys.argv[1]]())))
