#include "check.h"

static intptr_t await_it(void *future) {
    intptr_t result = asyncio_await(asyncio_retain(future));
    event(result == ASYNCIO_ERROR ? '!' : (char)result);
    return result;
}

TEST(a_result_set_later_reaches_all_who_wait_in_their_order) {
    asyncio_future *future = asyncio_create_future();
    asyncio_future *tasks[] = {asyncio_create_task(await_it, future),
                               asyncio_create_task(await_it, future),
                               asyncio_create_task(await_it, future)};
    asyncio_sleep(1);
    CHECK_EVENTS("");
    CHECK(asyncio_future_set_result(future, 'x') == 0);
    CHECK_EVENTS("");
    intptr_t results[3];
    CHECK(asyncio_await(asyncio_gather(tasks, 3, results)) == 0);
    CHECK_EVENTS("xxx");
    CHECK(results[0] == 'x' && results[2] == 'x');
    CHECK(asyncio_release(future) == 0);
}

TEST(awaiting_a_future_that_is_done_does_not_suspend) {
    asyncio_future *future = asyncio_create_future();
    asyncio_task *other = asyncio_create_task(await_it, future);
    asyncio_future_set_result(future, 'o');
    CHECK(asyncio_await(asyncio_retain(future)) == 'o');
    CHECK_EVENTS("");
    CHECK(asyncio_await(other) == 'o');
    asyncio_release(future);
}

TEST(an_exception_reaches_who_awaits) {
    asyncio_future *future = asyncio_create_future();
    CHECK(asyncio_future_set_exception(future, EDOM, "no such angle") == 0);
    CHECK_FAILS(asyncio_await(future), EDOM, "no such angle");
}

TEST(results_and_exceptions_can_be_looked_at) {
    asyncio_future *future = asyncio_create_future();
    asyncio_error error;
    CHECK(!asyncio_future_done(future) && !asyncio_future_cancelled(future));
    CHECK_FAILS(asyncio_future_result(future), EAGAIN, "not done yet");
    CHECK(asyncio_future_exception(future, &error) == EAGAIN);
    asyncio_future_set_exception(future, EDOM, "no such angle");
    CHECK(asyncio_future_done(future) && !asyncio_future_cancelled(future));
    CHECK(asyncio_future_exception(future, &error) == EDOM);
    CHECK(error.code == EDOM && strcmp(error.message, "no such angle") == 0);
    CHECK_FAILS(asyncio_future_result(future), EDOM, "no such angle");
    asyncio_release(future);

    future = asyncio_create_future();
    asyncio_future_set_result(future, 5);
    CHECK(asyncio_future_exception(future, &error) == 0 && error.code == 0);
    CHECK(asyncio_future_result(future) == 5);
    asyncio_release(future);
    CHECK(asyncio_future_exception(NULL, &error) == EINVAL && error.code == EINVAL);
}

TEST(an_error_value_is_cut_to_fit) {
    char message[300];
    memset(message, 'm', sizeof message - 1);
    message[sizeof message - 1] = '\0';
    asyncio_future *future = asyncio_create_future();
    asyncio_future_set_exception(future, EDOM, message);
    asyncio_error error;
    asyncio_future_exception(future, &error);
    CHECK(strlen(error.message) == sizeof error.message - 1);
    CHECK_FAILS(asyncio_await(future), EDOM, message);
}

TEST(a_future_is_completed_once) {
    asyncio_future *future = asyncio_create_future();
    CHECK(asyncio_future_set_result(future, 1) == 0);
    CHECK_FAILS(asyncio_future_set_result(future, 2), EINVAL, "done already");
    CHECK_FAILS(asyncio_future_set_exception(future, EDOM, "x"), EINVAL, "done already");
    CHECK_FAILS(asyncio_future_cancel(future), EALREADY, "done already");
    CHECK(asyncio_await(future) == 1);
}

static intptr_t return_at_once(void *unused) {
    (void)unused;
    return 3;
}

TEST(only_plain_futures_can_be_completed) {
    asyncio_task *task = asyncio_create_task(return_at_once, NULL);
    CHECK_FAILS(asyncio_future_set_result(task, 2), EINVAL, "asyncio_create_future");
    CHECK_FAILS(asyncio_future_set_exception(task, EDOM, "x"), EINVAL, "asyncio_create_future");
    CHECK_FAILS(asyncio_future_set_result(NULL, 2), EINVAL, "NULL");
    CHECK(asyncio_await(task) == 3);
}

