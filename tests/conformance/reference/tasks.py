"""Tasks and futures in slots; awaiting and cancelling them."""

import asyncio

from interpreter import Failure, UserError, name_of, statement


def get(actor, slot):
    future = actor.program.slots[slot]
    if future is None:
        raise Failure("ENOENT")
    return future


def depends(future, actor, seen=None):
    """Whether FUTURE cannot end before ACTOR does: then waiting would be a circle."""
    seen = set() if seen is None else seen
    if future in seen:
        return False
    seen.add(future)
    waiter = getattr(future, "actor", None)
    if waiter is actor:
        return True
    if waiter is None:
        parts = getattr(future, "parts", ())
    else:
        parts = [*waiter.waits_for, *members(waiter)]
    return any(depends(part, actor, seen) for part in parts)


def members(actor):
    """The tasks of an actor's groups that have not ended."""
    for future in actor.program.futures:
        member = getattr(future, "actor", None)
        if member is not None and member.member_of is actor and not future.done():
            yield future


def get_awaitable(actor, slot):
    future = get(actor, slot)
    if depends(future, actor):
        raise Failure("EDEADLK")
    return future


class Waiting:
    """Notes what an actor waits for, while it does."""

    def __init__(self, actor, *futures):
        self.actor = actor
        self.futures = futures

    def __enter__(self):
        self.before = self.actor.waits_for
        self.actor.waits_for = list(self.futures)

    def __exit__(self, *_):
        self.actor.waits_for = self.before


@statement
def spawn_eager(actor, _, slot, body):
    loop = actor.program.loop

    def create(coroutine, child):
        return loop.create_task(coroutine, name=child.name, eager_start=True)

    return spawned(actor, slot, actor.program.new_task(body, actor, create))


def spawned(actor, slot, child):
    if child is None:
        raise Failure("ENOSPC")
    actor.program.slots[slot] = child.task
    return child.number


@statement
def spawn(actor, _, slot, body):
    loop = actor.program.loop
    child = actor.program.new_task(body, actor, lambda coroutine, _: loop.create_task(coroutine))
    return spawned(actor, slot, child)


@statement
async def await_(actor, _, slot):
    future = get_awaitable(actor, slot)
    with Waiting(actor, future):
        return show(future, await future)


def show(future, value):
    """A gathering's results are seen by who asks the gathering itself."""
    if not isinstance(value, list):
        return value
    return f"[{' '.join(map(show_part, value))}]" if hasattr(future, "parts") else 0


def show_part(value):
    if isinstance(value, BaseException):
        return name_of(value)
    return "0" if isinstance(value, list) else str(value)


@statement
def cancel(actor, _, slot):
    return int(actor.program.cancel(get(actor, slot)))


@statement
def cancel_with(actor, _, slot, number):
    return int(actor.program.cancel(get(actor, slot), f"because {number}"))


@statement
def cancel_self(actor, _):
    return int(asyncio.current_task().cancel())


@statement
def cancel_parent(actor, _):
    if actor.parent is None or actor.parent.task is None:
        raise Failure("ENOENT")
    return int(actor.program.cancel(actor.parent.task))


@statement
def uncancel(actor, _):
    return asyncio.current_task().uncancel()


@statement
def cancelling(actor, _):
    return asyncio.current_task().cancelling()


@statement
def cancelling_of(actor, _, slot):
    future = get(actor, slot)
    if not isinstance(future, asyncio.Task):
        raise Failure("EINVAL")
    return future.cancelling()


@statement
def uncancel_of(actor, _, slot):
    future = get(actor, slot)
    if not isinstance(future, asyncio.Task):
        raise Failure("EINVAL")
    return future.uncancel()


@statement
def done(actor, _, slot):
    future = get(actor, slot)
    return int(future.done()) + int(future.cancelled())


@statement
def result(actor, _, slot):
    future = get(actor, slot)
    try:
        return show(future, future.result())
    except asyncio.InvalidStateError:
        raise Failure("EAGAIN") from None


@statement
def exception(actor, _, slot):
    try:
        error = get(actor, slot).exception()
    except asyncio.InvalidStateError:
        return "EAGAIN"
    except asyncio.CancelledError:
        return "ECANCELED"
    return name_of(error) if error else 0


def new_future(actor, create, *args, **options):
    """Makes a future that is no task, and keeps it until the program's end."""
    if actor.program.is_full():
        raise Failure("ENOSPC")
    made = create(*args, **options)
    if made not in args:
        actor.program.futures.append(made)
    return made


@statement
def future(actor, _, slot):
    actor.program.slots[slot] = new_future(actor, actor.program.loop.create_future)
    actor.program.slots[slot].is_plain = True


def complete(actor, slot, method, value):
    future = get(actor, slot)
    if not hasattr(future, "is_plain"):
        raise Failure("EINVAL")
    try:
        getattr(future, method)(value)
    except asyncio.InvalidStateError:
        raise Failure("EINVAL") from None


@statement
def set_result(actor, _, slot, value):
    complete(actor, slot, "set_result", value)


@statement
def set_exception(actor, _, slot, code):
    complete(actor, slot, "set_exception", UserError(code))
