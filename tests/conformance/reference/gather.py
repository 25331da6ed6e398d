"""gather, with its future awaited at once or put into a slot, and wait_for."""

import asyncio

from interpreter import Failure, statement
from tasks import Waiting, get_awaitable, new_future, show


# Each level takes up to four times as long to cancel.
MAX_DEPTH = 2


def gathering(actor, mode, slots):
    parts = [get_awaitable(actor, slot) for slot in slots]
    depth = 1 + max(getattr(part, "depth", 0) for part in parts)
    if depth > MAX_DEPTH:
        raise Failure("ENOSPC")
    future = new_future(actor, asyncio.gather, *parts, return_exceptions=bool(mode))
    future.parts = parts
    future.depth = depth
    future.kind = "gather"
    return future


@statement
async def gather(actor, _, mode, *slots):
    future = gathering(actor, mode, slots)
    with Waiting(actor, *future.parts):
        return show(future, await future)


@statement
def gather_into(actor, _, slot, mode, *slots):
    actor.program.slots[slot] = gathering(actor, mode, slots)


@statement
async def wait_for(actor, _, slot, timeout):
    future = get_awaitable(actor, slot)
    with Waiting(actor, future):
        return show(future, await asyncio.wait_for(future, timeout))
