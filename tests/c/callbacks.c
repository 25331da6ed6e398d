#include "check.h"

#include <math.h>

static void log_letter(void *letter) { event(*(const char *)letter); }

TEST(call_soon_runs_in_the_next_iteration_in_order) {
    CHECK(asyncio_call_soon(log_letter, "a") != 0);
    CHECK(asyncio_call_soon(log_letter, "b") != 0);
    event('.');
    asyncio_sleep(0);
    CHECK_EVENTS(".ab");
}

static void log_and_call_soon(void *letters) {
    const char *letter = letters;
    event(letter[0]);
    if (letter[1] != '\0')
        asyncio_call_soon(log_and_call_soon, (void *)(letter + 1));
}

TEST(what_a_callback_schedules_runs_one_iteration_later) {
    asyncio_call_soon(log_and_call_soon, "abc");
    asyncio_call_soon(log_and_call_soon, "xyz");
    for (int i = 0; i < 3; i++) {
        asyncio_sleep(0);
        event('.');
    }
    CHECK_EVENTS("ax.by.cz.");
}

TEST(call_later_and_call_at_run_in_the_order_of_their_times) {
    double now = asyncio_time();
    asyncio_call_later(3, log_letter, "c");
    asyncio_call_at(now + 2, log_letter, "b");
    asyncio_call_later(1, log_letter, "a");
    asyncio_call_at(now - 100, log_letter, "0");
    asyncio_call_later(0, log_letter, "1");
    asyncio_sleep(2.5);
    CHECK_EVENTS("01ab");
    asyncio_sleep(1);
    CHECK_EVENTS("01abc");
}

TEST(a_cancelled_callback_is_not_called) {
    asyncio_handle soon = asyncio_call_soon(log_letter, "s");
    asyncio_handle later = asyncio_call_later(1, log_letter, "l");
    CHECK(asyncio_handle_cancel(soon) == 0);
    CHECK(asyncio_handle_cancel(later) == 0);
    CHECK_FAILS(asyncio_handle_cancel(soon), EALREADY, "called or cancelled before");
    CHECK_FAILS(asyncio_handle_cancel(0), EALREADY, "called or cancelled before");
    asyncio_sleep(2);
    CHECK_EVENTS("");
}

TEST(a_handle_does_not_cancel_a_callback_that_came_after_its_own) {
    asyncio_handle first = asyncio_call_soon(log_letter, "1");
    asyncio_sleep(0);
    asyncio_handle second = asyncio_call_soon(log_letter, "2");
    CHECK(first != second);
    CHECK_FAILS(asyncio_handle_cancel(first), EALREADY, "called or cancelled before");
    asyncio_sleep(0);
    CHECK_EVENTS("12");
}

static asyncio_handle victim;
static void cancel_victim(void *unused) {
    (void)unused;
    CHECK(asyncio_handle_cancel(victim) == 0);
    event('k');
}

TEST(a_callback_can_cancel_one_of_its_own_iteration) {
    asyncio_call_soon(cancel_victim, NULL);
    victim = asyncio_call_soon(log_letter, "v");
    asyncio_sleep(0);
    asyncio_sleep(0);
    CHECK_EVENTS("k");
}

static void use_the_api(void *future) {
    CHECK(asyncio_current_task() == NULL);
    CHECK_FAILS(asyncio_sleep(1), EPERM, "only a task can wait");
    CHECK_FAILS(asyncio_await(future), EPERM, "only a task can wait");
    CHECK_FAILS(asyncio_wait_for(future, 1), EPERM, "only a task can wait");
    CHECK_FAILS(asyncio_run(NULL, NULL), EPERM, "running already");
    CHECK(asyncio_future_set_result(future, 11) == 0);
}

TEST(callbacks_may_do_all_but_wait) {
    asyncio_future *future = asyncio_create_future();
    asyncio_call_later(1, use_the_api, future);
    CHECK(asyncio_await(future) == 11);
}

TEST(bad_callbacks_are_refused) {
    CHECK_FAILS(asyncio_call_soon(NULL, NULL), EINVAL, "function is NULL");
    CHECK_FAILS(asyncio_call_later(-1, log_letter, "x"), EINVAL, "negative or not a number");
    CHECK_FAILS(asyncio_call_later(NAN, log_letter, "x"), EINVAL, "negative or not a number");
    CHECK_FAILS(asyncio_call_at(NAN, log_letter, "x"), EINVAL, "not a number");
}

TEST(what_is_still_scheduled_at_the_end_is_dropped) {
    asyncio_call_later(1e9, log_letter, "x");
    asyncio_call_soon(log_letter, "y");
}

enum { MANY = 100000 };
static int rung;
static double last_time;
static bool in_order = true;
static void count(void *unused) {
    (void)unused;
    rung++;
    in_order = in_order && asyncio_time() >= last_time;
    last_time = asyncio_time();
}

TEST(a_hundred_thousand_timers_ring_in_order_and_half_of_them_are_cancelled) {
    static asyncio_handle handles[MANY];
    uint32_t random = 1;
    for (int i = 0; i < MANY; i++) {
        random = random * 1664525u + 1013904223u;
        handles[i] = asyncio_call_later(random % 100000 / 10.0, count, NULL);
    }
    int cancelled = 0;
    for (int i = 0; i < MANY; i += 2)
        cancelled += asyncio_handle_cancel(handles[i]) == 0;
    last_time = asyncio_time();
    asyncio_sleep(10001);
    CHECK(cancelled == MANY / 2);
    CHECK(rung == MANY / 2);
    CHECK(in_order);
}

TESTS(RUN(call_soon_runs_in_the_next_iteration_in_order) RUN(
    what_a_callback_schedules_runs_one_iteration_later)
          RUN(call_later_and_call_at_run_in_the_order_of_their_times) RUN(
              a_cancelled_callback_is_not_called)
              RUN(a_handle_does_not_cancel_a_callback_that_came_after_its_own) RUN(
                  a_callback_can_cancel_one_of_its_own_iteration) RUN(callbacks_may_do_all_but_wait)
                  RUN(bad_callbacks_are_refused) RUN(what_is_still_scheduled_at_the_end_is_dropped)
                      RUN(a_hundred_thousand_timers_ring_in_order_and_half_of_them_are_cancelled))
