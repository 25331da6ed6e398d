/* What the programs of the host's tests tell JavaScript about errors and leaks. */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include <asyncio.h>
#include <asyncio/testing.h>
#include <stdio.h>
#include <string.h>

static inline const char *errno_name(int code) {
    switch (code) {
    case 0:
        return "0";
    case ECANCELED:
        return "ECANCELED";
    case ECONNREFUSED:
        return "ECONNREFUSED";
    case ECONNRESET:
        return "ECONNRESET";
    case EDEADLK:
        return "EDEADLK";
    case EHOSTUNREACH:
        return "EHOSTUNREACH";
    case EINVAL:
        return "EINVAL";
    case EIO:
        return "EIO";
    case ENOENT:
        return "ENOENT";
    case ENOMEM:
        return "ENOMEM";
    case ENOSYS:
        return "ENOSYS";
    case EPERM:
        return "EPERM";
    case ETIMEDOUT:
        return "ETIMEDOUT";
    default:
        return "another errno";
    }
}

/* Makes this error the coroutine's result: "ECANCELED: cancelled". */
static inline intptr_t return_error(void) {
    char text[512];
    int code = errno;
    snprintf(text, sizeof text, "%s: %s", errno_name(code), asyncio_error_message());
    return asyncio_return_string(text);
}

/* Everything but the task that asks and its call: "0 futures, 0 handles". */
static intptr_t count_live(void *unused) {
    (void)unused;
    char text[128];
    asyncio_live live = asyncio_count_live();
    snprintf(text, sizeof text, "%lu tasks, %lu futures, %lu handles", (unsigned long)live.tasks,
             (unsigned long)live.futures, (unsigned long)live.handles);
    return asyncio_return_string(text);
}
ASYNCIO_EXPORT(count_live)

/* How many blocks there are; a caller compares two counts. */
static intptr_t count_blocks(void *unused) {
    (void)unused;
    return (intptr_t)asyncio_count_live().blocks;
}
ASYNCIO_EXPORT(count_blocks)

#endif
