/* Giving up: by a deadline, and on request. */
#include <asyncio.h>
#include <stdio.h>

static intptr_t work(void *seconds) {
    printf("work begins\n");
    if (asyncio_sleep(*(double *)seconds) < 0) {
        int code = errno; /* clean-up keeps errno, as anywhere in C */
        printf("work is cancelled, and cleans up\n");
        errno = code;
        return ASYNCIO_ERROR;
    }
    printf("work is done\n");
    return 42;
}

static intptr_t program(void *unused) {
    (void)unused;
    double short_time = 0.1;
    double long_time = 60.0;

    intptr_t result = asyncio_wait_for(asyncio_create_task(work, &short_time), 0.5);
    printf("in time: %ld\n\n", (long)result);

    result = asyncio_wait_for(asyncio_create_task(work, &long_time), 0.5);
    if (result == ASYNCIO_ERROR && errno == ETIMEDOUT)
        printf("too late: %s\n\n", asyncio_error_message());

    asyncio_task *task = asyncio_create_task(work, &long_time);
    if (asyncio_sleep(0.5) < 0)
        return ASYNCIO_ERROR;
    asyncio_future_cancel(task);
    if (asyncio_await(task) == ASYNCIO_ERROR && errno == ECANCELED)
        printf("on request: %s\n", asyncio_error_message());
    return 0;
}

int main(void) { return asyncio_run(program, NULL); }
