/* Task groups. */
#ifndef GROUPS_H
#define GROUPS_H

#include "tasks.h"

#define GROUP_STATEMENTS(STATEMENT, BLOCK)                                                         \
    BLOCK(group)                                                                                   \
    STATEMENT(group_spawn)

static struct outcome do_group(struct actor *me, const struct statement *each) {
    asyncio_task_group group;
    asyncio_task_group *outer = me->group;
    struct actor *outer_parent = me->group_parent;
    if (asyncio_task_group_enter(&group) < 0)
        return fails();
    me->group = &group;
    me->group_parent = me;
    struct outcome outcome = run_block(me, each);
    me->group = outer;
    me->group_parent = outer_parent;
    bool failed = outcome.flow == FAILS;
    if (asyncio_task_group_exit(&group, failed ? ASYNCIO_ERROR : 0) == ASYNCIO_ERROR)
        return fails();
    return outcome;
}

static asyncio_task *create_in_group(struct actor *child) {
    child->group = child->parent->group;
    child->group_parent = child->member_of = child->parent->group_parent;
    return asyncio_task_group_create_task(child->group, run_as_task, child, .name = child->name,
                                          .stack_size = TASK_STACK);
}

/* Into the innermost group: one's own, or that which one was spawned into. */
static struct outcome do_group_spawn(struct actor *me, const struct statement *each) {
    if (me->group == NULL)
        return fails_with(ENOENT);
    return spawned(each->operands[0], new_task(each->operands[1], me, create_in_group));
}

#endif
