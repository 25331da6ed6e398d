/*
 * The ready queue: callbacks that the loop will run, in the order in which they
 * became ready. Its nodes belong to whatever they are part of (a task, a timer, a
 * waiter on a future), so nothing is allocated to get ready.
 */
#ifndef AW_READY_H
#define AW_READY_H

#include <stddef.h>

struct callback;
typedef void callback_function(struct callback *callback);

struct callback {
    struct callback *next;
    struct callback *previous;
    callback_function *run; /* NULL: the next step of the task it is part of */
};

#define AW_PART_OF(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))

void aw_ready_push(struct callback *callback);

/* Takes out a callback that is in the queue. */
void aw_ready_remove(struct callback *callback);

#endif
