#include "check.h"

/* ── locks ── */

static asyncio_lock lock;

static intptr_t lock_and_log(void *letters) {
    const char *letter = letters;
    if (asyncio_lock_acquire(&lock) < 0) {
        event('!');
        return ASYNCIO_ERROR;
    }
    event(letter[0]);
    asyncio_sleep(1);
    event(letter[1]);
    CHECK(asyncio_lock_release(&lock) == 0);
    return 0;
}

TEST(a_lock_is_taken_by_one_after_the_other_in_their_order) {
    asyncio_future *tasks[] = {asyncio_create_task(lock_and_log, "aA"),
                               asyncio_create_task(lock_and_log, "bB"),
                               asyncio_create_task(lock_and_log, "cC")};
    double start = asyncio_time();
    CHECK(asyncio_await(asyncio_gather(tasks, 3, NULL)) == 0);
    CHECK_EVENTS("aAbBcC");
    CHECK(asyncio_time() == start + 3);
    CHECK(!asyncio_lock_locked(&lock));
}

static intptr_t log_turn(void *unused) {
    (void)unused;
    event('t');
    return 0;
}

TEST(a_free_lock_is_taken_without_suspending) {
    asyncio_release(asyncio_create_task(log_turn, NULL));
    CHECK(asyncio_lock_acquire(&lock) == 0);
    CHECK(asyncio_lock_locked(&lock));
    CHECK(asyncio_lock_release(&lock) == 0);
    CHECK_EVENTS("");
    asyncio_sleep(0);
}

TEST(a_lock_that_is_free_cannot_be_released) {
    CHECK_FAILS(asyncio_lock_release(&lock), EPERM, "not taken");
}

TEST(a_cancelled_waiter_leaves_the_line) {
    asyncio_lock_acquire(&lock);
    asyncio_task *first = asyncio_create_task(lock_and_log, "aA");
    asyncio_task *second = asyncio_create_task(lock_and_log, "bB");
    asyncio_sleep(0);
    asyncio_future_cancel(first);
    asyncio_sleep(0);
    asyncio_lock_release(&lock);
    CHECK(asyncio_await(second) == 0);
    CHECK_FAILS(asyncio_await(first), ECANCELED, "cancelled");
    CHECK_EVENTS("!bB");
}

TEST(a_waiter_cancelled_just_when_it_was_woken_passes_the_lock_on) {
    asyncio_lock_acquire(&lock);
    asyncio_task *first = asyncio_create_task(lock_and_log, "aA");
    asyncio_task *second = asyncio_create_task(lock_and_log, "bB");
    asyncio_sleep(0);
    asyncio_lock_release(&lock);
    asyncio_future_cancel(first);
    CHECK(asyncio_await(second) == 0);
    CHECK_FAILS(asyncio_await(first), ECANCELED, "cancelled");
    CHECK_EVENTS("!bB");
    CHECK(!asyncio_lock_locked(&lock));
}

/* ── events ── */

static asyncio_event flag;

static intptr_t wait_for_flag(void *letter) {
    if (asyncio_event_wait(&flag) < 0)
        return ASYNCIO_ERROR;
    event(*(const char *)letter);
    return 0;
}

TEST(an_event_wakes_all_even_if_it_is_cleared_at_once) {
    asyncio_event_clear(&flag);
    asyncio_future *tasks[] = {asyncio_create_task(wait_for_flag, "a"),
                               asyncio_create_task(wait_for_flag, "b")};
    asyncio_sleep(1);
    CHECK_EVENTS("");
    asyncio_event_set(&flag);
    asyncio_event_clear(&flag);
    CHECK(asyncio_await(asyncio_gather(tasks, 2, NULL)) == 0);
    CHECK_EVENTS("ab");
    CHECK(!asyncio_event_is_set(&flag));
}

TEST(an_event_that_is_set_lets_everyone_pass) {
    asyncio_event_set(&flag);
    CHECK(asyncio_event_is_set(&flag));
    CHECK(asyncio_event_wait(&flag) == 0);
    asyncio_event_clear(&flag);
}

/* ── conditions ── */

static asyncio_condition changed;
static int level;

