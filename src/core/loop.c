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

/* How many steps are taken between two looks at the clock, which costs as much as
 * several of them. */
enum { STEPS_A_LOOK = 64 };

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

/* Takes the first callback out of the queue, which is not empty. */
SWITCH_INLINE struct callback *take_first(void) {
    struct callback *callback = aw_loop.first;
    aw_loop.first = callback->next;
    if (callback->next != NULL)
        callback->next->previous = NULL;
    else
        aw_loop.last = NULL;
    if (callback == aw_loop.end_of_iteration)
        aw_loop.end_of_iteration = NULL;
    return callback;
}

/* An iteration runs what is ready when it begins, timers that are due included; what
 * that makes ready is for the next. Without timers that is simple. */
SWITCH_INLINE bool in_iteration(void) {
    if (aw_loop.end_of_iteration == NULL && aw_timer_next > aw_loop.now)
        aw_loop.end_of_iteration = aw_loop.last;
    return aw_loop.end_of_iteration != NULL;
}

/*
 * Steps tasks, as long as nothing else is next, and *STEPS at the most. Returns a task
 * that has to be ended, or NULL. Calls nothing but coroutines.
 */
SWITCH_POINT(asyncio_run_tasks)
struct task *aw_run_tasks(unsigned *steps) {
    struct switch_outside outside = aw_switch_enter();
    struct task *ended = NULL;
    unsigned left = *steps;
    while (ended == NULL && left > 0 && in_iteration() && aw_loop.first->run == NULL) {
        left--;
        struct task *task = AW_PART_OF(take_first(), struct task, alarm.callback);
        if (task->must_cancel && !task->stack.suspended) {
            ended = task;
            break;
        }
        aw_loop.current = task;
        if (aw_switch_resume(&task->stack) == SWITCH_FINISHED)
            ended = task;
        aw_loop.current = NULL;
    }
    *steps = left;
    aw_switch_leave(&outside);
    return ended;
}

SWITCH_POINT(asyncio_run_eagerly)
enum switch_outcome aw_run_eagerly(struct task *task) {
    struct task *current = aw_loop.current;
    struct switch_outside outside = aw_switch_enter();
    aw_loop.current = task;
    enum switch_outcome outcome = aw_switch_resume(&task->stack);
    aw_loop.current = current;
    aw_switch_leave(&outside);
    return outcome;
}

void aw_loop_step_eagerly(struct task *task) {
    if (aw_run_eagerly(task) == SWITCH_FINISHED)
        aw_task_end(task);
}

static void run_callback(void *callback) { ((struct callback *)callback)->run(callback); }

/* False: nothing is ready. */
static bool begin_iteration(void) {
    aw_timer_collect(aw_loop.now);
    if (aw_loop.first == NULL && aw_loop.virtual_clock && aw_loop.operations == 0 &&
        aw_timer_next < INFINITY) {
        aw_loop.now = aw_timer_next;
        aw_timer_collect(aw_loop.now);
    }
    aw_loop.end_of_iteration = aw_loop.last;
    return aw_loop.first != NULL;
}

/* Takes at least one step, and uses up at least one of *STEPS. */
static void run_first(unsigned *steps) {
    if (aw_loop.first->run == NULL) {
        struct task *ended = aw_run_tasks(steps);
        if (ended != NULL)
            aw_task_end(ended);
    } else {
        --*steps;
        aw_switch_call(run_callback, take_first());
    }
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
    return aw_timer_next;
}

double aw_loop_step(double slice) {
    aw_loop.awake = true;
    double end = look_at_clock() + slice;
    unsigned steps = STEPS_A_LOOK;
    while (aw_loop.end_of_iteration != NULL || begin_iteration()) {
        run_first(&steps);
        if (steps == 0) {
            steps = STEPS_A_LOOK;
            if (look_at_clock() >= end)
                return LOOP_GO_ON;
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
