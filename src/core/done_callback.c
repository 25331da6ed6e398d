#include "done_callback.h"

#include "context.h"
#include "loop.h"
#include "memory.h"

struct done_callback {
    struct callback callback;
    asyncio_future *future;
    asyncio_done_callback *function;
    void *argument;
    struct context *context;
};

static void forget(struct done_callback *waiting) {
    aw_loop.live_handles--;
    aw_context_release(waiting->context);
    aw_deallocate(waiting);
}

static void call(struct callback *callback) {
    struct done_callback *waiting = AW_PART_OF(callback, struct done_callback, callback);
    struct done_callback done = *waiting;
    aw_context_enter(waiting->context);
    waiting->context = NULL;
    forget(waiting);
    done.function(done.future, done.argument);
    aw_context_enter(NULL);
    aw_future_release(done.future);
}

bool aw_is_done_callback(const struct callback *waiter) { return waiter->run == call; }

void aw_done_callbacks_forget(asyncio_future *future) {
    struct callback *waiter;
    while ((waiter = future->waiters) != NULL) {
        aw_future_remove_waiter(future, waiter);
        forget(AW_PART_OF(waiter, struct done_callback, callback));
    }
}

int asyncio_future_add_done_callback(asyncio_future *future, asyncio_done_callback *function,
                                     void *argument) {
    if (!aw_future_valid(future))
        return ASYNCIO_ERROR;
    if (function == NULL)
        return aw_fail(&aw_failure_no_function);
    struct done_callback *done = aw_allocate(sizeof *done);
    if (done == NULL)
        return aw_fail(&aw_failure_memory);
    *done = (struct done_callback){{.run = call}, future, function, argument, aw_context_share()};
    aw_loop.live_handles++;
    if (future->state == FUTURE_PENDING) {
        aw_future_add_waiter(future, &done->callback);
    } else {
        future->references++;
        aw_ready_push(&done->callback);
    }
    return 0;
}

int asyncio_future_remove_done_callback(asyncio_future *future, asyncio_done_callback *function,
                                        void *argument) {
    if (!aw_future_valid(future))
        return ASYNCIO_ERROR;
    int removed = 0;
    struct callback *waiter = future->waiters;
    struct callback *end = waiter != NULL ? waiter->previous : NULL;
    for (bool last = waiter == NULL; !last;) {
        struct callback *next = waiter->next;
        struct done_callback *done = AW_PART_OF(waiter, struct done_callback, callback);
        last = waiter == end;
        if (waiter->run == call && done->function == function && done->argument == argument) {
            aw_future_remove_waiter(future, waiter);
            forget(done);
            removed++;
        }
        waiter = next;
    }
    return removed;
}
