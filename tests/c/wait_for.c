#include "check.h"

#include <math.h>

static intptr_t sleep_long(void *seconds) {
    if (asyncio_sleep((double)(intptr_t)seconds) < 0) {
        event('c');
        return ASYNCIO_ERROR;
    }
    event('e');
    return 42;
}

static asyncio_task *sleeps(intptr_t seconds) {
    return asyncio_create_task(sleep_long, (void *)seconds);
}

TEST(what_ends_in_time_gives_its_result) {
    double start = asyncio_time();
    CHECK(asyncio_wait_for(sleeps(1), 2) == 42);
    CHECK(asyncio_time() == start + 1);
    asyncio_sleep(5);
    CHECK_EVENTS("e");
}

TEST(what_takes_too_long_is_cancelled) {
    double start = asyncio_time();
    asyncio_task *task = sleeps(5);
    CHECK_FAILS(asyncio_wait_for(asyncio_retain(task), 2), ETIMEDOUT, "timed out");
    CHECK(asyncio_time() == start + 2);
    CHECK(asyncio_future_cancelled(task));
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 0);
    CHECK_EVENTS("c");
    asyncio_release(task);
}

static intptr_t fail_in_time(void *unused) {
    (void)unused;
    asyncio_sleep(1);
    return asyncio_fail(EPROTO, "failed in time");
}

TEST(an_error_in_time_is_passed_on) {
    CHECK_FAILS(asyncio_wait_for(asyncio_create_task(fail_in_time, NULL), 2), EPROTO,
                "failed in time");
}

static intptr_t answer_when_cancelled(void *unused) {
    (void)unused;
    if (asyncio_sleep(10) < 0)
        asyncio_sleep(1);
    return 7;
}

TEST(the_end_of_what_was_cancelled_is_awaited_and_its_result_counts) {
    double start = asyncio_time();
    CHECK(asyncio_wait_for(asyncio_create_task(answer_when_cancelled, NULL), 2) == 7);
    CHECK(asyncio_time() == start + 3);
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 0);
}

static intptr_t fail_when_cancelled(void *unused) {
    (void)unused;
    asyncio_sleep(10);
    return asyncio_fail(EPROTO, "failed while it was cancelled");
}

TEST(an_error_of_what_was_cancelled_counts) {
    CHECK_FAILS(asyncio_wait_for(asyncio_create_task(fail_when_cancelled, NULL), 2), EPROTO,
                "failed while it was cancelled");
}

static intptr_t wait_for_task(void *task) { return asyncio_wait_for(task, 100); }

TEST(cancelling_who_waits_is_no_timeout) {
    asyncio_task *waiter = asyncio_create_task(wait_for_task, sleeps(50));
    asyncio_sleep(1);
    asyncio_future_cancel(waiter);
    CHECK_FAILS(asyncio_await(asyncio_retain(waiter)), ECANCELED, "cancelled");
    CHECK(asyncio_future_cancelled(waiter));
    CHECK_EVENTS("c");
    asyncio_release(waiter);
}

TEST(no_time_at_all_takes_what_is_there) {
    asyncio_future *done = asyncio_create_future();
    asyncio_future_set_result(done, 3);
    CHECK(asyncio_wait_for(asyncio_retain(done), 0) == 3);
    CHECK(asyncio_wait_for(done, -1) == 3);
    double start = asyncio_time();
    CHECK_FAILS(asyncio_wait_for(sleeps(1), 0), ETIMEDOUT, "timed out");
    CHECK_FAILS(asyncio_wait_for(asyncio_create_future(), -5), ETIMEDOUT, "timed out");
    CHECK(asyncio_time() == start);
    CHECK_EVENTS("");
}

static intptr_t wait_no_time(void *future) { return asyncio_wait_for(future, 0); }

static intptr_t clean_up(void *unused) {
    (void)unused;
    asyncio_sleep(100);
    asyncio_sleep(5);
    event('u');
    return 0;
}

TEST(who_waits_no_time_can_be_cancelled_without_what_it_waits_for) {
    asyncio_task *inner = asyncio_create_task(clean_up, NULL);
    asyncio_sleep(1);
    asyncio_task *waiter = asyncio_create_task(wait_no_time, asyncio_retain(inner));
    asyncio_sleep(1);
    CHECK(asyncio_task_cancelling(inner) == 1);
    asyncio_future_cancel(waiter);
    CHECK_FAILS(asyncio_await(waiter), ECANCELED, "cancelled");
    CHECK(asyncio_task_cancelling(inner) == 1);
    CHECK(asyncio_await(inner) == 0);
    CHECK_EVENTS("u");
}

TEST(an_endless_timeout_is_an_await) { CHECK(asyncio_wait_for(sleeps(1000000), INFINITY) == 42); }

static intptr_t wait_inside(void *seconds) {
    intptr_t result = asyncio_wait_for(sleeps(10), (double)(intptr_t)seconds);
    event(result == ASYNCIO_ERROR && errno == ETIMEDOUT ? 't' : 'x');
    return result;
}

TEST(the_shorter_of_two_nested_timeouts_counts) {
    CHECK_FAILS(asyncio_wait_for(asyncio_create_task(wait_inside, (void *)1), 3), ETIMEDOUT, "");
    CHECK_EVENTS("ct");
    double start = asyncio_time();
    CHECK_FAILS(asyncio_wait_for(asyncio_create_task(wait_inside, (void *)3), 1), ETIMEDOUT, "");
    CHECK(asyncio_time() == start + 1);
    CHECK_EVENTS("ctcx");
}

TEST(bad_arguments_are_refused_and_nothing_taken) {
    asyncio_task *task = sleeps(1);
    CHECK_FAILS(asyncio_wait_for(task, NAN), EINVAL, "not a number");
    CHECK_FAILS(asyncio_wait_for(asyncio_current_task(), 1), EDEADLK, "cannot await itself");
    errno = 0;
    CHECK_FAILS(asyncio_wait_for(NULL, 1), EINVAL, "NULL");
    CHECK(asyncio_wait_for(task, 2) == 42);
    CHECK_FAILS(asyncio_wait_for(task, 2), EINVAL, "awaited or released before");
}

TEST(it_works_on_a_gather) {
    asyncio_future *tasks[] = {sleeps(1), sleeps(5)};
    CHECK_FAILS(asyncio_wait_for(asyncio_gather(tasks, 2, NULL), 2), ETIMEDOUT, "timed out");
    CHECK_EVENTS("ec");
}

TESTS(RUN(what_ends_in_time_gives_its_result) RUN(what_takes_too_long_is_cancelled)
          RUN(an_error_in_time_is_passed_on)
              RUN(the_end_of_what_was_cancelled_is_awaited_and_its_result_counts)
                  RUN(an_error_of_what_was_cancelled_counts) RUN(cancelling_who_waits_is_no_timeout)
                      RUN(no_time_at_all_takes_what_is_there)
                          RUN(who_waits_no_time_can_be_cancelled_without_what_it_waits_for)
                              RUN(an_endless_timeout_is_an_await)
                                  RUN(the_shorter_of_two_nested_timeouts_counts)
                                      RUN(bad_arguments_are_refused_and_nothing_taken)
                                          RUN(it_works_on_a_gather))
