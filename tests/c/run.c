/* asyncio_run itself, so without check.h's main. */
#include "check.h"

static intptr_t return_number(void *number) {
    asyncio_sleep(1);
    return (intptr_t)number;
}

static intptr_t fail(void *unused) {
    (void)unused;
    return asyncio_fail(EPROTO, "the program failed");
}

static intptr_t run_again(void *unused) {
    (void)unused;
    CHECK_FAILS(asyncio_run(return_number, NULL), EPERM, "an event loop is running already");
    return 0;
}

static void nothing(void *unused) { (void)unused; }

static intptr_t stay(void *letters) {
    const char *letter = letters;
    event(letter[0]);
    while (asyncio_sleep(1000) == 0) {
    }
    CHECK(errno == ECANCELED);
    CHECK(asyncio_sleep(1) == 0);
    event(letter[1]);
    return ASYNCIO_ERROR;
}

static intptr_t spawn_when_cancelled(void *unused) {
    (void)unused;
    asyncio_sleep(1000);
    asyncio_release(asyncio_create_task(stay, "zZ"));
    return ASYNCIO_ERROR;
}

static intptr_t leave_tasks(void *unused) {
    (void)unused;
    asyncio_release(asyncio_create_task(stay, "aA"));
    asyncio_release(asyncio_create_task(stay, "bB"));
    asyncio_release(asyncio_create_task(spawn_when_cancelled, NULL));
    asyncio_call_later(5000, nothing, NULL);
    asyncio_sleep(10);
    event('.');
    return 3;
}

static void check_nothing_lives(void) {
    asyncio_live live = asyncio_count_live();
    CHECK(live.tasks == 0 && live.futures == 0 && live.handles == 0 && live.blocks == 0);
}

int main(void) {
    asyncio_use_virtual_clock();

    printf("outside of a loop nothing can be started or awaited\n");
    CHECK_FAILS(asyncio_create_task(return_number, NULL), EPERM, "call asyncio_run first");
    CHECK_FAILS(asyncio_call_soon(nothing, NULL), EPERM, "call asyncio_run first");
    CHECK_FAILS(asyncio_sleep(1), EPERM, "only a task can wait");
    CHECK_FAILS(asyncio_await(NULL), EPERM, "only a task can wait");
    CHECK(asyncio_current_task() == NULL);

    printf("it returns what the main task returned, as often as it is called\n");
    CHECK(asyncio_run(return_number, (void *)42) == 42);
    CHECK(asyncio_run(return_number, (void *)-1, .name = "second", .stack_size = 4096) == -1);
    check_nothing_lives();

    printf("it fails as the main task failed\n");
    CHECK_FAILS(asyncio_run(fail, NULL), EPROTO, "the program failed");
    CHECK_FAILS(asyncio_run(NULL, NULL), EINVAL, "the function is NULL");
    CHECK_FAILS(asyncio_run(fail, NULL, .stack_size = 100), EINVAL, "below the minimum");

    printf("it does not nest\n");
    CHECK(asyncio_run(run_again, NULL) == 0);

    printf("it cancels the tasks that are left and awaits them, and drops callbacks\n");
    double start = asyncio_time();
    CHECK(asyncio_run(leave_tasks, NULL) == 3);
    CHECK_EVENTS("ab.zABZ");
    CHECK(asyncio_time() == start + 12);
    CHECK_FAILS(asyncio_sleep(1), EPERM, "only a task can wait");
    check_nothing_lives();

    printf("%d failed\n", checks_failed);
    return checks_failed != 0;
}
