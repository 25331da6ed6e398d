/* Three coroutines wait a second each, all at once. */
#include <asyncio.h>
#include <stdio.h>

static intptr_t greet(void *name) {
    printf("hello, %s\n", (const char *)name);
    if (asyncio_sleep(1.0) < 0)
        return ASYNCIO_ERROR;
    printf("goodbye, %s\n", (const char *)name);
    return 0;
}

static intptr_t program(void *unused) {
    (void)unused;
    asyncio_future *greetings[] = {
        asyncio_create_task(greet, "Ada"),
        asyncio_create_task(greet, "Grace"),
        asyncio_create_task(greet, "Edsger"),
    };
    return asyncio_await(asyncio_gather(greetings, 3, NULL));
}

int main(void) { return asyncio_run(program, NULL); }
