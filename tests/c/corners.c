/* Corner cases of asyncio that the tests of each function leave out. */
#include "check.h"

static intptr_t sleep_then_log(void *letters) {
    const char *letter = letters;
    if (asyncio_sleep(letter[0] - '0') < 0) {
        event('c');
        return ASYNCIO_ERROR;
    }
    event(letter[1]);
    return letter[1];
}
static asyncio_task *logs(const char *letters) {
    return asyncio_create_task(sleep_then_log, (void *)letters);
}

/* ── tasks and futures ── */

static intptr_t fail_as_if_cancelled(void *unused) {
    (void)unused;
    return asyncio_fail(ECANCELED, "cancelled by nobody");
}

TEST(a_task_that_fails_with_ECANCELED_by_itself_ends_cancelled) {
    asyncio_task *task = asyncio_create_task(fail_as_if_cancelled, NULL);
    CHECK_FAILS(asyncio_await(asyncio_retain(task)), ECANCELED, "cancelled by nobody");
    CHECK(asyncio_future_cancelled(task));
    CHECK(asyncio_task_cancelling(task) == 0);
    CHECK_FAILS(asyncio_future_result(task), ECANCELED, "cancelled by nobody");
    asyncio_release(task);
}

TEST(a_task_that_was_asked_to_cancel_is_not_cancelled_yet) {
    asyncio_task *task = logs("5x");
    asyncio_sleep(1);
    asyncio_future_cancel(task);
    CHECK(!asyncio_future_cancelled(task) && !asyncio_future_done(task));
    CHECK_FAILS(asyncio_future_result(task), EAGAIN, "not done yet");
    asyncio_sleep(0);
    CHECK(asyncio_future_cancelled(task));
    asyncio_release(task);
}

static void see_done_task(asyncio_future *task, void *unused) {
    (void)unused;
    CHECK(asyncio_future_done(task) && asyncio_current_task() == NULL);
    event('d');
}

TEST(a_task_is_done_in_its_done_callbacks) {
    asyncio_task *task = logs("1x");
    asyncio_future_add_done_callback(task, see_done_task, NULL);
    CHECK(asyncio_await(asyncio_retain(task)) == 'x');
    asyncio_sleep(0);
    CHECK_EVENTS("xd");
    asyncio_release(task);
}

static intptr_t await_it(void *future) { return asyncio_await(asyncio_retain(future)); }

TEST(awaiting_a_cancelled_task_is_no_cancel_of_ones_own) {
    asyncio_task *inner = logs("5x");
    asyncio_task *outer = asyncio_create_task(await_it, inner);
    asyncio_sleep(1);
    asyncio_future_cancel(inner);
    CHECK_FAILS(asyncio_await(asyncio_retain(outer)), ECANCELED, "cancelled");
    CHECK(asyncio_task_cancelling(outer) == 0 && asyncio_task_cancelling(inner) == 1);
    asyncio_release(inner);
    asyncio_release(outer);
}

TEST(a_cancelled_future_cannot_be_completed) {
    asyncio_future *future = asyncio_create_future();
    asyncio_future_cancel(future);
    CHECK_FAILS(asyncio_future_set_result(future, 1), EINVAL, "done already");
    CHECK_FAILS(asyncio_future_set_exception(future, EDOM, "x"), EINVAL, "done already");
    CHECK_FAILS(asyncio_future_cancel(future), EALREADY, "done already");
    CHECK_FAILS(asyncio_future_result(future), ECANCELED, "cancelled");
    asyncio_release(future);
}

static intptr_t await_and_log(void *future) {
    asyncio_await(asyncio_retain(future));
    event('w');
    return 0;
}

TEST(one_sleep_0_after_a_result_who_waits_for_it_has_run) {
    asyncio_future *future = asyncio_create_future();
    asyncio_release(asyncio_create_task(await_and_log, future));
    asyncio_sleep(0);
    asyncio_future_set_result(future, 0);
    CHECK_EVENTS("");
    asyncio_sleep(0);
    CHECK_EVENTS("w");
    asyncio_release(future);
}

static intptr_t refuse_one_cancel(void *unused) {
    (void)unused;
    if (asyncio_sleep(10) < 0)
        event('1');
    if (asyncio_sleep(10) < 0) {
        event('2');
        return ASYNCIO_ERROR;
    }
    return 0;
}

