/* HTTP by the host's fetch. */
#ifndef ASYNCIO_FETCH_H
#define ASYNCIO_FETCH_H

#include <stddef.h>

#include <asyncio/future.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct asyncio_fetch_options {
    const char *method;         /* default "GET" */
    const char *const *headers; /* name, value, name, value, ..., NULL */
    const void *body;           /* BODY_SIZE bytes; copied before the call returns */
    size_t body_size;
} asyncio_fetch_options;

/*
 * Starts a request for URL (in a page it may be relative). The future is done
 * when the whole body has arrived; its result is the HTTP status, so that many
 * can be gathered; asyncio_await_response has the rest. A status of 404 or 500
 * is an answer, not an error. Cancelling it aborts the request on the wire.
 *
 *     asyncio_response *answer = asyncio_await_response(asyncio_fetch("/delay?ms=200"));
 *
 * Options may follow: asyncio_fetch(url, .method = "POST", .body = text, ...).
 * NULL with EINVAL (URL is NULL), EPERM (no loop is running), ENOMEM. The future
 * fails with
 *   ECANCELED     it was cancelled
 *   ECONNREFUSED  nothing listens there
 *   ECONNRESET    the connection broke before the body was complete
 *   EHOSTUNREACH  no such host, or no way to it
 *   ETIMEDOUT     the host's own time limit
 *   EINVAL        not a URL, method or header that fetch accepts
 *   EIO           another network error; browsers tell no more than that
 *   ENOMEM        the answer does not fit into memory
 * Does not suspend. Python: none; like aiohttp's session.request().
 */
#define asyncio_fetch(url, ...) asyncio_fetch_with((url), &(asyncio_fetch_options){__VA_ARGS__})
asyncio_future *asyncio_fetch_with(const char *url, const asyncio_fetch_options *options);

/* A whole answer. */
typedef struct asyncio_response {
    int status;       /* 200, 404, ... */
    const char *url;  /* after redirects */
    const char *body; /* a NUL follows the last byte */
    size_t body_size;
} asyncio_response;

/*
 * Awaits a future of asyncio_fetch and returns the answer, which is the caller's:
 * give it back with asyncio_response_free. NULL where asyncio_await fails. Takes
 * FUTURE. Suspends.
 */
asyncio_response *asyncio_await_response(asyncio_future *future);

/* The value of header NAME in any case, several joined by ", ", or NULL. Lives
 * as long as RESPONSE. */
const char *asyncio_response_header(const asyncio_response *response, const char *name);

/* NULL is allowed. */
void asyncio_response_free(asyncio_response *response);

#ifdef __cplusplus
}
#endif
#endif
