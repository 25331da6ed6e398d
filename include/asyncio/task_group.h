/* Task groups: tasks that begin and end together. */
#ifndef ASYNCIO_TASK_GROUP_H
#define ASYNCIO_TASK_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <asyncio/task.h>

#ifdef __cplusplus
extern "C" {
#endif

struct asyncio_group_child;

/*
 * When exit returns, every task of the group has ended. If one fails, the others are
 * cancelled, and so is the task between enter and exit:
 *
 *     asyncio_task_group group;
 *     if (asyncio_task_group_enter(&group) < 0) return ASYNCIO_ERROR;
 *     asyncio_release(asyncio_task_group_create_task(&group, fetch, first));
 *     asyncio_release(asyncio_task_group_create_task(&group, fetch, second));
 *     intptr_t result = asyncio_task_group_exit(&group, 0);
 *
 * The struct is the caller's, on the stack of the task that enters; its members are
 * the runtime's. Every enter needs its exit, on every way out. Python:
 * asyncio.TaskGroup.
 */
typedef struct asyncio_task_group {
    asyncio_task *parent;
    struct asyncio_group_child *children;
    asyncio_future *all_ended;
    void **errors;
    size_t error_count;
    size_t error_capacity;
    bool exiting;
    bool aborting;
    bool parent_cancel_requested;
} asyncio_task_group;

/* Begins a group. EPERM: not called from a task. Does not suspend. */
int asyncio_task_group_enter(asyncio_task_group *group);

/*
 * Starts a task of the group, as asyncio_create_task does, with the same options. The
 * tasks of a group may start more of them. NULL with
 *   EPERM   the group has not been entered, has ended, or is being cancelled
 *   EINVAL, ENOMEM as for asyncio_create_task
 * Does not suspend.
 */
#define asyncio_task_group_create_task(group, function, argument, ...)                             \
    asyncio_task_group_create_task_with(                                                           \
        (group), (function), (argument),                                                           \
        &(asyncio_task_options){.location = ASYNCIO_HERE, __VA_ARGS__})
asyncio_task *asyncio_task_group_create_task_with(asyncio_task_group *group,
                                                  asyncio_coroutine *function, void *argument,
                                                  const asyncio_task_options *options);

/*
 * Waits for all tasks of the group. RESULT is how the code since enter has ended:
 * ASYNCIO_ERROR with its errno cancels the tasks, anything else lets them finish.
 * Returns RESULT if nothing failed. Otherwise it fails with an error that is made of
 * all others (asyncio_error_members) and has the first one's errno; or, if this task
 * was cancelled from outside and nothing else failed, with ECANCELED. Suspends.
 */
intptr_t asyncio_task_group_exit(asyncio_task_group *group, intptr_t result);

#ifdef __cplusplus
}
#endif
#endif
