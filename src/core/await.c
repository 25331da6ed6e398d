/* Waiting for a future: the place where most coroutines spend their lives. */
#include <asyncio/future.h>

#include "loop.h"
#include "task.h"

bool aw_may_await(const struct task *task, const asyncio_future *future) {
    if (task == NULL || (task == aw_loop.root && !aw_loop.running)) {
        aw_fail(&aw_failure_no_task);
        return false;
    }
    if (future == NULL && task->failure != NULL && task->failure->code == errno)
        return false; /* what made it NULL says more */
    if (!aw_future_valid(future))
        return false;
    if (future == &task->future)
        aw_fail(&aw_failure_self_await);
    return future != &task->future;
}

static intptr_t collect(asyncio_future *future) {
    intptr_t result = aw_future_outcome(future);
    aw_future_release(future);
    return result;
}

static void begin(struct task *task, asyncio_future *future) {
    task->waiting_for = future;
    aw_future_add_waiter(future, &task->alarm.callback);
    if (task->must_cancel && aw_future_cancel(future, task->cancel_failure))
        task->must_cancel = false;
}

static intptr_t end(struct task *task, asyncio_future *future) {
    task->waiting_for = NULL;
    if (!task->must_cancel)
        return collect(future);
    task->must_cancel = false;
    future->seen = true;
    bool cancelled = future->state >= FUTURE_FAILED && future->failure->code == ECANCELED;
    struct failure *failure = cancelled ? future->failure : task->cancel_failure;
    aw_fail(failure);
    aw_future_release(future);
    return ASYNCIO_ERROR;
}

SWITCH_POINT(asyncio_await)
intptr_t asyncio_await(asyncio_future *future) {
    struct task *task = aw_loop.current;
    if (!aw_switch_resumed()) {
        if (!aw_may_await(task, future))
            return ASYNCIO_ERROR;
        if (future->state != FUTURE_PENDING)
            return collect(future);
        begin(task, future);
        if (!aw_switch_suspend())
            return 0;
    }
    return end(task, future);
}
