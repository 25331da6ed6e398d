/* Locks, events, conditions, semaphores and barriers. */
#ifndef SYNC_H
#define SYNC_H

#include "core.h"

#define SYNC_STATEMENTS(STATEMENT, BLOCK)                                                          \
    STATEMENT(acquire)                                                                             \
    STATEMENT(release)                                                                             \
    STATEMENT(locked)                                                                              \
    BLOCK(with_lock)                                                                               \
    STATEMENT(event_wait)                                                                          \
    STATEMENT(event_set)                                                                           \
    STATEMENT(event_clear)                                                                         \
    STATEMENT(event_is_set)                                                                        \
    STATEMENT(condition_wait)                                                                      \
    STATEMENT(condition_wait_for)                                                                  \
    STATEMENT(condition_notify)                                                                    \
    STATEMENT(condition_notify_all)                                                                \
    STATEMENT(condition_acquire)                                                                   \
    STATEMENT(condition_release)                                                                   \
    BLOCK(with_condition)                                                                          \
    STATEMENT(semaphore_acquire)                                                                   \
    STATEMENT(semaphore_release)                                                                   \
    STATEMENT(semaphore_locked)                                                                    \
    BLOCK(with_semaphore)                                                                          \
    STATEMENT(barrier_wait)                                                                        \
    STATEMENT(barrier_reset)                                                                       \
    STATEMENT(barrier_abort)                                                                       \
    STATEMENT(barrier_state)

static asyncio_lock locks[2];
static asyncio_event sync_events[2];
static asyncio_condition conditions[2];
static asyncio_semaphore semaphores[5];
static asyncio_barrier barriers[3];

static void make_sync(void) {
    memset(locks, 0, sizeof locks);
    memset(sync_events, 0, sizeof sync_events);
    conditions[0] = (asyncio_condition){0};
    conditions[1] = (asyncio_condition){.lock = &locks[0]};
    semaphores[0] = (asyncio_semaphore)ASYNCIO_SEMAPHORE(1);
    semaphores[1] = (asyncio_semaphore)ASYNCIO_SEMAPHORE(2);
    semaphores[2] = (asyncio_semaphore)ASYNCIO_SEMAPHORE(0);
    semaphores[3] = (asyncio_semaphore)ASYNCIO_BOUNDED_SEMAPHORE(1);
    semaphores[4] = (asyncio_semaphore)ASYNCIO_BOUNDED_SEMAPHORE(2);
    for (size_t i = 0; i < 3; i++)
        barriers[i] = (asyncio_barrier)ASYNCIO_BARRIER(i + 1);
}

/* Who waits for a lock to end a wait on a condition cannot be cancelled. */
static void free_locks(void) {
    asyncio_lock *all[] = {&locks[0], &locks[1], &conditions[0].own_lock};
    for (int i = 0; i < 3; i++)
        if (asyncio_lock_locked(all[i])) {
            printf("main frees %d\n", i);
            asyncio_lock_release(all[i]);
        }
}

/* The block between an acquire that has succeeded and its release. */
static struct outcome run_within(struct actor *me, const struct statement *each, int acquired) {
    if (acquired < 0)
        return fails();
    trace(me, each->line, each->entry->name, "begins");
    return run_block(me, each);
}

/* The block may have released it: REFUSAL, if not 0, is what releasing would fail with. */
static bool can_release(const struct actor *me, const struct statement *each, int refusal) {
    if (refusal != 0)
        trace(me, each->line, each->entry->name,
              refusal == ERANGE ? "release ERANGE" : "release EPERM");
    return refusal == 0;
}

static struct outcome do_acquire(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_lock_acquire(&locks[each->operands[0]]));
}

static struct outcome do_release(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_lock_release(&locks[each->operands[0]]));
}

static struct outcome do_locked(struct actor *me, const struct statement *each) {
    (void)me;
    return value(asyncio_lock_locked(&locks[each->operands[0]]));
}

