/* Futures: results that are not there yet. Everything awaitable is one. */
#ifndef ASYNCIO_FUTURE_H
#define ASYNCIO_FUTURE_H

#include <stdbool.h>
#include <stdint.h>

#include <asyncio/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct asyncio_future asyncio_future;

/*
 * Waits until FUTURE is done and returns its result, as if it had been called
 * here. Takes FUTURE. Suspends, except when FUTURE is done already.
 *
 * Fails with what FUTURE failed with, ECANCELED included, and with
 *   ECANCELED  this task was cancelled meanwhile; then so was FUTURE
 *   EINVAL     FUTURE is NULL, or was awaited or released before
 *   EDEADLK    FUTURE is the calling task
 *   EPERM      not called from a task
 * NULL from a function that failed just before keeps that error, so calls can
 * be nested: asyncio_await(asyncio_create_task(...)).
 * Python: await.
 */
intptr_t asyncio_await(asyncio_future *future);

/*
 * A future that is done when someone calls asyncio_future_set_result or
 * asyncio_future_set_exception: the bridge from callbacks to coroutines. The
 * completing side needs a reference as long as it may complete it.
 * NULL with ENOMEM. Does not suspend. Python: loop.create_future().
 */
asyncio_future *asyncio_create_future(void);

/*
 * Completes a future made by asyncio_create_future; those who await it go on
 * in the loop's next iteration, in the order in which they began to wait.
 * EINVAL: FUTURE is done already, is not a plain future, or is no future.
 * Do not suspend. Python: Future.set_result(), Future.set_exception().
 */
int asyncio_future_set_result(asyncio_future *future, intptr_t result);
int asyncio_future_set_exception(asyncio_future *future, int code, const char *message);

/* Whether FUTURE has a result, an error or was cancelled. Does not suspend. */
bool asyncio_future_done(const asyncio_future *future);

/* Whether FUTURE ended by cancellation. Does not suspend. */
bool asyncio_future_cancelled(const asyncio_future *future);

/*
 * The result of a future that is done, as asyncio_await would return it, but
 * without taking it. EAGAIN: not done yet. Does not suspend.
 * Python: Future.result().
 */
intptr_t asyncio_future_result(asyncio_future *future);

/*
 * Copies the error that FUTURE ended with to *ERROR and returns its code: 0 when
 * it has a result, ECANCELED when it was cancelled, EAGAIN when it is not done.
 * ERROR may be NULL. The error counts as seen: it is not reported any more.
 * Does not suspend. Python: Future.exception().
 */
int asyncio_future_exception(asyncio_future *future, asyncio_error *error);

/*
 * Asks FUTURE to end. A plain future, a fetch or a call to JavaScript ends at
 * once, and what it was doing is aborted. A task is told at the point where it
 * waits: that call fails with ECANCELED, once, and the task may clean up, wait
 * for more, and even go on. A task that has not begun never begins.
 *
 * Returns 0 if the request was made, or ASYNCIO_ERROR with
 *   EALREADY  FUTURE is done, or a gathering of what is done: there is nothing to cancel
 *   EINVAL    FUTURE is NULL or was awaited or released before
 * Does not suspend. Python: Future.cancel(), Task.cancel().
 */
int asyncio_future_cancel(asyncio_future *future);

/* The same with a message for whoever is told: what asyncio_error_message says then.
 * Also fails with ENOMEM. */
int asyncio_future_cancel_with_message(asyncio_future *future, const char *message);

/*
 * Calls function(future, argument) from the loop, once FUTURE is done and at the
 * earliest in the next iteration. The callback may not suspend; FUTURE is valid
 * during the call. ENOMEM, EINVAL. Python: Future.add_done_callback().
 */
typedef void asyncio_done_callback(asyncio_future *future, void *argument);
int asyncio_future_add_done_callback(asyncio_future *future, asyncio_done_callback *function,
                                     void *argument);

/*
 * Forgets all pending callbacks of FUTURE that were added with this FUNCTION and
 * ARGUMENT. Returns how many. Python: Future.remove_done_callback().
 */
int asyncio_future_remove_done_callback(asyncio_future *future, asyncio_done_callback *function,
                                        void *argument);

/* Makes FUTURE yours once more and returns it; release or await it as often. */
asyncio_future *asyncio_retain(asyncio_future *future);

/*
 * Gives FUTURE back without awaiting it. It goes on by itself; if it fails and
 * nobody ever looks at its error, the error is reported on standard error.
 * NULL is allowed. EINVAL: it was awaited or released before. Does not suspend.
 */
int asyncio_release(asyncio_future *future);

#ifdef __cplusplus
}
#endif
#endif