TEST(a_task_whose_inner_one_refused_a_cancel_can_be_cancelled_again) {
    asyncio_task *inner = asyncio_create_task(refuse_one_cancel, NULL);
    asyncio_task *outer = asyncio_create_task(await_it, inner);
    asyncio_sleep(1);
    asyncio_future_cancel(outer);
    asyncio_sleep(1);
    CHECK(!asyncio_future_done(outer) && !asyncio_future_done(inner));
    CHECK(asyncio_task_cancelling(outer) == 1);
    asyncio_future_cancel(outer);
    CHECK_FAILS(asyncio_await(asyncio_retain(outer)), ECANCELED, "cancelled");
    CHECK(asyncio_future_cancelled(outer) && asyncio_future_cancelled(inner));
    CHECK(asyncio_task_cancelling(outer) == 2);
    CHECK_EVENTS("12");
    asyncio_release(inner);
    asyncio_release(outer);
}

/* ── gather, wait, shield, timeouts ── */

TEST(one_task_may_be_gathered_twice) {
    asyncio_task *task = logs("1x");
    asyncio_future *tasks[] = {task, asyncio_retain(task)};
    intptr_t results[2];
    CHECK(asyncio_await(asyncio_gather(tasks, 2, results)) == 0);
    CHECK(results[0] == 'x' && results[1] == 'x');
    CHECK_EVENTS("x");
}

TEST(first_exception_without_one_waits_for_the_last) {
    asyncio_future *tasks[] = {logs("1a"), logs("3b"), logs("2c")};
    asyncio_sleep(0);
    double start = asyncio_time();
    asyncio_future_cancel(tasks[2]);
    CHECK(asyncio_wait(tasks, 3, .return_when = ASYNCIO_FIRST_EXCEPTION) == 3);
    CHECK(asyncio_time() == start + 3);
    for (int i = 0; i < 3; i++)
        asyncio_release(tasks[i]);
}

TEST(first_completed_counts_all_that_are_done) {
    asyncio_future *futures[] = {asyncio_create_future(), asyncio_create_future(),
                                 asyncio_create_future()};
    asyncio_future_set_result(futures[0], 0);
    asyncio_future_set_result(futures[2], 0);
    double start = asyncio_time();
    CHECK(asyncio_wait(futures, 3, .timeout = 5, .return_when = ASYNCIO_FIRST_COMPLETED) == 2);
    CHECK(asyncio_time() == start);
    for (int i = 0; i < 3; i++)
        asyncio_release(futures[i]);
}

static intptr_t wait_for_it(void *future) {
    intptr_t result = asyncio_wait_for(asyncio_retain(future), 100);
    event(result == ASYNCIO_ERROR && errno == ECANCELED ? '!' : '?');
    return result;
}

TEST(a_cancel_that_comes_with_the_result_wins_in_wait_for_too) {
    asyncio_future *future = asyncio_create_future();
    asyncio_task *task = asyncio_create_task(wait_for_it, future);
    asyncio_sleep(1);
    asyncio_future_set_result(future, 4);
    asyncio_future_cancel(task);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
    CHECK_EVENTS("!");
    CHECK(asyncio_await(future) == 4);
}

static intptr_t gather_shields(void *tasks) {
    asyncio_future **inner = tasks;
    asyncio_future *shields[] = {asyncio_shield(asyncio_retain(inner[0])),
                                 asyncio_shield(asyncio_retain(inner[1]))};
    return asyncio_await(asyncio_gather(shields, 2, NULL));
}

TEST(cancelling_a_gathering_of_shields_leaves_what_they_shield_alone) {
    asyncio_future *tasks[] = {logs("2a"), logs("3b")};
    asyncio_task *gathering = asyncio_create_task(gather_shields, tasks);
    asyncio_sleep(1);
    asyncio_future_cancel(gathering);
    CHECK_FAILS(asyncio_await(gathering), ECANCELED, "cancelled");
    CHECK(asyncio_await(tasks[0]) == 'a' && asyncio_await(tasks[1]) == 'b');
    CHECK_EVENTS("ab");
}

static intptr_t limit_after_a_cancel(void *unused) {
    (void)unused;
    CHECK_FAILS(asyncio_sleep(10), ECANCELED, "cancelled");
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 1);
    intptr_t result = asyncio_sleep(10);
    result = asyncio_timeout_exit(&limit, result);
    CHECK(result == ASYNCIO_ERROR && errno == ETIMEDOUT);
    CHECK(asyncio_timeout_expired(&limit));
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 1);
    return 0;
}

TEST(a_limit_entered_after_a_cancel_goes_back_to_that_level) {
    asyncio_task *task = asyncio_create_task(limit_after_a_cancel, NULL);
    asyncio_sleep(1);
    asyncio_future_cancel(task);
    CHECK(asyncio_await(task) == 0);
}

