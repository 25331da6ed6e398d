#include "check.h"

#include <stdlib.h>

static intptr_t add_one(void *number) { return (intptr_t)number + 1; }

TEST(awaiting_a_task_gives_what_its_coroutine_returned) {
    CHECK(asyncio_await(asyncio_create_task(add_one, (void *)41)) == 42);
    CHECK(asyncio_await(asyncio_create_task(add_one, (void *)-8)) == -7);
    CHECK(asyncio_await(asyncio_create_task(add_one, (void *)INTPTR_MAX)) == INTPTR_MIN);
}

static intptr_t log_letter(void *letter) {
    event(*(const char *)letter);
    return 0;
}

TEST(a_task_takes_its_first_step_in_the_next_iteration) {
    asyncio_task *task = asyncio_create_task(log_letter, "t");
    event('m');
    CHECK(!asyncio_future_done(task));
    CHECK(asyncio_await(task) == 0);
    event('e');
    CHECK_EVENTS("mte");
}

static intptr_t fail_with_message(void *unused) {
    (void)unused;
    return asyncio_fail(EPROTO, "the server sent half a header");
}

static intptr_t fail_with_errno(void *unused) {
    (void)unused;
    errno = ENOENT;
    return ASYNCIO_ERROR;
}

static intptr_t fail_with_nothing(void *unused) {
    (void)unused;
    errno = 0;
    return ASYNCIO_ERROR;
}

static intptr_t fail_with_format(void *unused) {
    (void)unused;
    return asyncio_failf(EBADMSG, "%s %d of %.1f", "part", 2, 3.5);
}

TEST(an_error_reaches_who_awaits_with_its_errno_and_message) {
    CHECK_FAILS(asyncio_await(asyncio_create_task(fail_with_message, NULL)), EPROTO,
                "the server sent half a header");
    CHECK_FAILS(asyncio_await(asyncio_create_task(fail_with_errno, NULL)), ENOENT,
                strerror(ENOENT));
    CHECK_FAILS(asyncio_await(asyncio_create_task(fail_with_nothing, NULL)), EIO,
                "without setting errno");
    CHECK_FAILS(asyncio_await(asyncio_create_task(fail_with_format, NULL)), EBADMSG,
                "part 2 of 3.5");
}

static intptr_t pass_error_on(void *unused) {
    (void)unused;
    if (asyncio_await(asyncio_create_task(fail_with_message, NULL)) < 0)
        return ASYNCIO_ERROR;
    return 0;
}

TEST(an_error_passes_through_coroutines_that_give_up_on_it) {
    CHECK_FAILS(asyncio_await(asyncio_create_task(pass_error_on, NULL)), EPROTO,
                "the server sent half a header");
}

static intptr_t recover(void *unused) {
    (void)unused;
    CHECK(asyncio_await(asyncio_create_task(fail_with_message, NULL)) == ASYNCIO_ERROR);
    return 7;
}

TEST(an_error_that_was_dealt_with_goes_no_further) {
    CHECK(asyncio_await(asyncio_create_task(recover, NULL)) == 7);
}

static intptr_t keep_errno(void *code) {
    for (int i = 0; i < 3; i++) {
        errno = (int)(intptr_t)code;
        asyncio_sleep(0);
        CHECK(errno == (int)(intptr_t)code);
    }
    return 0;
}

TEST(every_task_has_an_errno_of_its_own) {
    asyncio_future *tasks[] = {asyncio_create_task(keep_errno, (void *)ENOENT),
                               asyncio_create_task(keep_errno, (void *)EBADF),
                               asyncio_create_task(keep_errno, (void *)0)};
    CHECK(asyncio_await(asyncio_gather(tasks, 3, NULL)) == 0);
}

static intptr_t fill_stack(void *byte) {
    unsigned char local[2000];
    memset(local, (int)(intptr_t)byte, sizeof local);
    asyncio_sleep(1);
    for (size_t i = 0; i < sizeof local; i++)
        if (local[i] != (unsigned char)(intptr_t)byte)
            return ASYNCIO_ERROR;
    return 0;
}

TEST(locals_of_different_tasks_keep_apart) {
    asyncio_future *tasks[20];
    for (intptr_t i = 0; i < 20; i++)
        tasks[i] = asyncio_create_task(fill_stack, (void *)(i + 1));
    CHECK(asyncio_await(asyncio_gather(tasks, 20, NULL)) == 0);
}

static int depth_of(int depth) {
    volatile int local = depth;
    if (depth == 0)
        return asyncio_sleep(1);
    return depth_of(depth - 1) + local - depth + 1;
}

static intptr_t wait_deep_down(void *depth) { return depth_of((int)(intptr_t)depth); }

TEST(a_coroutine_may_wait_deep_in_its_calls) {
    CHECK(asyncio_await(asyncio_create_task(wait_deep_down, (void *)200, .stack_size = 65536)) ==
          200);
}

