/*
 * Failures: an errno code with a message, shared by all who see it. The runtime's
 * own are static and cost nothing to raise; those with a message made at run time
 * are counted.
 */
#ifndef AW_FAILURE_H
#define AW_FAILURE_H

#include <asyncio/error.h>
#include <stdint.h>

struct failure {
    uint32_t references; /* FAILURE_STATIC: not counted, never freed */
    int code;
    const char *message;      /* NULL: the system's text for the code */
    struct failure **members; /* of a group */
    size_t count;
};
enum { FAILURE_STATIC = UINT32_MAX };

/* name, errno, message */
#define AW_FAILURES(FAILURE)                                                                       \
    FAILURE(cancelled, ECANCELED, "cancelled")                                                     \
    FAILURE(timeout, ETIMEDOUT, "timed out")                                                       \
    FAILURE(memory, ENOMEM, "out of memory")                                                       \
    FAILURE(no_loop, EPERM, "no event loop is running: call asyncio_run first")                    \
    FAILURE(no_task, EPERM, "only a task can wait: this was called from main() or a callback")     \
    FAILURE(nested_run, EPERM, "asyncio_run: an event loop is running already")                    \
    FAILURE(no_function, EINVAL, "the function is NULL")                                           \
    FAILURE(small_stack, EINVAL, "stack_size is below the minimum of 512 bytes")                   \
    FAILURE(no_future, EINVAL, "the future is NULL")                                               \
    FAILURE(dead_future, EINVAL, "this future was awaited or released before")                     \
    FAILURE(not_plain, EINVAL, "only a future of asyncio_create_future can be completed")          \
    FAILURE(done_before, EINVAL, "the future is done already")                                     \
    FAILURE(done_early, EALREADY, "nothing to cancel: it is done already")                         \
    FAILURE(not_done, EAGAIN, "the future is not done yet")                                        \
    FAILURE(self_await, EDEADLK, "a task cannot await itself")                                     \
    FAILURE(not_a_task, EINVAL, "this future is not a task")                                       \
    FAILURE(bad_delay, EINVAL, "the delay is negative or not a number")                            \
    FAILURE(bad_time, EINVAL, "the time is not a number")                                          \
    FAILURE(no_handle, EALREADY, "the callback was called or cancelled before")                    \
    FAILURE(no_name, EINVAL, "the name is NULL")                                                   \
    FAILURE(no_url, EINVAL, "the URL is NULL")                                                     \
    FAILURE(no_value, EINVAL, "this future is no call to JavaScript")                              \
    FAILURE(no_response, EINVAL, "this future is no fetch")                                        \
    FAILURE(not_called, EPERM, "JavaScript did not call this coroutine")                           \
    FAILURE(timeout_over, EALREADY, "the timeout has expired or ended")                            \
    FAILURE(nothing, EINVAL, "there is nothing to wait for")                                       \
    FAILURE(no_group, EPERM, "the task group is not active")                                       \
    FAILURE(not_locked, EPERM, "the lock is not taken")                                            \
    FAILURE(released_too_often, ERANGE, "the semaphore is released above its bound")               \
    FAILURE(broken_barrier, EPIPE, "the barrier is broken, or was reset")                          \
    FAILURE(no_parties, EINVAL, "a barrier needs at least one party")                              \
    FAILURE(queue_full, EAGAIN, "the queue is full")                                               \
    FAILURE(queue_empty, EAGAIN, "the queue is empty")                                             \
    FAILURE(queue_shut_down, EPIPE, "the queue is shut down")                                      \
    FAILURE(done_too_often, EINVAL, "task_done was called more often than items were put in")      \
    FAILURE(no_errno, EIO, "it returned ASYNCIO_ERROR without setting errno")

#define AW_DECLARE_FAILURE(name, code, message) extern struct failure aw_failure_##name;
AW_FAILURES(AW_DECLARE_FAILURE)
#undef AW_DECLARE_FAILURE

/* A failure with a copy of MESSAGE, owned by the caller; when there is no memory
 * for it, the static one that says so. */
struct failure *aw_failure_create(int code, const char *message);

/* A group of COUNT failures with the first one's code. MEMBERS is an aw_allocate'd
 * block; the group takes it and a reference to each. */
struct failure *aw_failure_group(struct failure **members, size_t count);

struct failure *aw_failure_retain(struct failure *failure);
void aw_failure_release(struct failure *failure);
const char *aw_failure_message(const struct failure *failure);
void aw_failure_copy(const struct failure *failure, asyncio_error *error);

/* Makes FAILURE what this task fails with: errno and asyncio_error_message. The
 * first shares it, the second takes the caller's reference. ASYNCIO_ERROR. */
int aw_fail(struct failure *failure);
int aw_fail_taking(struct failure *failure);

/* The failure behind errno in this task, shared with the caller; made up from the
 * code where a libc call set it. */
struct failure *aw_failure_of_errno(void);

/* Forgets the failure of code that is no task. */
void aw_failure_forget(void);

#endif
