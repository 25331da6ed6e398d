/* Tasks: coroutines with a stack of their own, and what the scheduler knows of them. */
#ifndef AW_TASK_H
#define AW_TASK_H

#include <asyncio/task.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../switch/switch.h"
#include "future.h"
#include "timer.h"

enum {
    TASK_STACK_DEFAULT = 8 * 1024,
    TASK_STACK_MAIN = 64 * 1024,
    TASK_STACK_MINIMUM = 512,
};

/*
 * One block of memory: this, and behind it the stack. The order matters: frames
 * that overflow are written upwards, away from the task that has to be named.
 */
struct task {
    asyncio_future future; /* done when the coroutine has ended */
    struct timer alarm;    /* its place in the ready queue, in a future's waiters, or asleep */
    struct switch_stack stack;
    size_t stack_size;
    asyncio_future *waiting_for;    /* NULL: it runs, is ready, or sleeps */
    struct failure *failure;        /* behind errno, for asyncio_error_message */
    struct failure *cancel_failure; /* what a cancellation raises */
    struct context *context;        /* of context variables */
    struct task *next;              /* in aw_loop.tasks */
    struct task *previous;
    char *long_name;     /* NULL: it fits below */
    char short_name[24]; /* "": Task-<number>, when asked for */
    const char *location;
    uint32_t number;
    uint32_t cancel_requests;
    bool must_cancel;     /* raise ECANCELED when it goes on */
    bool sleeping;        /* until its alarm rings */
    bool sleep_cancelled; /* its sleep ends with ECANCELED */
};

/* A task with one reference, the loop's, which has to be started. NULL, and the caller
 * has failed. */
struct task *aw_task_create(asyncio_coroutine *function, void *argument,
                            const asyncio_task_options *options);

/* Has TASK take its first step in the next iteration, and makes it the caller's too. */
asyncio_task *aw_task_start(struct task *task);

/* Ends TASK: with what its coroutine returned, or cancelled before it began. */
void aw_task_end(struct task *task);

/* The task behind a future, or NULL. */
struct task *aw_task_of(const asyncio_future *future);

/* The name of a task, "" for other futures. It lies before the task's stack, so that
 * a stack that overflows cannot harm it, unless it is long. */
const char *aw_task_name(const asyncio_future *future);

/* Gives TASK a copy of NAME. False: no memory. */
bool aw_task_rename(struct task *task, const char *name);

/* Blocks of memory for tasks, used again and again. */
struct task *aw_task_allocate(size_t stack_size);
void aw_task_deallocate(struct task *task);
void aw_task_memory_close(void);

/* Whether TASK can wait for FUTURE; if not, the caller has failed. */
bool aw_may_await(const struct task *task, const asyncio_future *future);

/* Ends a timed sleep of TASK by ECANCELED. False: it is not sleeping. */
bool aw_sleep_cancel(struct task *task);

#endif
