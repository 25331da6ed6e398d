/* The C side of calls to JavaScript. */
#include <asyncio/javascript.h>

#include "../core/host.h"
#include "../core/loop.h"
#include "../core/task.h"
#include "operation.h"

HOST(asyncio_host_call_function)
void asyncio_host_call_function(struct operation *operation, const char *name, size_t count,
                                const asyncio_value *arguments);

static const struct future_type js_type = {"JavaScript", aw_operation_cancel, aw_operation_destroy};

asyncio_future *asyncio_js_call(const char *name, size_t count, const asyncio_value *arguments) {
    if (name == NULL) {
        aw_fail(&aw_failure_no_name);
        return NULL;
    }
    struct operation *operation = aw_operation_create(&js_type);
    if (operation == NULL)
        return NULL;
    asyncio_host_call_function(operation, name, count, arguments);
    return &operation->future;
}

int asyncio_await_value(asyncio_future *call, asyncio_value *value) {
    *value = (asyncio_value){.type = ASYNCIO_UNDEFINED};
    if (!aw_may_await(aw_loop.current, call))
        return ASYNCIO_ERROR;
    if (call->type != &js_type)
        return aw_fail(&aw_failure_no_value);
    struct operation *operation = AW_PART_OF(call, struct operation, future);
    asyncio_retain(call);
    bool failed = asyncio_await(call) == ASYNCIO_ERROR;
    if (!failed) {
        struct reply *reply = aw_reply_retain(operation->reply);
        *value = (asyncio_value){.type = operation->type, .number = operation->number};
        if (reply != NULL) {
            value->data = reply->data;
            value->size = reply->size;
        }
    }
    aw_future_release(call);
    return failed ? ASYNCIO_ERROR : 0;
}

void asyncio_value_free(asyncio_value *value) {
    if (value->data != NULL)
        aw_reply_release(AW_PART_OF(value->data, struct reply, data));
    *value = (asyncio_value){.type = ASYNCIO_UNDEFINED};
}
