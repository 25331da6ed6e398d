/*
 * What the host provides: every import of the core, in one place. The other half
 * of the boundary, what the host calls, is entry.c.
 */
#ifndef AW_HOST_H
#define AW_HOST_H

#include <stddef.h>
#include <stdint.h>

#define HOST(name) __attribute__((import_module("env"), import_name(#name)))

/* Seconds on a clock that never goes back. */
HOST(asyncio_host_now) double asyncio_host_now(void);

/* Enter asyncio_step soon: something became ready outside of it. */
HOST(asyncio_host_wake) void asyncio_host_wake(void);

/* An error that nobody asked about. WHAT says whose it is, NAME which one. */
HOST(asyncio_host_report)
void asyncio_host_report(const char *what, const char *name, const char *message);

/* One task, for a listing of all. FUTURE, which it waits for, may be NULL; WAITS
 * says what kind of thing that is and TARGET its name. */
HOST(asyncio_host_task)
void asyncio_host_task(const char *name, const char *location, const char *waits,
                       const char *target, const void *future);

/* A coroutine that JavaScript called has ended: with RESULT, or, if MESSAGE is
 * not NULL, with an error CODE. */
HOST(asyncio_host_call_ended)
void asyncio_host_call_ended(const void *task, intptr_t result, int code, const char *message);

/* What such a coroutine returns instead of a number. 0: TASK is none of those. */
HOST(asyncio_host_call_returns)
int asyncio_host_call_returns(const void *task, const void *data, size_t size, int is_string);

#endif
