"""Statements that every program may use: control flow, sleeping, shared variables."""

import asyncio

from interpreter import Program, Returned, UserError, block, statement


def make(program):
    program.variables = [0, 0]


Program.makers.append(make)


@statement
def log(actor, _, number):
    return number


@statement
def return_(actor, _, value):
    return Returned(value)


@statement
def raise_(actor, _, code):
    raise UserError(code)


@statement
async def sleep(actor, _, delay):
    await asyncio.sleep(delay)


@statement
async def turns(actor, each, count):
    """So many iterations of the loop, each of which shows in the trace."""
    for turn in range(count):
        await asyncio.sleep(0)
        actor.log(each.line, f"turn {turn}")


@statement
def add(actor, _, variable, amount):
    actor.program.variables[variable] += amount
    return actor.program.variables[variable]


@block
async def try_(actor, each):
    return await actor.run(each.block)


@block
async def repeat(actor, each, count):
    for _ in range(count):
        outcome = await actor.run(each.block)
        if outcome is not None:
            return outcome
    return None
