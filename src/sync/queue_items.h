/* What is in a queue, and in which order it comes out. */
#ifndef AW_QUEUE_ITEMS_H
#define AW_QUEUE_ITEMS_H

#include <asyncio/queue.h>

/* False: no memory. */
bool aw_queue_insert(asyncio_queue *queue, void *item);

/* The next item of a queue that is not empty. */
void *aw_queue_remove(asyncio_queue *queue);

#endif
