/*
 * Tasks that wait in line. A waiter is a future on the waiting task's own stack, so
 * that waiting allocates nothing and is cancelled as awaiting anything is. The lines
 * are rings, with a pointer to who came first.
 */
#ifndef AW_WAITER_H
#define AW_WAITER_H

#include "../core/future.h"

struct asyncio_waiter {
    asyncio_future future;
    struct asyncio_waiter *next; /* NULL: in no line */
    struct asyncio_waiter *previous;
};

/*
 * Waits at the end of LINE until woken. WAITER is the caller's local; WHAT is what a
 * listing of tasks says it waits for. Leaves the line, if it was not taken out before.
 * ASYNCIO_ERROR: cancelled, or not in a task. Suspends.
 */
int aw_waiter_wait(struct asyncio_waiter **line, struct asyncio_waiter *waiter,
                   const struct future_type *type);

/* The first in LINE that has been neither woken nor cancelled, or NULL. */
struct asyncio_waiter *aw_waiter_first(struct asyncio_waiter *line);

/* The one behind WAITER, or NULL. */
struct asyncio_waiter *aw_waiter_after(struct asyncio_waiter *line, struct asyncio_waiter *waiter);

/* Whether anyone in LINE has not been cancelled. */
bool aw_waiter_any(struct asyncio_waiter *line);

void aw_waiter_wake(struct asyncio_waiter *waiter);

/* Takes WAITER out of LINE, if it is in it. */
void aw_waiter_leave(struct asyncio_waiter **line, struct asyncio_waiter *waiter);

/* Whether WAITER was woken before anything else ended its wait. */
bool aw_waiter_woken(const struct asyncio_waiter *waiter);

#endif
