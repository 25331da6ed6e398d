/* Many tasks that sleep for a second, all at the same time. */
#include <asyncio.h>
#include <stdlib.h>

enum { PAGE = 65536 };

static intptr_t sleeper(void *argument) {
    (void)argument;
    return asyncio_sleep(1.0) == 0;
}

static intptr_t sleepers_with(size_t count, size_t stack_size) {
    asyncio_task **tasks = malloc(count * sizeof *tasks);
    if (tasks == NULL)
        return asyncio_fail(ENOMEM, NULL);
    for (size_t i = 0; i < count; i++)
        tasks[i] = asyncio_create_task(sleeper, NULL, .stack_size = stack_size);
    asyncio_sleep(0);
    size_t pages = __builtin_wasm_memory_size(0);
    asyncio_await(asyncio_js("all_asleep", (double)pages * PAGE));
    intptr_t slept = 0;
    for (size_t i = 0; i < count; i++)
        slept += asyncio_await(tasks[i]);
    free(tasks);
    return slept;
}

static intptr_t sleepers(void *count) { return sleepers_with((size_t)count, 0); }
static intptr_t sleepers_small(void *count) { return sleepers_with((size_t)count, 1024); }
ASYNCIO_EXPORT(sleepers)
ASYNCIO_EXPORT(sleepers_small)

static intptr_t memory_in_use(void *unused) {
    (void)unused;
    return (intptr_t)__builtin_wasm_memory_size(0);
}
ASYNCIO_EXPORT(memory_in_use)

int main(void) { return 0; }
