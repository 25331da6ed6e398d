#include "check.h"

static intptr_t return_at_once(void *number) {
    event('r');
    return (intptr_t)number;
}

TEST(an_eager_task_that_does_not_wait_is_done_when_it_is_created) {
    asyncio_task *task = asyncio_create_task(return_at_once, (void *)3, .eager_start = true);
    CHECK_EVENTS("r");
    CHECK(asyncio_future_done(task));
    CHECK(asyncio_await(task) == 3);
}

static intptr_t wait_once(void *letters) {
    const char *letter = letters;
    char local = letter[0];
    event(local);
    CHECK(strcmp(asyncio_task_get_name(asyncio_current_task()), "eager") == 0);
    errno = EDOM;
    CHECK(asyncio_sleep(1) == 0);
    CHECK(errno == EDOM);
    CHECK(local == letter[0]);
    event(letter[1]);
    return 5;
}

TEST(an_eager_task_that_waits_goes_on_like_any_other) {
    asyncio_task *me = asyncio_current_task();
    char locals[200];
    memset(locals, 'l', sizeof locals);
    errno = ERANGE;
    asyncio_task *task = asyncio_create_task(wait_once, "ab", .name = "eager", .eager_start = true);
    CHECK(errno == ERANGE);
    CHECK(asyncio_current_task() == me);
    CHECK_EVENTS("a");
    CHECK(!asyncio_future_done(task));
    CHECK(asyncio_await(task) == 5);
    CHECK_EVENTS("ab");
    for (size_t i = 0; i < sizeof locals; i++)
        CHECK(locals[i] == 'l');
}

static intptr_t spawn_eagerly(void *depth) {
    if (depth == NULL) {
        CHECK(asyncio_sleep(1) == 0);
        return 0;
    }
    asyncio_task *child =
        asyncio_create_task(spawn_eagerly, (char *)depth - 1, .eager_start = true);
    event('n');
    return asyncio_await(child) + 1;
}

TEST(eager_tasks_nest) {
    CHECK(asyncio_await(asyncio_create_task(spawn_eagerly, (void *)5, .eager_start = true)) == 5);
    CHECK_EVENTS("nnnnn");
}

static intptr_t fail_at_once(void *unused) {
    (void)unused;
    return asyncio_fail(EPROTO, "failed at once");
}

TEST(an_eager_task_that_fails_at_once_fails_who_awaits_it) {
    asyncio_task *task = asyncio_create_task(fail_at_once, NULL, .eager_start = true);
    CHECK_FAILS(asyncio_await(task), EPROTO, "failed at once");
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    asyncio_release(
        asyncio_task_group_create_task(&group, fail_at_once, NULL, .eager_start = true));
    CHECK_FAILS(asyncio_task_group_exit(&group, 0), EPROTO, "failed at once");
}

TEST(gathering_what_is_done_is_done) {
    asyncio_future *tasks[2];
    for (intptr_t i = 0; i < 2; i++)
        tasks[i] = asyncio_create_task(return_at_once, (void *)i, .eager_start = true);
    asyncio_future *all = asyncio_gather(tasks, 2, NULL);
    CHECK(asyncio_future_done(all));
    CHECK(asyncio_await(all) == 0);
}

static void start_in_callback(void *unused) {
    (void)unused;
    asyncio_release(asyncio_create_task(wait_once, "cd", .name = "eager", .eager_start = true));
    event('|');
}

TEST(a_callback_may_start_an_eager_task) {
    asyncio_call_soon(start_in_callback, NULL);
    asyncio_sleep(2);
    CHECK_EVENTS("c|d");
}

TESTS(RUN(an_eager_task_that_does_not_wait_is_done_when_it_is_created)
          RUN(an_eager_task_that_waits_goes_on_like_any_other) RUN(eager_tasks_nest)
              RUN(an_eager_task_that_fails_at_once_fails_who_awaits_it)
                  RUN(gathering_what_is_done_is_done) RUN(a_callback_may_start_an_eager_task))
