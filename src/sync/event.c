#include <asyncio/sync.h>

#include "waiter.h"

static const struct future_type event_type = {"event", aw_future_cancel_at_once, aw_future_stays};

int asyncio_event_wait(asyncio_event *event) {
    if (event->set)
        return 0;
    struct asyncio_waiter waiter;
    return aw_waiter_wait(&event->waiters, &waiter, &event_type);
}

void asyncio_event_set(asyncio_event *event) {
    if (event->set)
        return;
    event->set = true;
    struct asyncio_waiter *line = event->waiters;
    for (struct asyncio_waiter *waiter = line; waiter != NULL;
         waiter = aw_waiter_after(line, waiter))
        if (waiter->future.state == FUTURE_PENDING)
            aw_waiter_wake(waiter);
}

void asyncio_event_clear(asyncio_event *event) { event->set = false; }

bool asyncio_event_is_set(const asyncio_event *event) { return event->set; }
