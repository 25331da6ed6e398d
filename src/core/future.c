#include "future.h"

#include <string.h>

#include "../switch/switch.h"
#include "done_callback.h"
#include "loop.h"
#include "memory.h"
#include "report.h"
#include "task.h"

void aw_future_prepare(asyncio_future *future, const struct future_type *type) {
    *future = (asyncio_future){.type = type, .references = 1, .alive = FUTURE_ALIVE};
}

void aw_future_add_waiter(asyncio_future *future, struct callback *waiter) {
    struct callback *first = future->waiters;
    if (first == NULL) {
        future->waiters = waiter->next = waiter->previous = waiter;
        return;
    }
    waiter->next = first;
    waiter->previous = first->previous;
    first->previous->next = waiter;
    first->previous = waiter;
}

void aw_future_watch(asyncio_future *future, struct callback *waiter) {
    if (future->state == FUTURE_PENDING)
        aw_future_add_waiter(future, waiter);
    else
        aw_ready_push(waiter);
}

void aw_future_remove_waiter(asyncio_future *future, struct callback *waiter) {
    if (waiter->next == waiter) {
        future->waiters = NULL;
        return;
    }
    waiter->next->previous = waiter->previous;
    waiter->previous->next = waiter->next;
    if (future->waiters == waiter)
        future->waiters = waiter->next;
}

static void make_waiters_ready(asyncio_future *future) {
    struct callback *waiter = future->waiters;
    if (waiter == NULL)
        return;
    future->waiters = NULL;
    waiter->previous->next = NULL;
    while (waiter != NULL) {
        struct callback *next = waiter->next;
        if (aw_is_done_callback(waiter))
            future->references++;
        aw_ready_push(waiter);
        waiter = next;
    }
}

void aw_future_finish(asyncio_future *future, intptr_t result) {
    future->state = FUTURE_FINISHED;
    future->result = result;
    make_waiters_ready(future);
}

void aw_future_fail(asyncio_future *future, enum future_state state, struct failure *failure) {
    future->state = state;
    future->failure = failure;
    make_waiters_ready(future);
}

/* The types' functions are called over aw_switch_call, so that await and cancel
 * need not be able to suspend. */
struct cancelling {
    asyncio_future *future;
    struct failure *failure;
    bool done;
};
static void cancel_by_type(void *argument) {
    struct cancelling *cancelling = argument;
    cancelling->done = cancelling->future->type->cancel(cancelling->future, cancelling->failure);
}

bool aw_future_cancel(asyncio_future *future, struct failure *failure) {
    if (future->state != FUTURE_PENDING) {
        future->seen = true; /* who cancels it does not care how it ended */
        return false;
    }
    struct cancelling cancelling = {.future = future, .failure = failure};
    aw_switch_call(cancel_by_type, &cancelling);
    return cancelling.done;
}

bool aw_future_cancel_at_once(asyncio_future *future, struct failure *failure) {
    aw_future_fail(future, FUTURE_CANCELLED, aw_failure_retain(failure));
    return true;
}

void aw_future_stays(asyncio_future *future) { (void)future; }

void aw_future_prepare_local(asyncio_future *future, const struct future_type *type) {
    aw_future_prepare(future, type);
    future->references++;
}

static void destroy_by_type(void *future) { ((asyncio_future *)future)->type->destroy(future); }

void aw_future_release(asyncio_future *future) {
    if (--future->references > 0)
        return;
    if (future->state == FUTURE_FAILED && !future->seen)
        aw_report(future->type->name, future);
    if (future->state >= FUTURE_FAILED)
        aw_failure_release(future->failure);
    aw_done_callbacks_forget(future);
    future->alive = 0;
    aw_switch_call(destroy_by_type, future);
}

bool aw_future_valid(const asyncio_future *future) {
    if (future != NULL && future->alive == FUTURE_ALIVE)
        return true;
    aw_fail(future == NULL ? &aw_failure_no_future : &aw_failure_dead_future);
    return false;
}

