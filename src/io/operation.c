#include "operation.h"

#include <errno.h>

#include "../core/entry.h"
#include "../core/host.h"
#include "../core/loop.h"
#include "../core/memory.h"

/* Stops what the host does for OPERATION, and forgets it there. */
HOST(asyncio_host_cancel_operation)
void asyncio_host_cancel_operation(struct operation *operation);

/* The host speaks of errors by WASI's numbers, as both C libraries do. */
_Static_assert(ECANCELED == 11 && ECONNREFUSED == 14 && ECONNRESET == 15 && EHOSTUNREACH == 23 &&
                   EINVAL == 28 && EIO == 29 && ENOMEM == 48 && ENOSYS == 52 && ETIMEDOUT == 73,
               "this C library numbers its errors in another way");

struct operation *aw_operation_create(const struct future_type *type) {
    struct operation *operation = aw_loop_usable() ? aw_allocate(sizeof *operation) : NULL;
    if (operation == NULL) {
        if (aw_loop_usable())
            aw_fail(&aw_failure_memory);
        return NULL;
    }
    *operation = (struct operation){0};
    aw_future_prepare(&operation->future, type);
    operation->future.references++;
    aw_loop.live_futures++;
    aw_loop.operations++;
    return operation;
}

static void end(struct operation *operation) {
    aw_loop.operations--;
    aw_loop_wake();
    aw_future_release(&operation->future);
}

bool aw_operation_cancel(asyncio_future *future, struct failure *failure) {
    struct operation *operation = AW_PART_OF(future, struct operation, future);
    asyncio_host_cancel_operation(operation);
    aw_future_fail(future, FUTURE_CANCELLED, aw_failure_retain(failure));
    end(operation);
    return true;
}

void aw_operation_destroy(asyncio_future *future) {
    struct operation *operation = AW_PART_OF(future, struct operation, future);
    aw_reply_release(operation->reply);
    aw_loop.live_futures--;
    aw_deallocate(operation);
}

struct reply *aw_reply_retain(struct reply *reply) {
    if (reply != NULL)
        reply->references++;
    return reply;
}

void aw_reply_release(struct reply *reply) {
    if (reply != NULL && --reply->references == 0)
        aw_deallocate(reply);
}

/* Room for SIZE bytes of a reply, to be filled and handed to
 * asyncio_finish_operation. NULL: no memory. */
AW_ENTRY(asyncio_allocate_reply) char *aw_allocate_reply(size_t size) {
    struct reply *reply =
        size < SIZE_MAX - sizeof *reply ? aw_allocate(sizeof *reply + size + 1) : NULL;
    if (reply == NULL)
        return NULL;
    *reply = (struct reply){.references = 1, .size = size};
    reply->data[size] = '\0';
    return reply->data;
}

/* OPERATION succeeded. DATA is a reply's, or NULL. */
AW_ENTRY(asyncio_finish_operation)
void aw_finish_operation(struct operation *operation, asyncio_type type, double number,
                         char *data) {
    operation->type = type;
    operation->number = number;
    operation->reply = data != NULL ? AW_PART_OF(data, struct reply, data) : NULL;
    bool has_size = type == ASYNCIO_STRING || type == ASYNCIO_BYTES;
    if (has_size && operation->reply != NULL)
        number = operation->reply->size;
    /* ASYNCIO_ERROR is told from a failure by never being a result. */
    bool fits = number > ASYNCIO_ERROR && number < (double)INTPTR_MAX;
    aw_future_finish(&operation->future, fits ? (intptr_t)number : 0);
    end(operation);
}

/* OPERATION failed. MESSAGE stays the host's. */
AW_ENTRY(asyncio_fail_operation)
void aw_fail_operation(struct operation *operation, int code, const char *message) {
    aw_future_fail(&operation->future, FUTURE_FAILED, aw_failure_create(code, message));
    end(operation);
}
