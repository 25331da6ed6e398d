#include "check.h"

static intptr_t sleep_then_log(void *letters) {
    const char *letter = letters;
    if (asyncio_sleep(letter[0] - '0') < 0) {
        event('c');
        return ASYNCIO_ERROR;
    }
    event(letter[1]);
    return 0;
}

static intptr_t sleep_then_fail(void *seconds) {
    if (asyncio_sleep((double)(intptr_t)seconds) < 0)
        return ASYNCIO_ERROR;
    return asyncio_fail((intptr_t)seconds == 1 ? EDOM : ERANGE, "a child failed");
}

static void add(asyncio_task_group *group, asyncio_coroutine *function, const void *argument) {
    CHECK(asyncio_release(asyncio_task_group_create_task(group, function, (void *)argument)) == 0);
}

TEST(a_group_ends_when_all_its_tasks_have) {
    double start = asyncio_time();
    asyncio_task_group group;
    CHECK(asyncio_task_group_enter(&group) == 0);
    add(&group, sleep_then_log, "2b");
    add(&group, sleep_then_log, "1a");
    CHECK(asyncio_task_group_exit(&group, 7) == 7);
    CHECK(asyncio_time() == start + 2);
    CHECK_EVENTS("ab");
}

TEST(a_child_that_fails_cancels_the_others_and_the_parents_wait) {
    double start = asyncio_time();
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    add(&group, sleep_then_log, "9x");
    add(&group, sleep_then_fail, (void *)1);
    intptr_t result = asyncio_sleep(50);
    CHECK(result == ASYNCIO_ERROR && errno == ECANCELED);
    CHECK_FAILS(asyncio_task_group_exit(&group, result), EDOM, "a child failed");
    CHECK(asyncio_time() == start + 1);
    CHECK_EVENTS("c");
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 0);
    CHECK(asyncio_sleep(1) == 0);
}

TEST(several_errors_are_kept_in_their_order) {
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    add(&group, sleep_then_fail, (void *)1);
    asyncio_sleep(2);
    asyncio_fail(EPROTO, "the body failed");
    CHECK(asyncio_task_group_exit(&group, ASYNCIO_ERROR) == ASYNCIO_ERROR);
    asyncio_error errors[3];
    CHECK(asyncio_error_members(errors, 3) == 2);
    CHECK(errors[0].code == EDOM && strcmp(errors[0].message, "a child failed") == 0);
    CHECK(errors[1].code == EPROTO && strcmp(errors[1].message, "the body failed") == 0);
    CHECK(asyncio_error_members(errors, 0) == 2);
}

static intptr_t run_group(void *unused) {
    (void)unused;
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    add(&group, sleep_then_log, "5x");
    add(&group, sleep_then_log, "6y");
    return asyncio_task_group_exit(&group, 0);
}

TEST(cancelling_the_parent_cancels_the_group) {
    asyncio_task *parent = asyncio_create_task(run_group, NULL);
    asyncio_sleep(1);
    asyncio_future_cancel(parent);
    CHECK_FAILS(asyncio_await(asyncio_retain(parent)), ECANCELED, "cancelled");
    CHECK(asyncio_future_cancelled(parent));
    CHECK_EVENTS("cc");
    asyncio_release(parent);
}

TEST(a_child_that_is_cancelled_is_no_error) {
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    asyncio_task *child = asyncio_task_group_create_task(&group, sleep_then_log, "5x");
    add(&group, sleep_then_log, "2y");
    asyncio_sleep(1);
    asyncio_future_cancel(child);
    asyncio_release(child);
    CHECK(asyncio_task_group_exit(&group, 0) == 0);
    CHECK_EVENTS("cy");
}

static intptr_t add_sibling(void *group) {
    asyncio_sleep(1);
    add(group, sleep_then_log, "1s");
    return 0;
}

TEST(a_child_may_add_siblings_while_the_group_waits) {
    double start = asyncio_time();
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    add(&group, add_sibling, &group);
    CHECK(asyncio_task_group_exit(&group, 0) == 0);
    CHECK(asyncio_time() == start + 2);
    CHECK_EVENTS("s");
}

static intptr_t fail_in_inner_group(void *unused) {
    (void)unused;
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    add(&group, sleep_then_fail, (void *)1);
    add(&group, sleep_then_log, "9x");
    return asyncio_task_group_exit(&group, 0);
}

TEST(groups_nest_and_their_errors_are_found) {
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    add(&group, fail_in_inner_group, NULL);
    add(&group, sleep_then_log, "9y");
    CHECK_FAILS(asyncio_task_group_exit(&group, 0), EDOM, "a child failed");
    asyncio_error errors[2];
    CHECK(asyncio_error_members(errors, 2) == 1 && errors[0].code == EDOM);
    CHECK_EVENTS("cc");
}

TEST(a_group_that_is_not_active_takes_no_tasks) {
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    CHECK_FAILS(asyncio_task_group_create_task(&group, NULL, NULL), EINVAL, "function is NULL");
    CHECK(asyncio_task_group_exit(&group, 0) == 0);
    CHECK_FAILS(asyncio_task_group_create_task(&group, sleep_then_log, "1x"), EPERM, "not active");
    asyncio_task_group never = {0};
    CHECK_FAILS(asyncio_task_group_create_task(&never, sleep_then_log, "1x"), EPERM, "not active");
}

TESTS(RUN(a_group_ends_when_all_its_tasks_have)
          RUN(a_child_that_fails_cancels_the_others_and_the_parents_wait)
              RUN(several_errors_are_kept_in_their_order)
                  RUN(cancelling_the_parent_cancels_the_group)
                      RUN(a_child_that_is_cancelled_is_no_error)
                          RUN(a_child_may_add_siblings_while_the_group_waits)
                              RUN(groups_nest_and_their_errors_are_found)
                                  RUN(a_group_that_is_not_active_takes_no_tasks))
