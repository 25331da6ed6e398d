/*
 * Sleeping. As in asyncio, an alarm that rings makes a callback ready, and that
 * makes the task ready for the next iteration; sleep(0) only goes to the end of
 * the queue.
 */
#include <asyncio/loop.h>
#include <math.h>

#include "loop.h"
#include "task.h"

static void ring(struct callback *callback) {
    struct task *task = AW_PART_OF(callback, struct task, alarm.callback);
    task->sleeping = false;
    callback->run = NULL;
    aw_ready_push(callback);
}

static bool begin(struct task *task, double delay) {
    if (!(delay > 0)) {
        aw_fail(&aw_failure_bad_delay);
        return false;
    }
    if (task->must_cancel) {
        task->must_cancel = false;
        task->sleep_cancelled = true;
        aw_ready_push(&task->alarm.callback);
        return true;
    }
    if (delay < INFINITY) {
        if (!aw_timer_start(&task->alarm, aw_loop_time() + delay)) {
            aw_fail(&aw_failure_memory);
            return false;
        }
        task->alarm.callback.run = ring;
    }
    task->sleeping = true;
    return true;
}

bool aw_sleep_cancel(struct task *task) {
    if (!task->sleeping)
        return false;
    if (task->alarm.place != 0)
        aw_timer_stop(&task->alarm);
    else if (task->alarm.callback.run == ring)
        aw_ready_remove(&task->alarm.callback);
    task->sleeping = false;
    task->sleep_cancelled = true;
    task->alarm.callback.run = NULL;
    aw_ready_push(&task->alarm.callback);
    return true;
}

SWITCH_POINT(asyncio_sleep)
int asyncio_sleep(double delay) {
    struct task *task = aw_loop.current;
    if (!aw_switch_resumed()) {
        if (task == NULL || task == aw_loop.root)
            return aw_fail(&aw_failure_no_task);
        if (delay == 0)
            aw_ready_push(&task->alarm.callback);
        else if (!begin(task, delay))
            return ASYNCIO_ERROR;
        if (!aw_switch_suspend())
            return 0;
    }
    if (!task->must_cancel && !task->sleep_cancelled)
        return 0;
    task->must_cancel = task->sleep_cancelled = false;
    return aw_fail(task->cancel_failure);
}
