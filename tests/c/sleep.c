#include "check.h"

#include <math.h>

TEST(sleep_lasts_exactly_as_long_as_asked) {
    double start = asyncio_time();
    CHECK(asyncio_sleep(2.5) == 0);
    CHECK(asyncio_time() == start + 2.5);
    CHECK(asyncio_sleep(86400 * 365) == 0);
    CHECK(asyncio_time() == start + 2.5 + 86400 * 365);
}

static intptr_t log_then_sleep(void *letters) {
    const char *letter = letters;
    event(letter[0]);
    CHECK(asyncio_sleep(letter[1] - '0') == 0);
    event(letter[2]);
    return 0;
}

TEST(tasks_wake_in_the_order_of_their_deadlines) {
    asyncio_future *tasks[] = {asyncio_create_task(log_then_sleep, "a3A"),
                               asyncio_create_task(log_then_sleep, "b1B"),
                               asyncio_create_task(log_then_sleep, "c2C")};
    double start = asyncio_time();
    CHECK(asyncio_await(asyncio_gather(tasks, 3, NULL)) == 0);
    CHECK_EVENTS("abcBCA");
    CHECK(asyncio_time() == start + 3);
}

TEST(equal_deadlines_wake_in_the_order_of_the_sleeps) {
    asyncio_future *tasks[5];
    static char letters[5][4] = {"a1A", "b1B", "c1C", "d1D", "e1E"};
    for (int i = 0; i < 5; i++)
        tasks[i] = asyncio_create_task(log_then_sleep, letters[i]);
    CHECK(asyncio_await(asyncio_gather(tasks, 5, NULL)) == 0);
    CHECK_EVENTS("abcdeABCDE");
}

static intptr_t take_turns(void *letter) {
    for (int turn = 0; turn < 3; turn++) {
        event(*(const char *)letter);
        CHECK(asyncio_sleep(0) == 0);
    }
    return 0;
}

TEST(sleep_0_gives_every_other_ready_task_one_turn) {
    asyncio_future *tasks[] = {asyncio_create_task(take_turns, "a"),
                               asyncio_create_task(take_turns, "b"),
                               asyncio_create_task(take_turns, "c")};
    CHECK(asyncio_await(asyncio_gather(tasks, 3, NULL)) == 0);
    CHECK_EVENTS("abcabcabc");
}

static bool rang;
static void ring(void *unused) {
    (void)unused;
    rang = true;
}

TEST(a_task_that_never_stops_yielding_does_not_stop_the_clock_for_what_is_due) {
    rang = false;
    CHECK(asyncio_call_at(asyncio_time(), ring, NULL) != 0);
    int turns = 0;
    while (!rang && turns < 10) {
        turns++;
        asyncio_sleep(0);
    }
    CHECK(rang);
    CHECK(turns == 2); /* what was ready before comes before what is due */
}

TEST(a_delay_that_is_negative_or_not_a_number_is_refused_without_waiting) {
    double start = asyncio_time();
    CHECK_FAILS(asyncio_sleep(-1), EINVAL, "the delay is negative or not a number");
    CHECK_FAILS(asyncio_sleep(-INFINITY), EINVAL, "the delay is negative or not a number");
    CHECK_FAILS(asyncio_sleep(NAN), EINVAL, "the delay is negative or not a number");
    CHECK(asyncio_sleep(-0.0) == 0);
    CHECK(asyncio_time() == start);
}

static intptr_t sleep_for_ever(void *unused) {
    (void)unused;
    int status = asyncio_sleep(INFINITY);
    CHECK(status == ASYNCIO_ERROR && errno == ECANCELED);
    return ASYNCIO_ERROR;
}

TEST(a_sleep_without_end_lasts_until_it_is_cancelled) {
    asyncio_task *task = asyncio_create_task(sleep_for_ever, NULL);
    CHECK(asyncio_sleep(1e9) == 0);
    CHECK(!asyncio_future_done(task));
    CHECK(asyncio_future_cancel(task) == 0);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
}

enum { MANY = 100000 };

static intptr_t sleep_odd_times(void *index) {
    asyncio_sleep(1 + (double)((intptr_t)index * 7919 % 1000) / 1000);
    return (intptr_t)index;
}

TEST(a_hundred_thousand_tasks_sleep_at_once) {
    static asyncio_future *tasks[MANY];
    static intptr_t results[MANY];
    double start = asyncio_time();
    for (intptr_t i = 0; i < MANY; i++)
        tasks[i] = asyncio_create_task(sleep_odd_times, (void *)i, .stack_size = 1024);
    CHECK(asyncio_await(asyncio_gather(tasks, MANY, results)) == 0);
    bool in_order = true;
    for (intptr_t i = 0; i < MANY; i++)
        in_order = in_order && results[i] == i;
    CHECK(in_order);
    CHECK(asyncio_time() == start + 1.999);
}

TEST(a_hundred_thousand_tasks_with_the_default_stack_fit_in_1_GiB) {
    static asyncio_future *tasks[MANY];
    for (intptr_t i = 0; i < MANY; i++)
        tasks[i] = asyncio_create_task(sleep_odd_times, (void *)i);
    CHECK(asyncio_await(asyncio_gather(tasks, MANY, NULL)) == 0);
    CHECK(__builtin_wasm_memory_size(0) <= (1 << 30) / 65536);
}

TESTS(RUN(sleep_lasts_exactly_as_long_as_asked) RUN(tasks_wake_in_the_order_of_their_deadlines)
          RUN(equal_deadlines_wake_in_the_order_of_the_sleeps)
              RUN(sleep_0_gives_every_other_ready_task_one_turn)
                  RUN(a_task_that_never_stops_yielding_does_not_stop_the_clock_for_what_is_due)
                      RUN(a_delay_that_is_negative_or_not_a_number_is_refused_without_waiting)
                          RUN(a_sleep_without_end_lasts_until_it_is_cancelled)
                              RUN(a_hundred_thousand_tasks_sleep_at_once)
                                  RUN(a_hundred_thousand_tasks_with_the_default_stack_fit_in_1_GiB))
