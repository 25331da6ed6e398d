/*
 * The inline half of asyncify.c. The imports are Binaryen's own: its Asyncify
 * pass resolves them inside the module, so a switch never leaves wasm.
 */
#ifndef AW_ASYNCIFY_H
#define AW_ASYNCIFY_H

#include <errno.h>
#include <stdbool.h>

/* Binaryen does not know C's noinline, but it keeps what is exported whole. */
#define SWITCH_POINT(name) __attribute__((noinline, export_name(#name)))
#define SWITCH_INLINE static inline __attribute__((always_inline))

#define ASYNCIFY_IMPORT(name) __attribute__((import_module("asyncify"), import_name(#name)))
ASYNCIFY_IMPORT(start_unwind) void aw_start_unwind(struct switch_stack *stack);
ASYNCIFY_IMPORT(stop_unwind) void aw_stop_unwind(void);
ASYNCIFY_IMPORT(start_rewind) void aw_start_rewind(struct switch_stack *stack);
ASYNCIFY_IMPORT(stop_rewind) void aw_stop_rewind(void);

/* Throws in the host, which asks for the running task. */
__attribute__((import_module("env"), import_name("asyncio_host_stack_overflow"), noreturn)) void
asyncio_host_stack_overflow(const char *stack_pointer);

typedef void switch_set_limits(const char *top, const char *bottom);

struct switch_state {
    struct switch_stack *running;
    switch_set_limits *set_limits; /* of Binaryen's stack check */
    bool unwinding;
    bool rewinding;
};
extern struct switch_state aw_switch;

__asm__(".globaltype __stack_pointer, i32");

SWITCH_INLINE char *aw_stack_pointer(void) {
    char *pointer;
    __asm__ volatile("global.get __stack_pointer\n\tlocal.set %0" : "=r"(pointer));
    return pointer;
}

SWITCH_INLINE void aw_set_stack_pointer(char *pointer) {
    __asm__ volatile("local.get %0\n\tglobal.set __stack_pointer" : : "r"(pointer));
}

SWITCH_INLINE bool aw_switch_resumed(void) {
    if (!aw_switch.rewinding)
        return false;
    aw_switch.rewinding = false;
    aw_stop_rewind();
    return true;
}

SWITCH_INLINE bool aw_switch_suspend(void) {
    aw_switch.unwinding = true;
    aw_switch.running->frames_limit = aw_stack_pointer();
    aw_start_unwind(aw_switch.running);
    return false;
}

SWITCH_INLINE struct switch_outside aw_switch_enter(void) {
    return (struct switch_outside){aw_stack_pointer(), aw_switch.running, errno};
}

/* Outside of coroutines the C stack is the linker's, and any address will do. */
SWITCH_INLINE void aw_switch_leave(const struct switch_outside *outside) {
    struct switch_stack *stack = outside->running;
    if (stack != NULL)
        aw_switch.set_limits(stack->top, stack->bottom);
    else
        aw_switch.set_limits((const char *)UINTPTR_MAX, NULL);
    aw_set_stack_pointer(outside->stack_pointer);
    aw_switch.running = stack;
    errno = outside->saved_errno;
}

SWITCH_INLINE enum switch_outcome aw_switch_resume(struct switch_stack *stack) {
    aw_switch.running = stack;
    errno = stack->saved_errno;
    aw_switch.set_limits(stack->top, stack->bottom);
    aw_set_stack_pointer(stack->stack_pointer);
    if (stack->suspended) {
        aw_switch.rewinding = true;
        aw_start_rewind(stack);
    }
    stack->result = stack->entry(stack->argument);
    stack->saved_errno = errno;
    aw_switch.running = NULL;
    stack->suspended = aw_switch.unwinding;
    if (!aw_switch.unwinding)
        return SWITCH_FINISHED;
    aw_switch.unwinding = false;
    /* Not before the unwinding is over: the suspending function's own frame was still
     * on the stack then, and would stay there for ever. */
    stack->stack_pointer = aw_stack_pointer();
    if (stack->frames_end > stack->frames_limit) {
        stack->frames_end = stack->bottom;
        aw_stop_unwind();
        asyncio_host_stack_overflow(stack->frames_limit);
    }
    aw_stop_unwind();
    return SWITCH_SUSPENDED;
}

#endif