TEST(the_deadline_can_be_asked_for_after_the_end_too) {
    double start = asyncio_time();
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 1);
    intptr_t result = asyncio_sleep(2);
    CHECK(asyncio_timeout_when(&limit) == start + 1);
    result = asyncio_timeout_exit(&limit, result);
    CHECK(result == ASYNCIO_ERROR && errno == ETIMEDOUT);
    CHECK(asyncio_timeout_when(&limit) == start + 1 && asyncio_timeout_expired(&limit));
}

/* ── task groups ── */

static intptr_t fail_at_once(void *unused) {
    (void)unused;
    return asyncio_fail(EDOM, "a child failed");
}

static intptr_t try_to_add(void *group) {
    asyncio_sleep(10);
    asyncio_task *task =
        asyncio_task_group_create_task((asyncio_task_group *)group, sleep_then_log, (void *)"1x");
    event(task == NULL && errno == EPERM ? 'r' : '?');
    return 0;
}

TEST(a_group_that_is_being_cancelled_takes_no_tasks) {
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    asyncio_release(asyncio_task_group_create_task(&group, try_to_add, &group));
    asyncio_release(asyncio_task_group_create_task(&group, fail_at_once, NULL));
    CHECK_FAILS(asyncio_task_group_exit(&group, 0), EDOM, "a child failed");
    CHECK_EVENTS("r");
}

static intptr_t fail_slowly_when_cancelled(void *unused) {
    (void)unused;
    asyncio_sleep(100);
    asyncio_sleep(1);
    return asyncio_fail(EDOM, "failed while it was cancelled");
}

static intptr_t group_with_a_child_that_fails_late(void *unused) {
    (void)unused;
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    asyncio_release(asyncio_task_group_create_task(&group, fail_slowly_when_cancelled, NULL));
    intptr_t result = asyncio_task_group_exit(&group, 0);
    CHECK(result == ASYNCIO_ERROR && errno == EDOM);
    event('g');
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 1);
    CHECK_FAILS(asyncio_sleep(1), ECANCELED, "cancelled");
    event('c');
    return 0;
}

TEST(a_cancel_from_outside_beside_an_error_comes_at_the_next_wait) {
    asyncio_task *task = asyncio_create_task(group_with_a_child_that_fails_late, NULL);
    asyncio_sleep(1);
    asyncio_future_cancel(task);
    CHECK(asyncio_await(task) == 0);
    CHECK_EVENTS("gc");
}

static void enter_in_callback(void *unused) {
    (void)unused;
    asyncio_task_group group;
    CHECK_FAILS(asyncio_task_group_enter(&group), EPERM, "only a task");
    event('e');
}

TEST(only_tasks_have_groups) {
    asyncio_call_soon(enter_in_callback, NULL);
    asyncio_sleep(0);
    CHECK_EVENTS("e");
}

TEST(a_limit_around_a_group_and_a_group_around_a_limit_nest) {
    double start = asyncio_time();
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 2);
    asyncio_task_group group;
    asyncio_task_group_enter(&group);
    asyncio_release(asyncio_task_group_create_task(&group, sleep_then_log, (void *)"9x"));
    intptr_t result = asyncio_task_group_exit(&group, 0);
    result = asyncio_timeout_exit(&limit, result);
    CHECK(result == ASYNCIO_ERROR && errno == ETIMEDOUT);
    CHECK(asyncio_time() == start + 2);
    CHECK_EVENTS("c");
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 0);

    asyncio_task_group_enter(&group);
    asyncio_release(asyncio_task_group_create_task(&group, fail_slowly_when_cancelled, NULL));
    asyncio_timeout_enter(&limit, 1);
    result = asyncio_sleep(5);
    result = asyncio_timeout_exit(&limit, result);
    CHECK(result == ASYNCIO_ERROR && errno == ETIMEDOUT);
    result = asyncio_task_group_exit(&group, result);
    CHECK(result == ASYNCIO_ERROR);
    asyncio_error errors[2];
    CHECK(asyncio_error_members(errors, 2) == 2);
    CHECK(errors[0].code == EDOM && errors[1].code == ETIMEDOUT);
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 0);
    CHECK(asyncio_sleep(1) == 0);
}

static intptr_t two_groups(void *unused) {
    (void)unused;
    asyncio_task_group outer, inner;
    asyncio_task_group_enter(&outer);
    asyncio_release(asyncio_task_group_create_task(&outer, sleep_then_log, (void *)"8a"));
    asyncio_task_group_enter(&inner);
    asyncio_release(asyncio_task_group_create_task(&inner, sleep_then_log, (void *)"9b"));
    intptr_t result = asyncio_task_group_exit(&inner, 0);
    result = asyncio_task_group_exit(&outer, result);
    CHECK(result == ASYNCIO_ERROR && errno == ECANCELED);
    CHECK(asyncio_task_cancelling(asyncio_current_task()) == 1);
    return result;
}

