#include "check.h"

static intptr_t sleep_then_return(void *seconds) {
    if (asyncio_sleep((double)(intptr_t)seconds) < 0) {
        event('c');
        return ASYNCIO_ERROR;
    }
    event((char)('0' + (intptr_t)seconds));
    return (intptr_t)seconds * 10;
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

TEST(results_come_in_the_order_of_the_arguments) {
    asyncio_future *tasks[] = {returns(3), returns(1), returns(2)};
    intptr_t results[3];
    CHECK(asyncio_await(asyncio_gather(tasks, 3, results)) == 0);
    CHECK(results[0] == 30 && results[1] == 10 && results[2] == 20);
    CHECK_EVENTS("123");
}

TEST(the_first_error_comes_at_once_and_the_others_run_on) {
    double start = asyncio_time();
    asyncio_future *tasks[] = {returns(3), fails(1), fails(2)};
    CHECK_FAILS(asyncio_await(asyncio_gather(tasks, 3, NULL)), EPROTO, "failed after its sleep");
    CHECK(asyncio_time() == start + 1);
    asyncio_sleep(5);
    CHECK_EVENTS("3");
}

TEST(with_return_exceptions_errors_are_results) {
    asyncio_future *cancelled = returns(5);
    asyncio_future *tasks[] = {returns(2), fails(1), cancelled};
    intptr_t results[3];
    asyncio_error errors[3];
    asyncio_future *all =
        asyncio_gather(tasks, 3, results, .return_exceptions = true, .errors = errors);
    asyncio_sleep(1.5);
    CHECK(!asyncio_future_done(all));
    asyncio_future_cancel(cancelled);
    CHECK(asyncio_await(all) == 0);
    CHECK(results[0] == 20 && errors[0].code == 0);
    CHECK(results[1] == ASYNCIO_ERROR && errors[1].code == EPROTO);
    CHECK(strcmp(errors[1].message, "failed after its sleep") == 0);
    CHECK(results[2] == ASYNCIO_ERROR && errors[2].code == ECANCELED);
}

TEST(cancelling_it_cancels_all_and_waits_for_their_ends) {
    asyncio_future *tasks[] = {returns(3), returns(4)};
    asyncio_future *all = asyncio_gather(tasks, 2, NULL);
    asyncio_sleep(1);
    CHECK(asyncio_future_cancel(all) == 0);
    CHECK(!asyncio_future_done(all));
    CHECK_FAILS(asyncio_await(all), ECANCELED, "cancelled");
    CHECK_EVENTS("cc");
}

TEST(cancelling_it_counts_even_with_return_exceptions) {
    asyncio_future *tasks[] = {returns(3), returns(4)};
    asyncio_future *all = asyncio_gather(tasks, 2, NULL, .return_exceptions = true);
    asyncio_sleep(1);
    asyncio_future_cancel(all);
    CHECK_FAILS(asyncio_await(all), ECANCELED, "cancelled");
    CHECK_EVENTS("cc");
}

static intptr_t gather_two(void *unused) {
    (void)unused;
    asyncio_future *tasks[] = {returns(3), returns(4)};
    return asyncio_await(asyncio_gather(tasks, 2, NULL));
}

TEST(cancelling_who_awaits_it_cancels_all) {
    asyncio_task *task = asyncio_create_task(gather_two, NULL);
    asyncio_sleep(1);
    asyncio_future_cancel(task);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
    CHECK_EVENTS("cc");
}

TEST(a_cancelled_member_ends_it_without_cancelling_it) {
    asyncio_future *member = returns(3);
    asyncio_future *tasks[] = {member, returns(2)};
    asyncio_future *all = asyncio_retain(asyncio_gather(tasks, 2, NULL));
    asyncio_sleep(0);
    asyncio_future_cancel(member);
    CHECK_FAILS(asyncio_await(all), ECANCELED, "cancelled");
    CHECK(!asyncio_future_cancelled(all));
    asyncio_release(all);
    asyncio_sleep(5);
    CHECK_EVENTS("c2");
}

TEST(nothing_gathered_is_done) {
    asyncio_future *all = asyncio_gather(NULL, 0, NULL);
    CHECK(asyncio_future_done(all));
    CHECK(asyncio_await(all) == 0);
}

TEST(members_that_are_done_count) {
    asyncio_future *done = asyncio_create_future();
    asyncio_future_set_result(done, 7);
    asyncio_future *futures[] = {done, asyncio_retain(done)};
    intptr_t results[2];
    asyncio_future *all = asyncio_gather(futures, 2, results);
    CHECK(asyncio_future_done(all));
    CHECK(results[0] == 7 && results[1] == 7);
    CHECK(asyncio_await(all) == 0);
}

TEST(gathers_nest) {
    asyncio_future *inner[] = {returns(1), returns(2)};
    intptr_t inner_results[2], results[2];
    asyncio_future *outer[] = {asyncio_gather(inner, 2, inner_results), returns(3)};
    CHECK(asyncio_await(asyncio_gather(outer, 2, results)) == 0);
    CHECK(inner_results[0] == 10 && inner_results[1] == 20);
    CHECK(results[0] == 0 && results[1] == 30);
}

static void see_error(asyncio_future *future, void *unused) {
    (void)unused;
    CHECK(asyncio_future_exception(future, NULL) == EPROTO);
}

TEST(a_gather_nobody_awaits_leaves_nothing_behind) {
    asyncio_future *tasks[] = {returns(1), fails(2)};
    asyncio_future *all = asyncio_gather(tasks, 2, NULL);
    asyncio_future_add_done_callback(all, see_error, NULL);
    asyncio_release(all);
    asyncio_sleep(3);
    CHECK_EVENTS("1");
}

TEST(a_member_that_is_no_future_is_refused_and_nothing_taken) {
    asyncio_future *task = returns(1);
    asyncio_future *with_null[] = {task, NULL};
    CHECK_FAILS(asyncio_gather(with_null, 2, NULL), EINVAL, "NULL");
    CHECK(asyncio_await(task) == 10);
    asyncio_future *with_dead[] = {task};
    CHECK_FAILS(asyncio_gather(with_dead, 1, NULL), EINVAL, "awaited or released before");
}

enum { MANY = 10000 };

TEST(ten_thousand_are_gathered) {
    static asyncio_future *tasks[MANY];
    static intptr_t results[MANY];
    for (intptr_t i = 0; i < MANY; i++)
        tasks[i] = returns(i % 10);
    CHECK(asyncio_await(asyncio_gather(tasks, MANY, results)) == 0);
    bool right = true;
    for (intptr_t i = 0; i < MANY; i++)
        right = right && results[i] == i % 10 * 10;
    CHECK(right);
}

TESTS(RUN(results_come_in_the_order_of_the_arguments)
          RUN(the_first_error_comes_at_once_and_the_others_run_on)
              RUN(with_return_exceptions_errors_are_results)
                  RUN(cancelling_it_cancels_all_and_waits_for_their_ends)
                      RUN(cancelling_it_counts_even_with_return_exceptions)
                          RUN(cancelling_who_awaits_it_cancels_all) RUN(
                              a_cancelled_member_ends_it_without_cancelling_it)
                              RUN(nothing_gathered_is_done) RUN(members_that_are_done_count) RUN(
                                  gathers_nest) RUN(a_gather_nobody_awaits_leaves_nothing_behind)
                                  RUN(a_member_that_is_no_future_is_refused_and_nothing_taken)
                                      RUN(ten_thousand_are_gathered))
