/* shield: a future that follows another, and whose cancellation ends at itself. */
#include <asyncio/gather.h>

#include "future.h"
#include "host.h"
#include "loop.h"
#include "memory.h"
#include "task.h"

struct shield {
    asyncio_future outer;
    struct callback inner_done;
    asyncio_future *inner;
};

static void destroy(asyncio_future *future) {
    aw_loop.live_futures--;
    aw_deallocate(AW_PART_OF(future, struct shield, outer));
}

static const struct future_type shield_type = {"shield", aw_future_cancel_at_once, destroy};

/* Nobody hears of this error any more but through a report. */
static void outer_is_gone(asyncio_future *inner) {
    if (inner->state != FUTURE_FAILED || inner->seen)
        return;
    inner->seen = true;
    asyncio_host_report("shielded task", aw_task_name(inner), aw_failure_message(inner->failure));
}

static void run_inner_done(struct callback *callback) {
    struct shield *shield = AW_PART_OF(callback, struct shield, inner_done);
    asyncio_future *inner = shield->inner;
    asyncio_future *outer = &shield->outer;
    if (outer->state != FUTURE_PENDING) {
        outer_is_gone(inner);
    } else if (inner->state == FUTURE_FINISHED) {
        aw_future_finish(outer, inner->result);
    } else {
        inner->seen = true;
        aw_future_fail(outer, inner->state, aw_failure_retain(inner->failure));
    }
    aw_future_release(inner);
    aw_future_release(outer);
}

asyncio_future *asyncio_shield(asyncio_future *future) {
    if (!aw_loop_usable() || !aw_future_valid(future))
        return NULL;
    if (future->state != FUTURE_PENDING)
        return future;
    struct shield *shield = aw_allocate(sizeof *shield);
    if (shield == NULL) {
        aw_fail(&aw_failure_memory);
        return NULL;
    }
    *shield = (struct shield){.inner_done.run = run_inner_done, .inner = future};
    aw_future_prepare(&shield->outer, &shield_type);
    shield->outer.references++; /* until inner is done */
    aw_loop.live_futures++;
    aw_future_add_waiter(future, &shield->inner_done);
    return &shield->outer;
}
