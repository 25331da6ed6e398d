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

typedef enum asyncio_return_when {
    ASYNCIO_ALL_COMPLETED,
    ASYNCIO_FIRST_COMPLETED,
    ASYNCIO_FIRST_EXCEPTION, /* cancellation is none */
} asyncio_return_when;

typedef struct asyncio_wait_options {
    double timeout; /* seconds; 0: no limit */
    asyncio_return_when return_when;
} asyncio_wait_options;

/*
 * Waits until all COUNT futures are done, or the first is, or the first has failed, or
 * a time has gone by. Returns how many are done; asyncio_future_done tells which. It
 * takes nothing, cancels nothing and hears of no errors. Suspends, also when what it
 * waits for is so already.
 *
 *     asyncio_wait(tasks, 3, .timeout = 0.5, .return_when = ASYNCIO_FIRST_COMPLETED)
 *
 *   ECANCELED  the task was cancelled
 *   EINVAL     COUNT is 0; one of FUTURES is NULL or no future; the timeout is negative
 *              or not a number
 *   EPERM      not called from a task
 *   ENOMEM
 * Python: asyncio.wait().
 */
#define asyncio_wait(futures, count, ...)                                                          \
    asyncio_wait_with((futures), (count), &(asyncio_wait_options){__VA_ARGS__})
int asyncio_wait_with(asyncio_future *const futures[], size_t count,
                      const asyncio_wait_options *options);

/*
 * A future with FUTURE's outcome that can be cancelled without cancelling FUTURE:
 *
 *     asyncio_await(asyncio_shield(asyncio_create_task(save, document)))
 *
 * If FUTURE fails after the shield was cancelled, its error is reported. Takes FUTURE;
 * returns FUTURE itself if it is done. NULL with EINVAL (no future), EPERM (no loop is
 * running), ENOMEM. Does not suspend. Python: asyncio.shield().
 */
asyncio_future *asyncio_shield(asyncio_future *future);

#ifdef __cplusplus
}
#endif
#endif
