/* Tasks that begin, end and are waited for, and promises of JavaScript. */
#include <asyncio.h>
#include <stdlib.h>

static intptr_t trivial(void *argument) { return (intptr_t)argument; }

static intptr_t spawn_join(void *count) {
    intptr_t sum = 0;
    for (intptr_t i = 0; i < (intptr_t)count; i++)
        sum += asyncio_await(asyncio_create_task(trivial, (void *)1));
    return sum;
}
ASYNCIO_EXPORT(spawn_join)

static intptr_t gather(void *argument) {
    size_t count = (size_t)argument;
    asyncio_future **tasks = malloc(count * sizeof *tasks);
    intptr_t *results = malloc(count * sizeof *results);
    if (tasks == NULL || results == NULL)
        return asyncio_fail(ENOMEM, NULL);
    for (size_t i = 0; i < count; i++)
        tasks[i] = asyncio_create_task(trivial, (void *)1);
    intptr_t sum = asyncio_await(asyncio_gather(tasks, count, results));
    for (size_t i = 0; i < count; i++)
        sum += results[i];
    free(tasks);
    free(results);
    return sum;
}
ASYNCIO_EXPORT(gather)

static intptr_t await_promise(void *count) {
    intptr_t sum = 0;
    for (intptr_t i = 0; i < (intptr_t)count; i++)
        sum += asyncio_await(asyncio_js("resolved"));
    return sum;
}
ASYNCIO_EXPORT(await_promise)

int main(void) { return 0; }
