/* wait_for: an await within a timeout scope. */
#include <asyncio/gather.h>
#include <asyncio/timeout.h>
#include <errno.h>
#include <math.h>

#include "loop.h"
#include "task.h"

/* No time at all: a future that is not done is cancelled here and now. */
static intptr_t wait_no_longer(const struct task *task, asyncio_future *future) {
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
    if (timeout != timeout)
        return aw_fail(&aw_failure_bad_time);
    if (!aw_may_await(aw_loop.current, future))
        return ASYNCIO_ERROR;
    if (timeout <= 0)
        return wait_no_longer(aw_loop.current, future);
    asyncio_timeout limit;
    if (asyncio_timeout_enter(&limit, timeout) < 0) {
        aw_future_release(future);
        return ASYNCIO_ERROR;
    }
    return asyncio_timeout_exit(&limit, asyncio_await(future));
}
