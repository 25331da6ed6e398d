/* Coroutines that JavaScript calls. */
#include <asyncio/javascript.h>
#include <asyncio/task.h>
#include <string.h>

#include "entry.h"
#include "failure.h"
#include "host.h"
#include "loop.h"
#include "memory.h"
#include "task.h"

static asyncio_export *exports;

void asyncio_register_export(asyncio_export *entry) {
    entry->next = exports;
    exports = entry;
}

AW_ENTRY(asyncio_next_export) const asyncio_export *aw_next_export(const asyncio_export *entry) {
    return entry != NULL ? entry->next : exports;
}

AW_ENTRY(asyncio_export_name) const char *aw_export_name(const asyncio_export *entry) {
    return entry->name;
}

struct call {
    struct callback ended;
    struct task *task;
    asyncio_bytes bytes;
    void *argument; /* the host's copy of a string or of bytes, or NULL */
};

static void end(struct callback *callback) {
    struct call *call = AW_PART_OF(callback, struct call, ended);
    asyncio_future *future = &call->task->future;
    const struct failure *failure = future->state != FUTURE_FINISHED ? future->failure : NULL;
    future->seen = true;
    if (failure == NULL)
        asyncio_host_call_ended(call->task, future->result, 0, NULL);
    else
        asyncio_host_call_ended(call->task, 0, failure->code, aw_failure_message(failure));
    aw_future_release(future);
    aw_deallocate(call->argument);
    aw_deallocate(call);
}

/*
 * Starts an exported coroutine. ARGUMENT is a number, or, where KIND says so, a
 * block of the host's with SIZE bytes of a string or of bytes; the block is taken.
 * NULL: no memory.
 */
AW_ENTRY(asyncio_call)
const void *aw_call(const asyncio_export *entry, asyncio_type kind, void *argument, size_t size) {
    struct call *call = aw_allocate(sizeof *call);
    struct task *task = NULL;
    if (call != NULL) {
        call->bytes = (asyncio_bytes){argument, size};
        call->argument = kind == ASYNCIO_STRING || kind == ASYNCIO_BYTES ? argument : NULL;
        task = aw_task_create(
            entry->function, kind == ASYNCIO_BYTES ? &call->bytes : argument,
            &(asyncio_task_options){.name = entry->name, .stack_size = TASK_STACK_MAIN});
    }
    if (task == NULL) {
        aw_deallocate(call);
        return NULL;
    }
    call->ended = (struct callback){.run = end};
    call->task = task;
    aw_task_start(task);
    aw_future_add_waiter(&task->future, &call->ended);
    return task;
}

/* Asks a coroutine that asyncio_call started, and that has not ended, to end. */
AW_ENTRY(asyncio_cancel_call) void aw_cancel_call(struct task *task) {
    aw_future_cancel(&task->future, &aw_failure_cancelled);
}

static intptr_t give(const void *data, size_t size, int is_string) {
    if (asyncio_host_call_returns(aw_loop.current, data, size, is_string))
        return 0;
    return aw_fail(&aw_failure_not_called);
}

intptr_t asyncio_return_string(const char *text) { return give(text, strlen(text), 1); }

intptr_t asyncio_return_bytes(const void *data, size_t size) { return give(data, size, 0); }