static intptr_t wait_for_change(void *letter) {
    CHECK(asyncio_condition_acquire(&changed) == 0);
    int status = asyncio_condition_wait(&changed);
    CHECK(asyncio_condition_locked(&changed));
    event(status == 0 ? *(const char *)letter : '!');
    int code = errno;
    CHECK(asyncio_condition_release(&changed) == 0);
    errno = code;
    return status;
}

static void notify(size_t count) {
    CHECK(asyncio_condition_acquire(&changed) == 0);
    CHECK(asyncio_condition_notify(&changed, count) == 0);
    CHECK(asyncio_condition_release(&changed) == 0);
}

TEST(a_condition_wakes_as_many_as_it_is_told_in_their_order) {
    asyncio_future *tasks[] = {
        asyncio_create_task(wait_for_change, "a"), asyncio_create_task(wait_for_change, "b"),
        asyncio_create_task(wait_for_change, "c"), asyncio_create_task(wait_for_change, "d")};
    asyncio_sleep(1);
    notify(1);
    asyncio_sleep(1);
    CHECK_EVENTS("a");
    notify(2);
    asyncio_sleep(1);
    CHECK_EVENTS("abc");
    CHECK(asyncio_condition_acquire(&changed) == 0);
    CHECK(asyncio_condition_notify_all(&changed) == 0);
    CHECK(asyncio_condition_release(&changed) == 0);
    CHECK(asyncio_await(asyncio_gather(tasks, 4, NULL)) == 0);
    CHECK_EVENTS("abcd");
}

TEST(a_condition_is_used_with_its_lock_taken) {
    CHECK_FAILS(asyncio_condition_wait(&changed), EPERM, "not taken");
    CHECK_FAILS(asyncio_condition_notify(&changed, 1), EPERM, "not taken");
    CHECK_FAILS(asyncio_condition_notify_all(&changed), EPERM, "not taken");
    CHECK_FAILS(asyncio_condition_release(&changed), EPERM, "not taken");
}

TEST(a_cancelled_condition_holds_its_lock_again_before_it_says_so) {
    asyncio_task *task = asyncio_create_task(wait_for_change, "a");
    asyncio_sleep(0);
    CHECK(asyncio_condition_acquire(&changed) == 0);
    asyncio_future_cancel(task);
    asyncio_sleep(1);
    CHECK(!asyncio_future_done(task));
    asyncio_future_cancel(task); /* does not keep it from the lock either */
    asyncio_sleep(1);
    CHECK(!asyncio_future_done(task));
    CHECK(asyncio_condition_release(&changed) == 0);
    CHECK_FAILS(asyncio_await(task), ECANCELED, "cancelled");
    CHECK_EVENTS("!");
}

TEST(a_notification_that_meets_a_cancel_is_passed_on) {
    asyncio_task *first = asyncio_create_task(wait_for_change, "a");
    asyncio_task *second = asyncio_create_task(wait_for_change, "b");
    asyncio_sleep(0);
    notify(1);
    asyncio_future_cancel(first);
    CHECK(asyncio_await(second) == 0);
    CHECK_FAILS(asyncio_await(first), ECANCELED, "cancelled");
    CHECK_EVENTS("!b");
}

static bool level_is_3(void *unused) {
    (void)unused;
    return level == 3;
}

static intptr_t wait_for_level(void *unused) {
    (void)unused;
    CHECK(asyncio_condition_acquire(&changed) == 0);
    int status = asyncio_condition_wait_for(&changed, level_is_3, NULL);
    asyncio_condition_release(&changed);
    return status < 0 ? ASYNCIO_ERROR : level;
}

TEST(wait_for_waits_until_its_predicate_is_true) {
    asyncio_task *task = asyncio_create_task(wait_for_level, NULL);
    for (level = 0; level < 3; level++) {
        asyncio_sleep(1);
        CHECK(!asyncio_future_done(task));
        notify(1);
    }
    CHECK(asyncio_await(task) == 3);
}

TEST(conditions_may_share_a_lock) {
    asyncio_condition shared = {.lock = &lock};
    CHECK(asyncio_condition_acquire(&shared) == 0);
    CHECK(asyncio_lock_locked(&lock));
    CHECK(asyncio_condition_notify(&shared, 1) == 0);
    CHECK(asyncio_condition_release(&shared) == 0);
    CHECK(!asyncio_lock_locked(&lock));
}

