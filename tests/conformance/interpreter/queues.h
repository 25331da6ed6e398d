/* Queues of the three orders. */
#ifndef QUEUES_H
#define QUEUES_H

#include "language.h"

#define QUEUE_STATEMENTS(STATEMENT, BLOCK)                                                         \
    STATEMENT(put)                                                                                 \
    STATEMENT(put_nowait)                                                                          \
    STATEMENT(get)                                                                                 \
    STATEMENT(get_nowait)                                                                          \
    STATEMENT(task_done)                                                                           \
    STATEMENT(join)                                                                                \
    STATEMENT(shutdown)                                                                            \
    STATEMENT(queue_state)

enum { QUEUES = 9 };
static asyncio_queue queues[QUEUES];

/* Items are numbers; a priority queue compares their tens only. */
static int compare_tens(const void *a, const void *b) {
    return (int)((intptr_t)a / 10 - (intptr_t)b / 10);
}

static void make_queues(void) {
    static const size_t sizes[] = {1, 2, 0};
    for (int i = 0; i < 3; i++) {
        queues[i] = (asyncio_queue)ASYNCIO_QUEUE(sizes[i]);
        queues[i + 3] = (asyncio_queue)ASYNCIO_LIFO_QUEUE(sizes[i]);
        queues[i + 6] = (asyncio_queue)ASYNCIO_PRIORITY_QUEUE(sizes[i], compare_tens);
    }
}

static void free_queues(void) {
    for (int i = 0; i < QUEUES; i++)
        asyncio_queue_free(&queues[i]);
}

static struct outcome do_put(struct actor *me, const struct statement *each) {
    (void)me;
    void *item = (void *)(intptr_t)each->operands[1];
    return status(asyncio_queue_put(&queues[each->operands[0]], item));
}

static struct outcome do_put_nowait(struct actor *me, const struct statement *each) {
    (void)me;
    void *item = (void *)(intptr_t)each->operands[1];
    return status(asyncio_queue_put_nowait(&queues[each->operands[0]], item));
}

static struct outcome do_get(struct actor *me, const struct statement *each) {
    (void)me;
    void *item;
    int got = asyncio_queue_get(&queues[each->operands[0]], &item);
    return got < 0 ? fails() : value((intptr_t)item);
}

static struct outcome do_get_nowait(struct actor *me, const struct statement *each) {
    (void)me;
    void *item;
    int got = asyncio_queue_get_nowait(&queues[each->operands[0]], &item);
    return got < 0 ? fails() : value((intptr_t)item);
}

static struct outcome do_task_done(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_queue_task_done(&queues[each->operands[0]]));
}

static struct outcome do_join(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_queue_join(&queues[each->operands[0]]));
}

static struct outcome do_shutdown(struct actor *me, const struct statement *each) {
    (void)me;
    asyncio_queue_shutdown(&queues[each->operands[0]], each->operands[1]);
    return value(0);
}

static struct outcome do_queue_state(struct actor *me, const struct statement *each) {
    (void)me;
    static char words[24];
    const asyncio_queue *queue = &queues[each->operands[0]];
    snprintf(words, sizeof words, "%d %d %d", (int)asyncio_queue_qsize(queue),
             asyncio_queue_empty(queue), asyncio_queue_full(queue));
    return text(words);
}

#endif