TEST(names_are_given_or_counted) {
    asyncio_task *counted = asyncio_create_task(add_one, NULL);
    asyncio_task *next = asyncio_create_task(add_one, NULL);
    char name[64];
    snprintf(name, sizeof name, "%s", asyncio_task_get_name(counted));
    CHECK(strncmp(name, "Task-", 5) == 0);
    CHECK(atoi(asyncio_task_get_name(next) + 5) == atoi(name + 5) + 1);
    char given[] = "given";
    asyncio_task *named = asyncio_create_task(add_one, NULL, .name = given);
    given[0] = 'G';
    CHECK(strcmp(asyncio_task_get_name(named), "given") == 0);
    const char *longer = "a name that is longer than what fits into the task itself";
    CHECK(asyncio_task_set_name(named, longer) == 0);
    CHECK(strcmp(asyncio_task_get_name(named), longer) == 0);
    CHECK(asyncio_task_set_name(named, "short") == 0);
    CHECK(strcmp(asyncio_task_get_name(named), "short") == 0);
    asyncio_task *after = asyncio_create_task(add_one, NULL);
    CHECK(atoi(asyncio_task_get_name(after) + 5) ==
          atoi(name + 5) + 2); /* named ones do not count */
    asyncio_release(counted);
    asyncio_release(next);
    asyncio_release(after);
    CHECK(asyncio_await(named) == 1);
}

static intptr_t see_current(void *expected_name) {
    asyncio_task *me = asyncio_current_task();
    CHECK(strcmp(asyncio_task_get_name(me), expected_name) == 0);
    asyncio_sleep(0);
    CHECK(asyncio_current_task() == me);
    return 0;
}

TEST(the_current_task_is_the_one_that_runs) {
    asyncio_task *me = asyncio_current_task();
    CHECK(asyncio_await(asyncio_create_task(see_current, "other", .name = "other")) == 0);
    CHECK(asyncio_current_task() == me);
}

TEST(a_released_task_runs_on) {
    asyncio_release(asyncio_create_task(log_letter, "r"));
    asyncio_sleep(0);
    CHECK_EVENTS("r");
}

TEST(a_task_can_be_awaited_by_several) {
    asyncio_task *task = asyncio_create_task(add_one, (void *)1);
    asyncio_retain(task);
    CHECK(asyncio_await(task) == 2);
    CHECK(asyncio_future_done(task));
    CHECK(asyncio_future_result(task) == 2);
    CHECK(asyncio_await(task) == 2);
}

TEST(bad_tasks_are_refused) {
    CHECK_FAILS(asyncio_create_task(NULL, NULL), EINVAL, "the function is NULL");
    CHECK_FAILS(asyncio_create_task(add_one, NULL, .stack_size = 511), EINVAL, "below the minimum");
    CHECK_FAILS(asyncio_create_task(add_one, NULL, .stack_size = SIZE_MAX), ENOMEM,
                "out of memory");
    asyncio_future *plain = asyncio_create_future();
    CHECK_FAILS(asyncio_task_set_name(plain, "x"), EINVAL, "not a task");
    CHECK_FAILS(asyncio_task_uncancel(plain), EINVAL, "not a task");
    asyncio_release(plain);
    CHECK_FAILS(asyncio_task_set_name(asyncio_current_task(), NULL), EINVAL, "the name is NULL");
}

TEST(an_error_of_creating_shows_when_the_result_is_awaited) {
    CHECK_FAILS(asyncio_await(asyncio_create_task(add_one, NULL, .stack_size = SIZE_MAX)), ENOMEM,
                "out of memory");
}

TEST(a_task_cannot_await_itself) {
    CHECK_FAILS(asyncio_await(asyncio_current_task()), EDEADLK, "cannot await itself");
}

TEST(awaiting_what_was_awaited_before_is_refused) {
    asyncio_task *task = asyncio_create_task(add_one, NULL);
    CHECK(asyncio_await(task) == 1);
    CHECK_FAILS(asyncio_await(task), EINVAL, "awaited or released before");
    CHECK_FAILS(asyncio_release(task), EINVAL, "awaited or released before");
    CHECK_FAILS(asyncio_future_cancel(task), EINVAL, "awaited or released before");
    CHECK(!asyncio_future_done(task));
    errno = 0;
    CHECK_FAILS(asyncio_await(NULL), EINVAL, "NULL");
}

TESTS(RUN(awaiting_a_task_gives_what_its_coroutine_returned)
          RUN(a_task_takes_its_first_step_in_the_next_iteration)
              RUN(an_error_reaches_who_awaits_with_its_errno_and_message) RUN(
                  an_error_passes_through_coroutines_that_give_up_on_it)
                  RUN(an_error_that_was_dealt_with_goes_no_further) RUN(
                      every_task_has_an_errno_of_its_own) RUN(locals_of_different_tasks_keep_apart)
                      RUN(a_coroutine_may_wait_deep_in_its_calls) RUN(names_are_given_or_counted)
                          RUN(the_current_task_is_the_one_that_runs) RUN(a_released_task_runs_on)
                              RUN(a_task_can_be_awaited_by_several) RUN(bad_tasks_are_refused)
                                  RUN(an_error_of_creating_shows_when_the_result_is_awaited)
                                      RUN(a_task_cannot_await_itself)
                                          RUN(awaiting_what_was_awaited_before_is_refused))