/* ── semaphores ── */

static asyncio_semaphore slots = ASYNCIO_SEMAPHORE(2);

static intptr_t use_slot(void *letters) {
    const char *letter = letters;
    if (asyncio_semaphore_acquire(&slots) < 0) {
        event('!');
        return ASYNCIO_ERROR;
    }
    event(letter[0]);
    asyncio_sleep(1);
    event(letter[1]);
    CHECK(asyncio_semaphore_release(&slots) == 0);
    return 0;
}

TEST(a_semaphore_lets_so_many_in_at_once) {
    asyncio_future *tasks[] = {
        asyncio_create_task(use_slot, "aA"), asyncio_create_task(use_slot, "bB"),
        asyncio_create_task(use_slot, "cC"), asyncio_create_task(use_slot, "dD")};
    double start = asyncio_time();
    asyncio_sleep(0.5);
    CHECK(asyncio_semaphore_locked(&slots));
    CHECK(asyncio_await(asyncio_gather(tasks, 4, NULL)) == 0);
    CHECK(asyncio_time() == start + 2);
    CHECK_EVENTS("abABcdCD");
    CHECK(!asyncio_semaphore_locked(&slots));
    CHECK(slots.value == 2);
}

TEST(nobody_overtakes_who_waits_for_a_semaphore) {
    CHECK(asyncio_semaphore_acquire(&slots) == 0);
    CHECK(asyncio_semaphore_acquire(&slots) == 0);
    asyncio_task *waiting = asyncio_create_task(use_slot, "wW");
    asyncio_sleep(0);
    asyncio_semaphore_release(&slots);
    asyncio_semaphore_release(&slots);
    CHECK(asyncio_semaphore_locked(&slots)); /* the one in line has not had its turn */
    CHECK(asyncio_semaphore_acquire(&slots) == 0);
    event('m');
    asyncio_semaphore_release(&slots);
    CHECK(asyncio_await(waiting) == 0);
    CHECK_EVENTS("wmW");
    CHECK(slots.value == 2);
}

TEST(a_slot_given_to_a_cancelled_waiter_goes_to_the_next) {
    CHECK(asyncio_semaphore_acquire(&slots) == 0);
    CHECK(asyncio_semaphore_acquire(&slots) == 0);
    asyncio_task *first = asyncio_create_task(use_slot, "aA");
    asyncio_task *second = asyncio_create_task(use_slot, "bB");
    asyncio_sleep(0);
    asyncio_semaphore_release(&slots);
    asyncio_future_cancel(first);
    CHECK(asyncio_await(second) == 0);
    CHECK_FAILS(asyncio_await(first), ECANCELED, "cancelled");
    CHECK_EVENTS("!bB");
    asyncio_semaphore_release(&slots);
    CHECK(slots.value == 2);
}

TEST(a_bounded_semaphore_is_not_released_above_its_bound) {
    asyncio_semaphore bounded = ASYNCIO_BOUNDED_SEMAPHORE(1);
    CHECK(asyncio_semaphore_acquire(&bounded) == 0);
    CHECK(asyncio_semaphore_release(&bounded) == 0);
    CHECK_FAILS(asyncio_semaphore_release(&bounded), ERANGE, "above its bound");
    asyncio_semaphore unbounded = ASYNCIO_SEMAPHORE(0);
    CHECK(asyncio_semaphore_release(&unbounded) == 0);
    CHECK(unbounded.value == 1);
}

/* ── barriers ── */

static asyncio_barrier barrier = ASYNCIO_BARRIER(3);

static intptr_t meet(void *seconds) {
    asyncio_sleep((double)(intptr_t)seconds);
    int index = asyncio_barrier_wait(&barrier);
    event(index == ASYNCIO_ERROR ? (errno == EPIPE ? 'p' : '!') : (char)('0' + index));
    return index;
}