TEST(a_cancel_goes_through_nested_groups_as_one) {
    asyncio_task *task = asyncio_create_task(two_groups, NULL);
    asyncio_sleep(1);
    asyncio_future_cancel(task);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
    CHECK_EVENTS("cc");
}

/* ── synchronisation ── */

static asyncio_lock lock;
static intptr_t release_lock(void *unused) {
    (void)unused;
    return asyncio_lock_release(&lock);
}

TEST(a_lock_may_be_released_by_a_task_that_did_not_take_it) {
    CHECK(asyncio_lock_acquire(&lock) == 0);
    CHECK(asyncio_await(asyncio_create_task(release_lock, NULL)) == 0);
    CHECK(!asyncio_lock_locked(&lock));
}

static asyncio_event flag;
static intptr_t wait_for_flag(void *letter) {
    if (asyncio_event_wait(&flag) < 0)
        return ASYNCIO_ERROR;
    event(*(const char *)letter);
    return 0;
}

TEST(an_event_that_is_set_is_passed_without_suspending) {
    asyncio_event_set(&flag);
    asyncio_release(logs("0t"));
    CHECK(asyncio_event_wait(&flag) == 0);
    CHECK_EVENTS("");
    asyncio_event_clear(&flag);
    asyncio_sleep(0);
    asyncio_sleep(0);
}

TEST(a_cancelled_waiter_of_an_event_is_gone) {
    asyncio_task *first = asyncio_create_task(wait_for_flag, "a");
    asyncio_task *second = asyncio_create_task(wait_for_flag, "b");
    asyncio_sleep(1);
    asyncio_future_cancel(first);
    CHECK_FAILS(asyncio_await(first), ECANCELED, "cancelled");
    asyncio_event_set(&flag);
    CHECK(asyncio_await(second) == 0);
    CHECK_EVENTS("b");
    asyncio_event_clear(&flag);
}

static asyncio_condition changed;
static int asked;
static bool asked_with_lock(void *unused) {
    (void)unused;
    CHECK(asyncio_condition_locked(&changed));
    return ++asked == 3;
}
static intptr_t wait_for_predicate(void *unused) {
    (void)unused;
    CHECK(asyncio_condition_acquire(&changed) == 0);
    int status = asyncio_condition_wait_for(&changed, asked_with_lock, NULL);
    CHECK(asyncio_condition_locked(&changed));
    CHECK(asyncio_condition_release(&changed) == 0);
    return status;
}

TEST(a_predicate_is_asked_with_the_lock_taken) {
    asyncio_task *task = asyncio_create_task(wait_for_predicate, NULL);
    for (int i = 0; i < 2; i++) {
        asyncio_sleep(1);
        CHECK(!asyncio_condition_locked(&changed));
        asyncio_condition_acquire(&changed);
        asyncio_condition_notify(&changed, 1);
        asyncio_condition_release(&changed);
    }
    CHECK(asyncio_await(task) == 0);
    CHECK(asked == 3);
}

static intptr_t wait_for_change(void *letter) {
    CHECK(asyncio_condition_acquire(&changed) == 0);
    int status = asyncio_condition_wait(&changed);
    event(status == 0 ? *(const char *)letter : '!');
    asyncio_condition_release(&changed);
    return 0;
}

TEST(notify_all_wakes_all_and_notify_skips_who_was_cancelled) {
    asyncio_future *tasks[] = {asyncio_create_task(wait_for_change, "a"),
                               asyncio_create_task(wait_for_change, "b"),
                               asyncio_create_task(wait_for_change, "c")};
    asyncio_sleep(1);
    asyncio_condition_acquire(&changed);
    asyncio_condition_notify_all(&changed);
    asyncio_condition_release(&changed);
    CHECK(asyncio_await(asyncio_gather(tasks, 3, NULL)) == 0);
    CHECK_EVENTS("abc");
    asyncio_task *first = asyncio_create_task(wait_for_change, "d");
    asyncio_task *second = asyncio_create_task(wait_for_change, "e");
    asyncio_sleep(1);
    asyncio_condition_acquire(&changed);
    asyncio_future_cancel(first);
    asyncio_condition_notify(&changed, 1);
    asyncio_condition_release(&changed);
    CHECK(asyncio_await(second) == 0);
    CHECK(asyncio_await(first) == 0);
    CHECK_EVENTS("abc!e");
}

