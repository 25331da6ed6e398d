/* What can be seen of tasks, and of errors that nobody asked about. */
#include "check.h"

static intptr_t sleep_a_second(void *unused) {
    (void)unused;
    return asyncio_sleep(1);
}

TEST(all_tasks_lists_those_that_have_not_ended_oldest_first) {
    asyncio_task *first = asyncio_create_task(sleep_a_second, NULL);
    asyncio_task *second = asyncio_create_task(sleep_a_second, NULL);
    asyncio_task *tasks[3];
    CHECK(asyncio_all_tasks(tasks, 3) == 3);
    CHECK(tasks[0] == asyncio_current_task() && tasks[1] == first && tasks[2] == second);
    CHECK(asyncio_all_tasks(tasks, 1) == 3);
    CHECK(asyncio_await(first) == 0);
    CHECK(asyncio_await(second) == 0);
    CHECK(asyncio_all_tasks(NULL, 0) == 1);
}

static asyncio_exception_context seen;
static char seen_name[32];
static int times;

static void handle(const asyncio_exception_context *context, void *argument) {
    CHECK(argument == &times);
    CHECK_FAILS(asyncio_sleep(1), EPERM, "only a task");
    seen = *context;
    snprintf(seen_name, sizeof seen_name, "%s", context->name);
    times++;
}

static intptr_t fail(void *unused) {
    (void)unused;
    return asyncio_fail(EPROTO, "nobody will ask");
}

static void fail_unseen(void *unused) {
    (void)unused;
    asyncio_release(asyncio_create_task(fail, NULL, .name = "failing"));
}

TEST(an_error_that_nobody_asked_about_goes_to_the_handler) {
    asyncio_set_exception_handler(handle, &times);
    times = 0;
    asyncio_call_soon(fail_unseen, NULL);
    asyncio_sleep(1);
    CHECK(times == 1);
    CHECK(strcmp(seen.what, "task") == 0 && strcmp(seen_name, "failing") == 0);
    CHECK(seen.error.code == EPROTO && strcmp(seen.error.message, "nobody will ask") == 0);

    asyncio_task *dropped = asyncio_create_task(fail, NULL);
    asyncio_sleep(0);
    asyncio_release(dropped); /* by a task; the handler cannot wait even so */
    CHECK(times == 2);

    asyncio_task *asked = asyncio_create_task(fail, NULL);
    asyncio_sleep(0);
    CHECK(asyncio_future_exception(asked, NULL) == EPROTO);
    asyncio_release(asked);
    CHECK(times == 2);
    asyncio_set_exception_handler(NULL, NULL);
}

static void set_from_outside(void *context) { asyncio_call_exception_handler(context); }

TEST(a_program_can_tell_the_handler_itself) {
    asyncio_set_exception_handler(handle, &times);
    times = 0;
    asyncio_exception_context context = {.what = "connection", .name = "7"};
    asyncio_call_soon(set_from_outside, &context);
    asyncio_sleep(0);
    CHECK(times == 1 && strcmp(seen.what, "connection") == 0);
    asyncio_set_exception_handler(NULL, NULL);
}

TESTS(RUN(all_tasks_lists_those_that_have_not_ended_oldest_first)
          RUN(an_error_that_nobody_asked_about_goes_to_the_handler)
              RUN(a_program_can_tell_the_handler_itself))
