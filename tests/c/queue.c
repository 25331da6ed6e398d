#include "check.h"

static asyncio_queue queue;
static char items[] = "abcdefghijklmnopqrstuvwxyz";

static void log_item(const void *item) { event(*(const char *)item); }

static intptr_t produce(void *count) {
    for (intptr_t i = 0; i < (intptr_t)count; i++)
        if (asyncio_queue_put(&queue, &items[i]) < 0)
            return ASYNCIO_ERROR;
    return 0;
}

static intptr_t consume(void *count) {
    for (intptr_t i = 0; i < (intptr_t)count; i++) {
        void *item;
        if (asyncio_queue_get(&queue, &item) < 0) {
            event(errno == EPIPE ? 'P' : '!');
            return ASYNCIO_ERROR;
        }
        log_item(item);
        asyncio_queue_task_done(&queue);
    }
    return 0;
}

static void begin(size_t maxsize) { queue = (asyncio_queue)ASYNCIO_QUEUE(maxsize); }

TEST(items_come_out_in_the_order_in_which_they_went_in) {
    begin(2);
    asyncio_future *tasks[] = {asyncio_create_task(produce, (void *)20),
                               asyncio_create_task(consume, (void *)20)};
    CHECK(asyncio_await(asyncio_gather(tasks, 2, NULL)) == 0);
    CHECK_EVENTS("abcdefghijklmnopqrst");
    asyncio_queue_free(&queue);
}

TEST(a_ring_that_grows_while_it_is_wrapped_keeps_its_order) {
    begin(0);
    void *item;
    for (int round = 0; round < 5; round++)
        asyncio_queue_put_nowait(&queue, &items[round]);
    for (int round = 0; round < 5; round++)
        asyncio_queue_get_nowait(&queue, &item);
    for (int i = 0; i < 26; i++)
        CHECK(asyncio_queue_put(&queue, &items[i]) == 0);
    CHECK(asyncio_queue_qsize(&queue) == 26);
    while (asyncio_queue_get_nowait(&queue, &item) == 0)
        log_item(item);
    CHECK_EVENTS(items);
    CHECK(asyncio_queue_empty(&queue) && !asyncio_queue_full(&queue));
    asyncio_queue_free(&queue);
}

TEST(nowait_says_that_it_would_have_to_wait) {
    begin(1);
    void *item;
    CHECK_FAILS(asyncio_queue_get_nowait(&queue, &item), EAGAIN, "queue is empty");
    CHECK(asyncio_queue_put_nowait(&queue, items) == 0);
    CHECK(asyncio_queue_full(&queue));
    CHECK_FAILS(asyncio_queue_put_nowait(&queue, items), EAGAIN, "queue is full");
    asyncio_queue_free(&queue);
}

TEST(a_stack_gives_out_the_last_first) {
    queue = (asyncio_queue)ASYNCIO_LIFO_QUEUE(0);
    for (int i = 0; i < 10; i++)
        asyncio_queue_put_nowait(&queue, &items[i]);
    void *item;
    while (asyncio_queue_get_nowait(&queue, &item) == 0)
        log_item(item);
    CHECK_EVENTS("jihgfedcba");
    asyncio_queue_free(&queue);
}

static int by_letter(const void *a, const void *b) { return *(const char *)a - *(const char *)b; }

TEST(priorities_are_what_the_comparison_says) {
    queue = (asyncio_queue)ASYNCIO_PRIORITY_QUEUE(0, by_letter);
    for (int i = 0; i < 26; i++)
        asyncio_queue_put_nowait(&queue, &items[i * 7 % 26]);
    void *item;
    while (asyncio_queue_get_nowait(&queue, &item) == 0)
        log_item(item);
    CHECK_EVENTS(items);
    asyncio_queue_free(&queue);
}

TEST(who_came_first_gets_first) {
    begin(0);
    asyncio_future *tasks[] = {asyncio_create_task(consume, (void *)1),
                               asyncio_create_task(consume, (void *)1),
                               asyncio_create_task(consume, (void *)1)};
    asyncio_sleep(0);
    for (int i = 0; i < 3; i++)
        asyncio_queue_put_nowait(&queue, &items[i]);
    CHECK(asyncio_await(asyncio_gather(tasks, 3, NULL)) == 0);
    CHECK_EVENTS("abc");
    asyncio_queue_free(&queue);
}

