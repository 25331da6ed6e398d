#include "check.h"

static intptr_t sleep_a_second(void *unused) {
    (void)unused;
    event('s');
    if (asyncio_sleep(1) < 0) {
        event(errno == ECANCELED ? 'c' : '?');
        return ASYNCIO_ERROR;
    }
    event('e');
    return 1;
}

TEST(a_cancelled_task_is_told_where_it_waits) {
    asyncio_task *task = asyncio_create_task(sleep_a_second, NULL);
    asyncio_sleep(0.5);
    CHECK(asyncio_future_cancel(task) == 0);
    CHECK(!asyncio_future_done(task));
    CHECK(asyncio_task_cancelling(task) == 1);
    CHECK_FAILS(asyncio_await(asyncio_retain(task)), ECANCELED, "cancelled");
    CHECK(asyncio_future_cancelled(task));
    CHECK_EVENTS("sc");
    asyncio_release(task);
}

TEST(a_task_cancelled_before_its_first_step_never_begins) {
    asyncio_task *task = asyncio_create_task(sleep_a_second, NULL);
    asyncio_future_cancel(task);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
    CHECK_EVENTS("");
}

static intptr_t refuse_once(void *unused) {
    (void)unused;
    CHECK_FAILS(asyncio_sleep(10), ECANCELED, "cancelled");
    CHECK(asyncio_sleep(10) == 0);
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 1);
    return 5;
}

TEST(one_cancel_is_one_error_and_a_task_may_go_on) {
    asyncio_task *task = asyncio_create_task(refuse_once, NULL);
    asyncio_sleep(1);
    asyncio_future_cancel(task);
    CHECK(asyncio_await(asyncio_retain(task)) == 5);
    CHECK(!asyncio_future_cancelled(task));
    CHECK(asyncio_task_cancelling(task) == 1);
    asyncio_release(task);
}

static intptr_t clean_up_slowly(void *unused) {
    (void)unused;
    if (asyncio_sleep(10) < 0) {
        event('1');
        CHECK(asyncio_sleep(2) == 0);
        event('2');
        return asyncio_fail(ECANCELED, "cleaned up");
    }
    return 0;
}

TEST(clean_up_may_wait) {
    asyncio_task *task = asyncio_create_task(clean_up_slowly, NULL);
    asyncio_sleep(1);
    double start = asyncio_time();
    asyncio_future_cancel(task);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cleaned up");
    CHECK_EVENTS("12");
    CHECK(asyncio_time() == start + 2);
}

static intptr_t await_other(void *other) { return asyncio_await(other); }

TEST(cancelling_goes_to_the_innermost_task) {
    asyncio_task *inner = asyncio_create_task(sleep_a_second, NULL);
    asyncio_task *middle = asyncio_create_task(await_other, inner);
    asyncio_task *outer = asyncio_create_task(await_other, asyncio_retain(middle));
    asyncio_sleep(0.5);
    asyncio_future_cancel(outer);
    CHECK(asyncio_task_cancelling(middle) == 1);
    CHECK_FAILS(asyncio_await(outer), ECANCELED, "cancelled");
    CHECK(asyncio_future_cancelled(middle));
    CHECK_EVENTS("sc");
    asyncio_release(middle);
}

static intptr_t cancel_self(void *unused) {
    (void)unused;
    asyncio_future_cancel(asyncio_current_task());
    event('1');
    CHECK_FAILS(asyncio_sleep(5), ECANCELED, "cancelled");
    event('2');
    return 6;
}

TEST(a_task_that_cancels_itself_hears_of_it_at_its_next_wait) {
    double start = asyncio_time();
    CHECK(asyncio_await(asyncio_create_task(cancel_self, NULL)) == 6);
    CHECK(asyncio_time() == start);
    CHECK_EVENTS("12");
}

static intptr_t cancel_self_and_return(void *unused) {
    (void)unused;
    asyncio_future_cancel(asyncio_current_task());
    return 6;
}

TEST(a_task_that_cancels_itself_and_returns_ends_cancelled) {
    CHECK_FAILS(asyncio_await(asyncio_create_task(cancel_self_and_return, NULL)), ECANCELED,
                "cancelled");
}

TEST(a_message_travels_with_the_cancellation) {
    asyncio_task *task = asyncio_create_task(sleep_a_second, NULL);
    asyncio_future *outer[] = {asyncio_create_task(await_other, task)};
    asyncio_future *all = asyncio_gather(outer, 1, NULL);
    asyncio_sleep(0);
    CHECK(asyncio_future_cancel_with_message(all, "the user went away") == 0);
    CHECK_FAILS(asyncio_await(all), ECANCELED, "the user went away");
    asyncio_task *unborn = asyncio_create_task(sleep_a_second, NULL);
    asyncio_future_cancel_with_message(unborn, "never mind");
    CHECK_FAILS(asyncio_await(unborn), ECANCELED, "never mind");
    asyncio_future *future = asyncio_create_future();
    asyncio_future_cancel_with_message(future, "no use");
    CHECK_FAILS(asyncio_await(future), ECANCELED, "no use");
}

static intptr_t cancel_self_and_fail(void *unused) {
    (void)unused;
    asyncio_future_cancel(asyncio_current_task());
    return asyncio_fail(EPROTO, "an error of its own");
}

