/* Coroutines that JavaScript calls, and a main() that may run beside them. */
#include <ctype.h>
#include <stdlib.h>

#include "describe.h"

static char events[1024];
static void note(const char *text) {
    size_t used = strlen(events);
    snprintf(events + used, sizeof events - used, "%s%s", used > 0 ? ", " : "", text);
}

static intptr_t take_events(void *unused) {
    (void)unused;
    intptr_t result = asyncio_return_string(events);
    events[0] = '\0';
    return result;
}
ASYNCIO_EXPORT(take_events)

static intptr_t identity(void *number) {
    errno = 0;
    return (intptr_t)number;
}
ASYNCIO_EXPORT(identity)

static intptr_t slow_identity(void *number) {
    asyncio_sleep(0.001);
    return (intptr_t)number;
}
ASYNCIO_EXPORT(slow_identity)

static intptr_t length(void *text) { return (intptr_t)strlen(text); }
ASYNCIO_EXPORT(length)

/* The argument must last as long as the coroutine. */
static intptr_t shout(void *text) {
    asyncio_sleep(0.001);
    char *copy = strdup(text);
    for (char *letter = copy; *letter; letter++)
        *letter = (char)toupper((unsigned char)*letter);
    intptr_t result = asyncio_return_string(copy);
    free(copy);
    return result;
}
ASYNCIO_EXPORT(shout)

static intptr_t reverse(void *argument) {
    const asyncio_bytes *bytes = argument;
    asyncio_sleep(0.001);
    char *copy = malloc(bytes->size + 1);
    for (size_t i = 0; i < bytes->size; i++)
        copy[i] = ((const char *)bytes->data)[bytes->size - 1 - i];
    intptr_t result = asyncio_return_bytes(copy, bytes->size);
    free(copy);
    return result;
}
ASYNCIO_EXPORT(reverse)

static intptr_t fail_refused(void *text) { return asyncio_fail(ECONNREFUSED, text); }
ASYNCIO_EXPORT(fail_refused)

static intptr_t fail_by_errno(void *unused) {
    (void)unused;
    errno = ENOENT;
    return ASYNCIO_ERROR;
}
ASYNCIO_EXPORT(fail_by_errno)

static intptr_t fail_as_cancelled(void *unused) {
    (void)unused;
    return asyncio_fail(ECANCELED, "the program's own cancellation");
}
ASYNCIO_EXPORT(fail_as_cancelled)

static intptr_t sleep_and_clean_up(void *unused) {
    (void)unused;
    note("begun");
    int result = asyncio_sleep(1e9);
    int code = errno;
    note(errno_name(code));
    asyncio_sleep(0.001);
    note("cleaned up");
    errno = code;
    return result;
}
ASYNCIO_EXPORT(sleep_and_clean_up)

static intptr_t ignore_cancellation(void *unused) {
    (void)unused;
    asyncio_sleep(1e9);
    return 7;
}
ASYNCIO_EXPORT(ignore_cancellation)

static intptr_t return_from_helper(void *unused) {
    (void)unused;
    return asyncio_return_string("lost");
}

static intptr_t return_elsewhere(void *unused) {
    (void)unused;
    return asyncio_await(asyncio_create_task(return_from_helper, NULL));
}
ASYNCIO_EXPORT(return_elsewhere)

static intptr_t text_then_failure(void *unused) {
    (void)unused;
    asyncio_return_string("half a result");
    return asyncio_fail(EIO, "it broke after all");
}
ASYNCIO_EXPORT(text_then_failure)

static intptr_t end_program(void *status) { exit((int)(intptr_t)status); }
ASYNCIO_EXPORT(end_program)

static intptr_t sleep_seconds(void *text) { return asyncio_sleep(atof(text)); }
ASYNCIO_EXPORT(sleep_seconds)

static intptr_t trap(void *unused) {
    (void)unused;
    asyncio_sleep(0.001);
    __builtin_trap();
}
ASYNCIO_EXPORT(trap)

/* Never waits, only yields. */
static intptr_t spin(void *unused) {
    (void)unused;
    while (asyncio_sleep(0) == 0)
        ;
    return ASYNCIO_ERROR;
}
ASYNCIO_EXPORT(spin)

static asyncio_future *meeting;

static intptr_t wait_for_open(void *unused) {
    (void)unused;
    meeting = asyncio_create_future();
    asyncio_retain(meeting);
    intptr_t result = asyncio_await(meeting);
    asyncio_release(meeting);
    meeting = NULL;
    return result;
}
ASYNCIO_EXPORT(wait_for_open)

static intptr_t open_with(void *number) {
    return asyncio_future_set_result(meeting, (intptr_t)number);
}
ASYNCIO_EXPORT(open_with)

static intptr_t wait_for_open_task(void *argument) {
    printf("main waits\n");
    intptr_t result = wait_for_open(argument);
    printf("main got %ld\n", (long)result);
    return result;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "wait") == 0)
        return (int)asyncio_run(wait_for_open_task, NULL);
    return 5;
}
