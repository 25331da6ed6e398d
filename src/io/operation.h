/*
 * Operations: futures that the host completes. A fetch and a call to JavaScript
 * are operations; they differ in how the host starts them and in what the reply
 * means.
 */
#ifndef AW_OPERATION_H
#define AW_OPERATION_H

#include <asyncio/fetch.h>
#include <asyncio/javascript.h>
#include <stdint.h>

#include "../core/future.h"

/* What the host answered with, in one block, shared by all who awaited it. */
struct reply {
    uint32_t references;
    uint32_t size;
    asyncio_response response; /* a fetch's, pointing into data */
    char data[];               /* size bytes and a NUL */
};

struct operation {
    asyncio_future future;
    struct reply *reply; /* NULL: none, or not yet */
    asyncio_type type;
    double number;
};

/* A pending operation: the caller's, and the host's until it ends. NULL, and the
 * caller has failed. */
struct operation *aw_operation_create(const struct future_type *type);

bool aw_operation_cancel(asyncio_future *future, struct failure *failure);
void aw_operation_destroy(asyncio_future *future);

struct reply *aw_reply_retain(struct reply *reply);
void aw_reply_release(struct reply *reply);

#endif