TEST(a_task_that_cancels_itself_and_fails_ends_with_its_error) {
    CHECK_FAILS(asyncio_await(asyncio_create_task(cancel_self_and_fail, NULL)), EPROTO,
                "an error of its own");
}

static intptr_t cancel_self_and_yield(void *unused) {
    (void)unused;
    asyncio_future_cancel(asyncio_current_task());
    CHECK_FAILS(asyncio_sleep(0), ECANCELED, "cancelled");
    CHECK(asyncio_sleep(0) == 0);
    asyncio_future *pending = asyncio_create_future();
    asyncio_future_cancel(asyncio_current_task());
    CHECK_FAILS(asyncio_await(asyncio_retain(pending)), ECANCELED, "cancelled");
    CHECK(asyncio_future_cancelled(pending));
    asyncio_release(pending);
    return 0;
}

TEST(a_pending_cancel_is_delivered_at_every_kind_of_wait) {
    CHECK(asyncio_await(asyncio_create_task(cancel_self_and_yield, NULL)) == 0);
}

static intptr_t uncancel_self(void *unused) {
    (void)unused;
    asyncio_task *me = asyncio_current_task();
    asyncio_future_cancel(me);
    asyncio_future_cancel(me);
    CHECK(asyncio_task_cancelling(me) == 2);
    CHECK(asyncio_task_uncancel(me) == 1);
    CHECK(asyncio_task_uncancel(me) == 0);
    CHECK(asyncio_task_uncancel(me) == 0);
    CHECK(asyncio_sleep(1) == 0);
    return 8;
}

TEST(taking_all_cancels_back_drops_the_one_not_delivered) {
    CHECK(asyncio_await(asyncio_create_task(uncancel_self, NULL)) == 8);
}

TEST(cancelling_a_finished_task_is_an_error_and_changes_nothing) {
    asyncio_task *task = asyncio_create_task(sleep_a_second, NULL);
    asyncio_sleep(2);
    CHECK(asyncio_future_done(task));
    CHECK_FAILS(asyncio_future_cancel(task), EALREADY, "done already");
    CHECK(asyncio_task_cancelling(task) == 0);
    CHECK(asyncio_await(task) == 1);
}

static intptr_t count_wakes(void *wakes) {
    while (asyncio_sleep(0) == 0)
        ++*(int *)wakes;
    return ASYNCIO_ERROR;
}

TEST(several_cancels_before_delivery_are_one_error) {
    int wakes = 0;
    asyncio_task *task = asyncio_create_task(count_wakes, &wakes);
    asyncio_sleep(0);
    asyncio_future_cancel(task);
    asyncio_future_cancel(task);
    CHECK(asyncio_task_cancelling(task) == 2);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
}

static intptr_t await_value(void *future) {
    CHECK_FAILS(asyncio_await(asyncio_retain(future)), ECANCELED, "cancelled");
    return 9;
}

TEST(a_cancel_that_comes_with_the_result_wins_for_the_waiter_only) {
    asyncio_future *future = asyncio_create_future();
    asyncio_task *task = asyncio_create_task(await_value, future);
    asyncio_sleep(0);
    asyncio_future_set_result(future, 4);
    asyncio_future_cancel(task);
    CHECK(asyncio_await(task) == 9);
    CHECK(asyncio_await(future) == 4);
}

static void cancel_it(void *task) { CHECK(asyncio_future_cancel(task) == 0); }

TEST(a_sleep_whose_time_has_come_can_still_be_cancelled) {
    double end = asyncio_time() + 1;
    asyncio_task *before = asyncio_create_task(sleep_a_second, NULL);
    asyncio_call_at(end, cancel_it, before); /* comes before the alarms that start later */
    asyncio_task *after = asyncio_create_task(sleep_a_second, NULL);
    asyncio_sleep(0);
    asyncio_call_at(end, cancel_it, after); /* comes after them, before the tasks go on */
    CHECK_FAILS(asyncio_await(before), ECANCELED, "cancelled");
    CHECK_FAILS(asyncio_await(after), ECANCELED, "cancelled");
    CHECK(asyncio_time() == end);
    CHECK_EVENTS("sscc");
}

TESTS(RUN(a_cancelled_task_is_told_where_it_waits)
          RUN(a_task_cancelled_before_its_first_step_never_begins)
              RUN(one_cancel_is_one_error_and_a_task_may_go_on) RUN(clean_up_may_wait)
                  RUN(cancelling_goes_to_the_innermost_task) RUN(
                      a_task_that_cancels_itself_hears_of_it_at_its_next_wait)
                      RUN(a_task_that_cancels_itself_and_returns_ends_cancelled) RUN(
                          a_task_that_cancels_itself_and_fails_ends_with_its_error)
                          RUN(a_message_travels_with_the_cancellation) RUN(
                              a_pending_cancel_is_delivered_at_every_kind_of_wait)
                              RUN(taking_all_cancels_back_drops_the_one_not_delivered) RUN(
                                  cancelling_a_finished_task_is_an_error_and_changes_nothing)
                                  RUN(several_cancels_before_delivery_are_one_error) RUN(
                                      a_cancel_that_comes_with_the_result_wins_for_the_waiter_only)
                                      RUN(a_sleep_whose_time_has_come_can_still_be_cancelled))
