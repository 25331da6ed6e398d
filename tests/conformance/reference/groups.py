"""Task groups."""

import asyncio

from interpreter import Failure, block, statement
from tasks import spawned


class Tasks(dict):
    """Takes the place of a group's set, whose order is that of addresses: by age."""

    def add(self, task):
        self[task] = None

    def discard(self, task):
        self.pop(task, None)


def new_group():
    group = asyncio.TaskGroup()
    group._tasks = Tasks()
    return group


@block
async def group(actor, each):
    outer = actor.group, actor.group_parent
    async with new_group() as actor.group:
        actor.group_parent = actor
        try:
            return await actor.run(each.block)
        finally:
            actor.group, actor.group_parent = outer


@statement
def group_spawn(actor, _, slot, body):
    """Into the innermost group: one's own, or that which one was spawned into."""
    group, parent = actor.group, actor.group_parent
    if group is None:
        raise Failure("ENOENT")

    def create(coroutine, child):
        child.group, child.group_parent, child.member_of = group, parent, parent
        return group.create_task(coroutine)

    try:
        child = actor.program.new_task(body, actor, create)
    except RuntimeError:
        raise Failure("EPERM") from None
    return spawned(actor, slot, child)
