"""wait and shield."""

import asyncio
from asyncio import tasks as asyncio_tasks

from interpreter import statement
from tasks import Waiting, get_awaitable, new_future, show

RETURN_WHEN = [asyncio.ALL_COMPLETED, asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION]


log_on_exception = asyncio_tasks._log_on_exception


def log_if_unseen(future):
    """A shielded future's error is reported, but not if somebody has heard of it."""
    if not future.cancelled() and future._log_traceback:
        log_on_exception(future)


asyncio_tasks._log_on_exception = log_if_unseen


def ask_for_errors(futures):
    """Which errors a wait that is cancelled has heard of is a matter of chance."""
    for future in futures:
        if future.done() and not future.cancelled():
            future.exception()


@statement
async def wait(actor, _, mode, timeout, *slots):
    futures = [get_awaitable(actor, slot) for slot in slots]
    with Waiting(actor, *futures):
        try:
            # What asyncio.wait calls with a set, whose order is that of addresses.
            different = list(dict.fromkeys(futures))
            done, _ = await asyncio_tasks._wait(
                different, timeout or None, RETURN_WHEN[mode], actor.program.loop
            )
        except asyncio.CancelledError:
            ask_for_errors(futures)
            raise
    return " ".join(str(int(future in done)) for future in futures)


def new_shield(actor, future):
    """A shield, or, if it is done, the future itself."""
    shield = new_future(actor, asyncio.shield, future)
    if shield is not future:
        shield.kind = "shield"
    return shield


@statement
async def shield(actor, _, slot):
    future = get_awaitable(actor, slot)
    shielded = new_shield(actor, future)
    with Waiting(actor, future):
        return show(shielded, await shielded)


@statement
def shield_into(actor, _, slot, shielded):
    future = get_awaitable(actor, shielded)
    actor.program.slots[slot] = new_shield(actor, future)
