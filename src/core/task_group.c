/*
 * Task groups. A child that fails cancels its siblings and the parent; the parent's
 * cancellation is taken back at the end of the group, so that only a cancellation from
 * outside goes further.
 */
#include <asyncio/task_group.h>
#include <errno.h>

#include "loop.h"
#include "memory.h"
#include "task.h"

struct asyncio_group_child {
    struct callback ended;
    asyncio_task *task;
    asyncio_task_group *group;
    struct asyncio_group_child *next; /* in a ring, in the order of their creation */
    struct asyncio_group_child *previous;
};

static void link_child(asyncio_task_group *group, struct asyncio_group_child *child) {
    struct asyncio_group_child *first = group->children;
    if (first == NULL) {
        group->children = child->next = child->previous = child;
        return;
    }
    child->next = first;
    child->previous = first->previous;
    first->previous->next = child;
    first->previous = child;
}

static void unlink_child(asyncio_task_group *group, const struct asyncio_group_child *child) {
    if (group->children == child)
        group->children = child->next != child ? child->next : NULL;
    child->next->previous = child->previous;
    child->previous->next = child->next;
}

static void cancel_children(asyncio_task_group *group) {
    group->aborting = true;
    struct asyncio_group_child *child = group->children;
    while (child != NULL) {
        aw_future_cancel(child->task, &aw_failure_cancelled);
        child = child->next != group->children ? child->next : NULL;
    }
}

/* Takes the caller's reference. Without memory an error is lost, but not that there
 * was one. */
static void add_error(asyncio_task_group *group, struct failure *failure) {
    if (group->error_count == group->error_capacity) {
        size_t capacity = group->error_capacity != 0 ? group->error_capacity * 2 : 4;
        void **errors = aw_reallocate(group->errors, capacity * sizeof *errors);
        if (errors == NULL) {
            aw_failure_release(failure);
            return;
        }
        group->errors = errors;
        group->error_capacity = capacity;
    }
    group->errors[group->error_count++] = failure;
}

static void child_failed(asyncio_task_group *group, asyncio_task *child) {
    child->seen = true;
    add_error(group, aw_failure_retain(child->failure));
    if (group->aborting || group->parent_cancel_requested)
        return;
    cancel_children(group);
    group->parent_cancel_requested = true;
    aw_future_cancel(group->parent, &aw_failure_cancelled);
}

static void child_ended(struct callback *callback) {
    struct asyncio_group_child *child = AW_PART_OF(callback, struct asyncio_group_child, ended);
    asyncio_task_group *group = child->group;
    unlink_child(group, child);
    if (group->children == NULL && group->all_ended != NULL &&
        group->all_ended->state == FUTURE_PENDING)
        aw_future_finish(group->all_ended, 0);
    if (child->task->state == FUTURE_FAILED)
        child_failed(group, child->task);
    aw_future_release(child->task);
    aw_deallocate(child);
}

int asyncio_task_group_enter(asyncio_task_group *group) {
    struct task *task = aw_loop.current;
    *group = (asyncio_task_group){0};
    if (task == NULL || task == aw_loop.root)
        return aw_fail(&aw_failure_no_task);
    group->parent = &task->future;
    return 0;
}

asyncio_task *asyncio_task_group_create_task_with(asyncio_task_group *group,
                                                  asyncio_coroutine *function, void *argument,
                                                  const asyncio_task_options *options) {
    bool finished = group->exiting && group->children == NULL;
    if (group->parent == NULL || finished || group->aborting) {
        aw_fail(&aw_failure_no_group);
        return NULL;
    }
    struct asyncio_group_child *child = aw_allocate(sizeof *child);
    if (child == NULL) {
        aw_fail(&aw_failure_memory);
        return NULL;
    }
    asyncio_task *task = asyncio_create_task_with(function, argument, options);
    if (task == NULL) {
        aw_deallocate(child);
        return NULL;
    }
    *child = (struct asyncio_group_child){.ended.run = child_ended, .task = task, .group = group};
    asyncio_retain(task);
    link_child(group, child);
    aw_future_watch(task, &child->ended);
    return task;
}

static const struct future_type group_type = {"task group", aw_future_cancel_at_once,
                                              aw_future_stays};

/* Returns the last cancellation from outside, or NULL; takes EARLIER, which is one. */
static struct failure *wait_for_children(asyncio_task_group *group, struct failure *earlier) {
    struct failure *cancelled = earlier;
    while (group->children != NULL) {
        asyncio_future all_ended;
        aw_future_prepare_local(&all_ended, &group_type);
        group->all_ended = &all_ended;
        intptr_t status = aw_await_local(&all_ended);
        group->all_ended = NULL;
        if (status == ASYNCIO_ERROR && !group->aborting) {
            aw_failure_release(cancelled);
            cancelled = aw_failure_of_errno();
            cancel_children(group);
        }
    }
    return cancelled;
}

/* Keeps the parent's count of cancellations, and delivers it anew at its next wait. */
static void renew_cancellation(asyncio_task *parent) {
    if (asyncio_task_cancelling(parent) <= 0)
        return;
    asyncio_task_uncancel(parent);
    aw_future_cancel(parent, &aw_failure_cancelled);
}

intptr_t asyncio_task_group_exit(asyncio_task_group *group, intptr_t result) {
    struct failure *failure = result == ASYNCIO_ERROR ? aw_failure_of_errno() : NULL;
    struct failure *cancelled = NULL;
    if (failure != NULL && failure->code == ECANCELED) {
        cancelled = failure;
        failure = NULL;
    }
    group->exiting = true;
    if (result == ASYNCIO_ERROR && !group->aborting)
        cancel_children(group);
    cancelled = wait_for_children(group, cancelled);
    if (group->parent_cancel_requested && asyncio_task_uncancel(group->parent) == 0) {
        aw_failure_release(cancelled);
        cancelled = NULL;
    }
    if (cancelled != NULL && group->error_count == 0) {
        aw_failure_release(failure);
        return aw_fail_taking(cancelled);
    }
    aw_failure_release(cancelled);
    if (failure != NULL)
        add_error(group, failure);
    if (group->error_count == 0)
        return result;
    renew_cancellation(group->parent);
    return aw_fail_taking(aw_failure_group((struct failure **)group->errors, group->error_count));
}
