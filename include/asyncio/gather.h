/* Waiting for several things, and waiting no longer than. */
#ifndef ASYNCIO_GATHER_H
#define ASYNCIO_GATHER_H

#include <stdbool.h>
#include <stddef.h>

#include <asyncio/future.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct asyncio_gather_options {
    /* Errors count as results: RESULTS[i] is ASYNCIO_ERROR where FUTURES[i]
     * failed, and the gathering itself succeeds. Default: the first error ends
     * it at once, while the others run on. */
    bool return_exceptions;
    /* With return_exceptions, an array of COUNT that gets the errors; an entry's
     * code is 0 where there was none. May be NULL. */
    asyncio_error *errors;
} asyncio_gather_options;

/*
 * A future that is done when all COUNT futures are; its result is 0. RESULTS
 * gets each one's result, in the order of FUTURES; it may be NULL, and must live
 * until the future is done. FUTURES itself may go after the call. Takes each of
 * FUTURES; cancelling the gathering cancels them.
 *
 *     intptr_t results[3];
 *     if (asyncio_await(asyncio_gather(tasks, 3, results)) < 0) return ASYNCIO_ERROR;
 *
 * NULL with
 *   EINVAL  one of FUTURES is NULL or no future
 *   EPERM   no loop is running
 *   ENOMEM
 * Does not suspend. Python: asyncio.gather().
 */
#define asyncio_gather(futures, count, results, ...)                                               \
    asyncio_gather_with((futures), (count), (results), &(asyncio_gather_options){__VA_ARGS__})
asyncio_future *asyncio_gather_with(asyncio_future *const futures[], size_t count,
                                    intptr_t results[], const asyncio_gather_options *options);

/*
 * Like asyncio_await, but for TIMEOUT seconds at the most: then FUTURE is
 * cancelled, its end awaited, and the call fails with ETIMEDOUT. If FUTURE ends
 * with a result or an error of its own after all, that is what counts. A TIMEOUT
 * of 0 or less only looks whether FUTURE is done; INFINITY is asyncio_await.
 * Takes FUTURE. Suspends. Fails like asyncio_await, and with
 *   ETIMEDOUT
 *   EINVAL     TIMEOUT is not a number
 * Python: asyncio.wait_for().
 */
intptr_t asyncio_wait_for(asyncio_future *future, double timeout);

#ifdef __cplusplus
}
#endif
#endif
