/*
 * main() as a coroutine, so that asyncio_run can wait in it. It runs on a stack of
 * its own, as the root task, which no listing shows and nobody can await.
 */
#include <stdlib.h>

#include "entry.h"
#include "host.h"
#include "loop.h"
#include "task.h"

enum { ROOT_STACK = 128 * 1024 };

/*
 * How to call a main() of either form. Compilers name it differently; libc knows
 * the arguments where WASI gives them, Emscripten's host brings them along.
 */
#ifdef __EMSCRIPTEN__
__attribute__((weak)) int aw_main(int count, char **arguments) __asm__("main");
__attribute__((weak)) int __main_argc_argv(int count, char **arguments);
static int call_main(int count, char **arguments) {
    return aw_main != NULL ? aw_main(count, arguments) : __main_argc_argv(count, arguments);
}
static bool has_main(void) { return aw_main != NULL || __main_argc_argv != NULL; }
#else
__attribute__((weak)) int __main_void(void);
static int call_main(int count, char **arguments) {
    (void)count;
    (void)arguments;
    return __main_void();
}
static bool has_main(void) { return __main_void != NULL; }
#endif

static struct {
    int count;
    char **arguments;
} given;

/* An error that main() got from asyncio_run and did not look at. */
static void report_failure(void) {
    const struct failure *failure = aw_loop.root->failure;
    if (failure != NULL && !aw_loop.main_failure_seen)
        asyncio_host_report("main()", "", aw_failure_message(failure));
}

static intptr_t run_main(void *unused) {
    (void)unused;
    int status = call_main(given.count, given.arguments);
    if (status != 0)
        report_failure();
    exit(status);
}

/* Room for argv, of the program's own memory. */
AW_ENTRY(asyncio_start_arguments) void *aw_start_arguments(size_t size) { return malloc(size); }

AW_ENTRY(asyncio_start_main) int aw_start_main(int count, char **arguments) {
    static struct task root;
    void *stack = has_main() ? malloc(ROOT_STACK) : NULL;
    if (stack == NULL)
        return 0;
    given.count = count;
    given.arguments = arguments;
    root = (struct task){.stack_size = ROOT_STACK};
    aw_switch_prepare(&root.stack, stack, ROOT_STACK, run_main, NULL);
    aw_loop.root = &root;
    aw_ready_push(&root.alarm.callback);
    return 1;
}
