/* Ways to end badly, one for each first argument. No exports: so nothing but the
 * program itself can wake its tasks. */
#include <asyncio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static intptr_t trap(void *unused) {
    (void)unused;
    asyncio_sleep(0.001);
    __builtin_trap();
}

static intptr_t abort_program(void *unused) {
    (void)unused;
    asyncio_sleep(0.001);
    abort();
}

/* Needs half a KiB of C stack for each level. */
static __attribute__((noinline)) int fill_stack(int depth) {
    volatile char large[512];
    large[depth % 512] = (char)depth;
    return depth == 0 ? 0 : fill_stack(depth - 1) + large[depth % 512];
}

static intptr_t overflow_locals(void *unused) {
    (void)unused;
    asyncio_sleep(0);
    return fill_stack(1000);
}

/* Locals that are no memory's, but must be saved at each suspension. The division
 * keeps the compiler from making a loop of it. */
static __attribute__((noinline)) int wait_deeply(int depth, int a, int b, int c, int d) {
    if (depth == 0)
        return asyncio_sleep(0);
    int result = wait_deeply(depth - 1, a + 1, b + a, c + b, d + c);
    return result / 3 + a * b + c * d;
}

static intptr_t overflow_frames(void *depth) {
    return wait_deeply((int)(intptr_t)depth, 1, 2, 3, 4) != 12345;
}

static intptr_t run_worker(void *function) {
    return asyncio_await(
        asyncio_create_task((asyncio_coroutine *)function, (void *)1000, .name = "worker"));
}

static intptr_t await_nothing(void *unused) {
    (void)unused;
    return asyncio_await(asyncio_create_future());
}

static intptr_t await_task(void *task) { return asyncio_await(task); }

static intptr_t deadlock(void *unused) {
    (void)unused;
    asyncio_task *inner = asyncio_create_task(await_nothing, NULL, .name = "inner");
    asyncio_task *outer = asyncio_create_task(await_task, inner, .name = "outer");
    return asyncio_await(outer);
}

static intptr_t await_javascript(void *name) { return asyncio_await(asyncio_js(name)); }

static intptr_t sleep_long(void *unused) {
    (void)unused;
    return asyncio_sleep(0.05);
}

/* Everything waits, but not for nothing. */
static intptr_t wait_honestly(void *unused) {
    (void)unused;
    asyncio_task *sleeper = asyncio_create_task(sleep_long, NULL);
    asyncio_task *caller = asyncio_create_task(await_javascript, "slow");
    asyncio_future *both[] = {sleeper, caller};
    intptr_t results[2];
    if (asyncio_await(asyncio_gather(both, 2, results)) == ASYNCIO_ERROR)
        return ASYNCIO_ERROR;
    printf("%ld %ld\n", (long)results[0], (long)results[1]);
    return 0;
}

static intptr_t fetch_and_trap(void *url) {
    asyncio_release(asyncio_fetch(url));
    asyncio_sleep(0.1);
    __builtin_trap();
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "";
    int status = 0;
    printf("begun\n");
    if (strcmp(mode, "trap") == 0)
        status = (int)asyncio_run(run_worker, (void *)trap);
    else if (strcmp(mode, "trap-in-main-task") == 0)
        status = (int)asyncio_run(trap, NULL);
    else if (strcmp(mode, "trap-in-main") == 0)
        __builtin_trap();
    else if (strcmp(mode, "abort") == 0)
        status = (int)asyncio_run(run_worker, (void *)abort_program);
    else if (strcmp(mode, "overflow-locals") == 0)
        status = (int)asyncio_run(run_worker, (void *)overflow_locals);
    else if (strcmp(mode, "overflow-frames") == 0)
        status = (int)asyncio_run(run_worker, (void *)overflow_frames);
    else if (strcmp(mode, "overflow-in-main") == 0)
        status = fill_stack(1000);
    else if (strcmp(mode, "deadlock") == 0)
        status = (int)asyncio_run(deadlock, NULL);
    else if (strcmp(mode, "javascript") == 0)
        status = (int)asyncio_run(await_javascript, argv[2]);
    else if (strcmp(mode, "wait-honestly") == 0)
        status = (int)asyncio_run(wait_honestly, NULL);
    else if (strcmp(mode, "fetch-and-trap") == 0)
        status = (int)asyncio_run(fetch_and_trap, argv[2]);
    return status;
}
