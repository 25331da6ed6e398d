#include <asyncio/sync.h>
#include <errno.h>

#include "waiter.h"

static const struct future_type semaphore_type = {"semaphore", aw_future_cancel_at_once,
                                                  aw_future_stays};

/* What is free, to those who wait, in their order. A slot belongs to the waiter from
 * the moment it is woken. */
static void hand_out(asyncio_semaphore *semaphore) {
    struct asyncio_waiter *waiter;
    while (semaphore->value > 0 && (waiter = aw_waiter_first(semaphore->waiters)) != NULL) {
        semaphore->value--;
        aw_waiter_wake(waiter);
    }
}

bool asyncio_semaphore_locked(const asyncio_semaphore *semaphore) {
    return semaphore->value == 0 || aw_waiter_any(semaphore->waiters);
}

int asyncio_semaphore_acquire(asyncio_semaphore *semaphore) {
    if (!asyncio_semaphore_locked(semaphore)) {
        semaphore->value--;
        return 0;
    }
    struct asyncio_waiter waiter;
    int status = aw_waiter_wait(&semaphore->waiters, &waiter, &semaphore_type);
    if (status < 0 && aw_waiter_woken(&waiter))
        semaphore->value++;
    hand_out(semaphore);
    return status;
}

int asyncio_semaphore_release(asyncio_semaphore *semaphore) {
    if (semaphore->bound != 0 && semaphore->value >= semaphore->bound)
        return aw_fail(&aw_failure_released_too_often);
    semaphore->value++;
    struct asyncio_waiter *waiter = aw_waiter_first(semaphore->waiters);
    if (waiter != NULL) {
        semaphore->value--;
        aw_waiter_wake(waiter);
    }
    return 0;
}
