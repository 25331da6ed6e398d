/* Time limits for a stretch of code. */
#ifndef ASYNCIO_TIMEOUT_H
#define ASYNCIO_TIMEOUT_H

#include <stdbool.h>
#include <stdint.h>

#include <asyncio/future.h>
#include <asyncio/sync.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What happens between enter and exit has until the deadline; then the task is
 * cancelled, once, and exit turns that into ETIMEDOUT:
 *
 *     asyncio_timeout limit;
 *     if (asyncio_timeout_enter(&limit, 5.0) < 0) return ASYNCIO_ERROR;
 *     intptr_t result = several_things();
 *     result = asyncio_timeout_exit(&limit, result);
 *
 * Limits nest. The struct is the caller's, on the stack of the task that enters; its
 * members are the runtime's. Every enter needs its exit, on every way out.
 * Python: asyncio.timeout().
 */
typedef struct asyncio_timeout {
    struct {
        void *links[3];
        uint32_t place;
    } timer;
    asyncio_future *task;
    double deadline;
    int cancelling;
    int state;
} asyncio_timeout;

/*
 * Begin a stretch that may last DELAY seconds from now, or until asyncio_time() is
 * WHEN; INFINITY is no limit, a time gone by ends the next wait. Do not suspend.
 *   EPERM   not called from a task
 *   EINVAL  not a number
 *   ENOMEM
 * Python: asyncio.timeout(), asyncio.timeout_at().
 */
int asyncio_timeout_enter(asyncio_timeout *timeout, double delay);
int asyncio_timeout_enter_at(asyncio_timeout *timeout, double when);

/*
 * Ends it. RESULT is how the stretch ended: ASYNCIO_ERROR with its errno, or anything
 * else. Returns RESULT; or ASYNCIO_ERROR with ETIMEDOUT, if it failed with ECANCELED
 * because of this deadline and nothing else. Does not suspend.
 */
intptr_t asyncio_timeout_exit(asyncio_timeout *timeout, intptr_t result);

/* Moves the deadline. EINVAL: not a number. EALREADY: it has expired or ended. ENOMEM.
 * Python: Timeout.reschedule(). */
int asyncio_timeout_reschedule(asyncio_timeout *timeout, double when);

/* The deadline. Python: Timeout.when(). */
double asyncio_timeout_when(const asyncio_timeout *timeout);

/* Whether the deadline has come before the end. Python: Timeout.expired(). */
bool asyncio_timeout_expired(const asyncio_timeout *timeout);

#ifdef __cplusplus
}
#endif
#endif