intptr_t aw_future_outcome(asyncio_future *future) {
    if (future->state == FUTURE_FINISHED)
        return future->result;
    future->seen = true;
    return aw_fail(future->failure);
}

/* ── plain futures ─────────────────────────────────────────────────────────── */

static void destroy_plain(asyncio_future *future) {
    aw_loop.live_futures--;
    aw_deallocate(future);
}

static const struct future_type plain = {"future", aw_future_cancel_at_once, destroy_plain};

asyncio_future *asyncio_create_future(void) {
    asyncio_future *future = aw_allocate(sizeof *future);
    if (future == NULL) {
        aw_fail(&aw_failure_memory);
        return NULL;
    }
    aw_future_prepare(future, &plain);
    aw_loop.live_futures++;
    return future;
}

static bool can_complete(const asyncio_future *future) {
    if (!aw_future_valid(future))
        return false;
    if (future->type == &plain && future->state == FUTURE_PENDING)
        return true;
    aw_fail(future->type != &plain ? &aw_failure_not_plain : &aw_failure_done_before);
    return false;
}

int asyncio_future_set_result(asyncio_future *future, intptr_t result) {
    if (!can_complete(future))
        return ASYNCIO_ERROR;
    aw_future_finish(future, result);
    return 0;
}

int asyncio_future_set_exception(asyncio_future *future, int code, const char *message) {
    if (!can_complete(future))
        return ASYNCIO_ERROR;
    aw_future_fail(future, FUTURE_FAILED, aw_failure_create(code, message));
    return 0;
}

/* ── for all futures ───────────────────────────────────────────────────────── */

bool asyncio_future_done(const asyncio_future *future) {
    return aw_future_valid(future) && future->state != FUTURE_PENDING;
}

bool asyncio_future_cancelled(const asyncio_future *future) {
    return aw_future_valid(future) && future->state == FUTURE_CANCELLED;
}

intptr_t asyncio_future_result(asyncio_future *future) {
    if (!aw_future_valid(future))
        return ASYNCIO_ERROR;
    if (future->state == FUTURE_PENDING)
        return aw_fail(&aw_failure_not_done);
    return aw_future_outcome(future);
}

int asyncio_future_exception(asyncio_future *future, asyncio_error *error) {
    const struct failure *failure = NULL;
    if (!aw_future_valid(future)) {
        failure = future == NULL ? &aw_failure_no_future : &aw_failure_dead_future;
    } else if (future->state == FUTURE_PENDING) {
        failure = &aw_failure_not_done;
    } else if (future->state != FUTURE_FINISHED) {
        failure = future->failure;
        future->seen = true;
    }
    if (error != NULL) {
        *error = (asyncio_error){0};
        if (failure != NULL)
            aw_failure_copy(failure, error);
    }
    return failure != NULL ? failure->code : 0;
}

static int cancel_by(asyncio_future *future, struct failure *failure) {
    if (!aw_future_valid(future))
        return ASYNCIO_ERROR;
    return aw_future_cancel(future, failure) ? 0 : aw_fail(&aw_failure_done_early);
}

int asyncio_future_cancel(asyncio_future *future) {
    return cancel_by(future, &aw_failure_cancelled);
}

int asyncio_future_cancel_with_message(asyncio_future *future, const char *message) {
    struct failure *failure = aw_failure_create(ECANCELED, message);
    if (failure->code != ECANCELED)
        return aw_fail(failure);
    int status = cancel_by(future, failure);
    aw_failure_release(failure);
    return status;
}

asyncio_future *asyncio_retain(asyncio_future *future) {
    if (!aw_future_valid(future))
        return NULL;
    future->references++;
    return future;
}

int asyncio_release(asyncio_future *future) {
    if (future == NULL)
        return 0;
    if (!aw_future_valid(future))
        return ASYNCIO_ERROR;
    aw_future_release(future);
    return 0;
}
