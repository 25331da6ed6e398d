/* The event loop: time, sleeping, and callbacks. */
#ifndef ASYNCIO_LOOP_H
#define ASYNCIO_LOOP_H

#include <stdint.h>

#include <asyncio/error.h>

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

#ifdef __cplusplus
}
#endif
#endif
