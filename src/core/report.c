#include "report.h"

#include <asyncio/loop.h>
#include <errno.h>

#include "../switch/switch.h"
#include "host.h"
#include "loop.h"
#include "task.h"

static struct {
    asyncio_exception_handler *handler;
    void *argument;
} chosen;

void asyncio_set_exception_handler(asyncio_exception_handler *handler, void *argument) {
    chosen.handler = handler;
    chosen.argument = argument;
}

static void handle(void *context) { chosen.handler(context, chosen.argument); }

void asyncio_call_exception_handler(const asyncio_exception_context *context) {
    if (chosen.handler == NULL) {
        asyncio_host_report(context->what, context->name, context->error.message);
        return;
    }
    /* Whatever task lets the future go, the handler is none, and cannot wait. */
    struct task *current = aw_loop.current;
    int saved_errno = errno;
    aw_loop.current = NULL;
    aw_switch_call(handle, (void *)context);
    aw_loop.current = current;
    errno = saved_errno;
}

void aw_report(const char *what, asyncio_future *future) {
    asyncio_exception_context context = {
        .what = what,
        .name = aw_task_name(future),
        .future = future,
    };
    aw_failure_copy(future->failure, &context.error);
    asyncio_call_exception_handler(&context);
}