TEST(cancelling_a_future_ends_it_and_who_awaits_it) {
    asyncio_future *future = asyncio_create_future();
    asyncio_task *waiter = asyncio_create_task(await_it, future);
    asyncio_sleep(0);
    CHECK(asyncio_future_cancel(future) == 0);
    CHECK(asyncio_future_cancelled(future));
    CHECK(asyncio_future_exception(future, NULL) == ECANCELED);
    CHECK_FAILS(asyncio_await(asyncio_retain(waiter)), ECANCELED, "cancelled");
    CHECK(asyncio_future_cancelled(waiter));
    CHECK(asyncio_task_cancelling(waiter) == 0);
    asyncio_release(waiter);
    asyncio_release(future);
}

static void log_done(asyncio_future *future, void *letter) {
    CHECK(asyncio_future_done(future));
    event(*(char *)letter);
}

TEST(done_callbacks_run_in_the_next_iteration_in_their_order) {
    asyncio_future *future = asyncio_create_future();
    CHECK(asyncio_future_add_done_callback(future, log_done, "a") == 0);
    CHECK(asyncio_future_add_done_callback(future, log_done, "b") == 0);
    asyncio_future_set_result(future, 0);
    CHECK(asyncio_future_add_done_callback(future, log_done, "c") == 0);
    event('.');
    asyncio_sleep(0);
    CHECK_EVENTS(".abc");
    asyncio_release(future);
}

TEST(done_callbacks_can_be_removed) {
    asyncio_future *future = asyncio_create_future();
    static char a[] = "a", b[] = "b";
    asyncio_future_add_done_callback(future, log_done, a);
    asyncio_future_add_done_callback(future, log_done, b);
    asyncio_future_add_done_callback(future, log_done, a);
    CHECK(asyncio_future_remove_done_callback(future, log_done, a) == 2);
    CHECK(asyncio_future_remove_done_callback(future, log_done, a) == 0);
    asyncio_future_set_result(future, 0);
    asyncio_sleep(0);
    CHECK_EVENTS("b");
    CHECK(asyncio_future_remove_done_callback(future, log_done, b) == 0);
    CHECK_FAILS(asyncio_future_add_done_callback(future, NULL, NULL), EINVAL, "function is NULL");
    asyncio_release(future);
}

TEST(a_done_callback_keeps_its_future_alive) {
    asyncio_future *future = asyncio_create_future();
    asyncio_future_add_done_callback(future, log_done, "k");
    asyncio_future_set_result(future, 0);
    asyncio_release(future);
    asyncio_sleep(0);
    CHECK_EVENTS("k");
}

TEST(a_future_that_is_never_done_goes_with_its_callbacks) {
    asyncio_future *future = asyncio_create_future();
    asyncio_future_add_done_callback(future, log_done, "n");
    asyncio_future_add_done_callback(future, log_done, "n");
    asyncio_release(future);
    asyncio_sleep(0);
    CHECK_EVENTS("");
}

TEST(retain_and_release_refuse_what_is_no_future) {
    CHECK(asyncio_release(NULL) == 0);
    CHECK_FAILS(asyncio_retain(NULL), EINVAL, "NULL");
    CHECK_FAILS(asyncio_future_cancel(NULL), EINVAL, "NULL");
}

TESTS(RUN(a_result_set_later_reaches_all_who_wait_in_their_order)
          RUN(awaiting_a_future_that_is_done_does_not_suspend) RUN(an_exception_reaches_who_awaits)
              RUN(results_and_exceptions_can_be_looked_at) RUN(an_error_value_is_cut_to_fit)
                  RUN(a_future_is_completed_once) RUN(only_plain_futures_can_be_completed)
                      RUN(cancelling_a_future_ends_it_and_who_awaits_it)
                          RUN(done_callbacks_run_in_the_next_iteration_in_their_order)
                              RUN(done_callbacks_can_be_removed)
                                  RUN(a_done_callback_keeps_its_future_alive)
                                      RUN(a_future_that_is_never_done_goes_with_its_callbacks)
                                          RUN(retain_and_release_refuse_what_is_no_future))
