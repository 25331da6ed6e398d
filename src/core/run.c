/* asyncio_run: one program from its main task to the end of the last one. */
#include <asyncio/task.h>
#include <errno.h>

#include "context.h"
#include "entry.h"
#include "handle.h"
#include "loop.h"
#include "report.h"
#include "task.h"
#include "timer.h"

/* The main task, while it has not ended. */
static asyncio_task *main_task;

/* As Ctrl-C does. 0: there is nothing to cancel. */
AW_ENTRY(asyncio_cancel_main) int aw_cancel_main(void) {
    return main_task != NULL && aw_future_cancel(main_task, &aw_failure_cancelled);
}

static asyncio_task *start(asyncio_coroutine *function, void *argument,
                           const asyncio_task_options *options) {
    asyncio_task_options chosen = options != NULL ? *options : (asyncio_task_options){0};
    if (chosen.stack_size == 0)
        chosen.stack_size = TASK_STACK_MAIN;
    struct task *task = aw_task_create(function, argument, &chosen);
    return task != NULL ? aw_task_start(task) : NULL;
}

/* Tasks that a dying task starts are cancelled like those before them. */
static void end_all_tasks(void) {
    for (struct task *task = aw_loop.tasks; task != NULL; task = task->next)
        aw_future_cancel(&task->future, &aw_failure_cancelled);
    while (aw_loop.tasks != NULL) {
        struct task *task = aw_loop.tasks;
        if (task->cancel_requests == 0)
            aw_future_cancel(&task->future, &aw_failure_cancelled);
        asyncio_retain(&task->future);
        asyncio_retain(&task->future);
        if (asyncio_await(&task->future) == ASYNCIO_ERROR && errno != ECANCELED)
            aw_report("task, cancelled at the end of asyncio_run,", &task->future);
        aw_future_release(&task->future);
    }
}

static void close_loop(void) {
    aw_handles_close();
    aw_timer_close();
    aw_task_memory_close();
    aw_failure_forget();
    aw_context_enter(NULL);
}

intptr_t asyncio_run_with(asyncio_coroutine *function, void *argument,
                          const asyncio_task_options *options) {
    struct task *root = aw_loop.current;
    if (root == NULL || root != aw_loop.root || aw_loop.running)
        return aw_fail(&aw_failure_nested_run);
    main_task = start(function, argument, options);
    if (main_task == NULL)
        return ASYNCIO_ERROR;
    aw_loop.running = true;
    intptr_t result = asyncio_await(main_task);
    main_task = NULL;
    struct failure *failure = result == ASYNCIO_ERROR ? aw_failure_of_errno() : NULL;
    end_all_tasks();
    close_loop();
    aw_loop.running = false;
    /* main() has not seen the failures of the waits above, nor need it. */
    aw_failure_release(root->failure);
    root->failure = NULL;
    aw_loop.main_failure_seen = false;
    return failure != NULL ? aw_fail_taking(failure) : result;
}
