/* Tasks: coroutines that run side by side. */
#ifndef ASYNCIO_TASK_H
#define ASYNCIO_TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <asyncio/future.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A coroutine: any function of this type. It fails by returning ASYNCIO_ERROR
 * with errno set. Clean-up code that runs before the return must keep errno, as
 * anywhere in C.
 */
typedef intptr_t asyncio_coroutine(void *argument);

/* A task is a future that runs a coroutine: every asyncio_future_ function
 * works on it. Its result is what the coroutine returns. */
typedef asyncio_future asyncio_task;

typedef struct asyncio_task_options {
    const char *name;     /* copied; default "Task-1", "Task-2", ... */
    size_t stack_size;    /* default 8 KiB; for asyncio_run 64 KiB; at least 512 */
    bool eager_start;     /* take the first step at once, within the call that creates it */
    const char *location; /* where it was created; filled in by the macros below */
} asyncio_task_options;

/*
 * Runs a program: starts FUNCTION as the main task, lets the loop run until it
 * has ended, cancels the tasks that are left and waits for them. Called from
 * main(). Options may follow, as for asyncio_create_task.
 *
 * Returns what FUNCTION returned. Fails with what FUNCTION failed with, and with
 *   EPERM   called from a task, or from a callback of the loop
 *   EINVAL  FUNCTION is NULL, or stack_size is below the minimum
 *   ENOMEM
 * An error that main() does not ask about (asyncio_error_message) is printed to
 * standard error when main() returns. Suspends main(). Python: asyncio.run().
 */
#define asyncio_run(function, argument, ...)                                                       \
    asyncio_run_with((function), (argument),                                                       \
                     &(asyncio_task_options){.location = ASYNCIO_HERE, __VA_ARGS__})
intptr_t asyncio_run_with(asyncio_coroutine *function, void *argument,
                          const asyncio_task_options *options);

/*
 * Starts function(argument) as a task; its first step is taken in the loop's
 * next iteration. Options are written like keyword arguments:
 *
 *     asyncio_create_task(fetch_data, url)
 *     asyncio_create_task(fetch_data, url, .name = "first", .stack_size = 16384)
 *     asyncio_create_task(fetch_data, url, .eager_start = true)
 *
 * ARGUMENT must live until the coroutine is done with it. The caller owns the
 * task; the loop keeps it alive until it has ended.
 * NULL with
 *   EINVAL  FUNCTION is NULL, or stack_size is below the minimum
 *   ENOMEM  no memory for its stack
 *   EPERM   no loop is running: call asyncio_run first
 * Does not suspend. Python: asyncio.create_task().
 */
#define asyncio_create_task(function, argument, ...)                                               \
    asyncio_create_task_with((function), (argument),                                               \
                             &(asyncio_task_options){.location = ASYNCIO_HERE, __VA_ARGS__})
asyncio_task *asyncio_create_task_with(asyncio_coroutine *function, void *argument,
                                       const asyncio_task_options *options);

/* The task that is running, or NULL in main() and in callbacks. Not an owner's
 * reference: retain it to keep it. Python: asyncio.current_task(). */
asyncio_task *asyncio_current_task(void);

/*
 * Copies the first MOST tasks that have not ended to TASKS, oldest first, and returns how
 * many there are. Not an owner's references. Python: asyncio.all_tasks().
 */
size_t asyncio_all_tasks(asyncio_task *tasks[], size_t most);

/* The name, valid until the task is gone or renamed; "" for no task. */
const char *asyncio_task_get_name(const asyncio_task *task);

/* Gives TASK a copy of NAME. EINVAL, ENOMEM. */
int asyncio_task_set_name(asyncio_task *task, const char *name);

/*
 * How many times TASK was asked to cancel, less what asyncio_task_uncancel took
 * back. Do not suspend. Python: Task.cancelling(), Task.uncancel(), for code
 * that cancels a task for a reason of its own and then lets it go on.
 */
int asyncio_task_cancelling(const asyncio_task *task);
int asyncio_task_uncancel(asyncio_task *task);

/*
 * At file scope, makes a coroutine callable from JavaScript under its name:
 *
 *     static intptr_t add_up(void *argument) { ... }
 *     ASYNCIO_EXPORT(add_up)
 *
 *     const total = await app.exports.add_up(1000, { signal });
 *
 * The coroutine's argument is what JavaScript passes: a number as an intptr_t, a
 * string as const char *, a Uint8Array as const asyncio_bytes *; the last two
 * live until the coroutine returns.
 */
#define ASYNCIO_EXPORT(function)                                                                   \
    __attribute__((constructor)) static void asyncio_export_##function(void) {                     \
        static asyncio_export entry = {#function, function, NULL};                                 \
        asyncio_register_export(&entry);                                                           \
    }

typedef struct asyncio_bytes {
    const void *data;
    size_t size;
} asyncio_bytes;

typedef struct asyncio_export {
    const char *name;
    asyncio_coroutine *function;
    struct asyncio_export *next;
} asyncio_export;
void asyncio_register_export(asyncio_export *entry);

#define ASYNCIO_TEXT(x) #x
#define ASYNCIO_LINE(x) ASYNCIO_TEXT(x)
#define ASYNCIO_HERE __FILE__ ":" ASYNCIO_LINE(__LINE__)

#ifdef __cplusplus
}
#endif
#endif
