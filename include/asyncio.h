/*
 * asyncio for C on WebAssembly.
 *
 * A coroutine is an ordinary C function. Where it waits, the call looks like
 * any other, and only this coroutine stands still: the others run on, and so
 * does the page around them.
 *
 *     #include <asyncio.h>
 *     #include <stdio.h>
 *
 *     static intptr_t hello(void *name) {
 *         asyncio_sleep(1.0);
 *         printf("hello, %s\n", (const char *)name);
 *         return 0;
 *     }
 *
 *     int main(void) { return asyncio_run(hello, "world"); }
 *
 * THREE RULES hold for every function here.
 *
 * 1. Errors. A function that fails returns ASYNCIO_ERROR (a negative number),
 *    or NULL where it returns a pointer, and sets errno, which is kept for each
 *    task. asyncio_error_message() tells in words what happened. A coroutine
 *    fails by returning ASYNCIO_ERROR; whoever awaits it gets the same errno
 *    and message. Cancellation is such an error: ECANCELED. So a coroutine that
 *    gives up on any error is written
 *
 *        if (asyncio_sleep(1.0) < 0) return ASYNCIO_ERROR;
 *
 * 2. Ownership. A function that returns a future hands it to you, and to await
 *    it hands it back: asyncio_await, asyncio_gather and asyncio_wait_for TAKE
 *    the futures they are given. So each future is awaited once, as a thread is
 *    joined once. Not interested in the outcome? asyncio_release it; a task
 *    runs on all the same. Want to use it after awaiting it? asyncio_retain it
 *    before. A call refused with EINVAL, EPERM or EDEADLK took nothing.
 *
 * 3. Suspension. A function suspends only where its text says "Suspends".
 *    Between two such calls nothing else runs, so plain variables need no lock.
 *
 * Time is in seconds, sizes are in bytes. Nothing here may be called from a
 * signal handler or from another thread.
 */
#ifndef ASYNCIO_H
#define ASYNCIO_H

#include <asyncio/error.h>
#include <asyncio/future.h>
#include <asyncio/task.h>
#include <asyncio/loop.h>
#include <asyncio/gather.h>
#include <asyncio/timeout.h>
#include <asyncio/task_group.h>
#include <asyncio/context.h>
#include <asyncio/sync.h>
#include <asyncio/queue.h>
#include <asyncio/fetch.h>
#include <asyncio/javascript.h>

#endif
