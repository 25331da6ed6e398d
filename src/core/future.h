/* What all awaitable things share. */
#ifndef AW_FUTURE_H
#define AW_FUTURE_H

#include <asyncio/future.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "failure.h"
#include "ready.h"

enum future_state { FUTURE_PENDING, FUTURE_FINISHED, FUTURE_FAILED, FUTURE_CANCELLED };

/* What differs between kinds of futures. */
struct future_type {
    const char *name; /* as a task's listing says: waits for a ... */
    /* Of a pending one, by FAILURE, which stays the caller's. False: it cannot end. */
    bool (*cancel)(asyncio_future *future, struct failure *failure);
    void (*destroy)(asyncio_future *future);
};

struct asyncio_future {
    union {
        intptr_t result;         /* when finished */
        struct failure *failure; /* when failed or cancelled */
    };
    struct callback *waiters; /* a ring in order of arrival */
    const struct future_type *type;
    uint32_t references;
    uint16_t alive; /* FUTURE_ALIVE, so that a stale pointer is noticed */
    uint8_t state;
    bool seen; /* somebody has asked how it ended */
};
enum { FUTURE_ALIVE = 0xA51C };

/* Makes FUTURE pending, with one reference, the caller's. */
void aw_future_prepare(asyncio_future *future, const struct future_type *type);

/* The ways to end: they make every waiter ready. FAILURE's reference is taken. */
void aw_future_finish(asyncio_future *future, intptr_t result);
void aw_future_fail(asyncio_future *future, enum future_state state, struct failure *failure);

void aw_future_add_waiter(asyncio_future *future, struct callback *waiter);
/* The same, or makes WAITER ready if FUTURE is done. */
void aw_future_watch(asyncio_future *future, struct callback *waiter);

void aw_future_remove_waiter(asyncio_future *future, struct callback *waiter);

/* FAILURE is how the cancellation is told, and stays the caller's. False: it is done, or
 * refuses. */
bool aw_future_cancel(asyncio_future *future, struct failure *failure);

void aw_future_release(asyncio_future *future);

/* For a future_type: a future that ends at once when it is cancelled, and one that lives
 * on the stack of the task which waits for it, and holds a reference meanwhile. */
bool aw_future_cancel_at_once(asyncio_future *future, struct failure *failure);
void aw_future_stays(asyncio_future *future);
void aw_future_prepare_local(asyncio_future *future, const struct future_type *type);

/* Awaits such a one. Its state can be asked afterwards, its failure not. */
static inline intptr_t aw_await_local(asyncio_future *future) {
    intptr_t result = asyncio_await(future);
    if (future->state >= FUTURE_FAILED)
        aw_failure_release(future->failure);
    return result;
}

/* The result of one that is done, or ASYNCIO_ERROR with its failure raised. */
intptr_t aw_future_outcome(asyncio_future *future);

/* Whether FUTURE can be used; if not, the caller has failed. */
bool aw_future_valid(const asyncio_future *future);

#endif