TEST(a_limit_within_a_condition_leaves_with_the_lock_taken) {
    CHECK(asyncio_condition_acquire(&changed) == 0);
    asyncio_timeout limit;
    asyncio_timeout_enter(&limit, 1);
    intptr_t result = asyncio_condition_wait(&changed);
    result = asyncio_timeout_exit(&limit, result);
    CHECK(result == ASYNCIO_ERROR && errno == ETIMEDOUT);
    CHECK(asyncio_condition_locked(&changed));
    CHECK(asyncio_condition_release(&changed) == 0);
}

static asyncio_semaphore slots = ASYNCIO_SEMAPHORE(0);
static intptr_t take_slot(void *letter) {
    if (asyncio_semaphore_acquire(&slots) < 0) {
        event('!');
        return ASYNCIO_ERROR;
    }
    event(*(const char *)letter);
    return 0;
}

TEST(several_slots_released_at_once_wake_as_many_and_skip_who_was_cancelled) {
    asyncio_future *tasks[4];
    static const char *letters[] = {"a", "b", "c", "d"};
    for (int i = 0; i < 4; i++)
        tasks[i] = asyncio_create_task(take_slot, (void *)letters[i]);
    asyncio_sleep(1);
    asyncio_future_cancel(tasks[1]); /* before, in the same iteration */
    for (int i = 0; i < 3; i++)
        asyncio_semaphore_release(&slots);
    asyncio_future_cancel(tasks[0]); /* after */
    CHECK_FAILS(asyncio_await(tasks[0]), ECANCELED, "cancelled");
    CHECK_FAILS(asyncio_await(tasks[1]), ECANCELED, "cancelled");
    CHECK(asyncio_await(tasks[2]) == 0);
    CHECK(asyncio_await(tasks[3]) == 0);
    CHECK(slots.value == 1 && !asyncio_semaphore_locked(&slots));
    CHECK(asyncio_semaphore_acquire(&slots) == 0);
}

static asyncio_barrier barrier = ASYNCIO_BARRIER(3);
static intptr_t meet(void *letters) {
    const char *letter = letters;
    int index = asyncio_barrier_wait(&barrier);
    event(index == ASYNCIO_ERROR ? (errno == EPIPE ? letter[1] : '!') : letter[0]);
    CHECK(asyncio_barrier_n_waiting(&barrier) <= 2);
    return index;
}

TEST(a_cancelled_task_lowers_the_count_of_a_barrier) {
    asyncio_task *first = asyncio_create_task(meet, "aA");
    asyncio_task *second = asyncio_create_task(meet, "bB");
    asyncio_sleep(1);
    asyncio_future_cancel(first);
    asyncio_sleep(1);
    CHECK(asyncio_barrier_n_waiting(&barrier) == 1);
    asyncio_future *others[] = {asyncio_create_task(meet, "cC"), asyncio_create_task(meet, "dD"),
                                second};
    intptr_t results[3];
    CHECK(asyncio_await(asyncio_gather(others, 3, results)) == 0);
    CHECK(asyncio_barrier_n_waiting(&barrier) == 0);
    CHECK_FAILS(asyncio_await(first), ECANCELED, "cancelled");
}

/* Three meet; while they leave, a fourth comes, and the barrier is reset. */
static asyncio_task *fourth;
static intptr_t meet_and_disturb(void *how) {
    int index = asyncio_barrier_wait(&barrier);
    if (index < 0)
        return index;
    CHECK(asyncio_barrier_n_waiting(&barrier) == 0); /* the others are leaving */
    event(*(const char *)how);
    if (*(const char *)how == 'R')
        CHECK(asyncio_barrier_reset(&barrier) == 0);
    if (*(const char *)how == 'A')
        CHECK(asyncio_barrier_abort(&barrier) == 0);
    return index;
}

static asyncio_future *drain_and(const char *how) {
    static asyncio_future *tasks[3];
    tasks[0] = asyncio_create_task(meet, "aA");
    tasks[1] = asyncio_create_task(meet, "bB");
    asyncio_sleep(1);
    tasks[2] = asyncio_create_task(meet_and_disturb, (void *)how);
    fourth = asyncio_create_task(meet, "xX");
    return asyncio_gather(tasks, 3, NULL, .return_exceptions = true);
}

TEST(who_comes_while_a_barrier_drains_waits_for_the_next_meeting) {
    CHECK(asyncio_await(drain_and("N")) == 0);
    asyncio_sleep(1);
    CHECK(!asyncio_future_done(fourth));
    CHECK(asyncio_barrier_n_waiting(&barrier) == 1);
    CHECK_EVENTS("Nab");
    asyncio_future *rest[] = {fourth, asyncio_create_task(meet, "yY"),
                              asyncio_create_task(meet, "zZ")};
    CHECK(asyncio_await(asyncio_gather(rest, 3, NULL)) == 0);
}

