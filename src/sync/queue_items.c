/*
 * A ring for queues that are first in, first out; a stack at its beginning for last
 * in, first out; a binary heap for priorities, which orders equal items as Python's
 * heapq does.
 */
#include "queue_items.h"

#include "../core/memory.h"

static bool reserve(asyncio_queue *queue) {
    if (queue->count < queue->capacity)
        return true;
    size_t capacity = queue->capacity != 0 ? queue->capacity * 2 : 8;
    void **items = aw_reallocate(queue->items, capacity * sizeof *items);
    if (items == NULL)
        return false;
    /* The part of the ring that had wrapped goes on behind its other part. */
    for (size_t i = 0; i < queue->first; i++)
        items[queue->capacity + i] = items[i];
    queue->items = items;
    queue->capacity = capacity;
    return true;
}

static void **at(const asyncio_queue *queue, size_t index) {
    return &queue->items[(queue->first + index) % queue->capacity];
}

static bool before(const asyncio_queue *queue, const void *a, const void *b) {
    return queue->compare(a, b) < 0;
}

static void move_up(const asyncio_queue *queue, size_t index, void *item) {
    while (index > 0) {
        size_t parent = (index - 1) / 2;
        if (!before(queue, item, queue->items[parent]))
            break;
        queue->items[index] = queue->items[parent];
        index = parent;
    }
    queue->items[index] = item;
}

/* Sinks to the bottom, along the smaller children, and rises from there. */
static void move_down_and_up(const asyncio_queue *queue, void *item) {
    size_t index = 0;
    size_t child;
    while ((child = 2 * index + 1) < queue->count) {
        size_t right = child + 1;
        if (right < queue->count && !before(queue, queue->items[child], queue->items[right]))
            child = right;
        queue->items[index] = queue->items[child];
        index = child;
    }
    move_up(queue, index, item);
}

bool aw_queue_insert(asyncio_queue *queue, void *item) {
    if (!reserve(queue))
        return false;
    size_t index = queue->count++;
    if (queue->order == ASYNCIO_PRIORITY)
        move_up(queue, index, item);
    else
        *at(queue, index) = item;
    return true;
}

void *aw_queue_remove(asyncio_queue *queue) {
    queue->count--;
    if (queue->order == ASYNCIO_LIFO)
        return *at(queue, queue->count);
    void *item = queue->items[queue->first];
    if (queue->order == ASYNCIO_FIFO)
        queue->first = (queue->first + 1) % queue->capacity;
    else if (queue->count > 0)
        move_down_and_up(queue, queue->items[queue->count]);
    return item;
}
