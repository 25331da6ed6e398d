/* The C side of fetch: the host does the work, and replies with
 * url NUL (name NUL value NUL)... NUL body. */
#include <asyncio/fetch.h>
#include <string.h>
#include <strings.h>

#include "../core/host.h"
#include "../core/loop.h"
#include "../core/task.h"
#include "operation.h"

HOST(asyncio_host_fetch)
void asyncio_host_fetch(struct operation *operation, const char *url, const char *method,
                        const char *const *headers, const void *body, size_t body_size);

static const struct future_type fetch_type = {"fetch", aw_operation_cancel, aw_operation_destroy};

asyncio_future *asyncio_fetch_with(const char *url, const asyncio_fetch_options *options) {
    static const asyncio_fetch_options none;
    if (options == NULL)
        options = &none;
    if (url == NULL) {
        aw_fail(&aw_failure_no_url);
        return NULL;
    }
    struct operation *operation = aw_operation_create(&fetch_type);
    if (operation == NULL)
        return NULL;
    asyncio_host_fetch(operation, url, options->method, options->headers, options->body,
                       options->body_size);
    return &operation->future;
}

static const char *after(const char *text) { return text + strlen(text) + 1; }

/* Calls of this in a row go over the names; NULL after the last. */
static const char *next_header(const asyncio_response *response, const char *name) {
    name = name == NULL ? after(response->url) : after(after(name));
    return *name != '\0' ? name : NULL;
}

static asyncio_response *open_reply(struct operation *operation) {
    struct reply *reply = aw_reply_retain(operation->reply);
    asyncio_response *response = &reply->response;
    response->status = (int)operation->number;
    response->url = reply->data;
    const char *end = after(response->url);
    while (*end != '\0')
        end = after(after(end));
    response->body = end + 1;
    response->body_size = (size_t)(reply->data + reply->size - response->body);
    return response;
}

asyncio_response *asyncio_await_response(asyncio_future *future) {
    if (!aw_may_await(aw_loop.current, future))
        return NULL;
    if (future->type != &fetch_type) {
        aw_fail(&aw_failure_no_response);
        return NULL;
    }
    struct operation *operation = AW_PART_OF(future, struct operation, future);
    asyncio_retain(future);
    intptr_t status = asyncio_await(future);
    asyncio_response *response = status != ASYNCIO_ERROR ? open_reply(operation) : NULL;
    aw_future_release(future);
    return response;
}

const char *asyncio_response_header(const asyncio_response *response, const char *name) {
    for (const char *header = NULL; (header = next_header(response, header)) != NULL;)
        if (strcasecmp(header, name) == 0)
            return after(header);
    return NULL;
}

void asyncio_response_free(asyncio_response *response) {
    if (response != NULL)
        aw_reply_release(AW_PART_OF(response, struct reply, response));
}
