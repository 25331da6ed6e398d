/*
 * The switch by Binaryen's Asyncify, driven from inside the module.
 *
 * Three things hold it together, because the pass sees only the call graph:
 *   - What suspends and what resumes stay functions of their own (SWITCH_POINT).
 *   - A coroutine's entry is called through a pointer.
 *   - The C stack pointer of a suspended coroutine is read after the unwinding,
 *     in aw_switch_resume; the suspending function's own frame is still on it
 *     before, and would stay there for ever.
 */
#include "switch.h"

#include <errno.h>

/* Throws in the host, which asks for the running task. */
__attribute__((import_module("env"), import_name("asyncio_host_stack_overflow"), noreturn)) void
asyncio_host_stack_overflow(const char *stack_pointer);

struct switch_state aw_switch;

/*
 * Binaryen's --stack-check compares the stack pointer of every frame with two
 * globals of its own. Only a function that the pass adds can set them. C cannot
 * name it, so the host puts it into the table in the place of this one, by
 * asyncio_stack_limits_place and asyncio_set_stack_limits.
 */
typedef void set_limits_function(const char *top, const char *bottom);
static void no_stack_check(const char *top, const char *bottom) {
    (void)top;
    (void)bottom;
}
static set_limits_function *set_limits = no_stack_check;

__attribute__((export_name("asyncio_stack_limits_place"))) set_limits_function *
aw_stack_limits_place(void) {
    return no_stack_check;
}

__attribute__((export_name("asyncio_set_stack_limits"))) void
aw_set_stack_limits(set_limits_function *function) {
    set_limits = function;
}

/* Outside of coroutines the C stack is the linker's, and any address will do. */
static void lift_limits(void) { set_limits((const char *)UINTPTR_MAX, NULL); }

const struct switch_stack *aw_switch_running(void) { return aw_switch.running; }

void aw_switch_prepare(struct switch_stack *stack, void *memory, size_t size, switch_entry *entry,
                       void *argument) {
    char *bottom = (char *)(((uintptr_t)memory + 3) & ~(uintptr_t)3);
    char *top = (char *)(((uintptr_t)memory + size) & ~(uintptr_t)15);
    *stack = (struct switch_stack){
        .frames_end = bottom,
        .stack_pointer = top,
        .bottom = bottom,
        .top = top,
        .entry = entry,
        .argument = argument,
    };
}

SWITCH_POINT(asyncio_switch_resume)
enum switch_outcome aw_switch_resume(struct switch_stack *stack) {
    char *outer = aw_stack_pointer();
    aw_switch.running = stack;
    errno = stack->saved_errno;
    set_limits(stack->top, stack->bottom);
    aw_set_stack_pointer(stack->stack_pointer);
    if (stack->suspended) {
        aw_switch.rewinding = true;
        aw_start_rewind(stack);
    }
    stack->result = stack->entry(stack->argument);
    stack->suspended = aw_switch.unwinding;
    if (aw_switch.unwinding) {
        aw_switch.unwinding = false;
        stack->stack_pointer = aw_stack_pointer();
        bool overflowed = stack->frames_end > stack->frames_limit;
        if (overflowed)
            stack->frames_end = stack->bottom;
        aw_stop_unwind();
        if (overflowed)
            asyncio_host_stack_overflow(stack->frames_limit);
    }
    lift_limits();
    aw_set_stack_pointer(outer);
    stack->saved_errno = errno;
    aw_switch.running = NULL;
    return stack->suspended ? SWITCH_SUSPENDED : SWITCH_FINISHED;
}

SWITCH_POINT(asyncio_switch_call)
void aw_switch_call(void (*function)(void *), void *argument) {
    function(argument);
    /* Never so: but the pass takes a function that stops an unwinding for one
     * that no unwinding goes through, and so for a wall to its callers. */
    if (aw_switch.unwinding)
        aw_stop_unwind();
}
