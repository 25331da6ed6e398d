"""Locks, events, conditions, semaphores and barriers."""

import asyncio

from interpreter import Failure, Program, block, statement


def make(program):
    program.locks = [asyncio.Lock(), asyncio.Lock()]
    program.events = [asyncio.Event(), asyncio.Event()]
    program.conditions = [asyncio.Condition(), asyncio.Condition(program.locks[0])]
    program.semaphores = [
        asyncio.Semaphore(1),
        asyncio.Semaphore(2),
        asyncio.Semaphore(0),
        asyncio.BoundedSemaphore(1),
        asyncio.BoundedSemaphore(2),
    ]
    program.barriers = [asyncio.Barrier(1), asyncio.Barrier(2), asyncio.Barrier(3)]


def free(program):
    """Who waits for a lock to end a wait on a condition cannot be cancelled."""
    for index, lock in enumerate([*program.locks, program.conditions[0]]):
        if lock.locked():
            program.trace.append(f"main frees {index}")
            lock.release()


Program.makers.append(make)
Program.at_round.append(free)


def attempt(function, *args):
    """RuntimeError says that a lock is not held."""
    try:
        return function(*args)
    except RuntimeError:
        raise Failure("EPERM") from None


async def with_(actor, each, thing, refusal):
    """Like `async with`; but the block may have released it, which REFUSAL tells."""
    await thing.acquire()
    actor.log(each.line, f"{each.name} begins")
    try:
        return await actor.run(each.block)
    finally:
        error = refusal()
        if error:
            actor.log(each.line, f"{each.name} release {error}")
        else:
            thing.release()


@statement
async def acquire(actor, _, lock):
    await actor.program.locks[lock].acquire()


@statement
def release(actor, _, lock):
    attempt(actor.program.locks[lock].release)


@statement
def locked(actor, _, lock):
    return int(actor.program.locks[lock].locked())


@block
async def with_lock(actor, each, lock):
    lock = actor.program.locks[lock]
    return await with_(actor, each, lock, lambda: not lock.locked() and "EPERM")


@statement
async def event_wait(actor, _, event):
    await actor.program.events[event].wait()


@statement
def event_set(actor, _, event):
    actor.program.events[event].set()


@statement
def event_clear(actor, _, event):
    actor.program.events[event].clear()


@statement
def event_is_set(actor, _, event):
    return int(actor.program.events[event].is_set())


@statement
async def condition_wait(actor, _, condition):
    condition = actor.program.conditions[condition]
    if not condition.locked():
        raise Failure("EPERM")
    await condition.wait()


@statement
async def condition_wait_for(actor, _, condition, variable, least):
    """Waits until a variable has a value of at least so much."""
    condition = actor.program.conditions[condition]
    variables = actor.program.variables
    if variables[variable] < least and not condition.locked():
        raise Failure("EPERM")
    await condition.wait_for(lambda: variables[variable] >= least)


@statement
def condition_notify(actor, _, condition, count):
    attempt(actor.program.conditions[condition].notify, count)


@statement
def condition_notify_all(actor, _, condition):
    attempt(actor.program.conditions[condition].notify_all)


@statement
async def condition_acquire(actor, _, condition):
    await actor.program.conditions[condition].acquire()


@statement
def condition_release(actor, _, condition):
    attempt(actor.program.conditions[condition].release)


@block
async def with_condition(actor, each, condition):
    condition = actor.program.conditions[condition]
    return await with_(actor, each, condition, lambda: not condition.locked() and "EPERM")


@statement
async def semaphore_acquire(actor, _, semaphore):
    await actor.program.semaphores[semaphore].acquire()


@statement
def semaphore_release(actor, _, semaphore):
    try:
        actor.program.semaphores[semaphore].release()
    except ValueError:
        raise Failure("ERANGE") from None


@statement
def semaphore_locked(actor, _, semaphore):
    return int(actor.program.semaphores[semaphore].locked())


@block
async def with_semaphore(actor, each, semaphore):
    semaphore = actor.program.semaphores[semaphore]

    def refusal():
        bound = getattr(semaphore, "_bound_value", None)
        return bound is not None and semaphore._value >= bound and "ERANGE"

    return await with_(actor, each, semaphore, refusal)


@statement
async def barrier_wait(actor, _, barrier):
    return await actor.program.barriers[barrier].wait()


@statement
async def barrier_reset(actor, _, barrier):
    await actor.program.barriers[barrier].reset()


@statement
async def barrier_abort(actor, _, barrier):
    await actor.program.barriers[barrier].abort()


@statement
def barrier_state(actor, _, barrier):
    barrier = actor.program.barriers[barrier]
    return f"{barrier.n_waiting} {int(barrier.broken)}"
