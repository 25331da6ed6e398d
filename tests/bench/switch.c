/* A yield and its resume: by the switch alone, and through the scheduler. */
#include <asyncio.h>

#include "../../src/switch/switch.h"

enum { STACK = 4096, FRAMES = 8 };

SWITCH_POINT(bench_pause)
int bench_pause(void) {
    if (!aw_switch_resumed() && !aw_switch_suspend())
        return 0;
    return 1;
}

/* FRAMES deep: what calls these is one, and each call of their own is another.
 * The volatile keeps them from becoming loops. */
static int pause_deeper(int depth, int count) {
    volatile int mine = depth;
    if (depth > 1)
        return pause_deeper(depth - 1, count) + mine;
    for (int i = 0; i < count; i++)
        bench_pause();
    return mine;
}

static int sleep_deeper(int depth, int count) {
    volatile int mine = depth;
    if (depth > 1)
        return sleep_deeper(depth - 1, count) + mine;
    for (int i = 0; i < count; i++)
        asyncio_sleep(0);
    return mine;
}

static intptr_t pause_flat(void *count) {
    for (intptr_t i = 0; i < (intptr_t)count; i++)
        bench_pause();
    return 1;
}

static intptr_t pause_deep(void *count) { return pause_deeper(FRAMES - 1, (intptr_t)count); }

static intptr_t sleep_flat(void *count) {
    for (intptr_t i = 0; i < (intptr_t)count; i++)
        asyncio_sleep(0);
    return 1;
}

static intptr_t sleep_deep(void *count) { return sleep_deeper(FRAMES - 1, (intptr_t)count); }

/* ── two coroutines in turn, without the scheduler ─────────────────────────── */

struct ping_pong {
    switch_entry *entry;
    intptr_t count;
    asyncio_future *done;
};

SWITCH_POINT(bench_take_turns)
void bench_take_turns(struct switch_stack stacks[2]) {
    struct switch_outside outside = aw_switch_enter();
    while (aw_switch_resume(&stacks[0]) == SWITCH_SUSPENDED)
        aw_switch_resume(&stacks[1]);
    aw_switch_resume(&stacks[1]);
    aw_switch_leave(&outside);
}

/* From a callback, because a switch may not be nested in another. */
static void ping_pong(void *argument) {
    static char memory[2][STACK];
    struct ping_pong *game = argument;
    struct switch_stack stacks[2];
    for (int i = 0; i < 2; i++)
        aw_switch_prepare(&stacks[i], memory[i], STACK, game->entry, (void *)(game->count / 2));
    bench_take_turns(stacks);
    asyncio_future_set_result(game->done, stacks[0].result + stacks[1].result);
}

static intptr_t bare(switch_entry *entry, void *count) {
    struct ping_pong game = {entry, (intptr_t)count, asyncio_create_future()};
    asyncio_retain(game.done);
    asyncio_call_soon(ping_pong, &game);
    intptr_t result = asyncio_await(game.done);
    asyncio_release(game.done);
    return result;
}

static intptr_t bare_1(void *count) { return bare(pause_flat, count); }
static intptr_t bare_8(void *count) { return bare(pause_deep, count); }
ASYNCIO_EXPORT(bare_1)
ASYNCIO_EXPORT(bare_8)

/* ── two tasks in turn ─────────────────────────────────────────────────────── */

static intptr_t scheduled(asyncio_coroutine *coroutine, void *count) {
    void *half = (void *)((intptr_t)count / 2);
    asyncio_task *first = asyncio_create_task(coroutine, half);
    asyncio_task *second = asyncio_create_task(coroutine, half);
    intptr_t result = asyncio_await(first);
    return result + asyncio_await(second);
}

static intptr_t yield_1(void *count) { return scheduled(sleep_flat, count); }
static intptr_t yield_8(void *count) { return scheduled(sleep_deep, count); }
ASYNCIO_EXPORT(yield_1)
ASYNCIO_EXPORT(yield_8)

int main(void) { return 0; }
