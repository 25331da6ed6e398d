#include "check.h"

static asyncio_context_var user = {.name = "user", .default_value = "nobody"};
static asyncio_context_var other = {.name = "other"};

static const char *get(void) { return asyncio_context_var_get(&user); }

static intptr_t set_and_wait(void *name) {
    CHECK(strcmp(get(), "parent") == 0);
    CHECK(asyncio_context_var_set(&user, name) == 0);
    asyncio_sleep(1);
    CHECK(strcmp(get(), name) == 0);
    CHECK(asyncio_context_var_set(&other, name) == 0);
    asyncio_sleep(1);
    CHECK(strcmp(get(), name) == 0);
    CHECK(asyncio_context_var_get(&other) == name);
    return 0;
}

TEST(every_task_has_values_of_its_own_and_begins_with_its_parents) {
    CHECK(strcmp(get(), "nobody") == 0);
    CHECK(asyncio_context_var_get(&other) == NULL);
    CHECK(asyncio_context_var_set(&user, "parent") == 0);
    asyncio_future *tasks[] = {asyncio_create_task(set_and_wait, "first"),
                               asyncio_create_task(set_and_wait, "second")};
    CHECK(asyncio_await(asyncio_gather(tasks, 2, NULL)) == 0);
    CHECK(strcmp(get(), "parent") == 0);
    CHECK(asyncio_context_var_get(&other) == NULL);
    CHECK(asyncio_context_var_set(&user, "nobody") == 0);
}

static intptr_t see_value(void *expected) {
    CHECK(strcmp(get(), expected) == 0);
    return 0;
}

TEST(a_task_sees_what_was_set_when_it_was_created) {
    asyncio_context_var_set(&user, "before");
    asyncio_task *task = asyncio_create_task(see_value, "before");
    asyncio_context_var_set(&user, "after");
    CHECK(asyncio_await(task) == 0);
    CHECK(asyncio_await(asyncio_create_task(see_value, "after", .eager_start = true)) == 0);
}

static void see_in_callback(void *expected) {
    CHECK(strcmp(get(), expected) == 0);
    CHECK(asyncio_context_var_set(&user, "the callback's") == 0);
}

static void see_when_done(asyncio_future *future, void *expected) {
    (void)future;
    CHECK(strcmp(get(), expected) == 0);
}

TEST(callbacks_run_with_the_values_of_who_registered_them) {
    asyncio_future *future = asyncio_create_future();
    asyncio_context_var_set(&user, "one");
    asyncio_call_soon(see_in_callback, "one");
    asyncio_future_add_done_callback(future, see_when_done, "one");
    asyncio_context_var_set(&user, "two");
    asyncio_call_later(1, see_in_callback, "two");
    asyncio_context_var_set(&user, "three");
    asyncio_future_set_result(future, 0);
    asyncio_sleep(2);
    CHECK(strcmp(get(), "three") == 0);
    asyncio_release(future);
}

TEST(a_loop_begins_without_values) { CHECK(strcmp(get(), "nobody") == 0); }

TESTS(RUN(every_task_has_values_of_its_own_and_begins_with_its_parents)
          RUN(a_task_sees_what_was_set_when_it_was_created)
              RUN(callbacks_run_with_the_values_of_who_registered_them)
                  RUN(a_loop_begins_without_values))