TEST(a_getter_cancelled_just_when_an_item_came_leaves_it_to_the_next) {
    begin(0);
    asyncio_task *first = asyncio_create_task(consume, (void *)1);
    asyncio_task *second = asyncio_create_task(consume, (void *)1);
    asyncio_sleep(0);
    asyncio_queue_put_nowait(&queue, items);
    asyncio_future_cancel(first);
    CHECK(asyncio_await(second) == 0);
    CHECK_FAILS(asyncio_await(first), ECANCELED, "cancelled");
    CHECK_EVENTS("!a");
    asyncio_queue_free(&queue);
}

TEST(a_putter_cancelled_just_when_there_was_room_leaves_it_to_the_next) {
    begin(1);
    asyncio_queue_put_nowait(&queue, &items[25]);
    asyncio_task *first = asyncio_create_task(produce, (void *)1);
    asyncio_task *second = asyncio_create_task(produce, (void *)1);
    asyncio_sleep(0);
    void *item;
    asyncio_queue_get_nowait(&queue, &item);
    asyncio_future_cancel(first);
    CHECK(asyncio_await(second) == 0);
    CHECK_FAILS(asyncio_await(first), ECANCELED, "cancelled");
    CHECK(asyncio_queue_qsize(&queue) == 1);
    asyncio_queue_free(&queue);
}

static intptr_t join(void *unused) {
    (void)unused;
    CHECK(asyncio_queue_join(&queue) == 0);
    event('J');
    return 0;
}

TEST(join_waits_until_all_work_is_done) {
    begin(0);
    CHECK(asyncio_queue_join(&queue) == 0);
    produce((void *)2);
    asyncio_task *joiner = asyncio_create_task(join, NULL);
    asyncio_sleep(1);
    CHECK_EVENTS("");
    CHECK(asyncio_queue_task_done(&queue) == 0);
    CHECK(asyncio_queue_task_done(&queue) == 0);
    CHECK_FAILS(asyncio_queue_task_done(&queue), EINVAL, "more often");
    CHECK(asyncio_await(joiner) == 0);
    CHECK_EVENTS("J");
    asyncio_queue_free(&queue);
}

TEST(shutdown_lets_what_is_in_it_out_and_nothing_in) {
    begin(0);
    produce((void *)2);
    asyncio_queue_shutdown(&queue, false);
    CHECK_FAILS(asyncio_queue_put(&queue, items), EPIPE, "shut down");
    CHECK_FAILS(asyncio_queue_put_nowait(&queue, items), EPIPE, "shut down");
    CHECK_FAILS(asyncio_await(asyncio_create_task(consume, (void *)3)), EPIPE, "shut down");
    CHECK_EVENTS("abP");
    void *item;
    CHECK_FAILS(asyncio_queue_get_nowait(&queue, &item), EPIPE, "shut down");
    asyncio_queue_free(&queue);
}

TEST(shutdown_wakes_all_who_wait) {
    begin(1);
    asyncio_task *getter = asyncio_create_task(consume, (void *)1);
    asyncio_sleep(0);
    asyncio_queue_shutdown(&queue, false);
    CHECK_FAILS(asyncio_await(getter), EPIPE, "shut down");
    begin(1);
    asyncio_task *putter = asyncio_create_task(produce, (void *)2);
    asyncio_sleep(0);
    asyncio_queue_shutdown(&queue, false);
    CHECK_FAILS(asyncio_await(putter), EPIPE, "shut down");
    asyncio_queue_free(&queue);
}

TEST(an_immediate_shutdown_drops_what_is_in_it_and_ends_the_join) {
    begin(0);
    produce((void *)3);
    asyncio_task *joiner = asyncio_create_task(join, NULL);
    asyncio_sleep(0);
    asyncio_queue_shutdown(&queue, true);
    CHECK(asyncio_queue_empty(&queue));
    CHECK(asyncio_await(joiner) == 0);
    asyncio_queue_free(&queue);
}

TESTS(RUN(items_come_out_in_the_order_in_which_they_went_in)
          RUN(a_ring_that_grows_while_it_is_wrapped_keeps_its_order)
              RUN(nowait_says_that_it_would_have_to_wait) RUN(a_stack_gives_out_the_last_first)
                  RUN(priorities_are_what_the_comparison_says) RUN(who_came_first_gets_first)
                      RUN(a_getter_cancelled_just_when_an_item_came_leaves_it_to_the_next)
                          RUN(a_putter_cancelled_just_when_there_was_room_leaves_it_to_the_next)
                              RUN(join_waits_until_all_work_is_done) RUN(
                                  shutdown_lets_what_is_in_it_out_and_nothing_in)
                                  RUN(shutdown_wakes_all_who_wait) RUN(
                                      an_immediate_shutdown_drops_what_is_in_it_and_ends_the_join))
