/*
 * gather: a future over many. It lives until the last child has ended, even when
 * the first error has ended it long before.
 */
#include <asyncio/gather.h>

#include "future.h"
#include "loop.h"
#include "memory.h"

struct child {
    struct callback callback;
    asyncio_future *future;
    struct gather *gather;
};

struct gather {
    asyncio_future future;
    intptr_t *results;
    asyncio_error *errors;
    size_t count;
    size_t pending;
    bool return_exceptions;
    bool cancel_requested;
    struct child children[];
};

static bool cancel(asyncio_future *future, struct failure *failure) {
    struct gather *gather = AW_PART_OF(future, struct gather, future);
    bool any = false;
    for (size_t i = 0; i < gather->count; i++)
        if (gather->children[i].future != NULL &&
            aw_future_cancel(gather->children[i].future, failure))
            any = true;
    if (any)
        gather->cancel_requested = true;
    return any;
}

static void destroy(asyncio_future *future) {
    aw_loop.live_futures--;
    aw_deallocate(AW_PART_OF(future, struct gather, future));
}

static const struct future_type gather_type = {"gather", cancel, destroy};

static void store(struct gather *gather, size_t index, asyncio_future *child) {
    bool good = child->state == FUTURE_FINISHED;
    if (gather->results != NULL)
        gather->results[index] = good ? child->result : ASYNCIO_ERROR;
    if (gather->errors != NULL)
        asyncio_future_exception(child, &gather->errors[index]);
}

static void child_done(struct child *child) {
    struct gather *gather = child->gather;
    asyncio_future *future = child->future;
    asyncio_future *outer = &gather->future;
    child->future = NULL;
    gather->pending--;
    future->seen = true;
    if (outer->state == FUTURE_PENDING) {
        if (future->state != FUTURE_FINISHED && !gather->return_exceptions)
            aw_future_fail(outer, FUTURE_FAILED, aw_failure_retain(future->failure));
        else
            store(gather, (size_t)(child - gather->children), future);
        if (outer->state == FUTURE_PENDING && gather->pending == 0) {
            if (gather->cancel_requested)
                aw_future_fail(outer, FUTURE_FAILED,
                               future->state == FUTURE_CANCELLED
                                   ? aw_failure_retain(future->failure)
                                   : &aw_failure_cancelled);
            else
                aw_future_finish(outer, 0);
        }
    }
    aw_future_release(future);
    if (gather->pending == 0)
        aw_future_release(outer);
}

static void run_child(struct callback *callback) {
    child_done(AW_PART_OF(callback, struct child, callback));
}

static struct gather *create(size_t count, intptr_t results[],
                             const asyncio_gather_options *options) {
    size_t room =
        count <= SIZE_MAX / 2 / sizeof(struct child) ? count * sizeof(struct child) : SIZE_MAX / 2;
    struct gather *gather = aw_allocate(sizeof *gather + room);
    if (gather == NULL) {
        aw_fail(&aw_failure_memory);
        return NULL;
    }
    *gather = (struct gather){.results = results, .count = count, .pending = count};
    if (options != NULL) {
        gather->return_exceptions = options->return_exceptions;
        gather->errors = options->return_exceptions ? options->errors : NULL;
    }
    aw_future_prepare(&gather->future, &gather_type);
    aw_loop.live_futures++;
    return gather;
}

/* Those that are done already count last, when every child is known. */
static void watch(struct gather *gather, asyncio_future *const futures[]) {
    gather->future.references++; /* until the last child has ended */
    for (size_t i = 0; i < gather->count; i++) {
        gather->children[i] = (struct child){{.run = run_child}, futures[i], gather};
        if (futures[i]->state == FUTURE_PENDING)
            aw_future_add_waiter(futures[i], &gather->children[i].callback);
    }
    for (size_t i = 0; i < gather->count; i++)
        if (futures[i]->state != FUTURE_PENDING)
            child_done(&gather->children[i]);
}

asyncio_future *asyncio_gather_with(asyncio_future *const futures[], size_t count,
                                    intptr_t results[], const asyncio_gather_options *options) {
    if (!aw_loop_usable())
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (!aw_future_valid(futures[i]))
            return NULL;
    struct gather *gather = create(count, results, options);
    if (gather == NULL)
        return NULL;
    if (count == 0)
        aw_future_finish(&gather->future, 0);
    else
        watch(gather, futures);
    return &gather->future;
}
