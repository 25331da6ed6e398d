"""Queues of the three orders."""

import asyncio

from interpreter import Failure, Program, statement


class Item:
    """Items are numbers; a priority queue compares their tens only."""

    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        return self.number // 10 < other.number // 10


def make(program):
    program.queues = [
        kind(size)
        for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue)
        for size in (1, 2, 0)
    ]


Program.makers.append(make)


@statement
async def put(actor, _, queue, number):
    await actor.program.queues[queue].put(Item(number))


@statement
def put_nowait(actor, _, queue, number):
    actor.program.queues[queue].put_nowait(Item(number))


@statement
async def get(actor, _, queue):
    return (await actor.program.queues[queue].get()).number


@statement
def get_nowait(actor, _, queue):
    return actor.program.queues[queue].get_nowait().number


@statement
def task_done(actor, _, queue):
    try:
        actor.program.queues[queue].task_done()
    except ValueError:
        raise Failure("EINVAL") from None


@statement
async def join(actor, _, queue):
    await actor.program.queues[queue].join()


@statement
def shutdown(actor, _, queue, immediate):
    actor.program.queues[queue].shutdown(bool(immediate))


@statement
def queue_state(actor, _, queue):
    queue = actor.program.queues[queue]
    return f"{queue.qsize()} {int(queue.empty())} {int(queue.full())}"
