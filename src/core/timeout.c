/*
 * Timeout scopes: at the deadline the task is cancelled, and at the end of the scope
 * the cancellation is taken back. Only if it was the only one does the scope's failure
 * become a timeout.
 */
#include <asyncio/timeout.h>
#include <errno.h>
#include <math.h>

#include "loop.h"
#include "task.h"

enum state { ENTERED, EXPIRING, EXPIRED, EXITED };

/* The public struct has room for the timer, but not its type. */
_Static_assert(sizeof(((asyncio_timeout *)0)->timer) == sizeof(struct timer),
               "asyncio_timeout.timer does not fit");

static struct timer *timer_of(asyncio_timeout *timeout) { return (struct timer *)&timeout->timer; }

static void expire(struct callback *callback) {
    struct timer *timer = AW_PART_OF(callback, struct timer, callback);
    asyncio_timeout *timeout = (asyncio_timeout *)(void *)timer;
    timeout->state = EXPIRING;
    aw_future_cancel(timeout->task, &aw_failure_cancelled);
}

/* Whether the callback stands in the ready queue, its time having come. */
static bool is_ready(asyncio_timeout *timeout) {
    return timeout->state == ENTERED && timer_of(timeout)->place == 0 &&
           timer_of(timeout)->callback.run != NULL;
}

static void disarm(asyncio_timeout *timeout) {
    if (is_ready(timeout))
        aw_ready_remove(&timer_of(timeout)->callback);
    else
        aw_timer_stop(timer_of(timeout));
    timer_of(timeout)->callback.run = NULL;
}

static int arm(asyncio_timeout *timeout, double when) {
    timeout->deadline = when;
    if (when == INFINITY)
        return 0;
    timer_of(timeout)->callback.run = expire;
    if (when <= aw_loop_time()) {
        aw_ready_push(&timer_of(timeout)->callback);
        return 0;
    }
    return aw_timer_start(timer_of(timeout), when) ? 0 : aw_fail(&aw_failure_memory);
}

int asyncio_timeout_enter_at(asyncio_timeout *timeout, double when) {
    struct task *task = aw_loop.current;
    if (when != when)
        return aw_fail(&aw_failure_bad_time);
    if (task == NULL || task == aw_loop.root)
        return aw_fail(&aw_failure_no_task);
    *timeout = (asyncio_timeout){
        .task = &task->future,
        .cancelling = (int)task->cancel_requests,
        .state = ENTERED,
    };
    return arm(timeout, when);
}

int asyncio_timeout_enter(asyncio_timeout *timeout, double delay) {
    return asyncio_timeout_enter_at(timeout, aw_loop_time() + delay);
}

int asyncio_timeout_reschedule(asyncio_timeout *timeout, double when) {
    if (when != when)
        return aw_fail(&aw_failure_bad_time);
    if (timeout->state != ENTERED)
        return aw_fail(&aw_failure_timeout_over);
    disarm(timeout);
    return arm(timeout, when);
}

intptr_t asyncio_timeout_exit(asyncio_timeout *timeout, intptr_t result) {
    int code = errno;
    if (timeout->state == ENTERED)
        disarm(timeout);
    if (timeout->state != EXPIRING) {
        timeout->state = EXITED;
        errno = code;
        return result;
    }
    timeout->state = EXPIRED;
    bool only_ours = asyncio_task_uncancel(timeout->task) <= timeout->cancelling;
    if (only_ours && result == ASYNCIO_ERROR && code == ECANCELED)
        return aw_fail(&aw_failure_timeout);
    errno = code;
    return result;
}

double asyncio_timeout_when(const asyncio_timeout *timeout) { return timeout->deadline; }

bool asyncio_timeout_expired(const asyncio_timeout *timeout) {
    return timeout->state == EXPIRING || timeout->state == EXPIRED;
}
