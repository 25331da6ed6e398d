#include "loop.h"

#include <math.h>

#include <asyncio/loop.h>
#include <asyncio/testing.h>

#include "../switch/switch.h"
#include "failure.h"
#include "host.h"
#include "memory.h"
#include "task.h"
#include "timer.h"

struct loop aw_loop;

/* How many callbacks run between two looks at the clock, which costs as much as
 * several of them. */
enum { CALLBACKS_A_LOOK = 64 };

void aw_loop_wake(void) {
    if (aw_loop.awake)
        return;
    aw_loop.awake = true;
    asyncio_host_wake();
}

void aw_ready_push(struct callback *callback) {
    callback->next = NULL;
    callback->previous = aw_loop.last;
    if (aw_loop.last != NULL)
        aw_loop.last->next = callback;
    else
        aw_loop.first = callback;
    aw_loop.last = callback;
    aw_loop_wake();
}

void aw_ready_remove(struct callback *callback) {
    if (aw_loop.end_of_iteration == callback)
        aw_loop.end_of_iteration = callback->previous;
    if (callback->previous != NULL)
        callback->previous->next = callback->next;
    else
        aw_loop.first = callback->next;
    if (callback->next != NULL)
        callback->next->previous = callback->previous;
    else
        aw_loop.last = callback->previous;
}

static void run_callback(void *callback) { ((struct callback *)callback)->run(callback); }

static void run_first(void) {
    struct callback *callback = aw_loop.first;
    aw_loop.first = callback->next;
    if (callback->next != NULL)
        callback->next->previous = NULL;
    else
        aw_loop.last = NULL;
    if (callback == aw_loop.end_of_iteration)
        aw_loop.end_of_iteration = NULL;
    if (callback->run == NULL)
        aw_task_step(AW_PART_OF(callback, struct task, alarm.callback));
    else
        aw_switch_call(run_callback, callback);
}

/* One iteration runs what is ready when it begins, timers that are due included;
 * what that makes ready is for the next. False: nothing is ready. */
static bool begin_iteration(void) {
    aw_timer_collect(aw_loop.now);
    if (aw_loop.first == NULL && aw_loop.virtual_clock && aw_loop.operations == 0 &&
        aw_timer_next() < INFINITY) {
        aw_loop.now = aw_timer_next();
        aw_timer_collect(aw_loop.now);
    }
    aw_loop.end_of_iteration = aw_loop.last;
    return aw_loop.first != NULL;
}

static double look_at_clock(void) {
    double now = asyncio_host_now();
    if (!aw_loop.virtual_clock)
        aw_loop.now = now;
    return now;
}

static double when_to_go_on(void) {
    if (aw_loop.virtual_clock && aw_loop.operations > 0)
        return INFINITY;
    return aw_timer_next();
}

double aw_loop_step(double slice) {
    aw_loop.awake = true;
    double end = look_at_clock() + slice;
    unsigned looks = CALLBACKS_A_LOOK;
    while (aw_loop.end_of_iteration != NULL || begin_iteration()) {
        while (aw_loop.end_of_iteration != NULL) {
            if (--looks == 0) {
                looks = CALLBACKS_A_LOOK;
                if (look_at_clock() >= end)
                    return LOOP_GO_ON;
            }
            run_first();
        }
    }
    aw_loop.awake = false;
    return when_to_go_on();
}

double aw_loop_time(void) { return aw_loop.virtual_clock ? aw_loop.now : asyncio_host_now(); }

bool aw_loop_usable(void) {
    if (aw_loop.current == NULL || aw_loop.current != aw_loop.root)
        return true;
    aw_fail(&aw_failure_no_loop);
    return false;
}

double asyncio_time(void) { return aw_loop_time(); }

void asyncio_use_virtual_clock(void) {
    aw_loop.virtual_clock = true;
    aw_loop.now = 0;
}

asyncio_live asyncio_count_live(void) {
    return (asyncio_live){
        .tasks = aw_loop.live_tasks,
        .futures = aw_loop.live_futures,
        .handles = aw_loop.live_handles,
        .blocks = aw_blocks(),
    };
}
