/* asyncio_wait and asyncio_shield. */
#include "check.h"

#include <math.h>

static intptr_t sleep_then_return(void *seconds) {
    if (asyncio_sleep((double)(intptr_t)seconds) < 0) {
        event('c');
        return ASYNCIO_ERROR;
    }
    return (intptr_t)seconds;
}

static intptr_t sleep_then_fail(void *seconds) {
    if (asyncio_sleep((double)(intptr_t)seconds) < 0)
        return ASYNCIO_ERROR;
    return asyncio_fail(EPROTO, "failed after its sleep");
}

static asyncio_task *returns(intptr_t seconds) {
    return asyncio_create_task(sleep_then_return, (void *)seconds);
}
static asyncio_task *fails(intptr_t seconds) {
    return asyncio_create_task(sleep_then_fail, (void *)seconds);
}

static void release_all(asyncio_future *futures[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        asyncio_future_exception(futures[i], NULL);
        asyncio_release(futures[i]);
    }
}

TEST(all_completed_waits_for_the_last_and_hears_of_no_error) {
    double start = asyncio_time();
    asyncio_future *tasks[] = {returns(1), fails(2), returns(3)};
    CHECK(asyncio_wait(tasks, 3) == 3);
    CHECK(asyncio_time() == start + 3);
    CHECK(asyncio_wait(tasks, 3) == 3);
    release_all(tasks, 3);
}

TEST(first_completed_waits_for_the_first) {
    double start = asyncio_time();
    asyncio_future *tasks[] = {returns(3), returns(1), returns(2)};
    CHECK(asyncio_wait(tasks, 3, .return_when = ASYNCIO_FIRST_COMPLETED) == 1);
    CHECK(asyncio_time() == start + 1);
    CHECK(asyncio_future_done(tasks[1]) && !asyncio_future_done(tasks[0]));
    CHECK(asyncio_wait(tasks, 3, .return_when = ASYNCIO_FIRST_COMPLETED) == 1);
    CHECK(asyncio_time() == start + 1);
    CHECK(asyncio_wait(tasks, 3) == 3);
    release_all(tasks, 3);
}

TEST(first_exception_waits_for_the_first_failure_and_takes_a_cancellation_for_none) {
    double start = asyncio_time();
    asyncio_future *tasks[] = {returns(1), fails(3), returns(5), returns(2)};
    asyncio_sleep(0);
    asyncio_future_cancel(tasks[3]);
    CHECK(asyncio_wait(tasks, 4, .return_when = ASYNCIO_FIRST_EXCEPTION) == 3);
    CHECK(asyncio_time() == start + 3);
    CHECK(asyncio_wait(tasks, 4) == 4);
    release_all(tasks, 4);
}

TEST(a_timeout_is_no_error_and_cancels_nothing) {
    double start = asyncio_time();
    asyncio_future *tasks[] = {returns(1), returns(5)};
    CHECK(asyncio_wait(tasks, 2, .timeout = 2) == 1);
    CHECK(asyncio_time() == start + 2);
    CHECK(asyncio_await(tasks[1]) == 5);
    asyncio_release(tasks[0]);
    CHECK_EVENTS("");
}

static intptr_t wait_for_two(void *tasks) {
    int done = asyncio_wait((asyncio_future **)tasks, 2);
    event(done == ASYNCIO_ERROR && errno == ECANCELED ? '!' : '?');
    return ASYNCIO_ERROR;
}

TEST(cancelling_who_waits_leaves_the_others_alone) {
    asyncio_future *tasks[] = {returns(2), returns(3)};
    asyncio_task *waiter = asyncio_create_task(wait_for_two, tasks);
    asyncio_sleep(1);
    asyncio_future_cancel(waiter);
    CHECK_FAILS(asyncio_await(waiter), ECANCELED, "cancelled");
    CHECK_EVENTS("!");
    CHECK(asyncio_await(tasks[0]) == 2);
    CHECK(asyncio_await(tasks[1]) == 3);
}

TEST(bad_arguments_of_wait_are_refused) {
    asyncio_future *task = returns(1);
    asyncio_future *with_null[] = {task, NULL};
    CHECK_FAILS(asyncio_wait(NULL, 0), EINVAL, "nothing to wait for");
    CHECK_FAILS(asyncio_wait(with_null, 2), EINVAL, "NULL");
    CHECK_FAILS(asyncio_wait(&task, 1, .timeout = -1), EINVAL, "negative or not a number");
    CHECK_FAILS(asyncio_wait(&task, 1, .timeout = NAN), EINVAL, "negative or not a number");
    CHECK(asyncio_await(task) == 1);
}

TEST(a_shield_has_the_outcome_of_what_it_shields) {
    CHECK(asyncio_await(asyncio_shield(returns(2))) == 2);
    CHECK_FAILS(asyncio_await(asyncio_shield(fails(1))), EPROTO, "failed after its sleep");
    asyncio_future *task = returns(1);
    asyncio_sleep(2);
    CHECK(asyncio_shield(task) == task);
    CHECK(asyncio_await(task) == 1);
}

static intptr_t await_it(void *future) { return asyncio_await(future); }

TEST(cancelling_a_shield_leaves_what_it_shields_alone) {
    asyncio_future *inner = returns(3);
    asyncio_task *waiter = asyncio_create_task(await_it, asyncio_shield(asyncio_retain(inner)));
    asyncio_sleep(1);
    asyncio_future_cancel(waiter);
    CHECK_FAILS(asyncio_await(waiter), ECANCELED, "cancelled");
    CHECK(asyncio_await(inner) == 3);
    CHECK_EVENTS("");
}

TEST(a_shield_is_cancelled_when_what_it_shields_is) {
    asyncio_future *inner = returns(3);
    asyncio_future *outer = asyncio_shield(asyncio_retain(inner));
    asyncio_sleep(1);
    asyncio_future_cancel(inner);
    CHECK_FAILS(asyncio_await(asyncio_retain(outer)), ECANCELED, "cancelled");
    CHECK(asyncio_future_cancelled(outer));
    asyncio_release(outer);
    asyncio_release(inner);
}

TEST(a_shield_nobody_awaits_leaves_nothing_behind) {
    asyncio_release(asyncio_shield(returns(1)));
    asyncio_sleep(2);
    CHECK_FAILS(asyncio_shield(NULL), EINVAL, "NULL");
}

TESTS(RUN(all_completed_waits_for_the_last_and_hears_of_no_error)
          RUN(first_completed_waits_for_the_first)
              RUN(first_exception_waits_for_the_first_failure_and_takes_a_cancellation_for_none)
                  RUN(a_timeout_is_no_error_and_cancels_nothing)
                      RUN(cancelling_who_waits_leaves_the_others_alone)
                          RUN(bad_arguments_of_wait_are_refused)
                              RUN(a_shield_has_the_outcome_of_what_it_shields)
                                  RUN(cancelling_a_shield_leaves_what_it_shields_alone)
                                      RUN(a_shield_is_cancelled_when_what_it_shields_is)
                                          RUN(a_shield_nobody_awaits_leaves_nothing_behind))
