/*
 * The inline half of asyncify.c. The imports are Binaryen's own: its Asyncify
 * pass resolves them inside the module, so a switch never leaves wasm.
 */
#ifndef AW_ASYNCIFY_H
#define AW_ASYNCIFY_H

#include <stdbool.h>

/* Binaryen does not know C's noinline, but it keeps what is exported whole. */
#define SWITCH_POINT(name) __attribute__((noinline, export_name(#name)))
#define SWITCH_INLINE static inline __attribute__((always_inline))

#define ASYNCIFY_IMPORT(name) __attribute__((import_module("asyncify"), import_name(#name)))
ASYNCIFY_IMPORT(start_unwind) void aw_start_unwind(struct switch_stack *stack);
ASYNCIFY_IMPORT(stop_unwind) void aw_stop_unwind(void);
ASYNCIFY_IMPORT(start_rewind) void aw_start_rewind(struct switch_stack *stack);
ASYNCIFY_IMPORT(stop_rewind) void aw_stop_rewind(void);

struct switch_state {
    struct switch_stack *running;
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

#endif
