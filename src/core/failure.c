#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "loop.h"
#include "memory.h"
#include "task.h"

#define AW_DEFINE_FAILURE(name, code, message)                                                     \
    struct failure aw_failure_##name = {FAILURE_STATIC, code, message, NULL, 0};
AW_FAILURES(AW_DEFINE_FAILURE)

/* The last failure outside of tasks. */
static struct failure *outside;

static struct failure **last_failure(void) {
    return aw_loop.current != NULL ? &aw_loop.current->failure : &outside;
}

struct failure *aw_failure_create(int code, const char *message) {
    size_t size = message != NULL ? strlen(message) + 1 : 0;
    struct failure *failure = aw_allocate(sizeof *failure + size);
    if (failure == NULL)
        return &aw_failure_memory;
    *failure = (struct failure){.references = 1, .code = code};
    if (message != NULL)
        failure->message = memcpy(failure + 1, message, size);
    return failure;
}

struct failure *aw_failure_retain(struct failure *failure) {
    if (failure->references != FAILURE_STATIC)
        failure->references++;
    return failure;
}

void aw_failure_release(struct failure *failure) {
    if (failure == NULL || failure->references == FAILURE_STATIC)
        return;
    if (--failure->references > 0)
        return;
    for (size_t i = 0; i < failure->count; i++)
        aw_failure_release(failure->members[i]);
    aw_deallocate(failure->members);
    aw_deallocate(failure);
}

struct failure *aw_failure_group(struct failure **members, size_t count) {
    static const char introduction[] = "errors in a task group, the first: ";
    const char *first = aw_failure_message(members[0]);
    size_t length = sizeof introduction - 1;
    size_t size = length + strlen(first) + 1;
    struct failure *group = aw_allocate(sizeof *group + size);
    if (group == NULL) {
        for (size_t i = 0; i < count; i++)
            aw_failure_release(members[i]);
        aw_deallocate(members);
        return &aw_failure_memory;
    }
    char *message = (char *)(group + 1);
    memcpy(message, introduction, length);
    memcpy(message + length, first, size - length);
    *group = (struct failure){
        .references = 1,
        .code = members[0]->code,
        .message = message,
        .members = members,
        .count = count,
    };
    return group;
}

const char *aw_failure_message(const struct failure *failure) {
    return failure->message != NULL ? failure->message : strerror(failure->code);
}

int aw_fail_taking(struct failure *failure) {
    struct failure **last = last_failure();
    aw_failure_release(*last);
    *last = failure;
    errno = failure->code;
    return ASYNCIO_ERROR;
}

int aw_fail(struct failure *failure) { return aw_fail_taking(aw_failure_retain(failure)); }

struct failure *aw_failure_of_errno(void) {
    struct failure *last = *last_failure();
    if (last != NULL && last->code == errno)
        return aw_failure_retain(last);
    if (errno == ECANCELED)
        return &aw_failure_cancelled;
    return errno != 0 ? aw_failure_create(errno, NULL) : &aw_failure_no_errno;
}

void aw_failure_forget(void) {
    aw_failure_release(outside);
    outside = NULL;
}

intptr_t asyncio_fail(int code, const char *message) {
    return aw_fail_taking(aw_failure_create(code, message));
}

intptr_t asyncio_failf(int code, const char *format, ...) {
    char message[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return asyncio_fail(code, message);
}

const char *asyncio_error_message(void) {
    const struct failure *last = *last_failure();
    aw_loop.main_failure_seen = true;
    if (last != NULL && last->code == errno && last->message != NULL)
        return last->message;
    return strerror(errno);
}

void aw_failure_copy(const struct failure *failure, asyncio_error *error) {
    *error = (asyncio_error){.code = failure->code};
    const char *message = aw_failure_message(failure);
    size_t length = strlen(message);
    if (length >= sizeof error->message)
        length = sizeof error->message - 1;
    memcpy(error->message, message, length);
}

/* Counts and copies the failures of a group that are no groups, from number FOUND on. */
static size_t copy_members(const struct failure *group, asyncio_error errors[], size_t most,
                           size_t found) {
    for (size_t i = 0; i < group->count; i++) {
        const struct failure *member = group->members[i];
        if (member->count > 0) {
            found = copy_members(member, errors, most, found);
            continue;
        }
        if (found < most)
            aw_failure_copy(member, &errors[found]);
        found++;
    }
    return found;
}

size_t asyncio_error_members(asyncio_error errors[], size_t most) {
    const struct failure *last = *last_failure();
    return last != NULL && last->code == errno ? copy_members(last, errors, most, 0) : 0;
}
