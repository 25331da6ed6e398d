"""Timeout scopes."""

import asyncio

from interpreter import Failure, block, statement


async def limited(actor, each, limit):
    async with limit:
        actor.limits.append(limit)
        try:
            return await actor.run(each.block)
        finally:
            actor.limits.pop()


@block
async def timeout(actor, each, delay):
    return await limited(actor, each, asyncio.timeout(None if delay < 0 else delay))


@block
async def timeout_at(actor, each, when):
    return await limited(actor, each, asyncio.timeout_at(when))


def innermost(actor):
    if not actor.limits:
        raise Failure("ENOENT")
    return actor.limits[-1]


@statement
def reschedule(actor, _, delay):
    """From now; a negative delay means never."""
    limit = innermost(actor)
    try:
        limit.reschedule(None if delay < 0 else actor.program.loop.time() + delay)
    except RuntimeError:
        raise Failure("EALREADY") from None


@statement
def limit_state(actor, _):
    limit = innermost(actor)
    when = -1 if limit.when() is None else int(limit.when())
    return f"{when} {int(limit.expired())}"
