/*
 * Timers: callbacks that become ready at a time. A heap with four children a
 * node; starting and stopping one among n costs O(log n), a hundred thousand live
 * ones are no burden, and equal deadlines come in the order of their start.
 */
#ifndef AW_TIMER_H
#define AW_TIMER_H

#include <stdbool.h>
#include <stdint.h>

#include "ready.h"

struct timer {
    struct callback callback;
    uint32_t place; /* in the heap, counted from 1; 0: not running */
};

/* Makes TIMER's callback ready at WHEN. False: no memory. */
bool aw_timer_start(struct timer *timer, double when);

/* Does nothing to a timer that is not running. */
void aw_timer_stop(struct timer *timer);

/* When the next timer rings; INFINITY when none runs. */
extern double aw_timer_next;

/* Moves every timer that is due at NOW to the ready queue. */
void aw_timer_collect(double now);

/* Gives the heap's memory back; no timer may be running. */
void aw_timer_close(void);

#endif
