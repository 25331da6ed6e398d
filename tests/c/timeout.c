#include "check.h"

#include <math.h>

/* Leaves a stretch that failed with CODE, which CHECK_FAILS would forget. */
static intptr_t leave(asyncio_timeout *limit, int code) {
    errno = code;
    return asyncio_timeout_exit(limit, ASYNCIO_ERROR);
}

TEST(a_stretch_that_ends_in_time_is_left_alone) {
    asyncio_timeout limit;
    CHECK(asyncio_timeout_enter(&limit, 2) == 0);
    CHECK(asyncio_timeout_when(&limit) == asyncio_time() + 2);
    CHECK(asyncio_sleep(1) == 0);
    CHECK(asyncio_timeout_exit(&limit, 17) == 17);
    CHECK(!asyncio_timeout_expired(&limit));
    CHECK(asyncio_sleep(5) == 0);
}

TEST(a_deadline_cancels_what_waits_and_becomes_a_timeout) {
    double start = asyncio_time();
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 2);
    CHECK_FAILS(asyncio_sleep(5), ECANCELED, "cancelled");
    CHECK(asyncio_timeout_expired(&limit));
    CHECK_FAILS(leave(&limit, ECANCELED), ETIMEDOUT, "timed out");
    CHECK(asyncio_time() == start + 2);
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 0);
}

TEST(a_stretch_that_bears_its_cancellation_keeps_its_result) {
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 1);
    CHECK_FAILS(asyncio_sleep(5), ECANCELED, "cancelled");
    CHECK(asyncio_timeout_exit(&limit, 3) == 3);
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 0);
    CHECK(asyncio_sleep(1) == 0);
}

TEST(an_error_of_its_own_is_kept) {
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 1);
    asyncio_sleep(5);
    asyncio_fail(EDOM, "an error of its own");
    CHECK_FAILS(leave(&limit, EDOM), EDOM, "an error of its own");
}

static intptr_t sleep_with_limit(void *seconds) {
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, (double)(intptr_t)seconds);
    intptr_t result = asyncio_sleep(100);
    return asyncio_timeout_exit(&limit, result);
}

TEST(a_cancellation_from_outside_stays_one) {
    asyncio_task *task = asyncio_create_task(sleep_with_limit, (void *)50);
    asyncio_sleep(1);
    asyncio_future_cancel(task);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
}

static void cancel_it(void *task) { asyncio_future_cancel(task); }

TEST(a_cancellation_that_comes_with_the_deadline_wins) {
    double deadline = asyncio_time() + 5;
    asyncio_task *task = asyncio_create_task(sleep_with_limit, (void *)5);
    asyncio_call_at(deadline, cancel_it, task);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
}

TEST(of_two_that_expire_together_both_are_told) {
    asyncio_timeout outer, inner;
    asyncio_timeout_enter(&outer, 2);
    asyncio_timeout_enter(&inner, 2);
    intptr_t result = asyncio_sleep(9);
    result = asyncio_timeout_exit(&inner, result);
    CHECK(result == ASYNCIO_ERROR && errno == ECANCELED);
    CHECK_FAILS(leave(&outer, ECANCELED), ETIMEDOUT, "timed out");
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 0);
}

TEST(no_time_at_all_ends_the_next_wait) {
    double start = asyncio_time();
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 0);
    CHECK_FAILS(asyncio_sleep(1), ECANCELED, "cancelled");
    CHECK_FAILS(leave(&limit, ECANCELED), ETIMEDOUT, "timed out");
    asyncio_timeout_enter_at(&limit, start - 100);
    CHECK_FAILS(asyncio_sleep(0), ECANCELED, "cancelled");
    CHECK_FAILS(leave(&limit, ECANCELED), ETIMEDOUT, "timed out");
    CHECK(asyncio_time() == start);
}

TEST(without_a_wait_there_is_no_timeout) {
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 0);
    CHECK(asyncio_timeout_exit(&limit, 4) == 4);
    CHECK(!asyncio_timeout_expired(&limit));
    CHECK(asyncio_sleep(1) == 0);
}

TEST(a_deadline_can_be_moved_until_it_has_come) {
    double start = asyncio_time();
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, INFINITY);
    CHECK(asyncio_timeout_when(&limit) == INFINITY);
    CHECK(asyncio_timeout_reschedule(&limit, start + 9) == 0);
    CHECK(asyncio_timeout_reschedule(&limit, start + 3) == 0);
    CHECK_FAILS(asyncio_timeout_reschedule(&limit, NAN), EINVAL, "not a number");
    CHECK_FAILS(asyncio_sleep(100), ECANCELED, "cancelled");
    CHECK(asyncio_time() == start + 3);
    CHECK_FAILS(asyncio_timeout_reschedule(&limit, start + 9), EALREADY, "expired or ended");
    CHECK_FAILS(leave(&limit, ECANCELED), ETIMEDOUT, "timed out");
    CHECK_FAILS(asyncio_timeout_reschedule(&limit, start + 9), EALREADY, "expired or ended");
}

static void enter_in_callback(void *unused) {
    (void)unused;
    asyncio_timeout limit;
    CHECK_FAILS(asyncio_timeout_enter(&limit, 1), EPERM, "only a task");
}

TEST(only_tasks_have_time_limits) {
    asyncio_timeout limit;
    CHECK_FAILS(asyncio_timeout_enter(&limit, NAN), EINVAL, "not a number");
    asyncio_call_soon(enter_in_callback, NULL);
    asyncio_sleep(0);
}

TESTS(RUN(a_stretch_that_ends_in_time_is_left_alone)
          RUN(a_deadline_cancels_what_waits_and_becomes_a_timeout)
              RUN(a_stretch_that_bears_its_cancellation_keeps_its_result)
                  RUN(an_error_of_its_own_is_kept) RUN(a_cancellation_from_outside_stays_one)
                      RUN(a_cancellation_that_comes_with_the_deadline_wins)
                          RUN(of_two_that_expire_together_both_are_told)
                              RUN(no_time_at_all_ends_the_next_wait)
                                  RUN(without_a_wait_there_is_no_timeout)
                                      RUN(a_deadline_can_be_moved_until_it_has_come)
                                          RUN(only_tasks_have_time_limits))