static struct outcome do_with_lock(struct actor *me, const struct statement *each) {
    asyncio_lock *lock = &locks[each->operands[0]];
    int acquired = asyncio_lock_acquire(lock);
    struct outcome outcome = run_within(me, each, acquired);
    if (acquired == 0 && can_release(me, each, asyncio_lock_locked(lock) ? 0 : EPERM))
        asyncio_lock_release(lock);
    return outcome;
}

static struct outcome do_event_wait(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_event_wait(&sync_events[each->operands[0]]));
}

static struct outcome do_event_set(struct actor *me, const struct statement *each) {
    (void)me;
    asyncio_event_set(&sync_events[each->operands[0]]);
    return value(0);
}

static struct outcome do_event_clear(struct actor *me, const struct statement *each) {
    (void)me;
    asyncio_event_clear(&sync_events[each->operands[0]]);
    return value(0);
}

static struct outcome do_event_is_set(struct actor *me, const struct statement *each) {
    (void)me;
    return value(asyncio_event_is_set(&sync_events[each->operands[0]]));
}

static struct outcome do_condition_wait(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_condition_wait(&conditions[each->operands[0]]));
}

static bool has_value(void *argument) {
    const struct statement *each = argument;
    return variables[each->operands[1]] >= each->operands[2];
}

/* Waits until a variable has a value of at least so much. */
static struct outcome do_condition_wait_for(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_condition_wait_for(&conditions[each->operands[0]], has_value,
                                             (void *)(uintptr_t)each));
}

static struct outcome do_condition_notify(struct actor *me, const struct statement *each) {
    (void)me;
    return status(
        asyncio_condition_notify(&conditions[each->operands[0]], (size_t)each->operands[1]));
}

static struct outcome do_condition_notify_all(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_condition_notify_all(&conditions[each->operands[0]]));
}

static struct outcome do_condition_acquire(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_condition_acquire(&conditions[each->operands[0]]));
}

static struct outcome do_condition_release(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_condition_release(&conditions[each->operands[0]]));
}

static struct outcome do_with_condition(struct actor *me, const struct statement *each) {
    asyncio_condition *condition = &conditions[each->operands[0]];
    int acquired = asyncio_condition_acquire(condition);
    struct outcome outcome = run_within(me, each, acquired);
    if (acquired == 0 && can_release(me, each, asyncio_condition_locked(condition) ? 0 : EPERM))
        asyncio_condition_release(condition);
    return outcome;
}

static struct outcome do_semaphore_acquire(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_semaphore_acquire(&semaphores[each->operands[0]]));
}

static struct outcome do_semaphore_release(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_semaphore_release(&semaphores[each->operands[0]]));
}

static struct outcome do_semaphore_locked(struct actor *me, const struct statement *each) {
    (void)me;
    return value(asyncio_semaphore_locked(&semaphores[each->operands[0]]));
}

static struct outcome do_with_semaphore(struct actor *me, const struct statement *each) {
    asyncio_semaphore *semaphore = &semaphores[each->operands[0]];
    int acquired = asyncio_semaphore_acquire(semaphore);
    struct outcome outcome = run_within(me, each, acquired);
    bool full = semaphore->bound != 0 && semaphore->value >= semaphore->bound;
    if (acquired == 0 && can_release(me, each, full ? ERANGE : 0))
        asyncio_semaphore_release(semaphore);
    return outcome;
}

static struct outcome do_barrier_wait(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_barrier_wait(&barriers[each->operands[0]]));
}

static struct outcome do_barrier_reset(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_barrier_reset(&barriers[each->operands[0]]));
}

static struct outcome do_barrier_abort(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_barrier_abort(&barriers[each->operands[0]]));
}

static struct outcome do_barrier_state(struct actor *me, const struct statement *each) {
    (void)me;
    static char words[24];
    const asyncio_barrier *barrier = &barriers[each->operands[0]];
    snprintf(words, sizeof words, "%d %d", (int)asyncio_barrier_n_waiting(barrier),
             asyncio_barrier_broken(barrier));
    return text(words);
}

#endif
