/* shield: a future that follows another, and whose cancellation ends at itself. */
#include <asyncio/gather.h>

#include "future.h"
#include "loop.h"
#include "memory.h"
#include "report.h"

struct shield {
    asyncio_future outer;
    struct callback outer_done;
    struct callback inner_done;
    asyncio_future *inner;
    bool alone; /* outer is done and inner was not: nobody waits for inner any more */
};

static void destroy(asyncio_future *future) {
    aw_loop.live_futures--;
    aw_deallocate(AW_PART_OF(future, struct shield, outer));
}

static const struct future_type shield_type = {"shield", aw_future_cancel_at_once, destroy};

/* Whoever waits for inner is to hear of its end before it is reported. */
static void run_outer_done(struct callback *callback) {
    struct shield *shield = AW_PART_OF(callback, struct shield, outer_done);
    asyncio_future *inner = shield->inner;
    if (inner != NULL && inner->state == FUTURE_PENDING) {
        shield->alone = true;
        aw_future_remove_waiter(inner, &shield->inner_done);
        aw_future_add_waiter(inner, &shield->inner_done);
    }
    aw_future_release(&shield->outer);
}

/* Nobody will ask how inner ended. */
static void report(asyncio_future *inner) {
    if (inner->state != FUTURE_FAILED || inner->seen)
        return;
    inner->seen = true;
    aw_report("shielded future", inner);
}

static void follow(asyncio_future *outer, asyncio_future *inner) {
    if (inner->state == FUTURE_FINISHED) {
        aw_future_finish(outer, inner->result);
    } else if (inner->state == FUTURE_CANCELLED) {
        aw_future_cancel_at_once(outer, &aw_failure_cancelled);
    } else {
        inner->seen = true;
        aw_future_fail(outer, FUTURE_FAILED, aw_failure_retain(inner->failure));
    }
}

static void run_inner_done(struct callback *callback) {
    struct shield *shield = AW_PART_OF(callback, struct shield, inner_done);
    if (shield->alone)
        report(shield->inner);
    else if (shield->outer.state == FUTURE_PENDING)
        follow(&shield->outer, shield->inner);
    aw_future_release(shield->inner);
    shield->inner = NULL;
    aw_future_release(&shield->outer);
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
    *shield = (struct shield){
        .outer_done.run = run_outer_done,
        .inner_done.run = run_inner_done,
        .inner = future,
    };
    aw_future_prepare(&shield->outer, &shield_type);
    shield->outer.references += 2; /* until each callback has run */
    aw_loop.live_futures++;
    aw_future_add_waiter(&shield->outer, &shield->outer_done);
    aw_future_add_waiter(future, &shield->inner_done);
    return &shield->outer;
}
