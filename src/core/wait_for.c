/* wait_for: an await within a timeout scope. */
#include <asyncio/gather.h>
#include <asyncio/timeout.h>
#include <errno.h>
#include <math.h>

#include "loop.h"
#include "task.h"

/* Tells when a future is done, and can be cancelled without it. */
struct watch {
    struct callback future_done;
    asyncio_future seen;
};

static const struct future_type watch_type = {"wait", aw_future_cancel_at_once, aw_future_stays};

static void see(struct callback *callback) {
    struct watch *watch = AW_PART_OF(callback, struct watch, future_done);
    callback->run = NULL;
    if (watch->seen.state == FUTURE_PENDING)
        aw_future_finish(&watch->seen, 0);
}

static void stop_watching(struct watch *watch, asyncio_future *future) {
    if (watch->future_done.run == NULL)
        return;
    if (future->state == FUTURE_PENDING)
        aw_future_remove_waiter(future, &watch->future_done);
    else
        aw_ready_remove(&watch->future_done);
}

/* No time at all: a future that is not done is cancelled here and now, and its end
 * awaited. */
static intptr_t wait_no_longer(asyncio_future *future) {
    if (future->state != FUTURE_PENDING)
        return asyncio_await(future);
    struct watch watch = {.future_done.run = see};
    aw_future_prepare_local(&watch.seen, &watch_type);
    aw_future_add_waiter(future, &watch.future_done);
    aw_future_cancel(future, &aw_failure_cancelled);
    if (aw_await_local(&watch.seen) == ASYNCIO_ERROR) {
        stop_watching(&watch, future);
        aw_future_release(future);
        return ASYNCIO_ERROR;
    }
    intptr_t result = asyncio_await(future);
    if (result == ASYNCIO_ERROR && errno == ECANCELED)
        return aw_fail(&aw_failure_timeout);
    return result;
}

intptr_t asyncio_wait_for(asyncio_future *future, double timeout) {
    if (timeout != timeout)
        return aw_fail(&aw_failure_bad_time);
    if (!aw_may_await(aw_loop.current, future))
        return ASYNCIO_ERROR;
    if (timeout <= 0)
        return wait_no_longer(future);
    asyncio_timeout limit;
    if (asyncio_timeout_enter(&limit, timeout) < 0) {
        aw_future_release(future);
        return ASYNCIO_ERROR;
    }
    return asyncio_timeout_exit(&limit, asyncio_await(future));
}
