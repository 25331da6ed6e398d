/* How failures are told: a status, errno, and a message. */
#ifndef ASYNCIO_ERROR_H
#define ASYNCIO_ERROR_H

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What a failing function or coroutine returns. It is negative, fits an int and
 * an intptr_t, and is no result a program is likely to want. Its lowest byte is
 * 1, so that `return asyncio_run(...)` in main makes exit status 1.
 */
#define ASYNCIO_ERROR (INT_MIN + 1)

/* An error as a value: nothing to free. */
typedef struct asyncio_error {
    int code;          /* an errno value; 0 means no error */
    char message[124]; /* cut to fit */
} asyncio_error;

/*
 * Sets errno to CODE and the message to a copy of MESSAGE, and returns
 * ASYNCIO_ERROR:
 *
 *     return asyncio_fail(EPROTO, "the server sent half a header");
 *
 * MESSAGE may be NULL: then the message is the system's text for CODE. A
 * coroutine that fails in the POSIX way, with errno set by a libc call, needs
 * no message: `return ASYNCIO_ERROR` is enough. Does not suspend.
 * Python: raise.
 */
intptr_t asyncio_fail(int code, const char *message);

/* The same with a message made by printf's rules, cut to 255 characters. */
intptr_t asyncio_failf(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * What the last failed call in this task had to say about errno. Never NULL.
 * The text is the runtime's and lives until the next failure in this task.
 * Does not suspend. Python: str(exception).
 */
const char *asyncio_error_message(void);

/*
 * The errors that the failure behind errno is made of, when it is that of a task
 * group: copies the first MOST of them to ERRORS, in the order in which they happened,
 * and returns how many there are. Groups within groups are opened. 0 for any other
 * failure. Does not suspend. Python: ExceptionGroup.
 */
size_t asyncio_error_members(asyncio_error errors[], size_t most);

#ifdef __cplusplus
}
#endif
#endif
