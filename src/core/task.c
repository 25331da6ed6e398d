#include "task.h"

#include <errno.h>

#include "context.h"
#include "loop.h"
#include "memory.h"

static bool cancel(asyncio_future *future, struct failure *failure) {
    struct task *task = aw_task_of(future);
    task->cancel_requests++;
    if (task->waiting_for != NULL && aw_future_cancel(task->waiting_for, failure))
        return true;
    if (!task->sleep_cancelled) { /* of two at the same wait the first one's is told */
        aw_failure_retain(failure);
        aw_failure_release(task->cancel_failure);
        task->cancel_failure = failure;
    }
    if (!aw_sleep_cancel(task))
        task->must_cancel = true;
    return true;
}

static void destroy(asyncio_future *future) {
    struct task *task = aw_task_of(future);
    aw_failure_release(task->failure);
    aw_failure_release(task->cancel_failure);
    aw_context_release(task->context);
    aw_deallocate(task->long_name);
    aw_loop.live_tasks--;
    aw_task_deallocate(task);
}

static const struct future_type task_type = {"task", cancel, destroy};

struct task *aw_task_of(const asyncio_future *future) {
    return future != NULL && future->type == &task_type ? AW_PART_OF(future, struct task, future)
                                                        : NULL;
}

static void link_task(struct task *task) {
    task->previous = aw_loop.last_task;
    if (task->previous != NULL)
        task->previous->next = task;
    else
        aw_loop.tasks = task;
    aw_loop.last_task = task;
}

static void unlink_task(const struct task *task) {
    if (task->previous != NULL)
        task->previous->next = task->next;
    else
        aw_loop.tasks = task->next;
    if (task->next != NULL)
        task->next->previous = task->previous;
    else
        aw_loop.last_task = task->previous;
}

struct task *aw_task_create(asyncio_coroutine *function, void *argument,
                            const asyncio_task_options *options) {
    size_t stack_size = options->stack_size != 0 ? options->stack_size : TASK_STACK_DEFAULT;
    if (function == NULL || stack_size < TASK_STACK_MINIMUM) {
        aw_fail(function == NULL ? &aw_failure_no_function : &aw_failure_small_stack);
        return NULL;
    }
    struct task *task = aw_task_allocate(stack_size);
    if (task == NULL) {
        aw_fail(&aw_failure_memory);
        return NULL;
    }
    *task = (struct task){
        .stack_size = stack_size,
        .location = options->location,
        .number = options->name == NULL ? ++aw_loop.task_number : 0,
        .context = aw_context_share(),
    };
    if (options->name != NULL && !aw_task_rename(task, options->name)) {
        aw_context_release(task->context);
        aw_task_deallocate(task);
        aw_fail(&aw_failure_memory);
        return NULL;
    }
    aw_future_prepare(&task->future, &task_type);
    aw_switch_prepare(&task->stack, task + 1, stack_size, function, argument);
    aw_loop.live_tasks++;
    link_task(task);
    return task;
}

/* Why a coroutine returned ASYNCIO_ERROR, told apart by the errno it left. */
static void fail(struct task *task) {
    struct task *current = aw_loop.current;
    int saved_errno = errno;
    aw_loop.current = task;
    errno = task->stack.saved_errno;
    struct failure *failure = aw_failure_of_errno();
    aw_loop.current = current;
    errno = saved_errno;
    bool cancelled = failure->code == ECANCELED;
    aw_future_fail(&task->future, cancelled ? FUTURE_CANCELLED : FUTURE_FAILED, failure);
}

void aw_task_end(struct task *task) {
    unlink_task(task);
    if (task->stack.result == ASYNCIO_ERROR)
        fail(task);
    else if (task->must_cancel)
        aw_future_fail(&task->future, FUTURE_CANCELLED, aw_failure_retain(task->cancel_failure));
    else
        aw_future_finish(&task->future, task->stack.result);
    aw_future_release(&task->future);
}

asyncio_task *aw_task_start(struct task *task) {
    aw_ready_push(&task->alarm.callback);
    return asyncio_retain(&task->future);
}

asyncio_task *asyncio_create_task_with(asyncio_coroutine *function, void *argument,
                                       const asyncio_task_options *options) {
    static const asyncio_task_options none;
    if (options == NULL)
        options = &none;
    struct task *task = aw_loop_usable() ? aw_task_create(function, argument, options) : NULL;
    if (task == NULL)
        return NULL;
    if (!options->eager_start)
        return aw_task_start(task);
    asyncio_retain(&task->future);
    aw_loop_step_eagerly(task);
    return &task->future;
}

size_t asyncio_all_tasks(asyncio_task *tasks[], size_t most) {
    size_t count = 0;
    for (struct task *task = aw_loop.tasks; task != NULL; task = task->next, count++)
        if (count < most)
            tasks[count] = &task->future;
    return count;
}

asyncio_task *asyncio_current_task(void) {
    struct task *task = aw_loop.current;
    return task != NULL && task != aw_loop.root ? &task->future : NULL;
}

static struct task *valid(const asyncio_task *task) {
    if (!aw_future_valid(task))
        return NULL;
    if (aw_task_of(task) == NULL)
        aw_fail(&aw_failure_not_a_task);
    return aw_task_of(task);
}

int asyncio_task_set_name(asyncio_task *task, const char *name) {
    struct task *named = valid(task);
    if (named == NULL)
        return ASYNCIO_ERROR;
    if (name == NULL)
        return aw_fail(&aw_failure_no_name);
    return aw_task_rename(named, name) ? 0 : aw_fail(&aw_failure_memory);
}

int asyncio_task_cancelling(const asyncio_task *task) {
    const struct task *asked = valid(task);
    return asked != NULL ? (int)asked->cancel_requests : ASYNCIO_ERROR;
}

int asyncio_task_uncancel(asyncio_task *task) {
    struct task *asked = valid(task);
    if (asked == NULL)
        return ASYNCIO_ERROR;
    if (asked->cancel_requests > 0)
        asked->cancel_requests--;
    if (asked->cancel_requests == 0)
        asked->must_cancel = false;
    return (int)asked->cancel_requests;
}