TEST(a_reset_while_a_barrier_drains_lets_who_came_later_begin_anew) {
    CHECK(asyncio_await(drain_and("R")) == 0);
    asyncio_sleep(1);
    CHECK_EVENTS("RAB");
    CHECK(!asyncio_barrier_broken(&barrier));
    CHECK(asyncio_barrier_n_waiting(&barrier) == 1);
    CHECK(!asyncio_future_done(fourth));
    asyncio_future_cancel(fourth);
    CHECK_FAILS(asyncio_await(fourth), ECANCELED, "cancelled");
}

TEST(an_abort_while_a_barrier_drains_breaks_it_for_all) {
    CHECK(asyncio_await(drain_and("A")) == 0);
    asyncio_sleep(1);
    CHECK_EVENTS("AXAB");
    CHECK(asyncio_barrier_broken(&barrier));
    CHECK_FAILS(asyncio_await(fourth), EPIPE, "broken, or was reset");
    asyncio_barrier_reset(&barrier);
    CHECK(!asyncio_barrier_broken(&barrier));
}

/* ── queues ── */

static asyncio_queue queue;
static char items[] = "abcdefgh";
static intptr_t get_one(void *unused) {
    (void)unused;
    void *item;
    if (asyncio_queue_get(&queue, &item) < 0) {
        event(errno == EPIPE ? 'P' : '!');
        return ASYNCIO_ERROR;
    }
    event(*(char *)item);
    return 0;
}
static intptr_t put_one(void *item) {
    int status = asyncio_queue_put(&queue, item);
    event(status == 0 ? '+' : errno == EPIPE ? 'p' : '!');
    return status;
}

TEST(one_item_wakes_one_getter_and_another_may_take_it_first) {
    queue = (asyncio_queue)ASYNCIO_QUEUE(0);
    asyncio_task *first = asyncio_create_task(get_one, NULL);
    asyncio_task *second = asyncio_create_task(get_one, NULL);
    asyncio_sleep(1);
    asyncio_queue_put_nowait(&queue, &items[0]);
    void *item;
    CHECK(asyncio_queue_get_nowait(&queue, &item) == 0 && item == &items[0]);
    asyncio_sleep(1);
    CHECK_EVENTS("");
    CHECK(!asyncio_future_done(first) && !asyncio_future_done(second));
    asyncio_queue_put_nowait(&queue, &items[1]);
    asyncio_sleep(1);
    CHECK_EVENTS("b");
    CHECK(asyncio_future_done(first) != asyncio_future_done(second));
    asyncio_queue_put_nowait(&queue, &items[2]);
    CHECK(asyncio_await(first) == 0 && asyncio_await(second) == 0);
    asyncio_queue_free(&queue);
}

TEST(joining_an_empty_queue_does_not_suspend) {
    queue = (asyncio_queue)ASYNCIO_QUEUE(0);
    asyncio_release(logs("0t"));
    CHECK(asyncio_queue_join(&queue) == 0);
    CHECK_EVENTS("");
    asyncio_sleep(0);
    asyncio_sleep(0);
}

static intptr_t join(void *unused) {
    (void)unused;
    CHECK(asyncio_queue_join(&queue) == 0);
    event('J');
    return 0;
}

TEST(an_immediate_shutdown_leaves_the_items_in_work_to_the_join) {
    queue = (asyncio_queue)ASYNCIO_QUEUE(0);
    for (int i = 0; i < 3; i++)
        asyncio_queue_put_nowait(&queue, &items[i]);
    void *item;
    asyncio_queue_get_nowait(&queue, &item);
    asyncio_task *joiner = asyncio_create_task(join, NULL);
    asyncio_sleep(1);
    asyncio_queue_shutdown(&queue, true);
    asyncio_sleep(1);
    CHECK_EVENTS("");
    CHECK(asyncio_queue_task_done(&queue) == 0);
    CHECK(asyncio_await(joiner) == 0);
    CHECK_EVENTS("J");
    CHECK_FAILS(asyncio_queue_task_done(&queue), EINVAL, "more often");
    asyncio_queue_free(&queue);
}

