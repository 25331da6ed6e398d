/* What happens when there is no memory left. */
#include "check.h"

#include <stdlib.h>

enum { MOST_TASKS = 200, MOST_BLOCKS = 4096 };

static void *blocks[MOST_BLOCKS];
static int block_count;

static void take_all_memory(void) {
    for (size_t size = 64 << 20; size >= 16; size /= 2)
        while (block_count < MOST_BLOCKS && (blocks[block_count] = malloc(size)) != NULL)
            block_count++;
}

static void give_memory_back(void) {
    while (block_count > 0)
        free(blocks[--block_count]);
}

static intptr_t sleep_a_second(void *unused) {
    (void)unused;
    return asyncio_sleep(1);
}

TEST(tasks_that_do_not_fit_are_refused_and_the_others_run) {
    static asyncio_future *tasks[MOST_TASKS];
    size_t count = 0;
    asyncio_task *task;
    while (count < MOST_TASKS &&
           (task = asyncio_create_task(sleep_a_second, NULL, .stack_size = 60 << 20)) != NULL)
        tasks[count++] = task;
    CHECK(errno == ENOMEM);
    CHECK(strcmp(asyncio_error_message(), "out of memory") == 0);
    CHECK(count > 10 && count < MOST_TASKS);
    CHECK(asyncio_await(asyncio_gather(tasks, count, NULL)) == 0);
    CHECK(asyncio_await(asyncio_create_task(sleep_a_second, NULL, .stack_size = 60 << 20)) == 0);
}

static void nothing(void *unused) { (void)unused; }
static void nothing_done(asyncio_future *future, void *unused) { (void)future, (void)unused; }

TEST(every_call_that_needs_memory_says_so_when_there_is_none) {
    asyncio_future *future = asyncio_create_future();
    asyncio_future *twice[] = {future, asyncio_retain(future)};
    take_all_memory();
    CHECK_FAILS(asyncio_create_task(sleep_a_second, NULL), ENOMEM, "out of memory");
    CHECK_FAILS(asyncio_create_future(), ENOMEM, "out of memory");
    CHECK_FAILS(asyncio_call_soon(nothing, NULL), ENOMEM, "out of memory");
    CHECK_FAILS(asyncio_call_later(1, nothing, NULL), ENOMEM, "out of memory");
    CHECK_FAILS(asyncio_gather(twice, 2, NULL), ENOMEM, "out of memory");
    CHECK_FAILS(asyncio_future_add_done_callback(future, nothing_done, NULL), ENOMEM,
                "out of memory");
    CHECK_FAILS(asyncio_sleep(1), ENOMEM, "out of memory");
    CHECK_FAILS(asyncio_await(asyncio_js("any", 1)), ENOMEM, "out of memory");
    CHECK_FAILS(asyncio_await(asyncio_fetch("http://127.0.0.1:1/")), ENOMEM, "out of memory");
    CHECK(asyncio_sleep(0) == 0);
    asyncio_release(future);
    CHECK(asyncio_future_set_exception(future, EDOM, "a message") == 0);
    CHECK_FAILS(asyncio_await(future), ENOMEM, "out of memory");
    give_memory_back();
    CHECK(asyncio_sleep(1) == 0);
}

TESTS(RUN(tasks_that_do_not_fit_are_refused_and_the_others_run)
          RUN(every_call_that_needs_memory_says_so_when_there_is_none))
