#include <asyncio/queue.h>

#include "../core/memory.h"
#include "queue_items.h"
#include "waiter.h"

static const struct future_type getter_type = {"queue item", aw_future_cancel_at_once,
                                               aw_future_stays};
static const struct future_type putter_type = {"queue's room", aw_future_cancel_at_once,
                                               aw_future_stays};

/* Takes from LINE until one is woken. */
static void wake_next(struct asyncio_waiter **line) {
    bool woken = false;
    while (!woken && *line != NULL) {
        struct asyncio_waiter *waiter = *line;
        aw_waiter_leave(line, waiter);
        woken = waiter->future.state == FUTURE_PENDING;
        if (woken)
            aw_waiter_wake(waiter);
    }
}

size_t asyncio_queue_qsize(const asyncio_queue *queue) { return queue->count; }

bool asyncio_queue_empty(const asyncio_queue *queue) { return queue->count == 0; }

bool asyncio_queue_full(const asyncio_queue *queue) {
    return queue->maxsize != 0 && queue->count >= queue->maxsize;
}

int asyncio_queue_put_nowait(asyncio_queue *queue, void *item) {
    if (queue->is_shut_down)
        return aw_fail(&aw_failure_queue_shut_down);
    if (asyncio_queue_full(queue))
        return aw_fail(&aw_failure_queue_full);
    if (!aw_queue_insert(queue, item))
        return aw_fail(&aw_failure_memory);
    queue->unfinished++;
    asyncio_event_clear(&queue->finished);
    wake_next(&queue->getters);
    return 0;
}

int asyncio_queue_put(asyncio_queue *queue, void *item) {
    while (asyncio_queue_full(queue)) {
        if (queue->is_shut_down)
            return aw_fail(&aw_failure_queue_shut_down);
        struct asyncio_waiter waiter;
        if (aw_waiter_wait(&queue->putters, &waiter, &putter_type) < 0) {
            /* Woken to make use of room, and cannot: let the next have it. */
            if (!asyncio_queue_full(queue) && aw_waiter_woken(&waiter))
                wake_next(&queue->putters);
            return ASYNCIO_ERROR;
        }
    }
    return asyncio_queue_put_nowait(queue, item);
}

int asyncio_queue_get_nowait(asyncio_queue *queue, void **item) {
    if (queue->count == 0)
        return aw_fail(queue->is_shut_down ? &aw_failure_queue_shut_down : &aw_failure_queue_empty);
    *item = aw_queue_remove(queue);
    wake_next(&queue->putters);
    return 0;
}

int asyncio_queue_get(asyncio_queue *queue, void **item) {
    while (queue->count == 0) {
        if (queue->is_shut_down)
            return aw_fail(&aw_failure_queue_shut_down);
        struct asyncio_waiter waiter;
        if (aw_waiter_wait(&queue->getters, &waiter, &getter_type) < 0) {
            if (queue->count > 0 && aw_waiter_woken(&waiter))
                wake_next(&queue->getters);
            return ASYNCIO_ERROR;
        }
    }
    return asyncio_queue_get_nowait(queue, item);
}

int asyncio_queue_task_done(asyncio_queue *queue) {
    if (queue->unfinished == 0)
        return aw_fail(&aw_failure_done_too_often);
    if (--queue->unfinished == 0)
        asyncio_event_set(&queue->finished);
    return 0;
}

int asyncio_queue_join(asyncio_queue *queue) {
    return queue->unfinished > 0 ? asyncio_event_wait(&queue->finished) : 0;
}

static void wake_all(struct asyncio_waiter **line) {
    while (*line != NULL)
        wake_next(line);
}

void asyncio_queue_shutdown(asyncio_queue *queue, bool immediate) {
    queue->is_shut_down = true;
    if (immediate) {
        size_t dropped = queue->count < queue->unfinished ? queue->count : queue->unfinished;
        queue->unfinished -= dropped;
        queue->count = 0;
        if (queue->unfinished == 0)
            asyncio_event_set(&queue->finished);
    }
    wake_all(&queue->getters);
    wake_all(&queue->putters);
}

void asyncio_queue_free(asyncio_queue *queue) {
    aw_deallocate(queue->items);
    queue->items = NULL;
    queue->first = queue->count = queue->capacity = 0;
}