TEST(a_barrier_lets_all_go_when_the_last_has_come) {
    for (int round = 0; round < 2; round++) {
        asyncio_future *tasks[3];
        for (intptr_t i = 0; i < 3; i++)
            tasks[i] = asyncio_create_task(meet, (void *)(i + 1));
        double start = asyncio_time();
        asyncio_sleep(2.5);
        CHECK(asyncio_barrier_n_waiting(&barrier) == 2);
        intptr_t results[3];
        CHECK(asyncio_await(asyncio_gather(tasks, 3, results)) == 0);
        CHECK(asyncio_time() == start + 3);
        CHECK(results[0] == 0 && results[1] == 1 && results[2] == 2);
        CHECK(asyncio_barrier_n_waiting(&barrier) == 0);
    }
}

TEST(more_tasks_than_parties_meet_in_rounds) {
    asyncio_future *tasks[6];
    for (int i = 0; i < 6; i++)
        tasks[i] = asyncio_create_task(meet, NULL);
    CHECK(asyncio_await(asyncio_gather(tasks, 6, NULL)) == 0);
    CHECK(strlen(events) == 6);
}

TEST(a_cancelled_task_does_not_count_for_a_barrier) {
    asyncio_task *cancelled = asyncio_create_task(meet, NULL);
    asyncio_sleep(1);
    asyncio_future_cancel(cancelled);
    CHECK_FAILS(asyncio_await(cancelled), ECANCELED, "cancelled");
    CHECK(asyncio_barrier_n_waiting(&barrier) == 0);
    CHECK(!asyncio_barrier_broken(&barrier));
}

TEST(reset_sends_away_who_waits_and_abort_all_who_come) {
    asyncio_task *waiting = asyncio_create_task(meet, NULL);
    asyncio_sleep(1);
    CHECK(asyncio_barrier_reset(&barrier) == 0);
    CHECK_FAILS(asyncio_await(waiting), EPIPE, "broken, or was reset");
    CHECK(!asyncio_barrier_broken(&barrier));
    waiting = asyncio_create_task(meet, NULL);
    asyncio_sleep(1);
    CHECK(asyncio_barrier_abort(&barrier) == 0);
    CHECK(asyncio_barrier_broken(&barrier));
    CHECK_FAILS(asyncio_await(waiting), EPIPE, "broken, or was reset");
    CHECK_FAILS(asyncio_barrier_wait(&barrier), EPIPE, "broken, or was reset");
    CHECK(asyncio_barrier_reset(&barrier) == 0);
    CHECK(!asyncio_barrier_broken(&barrier));
    asyncio_barrier nobody = ASYNCIO_BARRIER(0);
    CHECK_FAILS(asyncio_barrier_wait(&nobody), EINVAL, "at least one party");
}

TESTS(RUN(a_lock_is_taken_by_one_after_the_other_in_their_order) RUN(
    a_free_lock_is_taken_without_suspending) RUN(a_lock_that_is_free_cannot_be_released)
          RUN(a_cancelled_waiter_leaves_the_line) RUN(
              a_waiter_cancelled_just_when_it_was_woken_passes_the_lock_on)
              RUN(an_event_wakes_all_even_if_it_is_cleared_at_once) RUN(
                  an_event_that_is_set_lets_everyone_pass)
                  RUN(a_condition_wakes_as_many_as_it_is_told_in_their_order) RUN(
                      a_condition_is_used_with_its_lock_taken)
                      RUN(a_cancelled_condition_holds_its_lock_again_before_it_says_so) RUN(
                          a_notification_that_meets_a_cancel_is_passed_on)
                          RUN(wait_for_waits_until_its_predicate_is_true) RUN(
                              conditions_may_share_a_lock) RUN(a_semaphore_lets_so_many_in_at_once)
                              RUN(nobody_overtakes_who_waits_for_a_semaphore)
                                  RUN(a_slot_given_to_a_cancelled_waiter_goes_to_the_next) RUN(
                                      a_bounded_semaphore_is_not_released_above_its_bound)
                                      RUN(a_barrier_lets_all_go_when_the_last_has_come) RUN(
                                          more_tasks_than_parties_meet_in_rounds)
                                          RUN(a_cancelled_task_does_not_count_for_a_barrier) RUN(
                                              reset_sends_away_who_waits_and_abort_all_who_come))
