#include "waiter.h"

static void join(struct asyncio_waiter **line, struct asyncio_waiter *waiter) {
    struct asyncio_waiter *first = *line;
    if (first == NULL) {
        *line = waiter->next = waiter->previous = waiter;
        return;
    }
    waiter->next = first;
    waiter->previous = first->previous;
    first->previous->next = waiter;
    first->previous = waiter;
}

void aw_waiter_leave(struct asyncio_waiter **line, struct asyncio_waiter *waiter) {
    if (waiter->next == NULL)
        return;
    if (*line == waiter)
        *line = waiter->next != waiter ? waiter->next : NULL;
    waiter->next->previous = waiter->previous;
    waiter->previous->next = waiter->next;
    waiter->next = NULL;
}

struct asyncio_waiter *aw_waiter_after(struct asyncio_waiter *line, struct asyncio_waiter *waiter) {
    return waiter->next != line ? waiter->next : NULL;
}

struct asyncio_waiter *aw_waiter_first(struct asyncio_waiter *line) {
    struct asyncio_waiter *waiter = line;
    while (waiter != NULL && waiter->future.state != FUTURE_PENDING)
        waiter = aw_waiter_after(line, waiter);
    return waiter;
}

bool aw_waiter_any(struct asyncio_waiter *line) {
    struct asyncio_waiter *waiter = line;
    while (waiter != NULL && waiter->future.state == FUTURE_CANCELLED)
        waiter = aw_waiter_after(line, waiter);
    return waiter != NULL;
}

void aw_waiter_wake(struct asyncio_waiter *waiter) { aw_future_finish(&waiter->future, 0); }

bool aw_waiter_woken(const struct asyncio_waiter *waiter) {
    return waiter->future.state == FUTURE_FINISHED;
}

int aw_waiter_wait(struct asyncio_waiter **line, struct asyncio_waiter *waiter,
                   const struct future_type *type) {
    aw_future_prepare_local(&waiter->future, type);
    join(line, waiter);
    int status = (int)aw_await_local(&waiter->future);
    aw_waiter_leave(line, waiter);
    return status;
}
