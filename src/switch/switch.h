/*
 * How a coroutine's stack suspends and goes on. Nothing outside this folder
 * knows the means; the scheduler sees three verbs (prepare, resume, suspend) and
 * two outcomes (suspended, finished).
 *
 * A stack is one block of memory, used from both ends:
 *
 *     bottom                                                            top
 *     | saved frames -->            free            <-- C stack (locals)  |
 *
 * While the coroutine runs there are no saved frames and the C stack may use
 * the whole block. When it suspends, a record of each live frame is written
 * upwards from the bottom, and must end below the C stack's end. Overflow of
 * either half is fatal, and told to the host with the running stack still set.
 *
 * A function that suspends is entered a second time when its coroutine goes on,
 * with the same arguments, and has two halves:
 *
 *     int wait_for_something(struct thing *thing) {
 *         if (!aw_switch_resumed()) {
 *             ... arrange to be resumed ...
 *             if (!aw_switch_suspend()) return 0;    (unwinding: the value is lost)
 *         }
 *         ... resumed ...
 *     }
 *
 * It must be SWITCH_POINT, and no local outlives its first half. In return its
 * own frame is never saved: suspending costs the user's frames alone.
 *
 * The scheduler runs coroutines between enter and leave, one after the other:
 *
 *     struct switch_outside outside = aw_switch_enter();
 *     while (...) outcome = aw_switch_resume(stack);
 *     aw_switch_leave(&outside);
 *
 * in one function, SWITCH_POINT too, which calls nothing else in between: there is no
 * C stack then that a frame could be on.
 *
 * A backend that suspends inside the engine (JSPI) fits behind the same verbs:
 * there aw_switch_resumed() is always false, aw_switch_suspend() returns true
 * when it has been resumed in place, and aw_switch_resume() gets a third outcome,
 * "running elsewhere", on which the scheduler returns to the host.
 */
#ifndef AW_SWITCH_H
#define AW_SWITCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef intptr_t switch_entry(void *argument);

struct switch_stack {
    char *frames_end;   /* Asyncify reads and moves this: where the next frame goes */
    char *frames_limit; /* and this: where frames must end                          */
    char *stack_pointer;
    char *bottom;
    char *top;
    switch_entry *entry;
    void *argument;
    intptr_t result; /* what entry returned, once finished */
    int saved_errno;
    bool suspended; /* has frames to rewind */
};

/* Where coroutines are resumed from: outside of all, or in a coroutine itself, which
 * then goes on when the other has stopped. */
struct switch_outside {
    char *stack_pointer;
    struct switch_stack *running;
    int saved_errno;
};

/* What aw_switch_resume, which starts a coroutine or goes on where it suspended, says
 * when it stops. */
enum switch_outcome { SWITCH_FINISHED, SWITCH_SUSPENDED };

/* Makes STACK ready to run entry(argument) in the SIZE bytes at MEMORY, which the
 * caller owns and must keep until the coroutine has finished. */
void aw_switch_prepare(struct switch_stack *stack, void *memory, size_t size, switch_entry *entry,
                       void *argument);

/* Calls function(argument), which may not suspend. Callers are then known not to
 * suspend either, and are spared the code for it. */
void aw_switch_call(void (*function)(void *), void *argument);

/* 0 if the module was built so that stacks do suspend and go on. */
int aw_switch_self_check(void);

#include "asyncify.h"

#endif
