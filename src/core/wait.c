/* wait: looks on until enough of its futures are done. */
#include <asyncio/gather.h>

#include "loop.h"
#include "memory.h"
#include "task.h"

struct wait;

struct member {
    struct callback callback;
    asyncio_future *future;
    struct wait *wait;
};

struct wait {
    asyncio_future enough; /* what the task awaits, on its stack */
    struct timer timer;
    asyncio_return_when return_when;
    size_t count;
    size_t pending;
    struct member *members;
};

static const struct future_type wait_type = {"wait", aw_future_cancel_at_once, aw_future_stays};

/* Looking for an exception is seeing it. */
static bool is_enough(const struct wait *wait, asyncio_future *done) {
    if (wait->pending == 0 || wait->return_when == ASYNCIO_FIRST_COMPLETED)
        return true;
    if (wait->return_when != ASYNCIO_FIRST_EXCEPTION || done->state != FUTURE_FAILED)
        return false;
    done->seen = true;
    return true;
}

static void member_done(struct callback *callback) {
    struct member *member = AW_PART_OF(callback, struct member, callback);
    struct wait *wait = member->wait;
    callback->run = NULL;
    wait->pending--;
    if (is_enough(wait, member->future) && wait->enough.state == FUTURE_PENDING)
        aw_future_finish(&wait->enough, 0);
}

static void time_is_up(struct callback *callback) {
    struct wait *wait = AW_PART_OF(callback, struct wait, timer.callback);
    callback->run = NULL;
    if (wait->enough.state == FUTURE_PENDING)
        aw_future_finish(&wait->enough, 0);
}

static void watch(struct wait *wait, asyncio_future *const futures[]) {
    for (size_t i = 0; i < wait->count; i++) {
        struct member *member = &wait->members[i];
        *member = (struct member){{.run = member_done}, asyncio_retain(futures[i]), wait};
        aw_future_watch(futures[i], &member->callback);
    }
}

/* A member's callback waits on its future, stands in the ready queue, or has run. One that
 * is ready has seen its future's error, though it comes too late to say so. */
static void stop_watching(struct wait *wait) {
    for (size_t i = 0; i < wait->count; i++) {
        struct member *member = &wait->members[i];
        if (member->callback.run != NULL && member->future->state == FUTURE_PENDING) {
            aw_future_remove_waiter(member->future, &member->callback);
        } else if (member->callback.run != NULL) {
            aw_ready_remove(&member->callback);
            wait->pending--;
            is_enough(wait, member->future);
        }
        aw_future_release(member->future);
    }
    if (wait->timer.place != 0)
        aw_timer_stop(&wait->timer);
    else if (wait->timer.callback.run != NULL)
        aw_ready_remove(&wait->timer.callback);
}

static int count_done(asyncio_future *const futures[], size_t count) {
    int done = 0;
    for (size_t i = 0; i < count; i++)
        done += futures[i]->state != FUTURE_PENDING;
    return done;
}

static bool valid(asyncio_future *const futures[], size_t count,
                  const asyncio_wait_options *options) {
    const struct task *task = aw_loop.current;
    if (task == NULL || task == aw_loop.root)
        aw_fail(&aw_failure_no_task);
    else if (count == 0)
        aw_fail(&aw_failure_nothing);
    else if (!(options->timeout >= 0))
        aw_fail(&aw_failure_bad_delay);
    else {
        size_t good = 0;
        while (good < count && aw_future_valid(futures[good]))
            good++;
        return good == count;
    }
    return false;
}

static bool start_timer(struct wait *wait, double timeout) {
    if (timeout == 0)
        return true;
    wait->timer.callback.run = time_is_up;
    if (aw_timer_start(&wait->timer, aw_loop_time() + timeout))
        return true;
    aw_fail(&aw_failure_memory);
    return false;
}

int asyncio_wait_with(asyncio_future *const futures[], size_t count,
                      const asyncio_wait_options *options) {
    static const asyncio_wait_options none;
    if (options == NULL)
        options = &none;
    if (!valid(futures, count, options))
        return ASYNCIO_ERROR;
    struct wait wait = {
        .return_when = options->return_when,
        .count = count,
        .pending = count,
    };
    wait.members = aw_allocate(count * sizeof *wait.members);
    if (wait.members == NULL)
        return aw_fail(&aw_failure_memory);
    if (!start_timer(&wait, options->timeout)) {
        aw_deallocate(wait.members);
        return ASYNCIO_ERROR;
    }
    aw_future_prepare_local(&wait.enough, &wait_type);
    watch(&wait, futures);
    int status = (int)aw_await_local(&wait.enough);
    stop_watching(&wait);
    aw_deallocate(wait.members);
    return status < 0 ? ASYNCIO_ERROR : count_done(futures, count);
}
