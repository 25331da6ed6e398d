/*
 * The event loop. It runs what is ready, one iteration after the other, and
 * returns to the host, whose own event loop is the one that waits.
 */
#ifndef AW_LOOP_H
#define AW_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ready.h"

struct task;

struct loop {
    struct callback *first; /* the ready queue */
    struct callback *last;
    struct callback *end_of_iteration; /* the last callback of this one; NULL: between two */
    struct task *current;              /* whose step this is; the root task while in main() */
    struct task *root;                 /* main(), until it calls asyncio_run and after */
    struct task *tasks;                /* those that have not ended, oldest first, without root */
    struct task *last_task;
    double now; /* the time this iteration goes by */
    bool virtual_clock;
    bool running; /* asyncio_run is under way */
    bool awake;   /* the host is in asyncio_step, or knows that it has to be */
    bool main_failure_seen;
    uint32_t task_number;
    size_t live_tasks;
    size_t live_futures;
    size_t live_handles;
    size_t operations; /* under way in the host */
};
extern struct loop aw_loop;

/* asyncio_step's answer when it stopped for the host's sake and wants to go on. */
#define LOOP_GO_ON (-1.0)

/*
 * Runs what is ready for SLICE seconds at the most. Returns when to be called
 * again: LOOP_GO_ON, the time of the next deadline, or INFINITY.
 */
double aw_loop_step(double slice);

/* Sees to it that the host enters aw_loop_step, when this is called outside of it. */
void aw_loop_wake(void);

/* Takes TASK's first step now, in the midst of whatever calls. */
void aw_loop_step_eagerly(struct task *task);

/* The loop's clock, read anew. */
double aw_loop_time(void);

/* Whether tasks and callbacks can be made here; if not, the caller has failed. */
bool aw_loop_usable(void);

#endif
