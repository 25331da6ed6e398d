#include <asyncio/sync.h>
#include <errno.h>

#include "../core/failure.h"

static bool not_leaving(void *argument) {
    const asyncio_barrier *barrier = argument;
    return barrier->state != ASYNCIO_BARRIER_DRAINING &&
           barrier->state != ASYNCIO_BARRIER_RESETTING;
}

static bool not_filling(void *argument) {
    return ((const asyncio_barrier *)argument)->state != ASYNCIO_BARRIER_FILLING;
}

/* Waits until those of the last meeting have left. */
static int enter(asyncio_barrier *barrier) {
    if (asyncio_condition_wait_for(&barrier->condition, not_leaving, barrier) < 0)
        return ASYNCIO_ERROR;
    return barrier->state == ASYNCIO_BARRIER_BROKEN ? aw_fail(&aw_failure_broken_barrier) : 0;
}

static int meet(asyncio_barrier *barrier, size_t index) {
    if (index + 1 == barrier->parties) {
        barrier->state = ASYNCIO_BARRIER_DRAINING;
        return asyncio_condition_notify_all(&barrier->condition);
    }
    if (asyncio_condition_wait_for(&barrier->condition, not_filling, barrier) < 0)
        return ASYNCIO_ERROR;
    bool met = barrier->state == ASYNCIO_BARRIER_DRAINING;
    return met ? 0 : aw_fail(&aw_failure_broken_barrier);
}

static void leave(asyncio_barrier *barrier) {
    if (--barrier->count > 0)
        return;
    if (!not_leaving(barrier))
        barrier->state = ASYNCIO_BARRIER_FILLING;
    asyncio_condition_notify_all(&barrier->condition);
}

int asyncio_barrier_wait(asyncio_barrier *barrier) {
    if (barrier->parties == 0)
        return aw_fail(&aw_failure_no_parties);
    if (asyncio_condition_acquire(&barrier->condition) < 0)
        return ASYNCIO_ERROR;
    int result = enter(barrier);
    if (result == 0) {
        int index = (int)barrier->count++;
        result = meet(barrier, (size_t)index) == 0 ? index : ASYNCIO_ERROR;
        leave(barrier);
    }
    asyncio_condition_release(&barrier->condition);
    return result;
}

int asyncio_barrier_reset(asyncio_barrier *barrier) {
    if (asyncio_condition_acquire(&barrier->condition) < 0)
        return ASYNCIO_ERROR;
    barrier->state = barrier->count > 0 ? ASYNCIO_BARRIER_RESETTING : ASYNCIO_BARRIER_FILLING;
    asyncio_condition_notify_all(&barrier->condition);
    return asyncio_condition_release(&barrier->condition);
}

int asyncio_barrier_abort(asyncio_barrier *barrier) {
    if (asyncio_condition_acquire(&barrier->condition) < 0)
        return ASYNCIO_ERROR;
    barrier->state = ASYNCIO_BARRIER_BROKEN;
    asyncio_condition_notify_all(&barrier->condition);
    return asyncio_condition_release(&barrier->condition);
}

size_t asyncio_barrier_n_waiting(const asyncio_barrier *barrier) {
    return barrier->state == ASYNCIO_BARRIER_FILLING ? barrier->count : 0;
}

bool asyncio_barrier_broken(const asyncio_barrier *barrier) {
    return barrier->state == ASYNCIO_BARRIER_BROKEN;
}
