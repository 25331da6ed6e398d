#include <asyncio/sync.h>

#include "waiter.h"

static const struct future_type lock_type = {"lock", aw_future_cancel_at_once, aw_future_stays};

static void wake_first(asyncio_lock *lock) {
    struct asyncio_waiter *first = lock->waiters;
    if (first != NULL && first->future.state == FUTURE_PENDING)
        aw_waiter_wake(first);
}

int asyncio_lock_acquire(asyncio_lock *lock) {
    if (lock->locked || aw_waiter_any(lock->waiters)) {
        struct asyncio_waiter waiter;
        if (aw_waiter_wait(&lock->waiters, &waiter, &lock_type) < 0) {
            /* The lock may have been freed for this task: pass it on. */
            if (!lock->locked)
                wake_first(lock);
            return ASYNCIO_ERROR;
        }
    }
    lock->locked = true;
    return 0;
}

int asyncio_lock_release(asyncio_lock *lock) {
    if (!lock->locked)
        return aw_fail(&aw_failure_not_locked);
    lock->locked = false;
    wake_first(lock);
    return 0;
}

bool asyncio_lock_locked(const asyncio_lock *lock) { return lock->locked; }