TEST(a_shutdown_wakes_all_getters_or_all_putters_in_one_iteration) {
    queue = (asyncio_queue)ASYNCIO_QUEUE(1);
    asyncio_future *getters[] = {asyncio_create_task(get_one, NULL),
                                 asyncio_create_task(get_one, NULL),
                                 asyncio_create_task(get_one, NULL)};
    asyncio_sleep(1);
    asyncio_queue_shutdown(&queue, false);
    asyncio_sleep(0);
    CHECK_EVENTS("PPP");
    queue = (asyncio_queue)ASYNCIO_QUEUE(1);
    asyncio_queue_put_nowait(&queue, &items[0]);
    asyncio_future *putters[] = {asyncio_create_task(put_one, &items[1]),
                                 asyncio_create_task(put_one, &items[2]),
                                 asyncio_create_task(put_one, &items[3])};
    asyncio_sleep(1);
    asyncio_queue_shutdown(&queue, false);
    asyncio_sleep(0);
    CHECK_EVENTS("PPPppp");
    for (int i = 0; i < 3; i++) {
        CHECK(asyncio_future_exception(getters[i], NULL) == EPIPE);
        CHECK(asyncio_future_exception(putters[i], NULL) == EPIPE);
        asyncio_release(getters[i]);
        asyncio_release(putters[i]);
    }
    asyncio_queue_free(&queue);
}

/* ── errors that nobody asked about ── */

static int reports;
static char reported[64];
static void count_report(const asyncio_exception_context *context, void *unused) {
    (void)unused;
    reports++;
    snprintf(reported, sizeof reported, "%s: %s", context->what, context->error.message);
}
static void watch_reports(void) {
    reports = 0;
    reported[0] = '\0';
    asyncio_set_exception_handler(count_report, NULL);
}

static intptr_t sleep_then_fail(void *seconds) {
    asyncio_sleep((double)(intptr_t)seconds);
    return asyncio_fail(EPROTO, "failed");
}

TEST(errors_after_the_first_of_a_gathering_are_not_reported) {
    watch_reports();
    asyncio_future *tasks[] = {asyncio_create_task(sleep_then_fail, (void *)1),
                               asyncio_create_task(sleep_then_fail, (void *)2),
                               asyncio_create_task(sleep_then_fail, (void *)3)};
    CHECK_FAILS(asyncio_await(asyncio_gather(tasks, 3, NULL)), EPROTO, "failed");
    asyncio_sleep(5);
    CHECK(reports == 0);
    asyncio_set_exception_handler(NULL, NULL);
}

TEST(an_error_after_its_shield_was_cancelled_is_reported_once) {
    watch_reports();
    asyncio_future *inner = asyncio_create_task(sleep_then_fail, (void *)2);
    asyncio_future *shield = asyncio_shield(inner);
    asyncio_sleep(1);
    asyncio_future_cancel(shield);
    CHECK_FAILS(asyncio_await(shield), ECANCELED, "cancelled");
    CHECK(reports == 0);
    asyncio_sleep(2);
    CHECK(reports == 1);
    CHECK(strcmp(reported, "shielded future: failed") == 0);
    asyncio_set_exception_handler(NULL, NULL);
}

TEST(an_error_that_was_looked_at_or_cancelled_is_not_reported) {
    watch_reports();
    for (int i = 0; i < 4; i++) {
        asyncio_future *future = asyncio_create_future();
        if (i == 3)
            asyncio_future_cancel(future);
        else
            asyncio_future_set_exception(future, EPROTO, "failed");
        if (i == 0)
            CHECK_FAILS(asyncio_future_result(future), EPROTO, "failed");
        if (i == 1)
            CHECK(asyncio_future_exception(future, NULL) == EPROTO);
        if (i == 2)
            CHECK_FAILS(asyncio_await(asyncio_retain(future)), EPROTO, "failed");
        asyncio_release(future);
    }
    CHECK(reports == 0);
    asyncio_future *future = asyncio_create_future();
    asyncio_future_set_exception(future, EPROTO, "failed");
    asyncio_release(future);
    CHECK(reports == 1);
    asyncio_set_exception_handler(NULL, NULL);
}

static void log_done(asyncio_future *future, void *letter) {
    CHECK(asyncio_future_cancelled(future));
    event(*(const char *)letter);
}

TEST(cancelling_a_future_schedules_its_callbacks_and_silences_its_error) {
    asyncio_future *future = asyncio_create_future();
    asyncio_future_add_done_callback(future, log_done, "d");
    CHECK(asyncio_future_cancel(future) == 0);
    CHECK_EVENTS("");
    asyncio_sleep(0);
    CHECK_EVENTS("d");
    asyncio_release(future);

    watch_reports();
    future = asyncio_create_future();
    asyncio_future_set_exception(future, EPROTO, "failed");
    CHECK_FAILS(asyncio_future_cancel(future), EALREADY, "done already");
    asyncio_release(future);
    CHECK(reports == 0);
    asyncio_set_exception_handler(NULL, NULL);
}

/* ── context variables ── */

static asyncio_context_var variable = {.name = "variable", .default_value = "default"};

