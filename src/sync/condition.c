#include <asyncio/sync.h>
#include <errno.h>
#include <stdint.h>

#include "waiter.h"

static const struct future_type condition_type = {"condition", aw_future_cancel_at_once,
                                                  aw_future_stays};

static asyncio_lock *lock_of(asyncio_condition *condition) {
    return condition->lock != NULL ? condition->lock : &condition->own_lock;
}

int asyncio_condition_acquire(asyncio_condition *condition) {
    return asyncio_lock_acquire(lock_of(condition));
}

int asyncio_condition_release(asyncio_condition *condition) {
    return asyncio_lock_release(lock_of(condition));
}

bool asyncio_condition_locked(const asyncio_condition *condition) {
    return condition->lock != NULL ? condition->lock->locked : condition->own_lock.locked;
}

static void notify(asyncio_condition *condition, size_t count) {
    struct asyncio_waiter *line = condition->waiters;
    for (struct asyncio_waiter *waiter = line; waiter != NULL && count > 0;
         waiter = aw_waiter_after(line, waiter)) {
        if (waiter->future.state == FUTURE_PENDING) {
            aw_waiter_wake(waiter);
            count--;
        }
    }
}

/* Cancelling does not keep a task from getting the lock again; the last failure is
 * what it fails with in the end. */
static int acquire_again(asyncio_condition *condition, int status) {
    struct failure *failure = status < 0 ? aw_failure_of_errno() : NULL;
    while (asyncio_condition_acquire(condition) < 0) {
        aw_failure_release(failure);
        failure = aw_failure_of_errno();
        if (failure->code != ECANCELED)
            break;
    }
    return failure != NULL ? aw_fail_taking(failure) : 0;
}

int asyncio_condition_wait(asyncio_condition *condition) {
    if (asyncio_condition_release(condition) < 0)
        return ASYNCIO_ERROR;
    struct asyncio_waiter waiter;
    int status = aw_waiter_wait(&condition->waiters, &waiter, &condition_type);
    status = acquire_again(condition, status);
    /* This task may have been notified, and cannot make use of it. */
    if (status < 0)
        notify(condition, 1);
    return status;
}

int asyncio_condition_wait_for(asyncio_condition *condition, bool (*predicate)(void *argument),
                               void *argument) {
    while (!predicate(argument))
        if (asyncio_condition_wait(condition) < 0)
            return ASYNCIO_ERROR;
    return 0;
}

int asyncio_condition_notify(asyncio_condition *condition, size_t count) {
    if (!asyncio_condition_locked(condition))
        return aw_fail(&aw_failure_not_locked);
    notify(condition, count);
    return 0;
}

int asyncio_condition_notify_all(asyncio_condition *condition) {
    return asyncio_condition_notify(condition, SIZE_MAX);
}
