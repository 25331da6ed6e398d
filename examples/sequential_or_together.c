/* The same three waits, one after another and together. */
#include <asyncio.h>
#include <stdio.h>

enum { COUNT = 3 };

static intptr_t wait_a_second(void *number) {
    if (asyncio_sleep(1.0) < 0)
        return ASYNCIO_ERROR;
    return (intptr_t)number * (intptr_t)number;
}

static intptr_t one_after_another(intptr_t squares[COUNT]) {
    for (intptr_t i = 0; i < COUNT; i++) {
        squares[i] = wait_a_second((void *)i); /* a coroutine is a function: call it */
        if (squares[i] < 0)
            return ASYNCIO_ERROR;
    }
    return 0;
}

static intptr_t together(intptr_t squares[COUNT]) {
    asyncio_future *tasks[COUNT];
    for (intptr_t i = 0; i < COUNT; i++)
        tasks[i] = asyncio_create_task(wait_a_second, (void *)i);
    return asyncio_await(asyncio_gather(tasks, COUNT, squares));
}

static intptr_t measure(const char *name, intptr_t (*run)(intptr_t squares[COUNT])) {
    intptr_t squares[COUNT];
    double start = asyncio_time();
    if (run(squares) < 0)
        return ASYNCIO_ERROR;
    printf("%s: %.1f s, results %ld %ld %ld\n", name, asyncio_time() - start, (long)squares[0],
           (long)squares[1], (long)squares[2]);
    return 0;
}

static intptr_t program(void *unused) {
    (void)unused;
    if (measure("one after another", one_after_another) < 0)
        return ASYNCIO_ERROR;
    return measure("together", together);
}

int main(void) { return asyncio_run(program, NULL); }