static intptr_t set_value(void *value) {
    CHECK(asyncio_context_var_set(&variable, value) == 0);
    asyncio_sleep(0);
    CHECK(asyncio_context_var_get(&variable) == value);
    return 0;
}

TEST(what_the_first_step_of_an_eager_task_sets_is_its_own) {
    asyncio_task *task = asyncio_create_task(set_value, "child's", .eager_start = true);
    CHECK(strcmp(asyncio_context_var_get(&variable), "default") == 0);
    CHECK(asyncio_await(task) == 0);
    CHECK(strcmp(asyncio_context_var_get(&variable), "default") == 0);
}

/* ── all_tasks ── */

static intptr_t see_myself_in_all_tasks(void *unused) {
    (void)unused;
    asyncio_task *tasks[8];
    size_t count = asyncio_all_tasks(tasks, 8);
    bool found = false;
    for (size_t i = 0; i < count; i++)
        found = found || tasks[i] == asyncio_current_task();
    CHECK(found);
    return 0;
}

TEST(all_tasks_has_an_eager_task_while_it_runs_and_not_when_it_is_done) {
    CHECK(asyncio_all_tasks(NULL, 0) == 1);
    asyncio_task *task = asyncio_create_task(see_myself_in_all_tasks, NULL, .eager_start = true);
    CHECK(asyncio_all_tasks(NULL, 0) == 1);
    CHECK(asyncio_await(task) == 0);
}

TESTS(
    RUN(a_task_that_fails_with_ECANCELED_by_itself_ends_cancelled) RUN(
        a_task_that_was_asked_to_cancel_is_not_cancelled_yet) RUN(a_task_is_done_in_its_done_callbacks)
        RUN(awaiting_a_cancelled_task_is_no_cancel_of_ones_own) RUN(a_cancelled_future_cannot_be_completed) RUN(
            one_sleep_0_after_a_result_who_waits_for_it_has_run) RUN(a_task_whose_inner_one_refused_a_cancel_can_be_cancelled_again)
            RUN(one_task_may_be_gathered_twice) RUN(first_exception_without_one_waits_for_the_last) RUN(
                first_completed_counts_all_that_are_done) RUN(a_cancel_that_comes_with_the_result_wins_in_wait_for_too)
                RUN(cancelling_a_gathering_of_shields_leaves_what_they_shield_alone) RUN(
                    a_limit_entered_after_a_cancel_goes_back_to_that_level) RUN(the_deadline_can_be_asked_for_after_the_end_too)
                    RUN(a_group_that_is_being_cancelled_takes_no_tasks) RUN(
                        a_cancel_from_outside_beside_an_error_comes_at_the_next_wait) RUN(only_tasks_have_groups)
                        RUN(a_limit_around_a_group_and_a_group_around_a_limit_nest) RUN(
                            a_cancel_goes_through_nested_groups_as_one) RUN(a_lock_may_be_released_by_a_task_that_did_not_take_it)
                            RUN(an_event_that_is_set_is_passed_without_suspending) RUN(
                                a_cancelled_waiter_of_an_event_is_gone) RUN(a_predicate_is_asked_with_the_lock_taken)
                                RUN(notify_all_wakes_all_and_notify_skips_who_was_cancelled) RUN(
                                    a_limit_within_a_condition_leaves_with_the_lock_taken)
                                    RUN(several_slots_released_at_once_wake_as_many_and_skip_who_was_cancelled) RUN(
                                        a_cancelled_task_lowers_the_count_of_a_barrier)
                                        RUN(who_comes_while_a_barrier_drains_waits_for_the_next_meeting) RUN(
                                            a_reset_while_a_barrier_drains_lets_who_came_later_begin_anew)
                                            RUN(an_abort_while_a_barrier_drains_breaks_it_for_all) RUN(
                                                one_item_wakes_one_getter_and_another_may_take_it_first)
                                                RUN(joining_an_empty_queue_does_not_suspend) RUN(
                                                    an_immediate_shutdown_leaves_the_items_in_work_to_the_join)
                                                    RUN(a_shutdown_wakes_all_getters_or_all_putters_in_one_iteration) RUN(
                                                        errors_after_the_first_of_a_gathering_are_not_reported)
                                                        RUN(an_error_after_its_shield_was_cancelled_is_reported_once)
                                                            RUN(an_error_that_was_looked_at_or_cancelled_is_not_reported)
                                                                RUN(what_the_first_step_of_an_eager_task_sets_is_its_own)
                                                                    RUN(all_tasks_has_an_eager_task_while_it_runs_and_not_when_it_is_done)
                                                                        RUN(cancelling_a_future_schedules_its_callbacks_and_silences_its_error))
