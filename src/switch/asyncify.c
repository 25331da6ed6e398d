/*
 * The switch by Binaryen's Asyncify, driven from inside the module; asyncify.h has the
 * half of it that is inlined.
 *
 * What holds it together, because the pass sees only the call graph: whatever suspends or
 * resumes stays a function of its own (SWITCH_POINT), and a coroutine's entry is called
 * through a pointer.
 */
#include "switch.h"

/*
 * Binaryen's --stack-check compares the stack pointer of every frame with two globals of
 * its own. Only a function that the pass adds can set them. C cannot name it, so the host
 * puts it into the table in the place of this one, by asyncio_stack_limits_place and
 * asyncio_set_stack_limits.
 */
static void no_stack_check(const char *top, const char *bottom) {
    (void)top;
    (void)bottom;
}

struct switch_state aw_switch = {.set_limits = no_stack_check};

__attribute__((export_name("asyncio_stack_limits_place"))) switch_set_limits *
aw_stack_limits_place(void) {
    return no_stack_check;
}

__attribute__((export_name("asyncio_set_stack_limits"))) void
aw_set_stack_limits(switch_set_limits *function) {
    aw_switch.set_limits = function;
}

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

SWITCH_POINT(asyncio_switch_call)
void aw_switch_call(void (*function)(void *), void *argument) {
    function(argument);
    /* Never so: but the pass takes a function that stops an unwinding for one that no
     * unwinding goes through, and so for a wall to its callers. */
    if (aw_switch.unwinding)
        aw_stop_unwind();
}
