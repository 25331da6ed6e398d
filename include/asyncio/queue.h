/*
 * Queues: items from task to task, in order, with room for so many.
 *
 *     static asyncio_queue jobs = ASYNCIO_QUEUE(100);
 *
 *     asyncio_queue_put(&jobs, job);                       in a producer
 *
 *     void *job;                                           in a consumer
 *     while (asyncio_queue_get(&jobs, &job) == 0) {
 *         ... work ...
 *         asyncio_queue_task_done(&jobs);
 *     }
 *
 * A queue is a struct of the caller's, ready when all zero (then it has no limit) or
 * set up by its initializer. It takes memory as it fills, which asyncio_queue_free
 * gives back. It must live as long as a task waits on it. Items are pointers, and stay
 * their owners'.
 *
 * Where a call says "Suspends", it does so only when it has to wait, and then fails
 * with
 *   ECANCELED  the task was cancelled; no item is lost
 *   EPERM      not called from a task
 */
#ifndef ASYNCIO_QUEUE_H
#define ASYNCIO_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include <asyncio/sync.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Whether item A comes before item B: below 0, as for qsort. */
typedef int asyncio_queue_compare(const void *a, const void *b);

typedef struct asyncio_queue {
    size_t maxsize; /* 0: no limit */
    enum { ASYNCIO_FIFO, ASYNCIO_LIFO, ASYNCIO_PRIORITY } order;
    asyncio_queue_compare *compare; /* for ASYNCIO_PRIORITY */
    void **items;
    size_t first;
    size_t count;
    size_t capacity;
    size_t unfinished;
    bool is_shut_down;
    struct asyncio_waiter *getters;
    struct asyncio_waiter *putters;
    asyncio_event finished;
} asyncio_queue;

/* Python: asyncio.Queue, LifoQueue, PriorityQueue. The last gives out the item that
 * COMPARE puts before all others. */
#define ASYNCIO_QUEUE(size) {.maxsize = (size)}
#define ASYNCIO_LIFO_QUEUE(size) {.maxsize = (size), .order = ASYNCIO_LIFO}
#define ASYNCIO_PRIORITY_QUEUE(size, function)                                                     \
    {.maxsize = (size), .order = ASYNCIO_PRIORITY, .compare = (function)}

/*
 * Puts ITEM in, when there is room. Suspends.
 *   EPIPE   the queue is shut down (Python: QueueShutDown)
 *   ENOMEM
 */
int asyncio_queue_put(asyncio_queue *queue, void *item);

/* The same without waiting. EAGAIN: there is no room (Python: QueueFull). */
int asyncio_queue_put_nowait(asyncio_queue *queue, void *item);

/*
 * Takes the next item, when there is one. Suspends.
 *   EPIPE  the queue is shut down and empty
 */
int asyncio_queue_get(asyncio_queue *queue, void **item);

/* The same without waiting. EAGAIN: it is empty (Python: QueueEmpty). */
int asyncio_queue_get_nowait(asyncio_queue *queue, void **item);

/* Says that the work on an item that was taken is done. EINVAL: that was said more
 * often than items were put in. */
int asyncio_queue_task_done(asyncio_queue *queue);

/* Waits until that was said of every item. Suspends. */
int asyncio_queue_join(asyncio_queue *queue);

/*
 * Ends the queue: nothing more can be put in, and once it is empty, nothing taken.
 * All who wait find out. With IMMEDIATE, what is in it is dropped, and counts as done.
 */
void asyncio_queue_shutdown(asyncio_queue *queue, bool immediate);

size_t asyncio_queue_qsize(const asyncio_queue *queue);
bool asyncio_queue_empty(const asyncio_queue *queue);
bool asyncio_queue_full(const asyncio_queue *queue);

/* Gives back the queue's memory, and forgets the items in it. Nobody may wait on it. */
void asyncio_queue_free(asyncio_queue *queue);

#ifdef __cplusplus
}
#endif
#endif
