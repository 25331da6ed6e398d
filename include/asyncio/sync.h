/*
 * Synchronisation of tasks: locks, events, conditions, semaphores, barriers.
 *
 * Each is a struct of the caller's, ready for use when it is all zero or has been
 * set up by its initializer; there is nothing to destroy. It must stay where it is,
 * and live, as long as a task waits on it. All are fair: who came first goes first.
 * A task that is cancelled while it waits leaves the queue, and passes on what it
 * had been given but not yet taken. Only tasks may wait; everything else may be
 * called from callbacks too.
 *
 * Where a call says "Suspends", it does so only when it has to wait, and then fails
 * with
 *   ECANCELED  the task was cancelled
 *   EPERM      not called from a task
 */
#ifndef ASYNCIO_SYNC_H
#define ASYNCIO_SYNC_H

#include <stdbool.h>
#include <stddef.h>

#include <asyncio/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct asyncio_waiter;

/* ── Lock ─────────────────────────────────────────────────────────────────────
 *
 *     static asyncio_lock lock;
 *
 *     if (asyncio_lock_acquire(&lock) < 0) return ASYNCIO_ERROR;
 *     ... one task at a time ...
 *     asyncio_lock_release(&lock);
 *
 * Python: asyncio.Lock.
 */
typedef struct asyncio_lock {
    struct asyncio_waiter *waiters;
    bool locked;
} asyncio_lock;

/* Waits until LOCK is free and takes it. Not recursive. Suspends. */
int asyncio_lock_acquire(asyncio_lock *lock);

/* Frees LOCK, whoever took it, and lets the first who waits have it. EPERM: it is
 * not locked. */
int asyncio_lock_release(asyncio_lock *lock);

bool asyncio_lock_locked(const asyncio_lock *lock);

/* ── Event ────────────────────────────────────────────────────────────────────
 * A flag that tasks wait for. Python: asyncio.Event.
 */
typedef struct asyncio_event {
    struct asyncio_waiter *waiters;
    bool set;
} asyncio_event;

/* Waits until EVENT is set; returns at once when it is. Suspends. */
int asyncio_event_wait(asyncio_event *event);

/* Sets it: all who wait go on, even if it is cleared before their turn comes. */
void asyncio_event_set(asyncio_event *event);

void asyncio_event_clear(asyncio_event *event);
bool asyncio_event_is_set(const asyncio_event *event);

/* ── Condition ────────────────────────────────────────────────────────────────
 *
 *     static asyncio_condition changed;
 *
 *     if (asyncio_condition_acquire(&changed) < 0) return ASYNCIO_ERROR;
 *     while (!ready && asyncio_condition_wait(&changed) == 0) {
 *     }
 *     asyncio_condition_release(&changed);
 *
 * It has a lock of its own, unless `lock` points to another; several conditions may
 * share one. Python: asyncio.Condition.
 */
typedef struct asyncio_condition {
    struct asyncio_waiter *waiters;
    asyncio_lock own_lock;
    asyncio_lock *lock; /* NULL: own_lock */
} asyncio_condition;

/* The lock's functions. */
int asyncio_condition_acquire(asyncio_condition *condition);
int asyncio_condition_release(asyncio_condition *condition);
bool asyncio_condition_locked(const asyncio_condition *condition);

/*
 * Frees the lock, waits to be notified, and takes the lock again. It holds the lock
 * when it returns, also when it fails with ECANCELED; only then is the cancellation
 * delivered. It may return without a notification. EPERM: the lock is not taken.
 * Suspends.
 */
int asyncio_condition_wait(asyncio_condition *condition);

/* Waits until predicate(argument) is true, which is asked with the lock taken.
 * Suspends. */
int asyncio_condition_wait_for(asyncio_condition *condition, bool (*predicate)(void *argument),
                               void *argument);

/* Wake the first COUNT who wait, or all. EPERM: the lock is not taken. */
int asyncio_condition_notify(asyncio_condition *condition, size_t count);
int asyncio_condition_notify_all(asyncio_condition *condition);

/* ── Semaphore ────────────────────────────────────────────────────────────────
 *
 *     static asyncio_semaphore slots = ASYNCIO_SEMAPHORE(10);
 *
 * A bounded one refuses to be released above its first value. Python:
 * asyncio.Semaphore, asyncio.BoundedSemaphore.
 */
typedef struct asyncio_semaphore {
    struct asyncio_waiter *waiters;
    size_t value;
    size_t bound; /* 0: none */
} asyncio_semaphore;

#define ASYNCIO_SEMAPHORE(value) {NULL, (value), 0}
#define ASYNCIO_BOUNDED_SEMAPHORE(value) {NULL, (value), (value)}

/* Waits until the value is above 0 and nobody came before, and takes 1 off.
 * Suspends. */
int asyncio_semaphore_acquire(asyncio_semaphore *semaphore);

/* Adds 1, and lets the first who waits have it. ERANGE: the bound is reached. */
int asyncio_semaphore_release(asyncio_semaphore *semaphore);

/* Whether asyncio_semaphore_acquire would have to wait. */
bool asyncio_semaphore_locked(const asyncio_semaphore *semaphore);

/* ── Barrier ──────────────────────────────────────────────────────────────────
 *
 *     static asyncio_barrier start = ASYNCIO_BARRIER(3);
 *
 * A place where PARTIES tasks meet, as often as they like. Python: asyncio.Barrier.
 */
typedef struct asyncio_barrier {
    asyncio_condition condition;
    size_t parties;
    size_t count;
    enum {
        ASYNCIO_BARRIER_FILLING,
        ASYNCIO_BARRIER_DRAINING,
        ASYNCIO_BARRIER_RESETTING,
        ASYNCIO_BARRIER_BROKEN
    } state;
} asyncio_barrier;

#define ASYNCIO_BARRIER(parties_) {.parties = (parties_)}

/*
 * Waits until as many tasks as PARTIES wait here. Returns a number from 0 to
 * PARTIES - 1, another for each of them. A task that comes while the last ones leave
 * waits for the next meeting. EPIPE: the barrier is broken, or was reset meanwhile.
 * EINVAL: PARTIES is 0. Suspends.
 */
int asyncio_barrier_wait(asyncio_barrier *barrier);

/* Sends those who wait away with EPIPE, and begins anew. Suspends. */
int asyncio_barrier_reset(asyncio_barrier *barrier);

/* Breaks it: who waits, and who comes until a reset, gets EPIPE. Suspends. */
int asyncio_barrier_abort(asyncio_barrier *barrier);

/* How many wait for the meeting that is filling. */
size_t asyncio_barrier_n_waiting(const asyncio_barrier *barrier);
bool asyncio_barrier_broken(const asyncio_barrier *barrier);

#ifdef __cplusplus
}
#endif
#endif
