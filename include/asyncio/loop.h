/* The event loop: time, sleeping, and callbacks. */
#ifndef ASYNCIO_LOOP_H
#define ASYNCIO_LOOP_H

#include <stdint.h>

#include <asyncio/future.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Seconds on the loop's clock, which never goes back. Only differences mean
 * anything. Does not suspend. Python: loop.time(). */
double asyncio_time(void);

/*
 * Lets DELAY seconds go by for this task. 0 gives every other ready task one
 * turn; INFINITY sleeps until cancelled. Suspends.
 *   ECANCELED  the task was cancelled
 *   EINVAL     DELAY is negative or not a number; nothing was waited for
 *   EPERM      not called from a task
 *   ENOMEM
 * Python: asyncio.sleep(), which takes a negative delay for 0.
 */
int asyncio_sleep(double delay);

typedef void asyncio_callback(void *argument);

/* Names one scheduled callback; a value, nothing to free. 0 is none. */
typedef uint64_t asyncio_handle;

/*
 * Call function(argument) from the loop: in its next iteration, DELAY seconds
 * from now, or when asyncio_time() reaches WHEN (a time gone by means as soon
 * as possible). Callbacks for the same time run in the order of these calls. A
 * callback may use everything that does not suspend.
 * 0 with
 *   EINVAL  FUNCTION is NULL; DELAY is negative or not a number
 *   EPERM   no loop is running
 *   ENOMEM
 * Do not suspend. Python: loop.call_soon(), call_later(), call_at().
 */
asyncio_handle asyncio_call_soon(asyncio_callback *function, void *argument);
asyncio_handle asyncio_call_later(double delay, asyncio_callback *function, void *argument);
asyncio_handle asyncio_call_at(double when, asyncio_callback *function, void *argument);

/*
 * Sees to it that the callback is not called. EALREADY: it was called or
 * cancelled before. Does not suspend. Python: Handle.cancel().
 */
int asyncio_handle_cancel(asyncio_handle handle);

/* An error that nobody asked about. */
typedef struct asyncio_exception_context {
    const char *what;       /* "task", "gather", "shielded future", ... */
    const char *name;       /* of a task, else "" */
    asyncio_future *future; /* what failed; not an owner's reference */
    asyncio_error error;
} asyncio_exception_context;

typedef void asyncio_exception_handler(const asyncio_exception_context *context, void *argument);

/*
 * From now on such errors go to HANDLER instead of standard error; NULL takes that back.
 * It is called where the last reference to the future goes, and may not suspend.
 * Python: loop.set_exception_handler().
 */
void asyncio_set_exception_handler(asyncio_exception_handler *handler, void *argument);

/* Hands CONTEXT to the handler, or prints it. Python: loop.call_exception_handler(). */
void asyncio_call_exception_handler(const asyncio_exception_context *context);

#ifdef __cplusplus
}
#endif
#endif
