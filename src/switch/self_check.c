/*
 * Whether this module can switch at all. A module that was optimised before the
 * Asyncify pass, or by a pass that does not keep its functions apart, loads and
 * runs, and never comes back from its first wait. One coroutine that suspends
 * twice tells, before the program has begun.
 */
#include "switch.h"

static int passed;

SWITCH_POINT(asyncio_self_check_wait)
int aw_self_check_wait(int points) {
    if (!aw_switch_resumed()) {
        passed += points;
        if (!aw_switch_suspend())
            return 0;
    }
    return points;
}

/* Waits once in a direct call and once in an indirect one. */
static intptr_t wait_twice(void *argument) {
    int (*volatile wait)(int points) = aw_self_check_wait;
    volatile int local = 40;
    int first = aw_self_check_wait(1);
    int second = wait(1);
    return local + first + second + (argument == &passed);
}

SWITCH_POINT(asyncio_self_check_resume)
enum switch_outcome aw_self_check_resume(struct switch_stack *stack) {
    struct switch_outside outside = aw_switch_enter();
    enum switch_outcome outcome = aw_switch_resume(stack);
    aw_switch_leave(&outside);
    return outcome;
}

int aw_switch_self_check(void) {
    static char memory[1024];
    struct switch_stack stack;
    passed = 0;
    aw_switch_prepare(&stack, memory, sizeof memory, wait_twice, &passed);
    const char *start = stack.stack_pointer;
    if (aw_self_check_resume(&stack) != SWITCH_SUSPENDED || passed != 1)
        return 1;
    const char *first = stack.stack_pointer;
    if (aw_self_check_resume(&stack) != SWITCH_SUSPENDED || passed != 2)
        return 2;
    if (stack.stack_pointer != first || first > start)
        return 3;
    if (aw_self_check_resume(&stack) != SWITCH_FINISHED || stack.result != 43)
        return 4;
    return 0;
}
