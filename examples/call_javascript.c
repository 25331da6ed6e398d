/* Awaits JavaScript functions, which call_javascript.js gives to load(). */
#include <asyncio.h>
#include <stdio.h>

static intptr_t program(void *unused) {
    (void)unused;
    asyncio_value greeting;
    if (asyncio_await_value(asyncio_js("greet", "Ada", 36), &greeting) < 0)
        return ASYNCIO_ERROR;
    printf("%s\n", (const char *)greeting.data);
    asyncio_value_free(&greeting);

    /* Numbers come as the call's result, so several can be gathered like any futures. */
    asyncio_future *calls[] = {asyncio_js("square", 3), asyncio_js("square", 4)};
    intptr_t squares[2];
    if (asyncio_await(asyncio_gather(calls, 2, squares)) < 0)
        return ASYNCIO_ERROR;
    printf("3 * 3 + 4 * 4 = %ld\n", (long)(squares[0] + squares[1]));

    if (asyncio_await(asyncio_js("refuse")) < 0)
        printf("a rejected promise is an error: %s\n", asyncio_error_message());
    return 0;
}

int main(void) { return asyncio_run(program, NULL); }
