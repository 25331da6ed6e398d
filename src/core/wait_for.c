/* wait_for: a deadline that cancels the waiting task, and takes the cancellation
 * back once it has arrived. */
#include <asyncio/gather.h>
#include <asyncio/task.h>
#include <errno.h>
#include <math.h>

#include "loop.h"
#include "task.h"

struct deadline {
    struct timer timer;
    struct task *task;
    bool expired;
};

static void expire(struct callback *callback) {
    struct deadline *deadline = AW_PART_OF(callback, struct deadline, timer.callback);
    deadline->expired = true;
    aw_future_cancel(&deadline->task->future);
}

static void stop(struct deadline *deadline) {
    if (deadline->timer.place != 0)
        aw_timer_stop(&deadline->timer);
    else if (!deadline->expired)
        aw_ready_remove(&deadline->timer.callback);
}

/* No time at all: a future that is not done is cancelled here and now. */
static intptr_t wait_no_longer(struct task *task, asyncio_future *future) {
    if (future->state != FUTURE_PENDING)
        return asyncio_await(future);
    uint32_t requests = task->cancel_requests;
    aw_future_cancel(future);
    intptr_t result = asyncio_await(future);
    if (result == ASYNCIO_ERROR && errno == ECANCELED && task->cancel_requests == requests)
        return aw_fail(&aw_failure_timeout);
    return result;
}

intptr_t asyncio_wait_for(asyncio_future *future, double timeout) {
    struct task *task = aw_loop.current;
    if (timeout != timeout)
        return aw_fail(&aw_failure_bad_time);
    if (!aw_may_await(task, future))
        return ASYNCIO_ERROR;
    if (timeout == INFINITY)
        return asyncio_await(future);
    if (timeout <= 0)
        return wait_no_longer(task, future);
    uint32_t requests = task->cancel_requests;
    struct deadline deadline = {.timer.callback.run = expire, .task = task};
    if (!aw_timer_start(&deadline.timer, aw_loop_time() + timeout)) {
        aw_future_release(future);
        return aw_fail(&aw_failure_memory);
    }
    intptr_t result = asyncio_await(future);
    stop(&deadline);
    if (!deadline.expired)
        return result;
    bool only_ours = (uint32_t)asyncio_task_uncancel(&task->future) <= requests;
    if (result == ASYNCIO_ERROR && errno == ECANCELED && only_ours)
        return aw_fail(&aw_failure_timeout);
    return result;
}
