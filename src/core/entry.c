/* The host's way in, apart from what belongs to one feature. */
#include "entry.h"

#include "../switch/switch.h"
#include "host.h"
#include "loop.h"
#include "memory.h"
#include "task.h"

#ifndef __EMSCRIPTEN__
/* Named here, so that the linker leaves it to us to call the constructors, and
 * does not wrap every export in them. */
extern void __wasm_call_ctors(void);
static void call_constructors(void) { __wasm_call_ctors(); }
#else
static void call_constructors(void) {}
#endif

AW_ENTRY(asyncio_boundary_version) int aw_boundary_version(void) { return AW_BOUNDARY_VERSION; }

/* The first call into a new module. 0, or what the switch's self-check found. */
AW_ENTRY(asyncio_initialize) int aw_initialize(void) {
    call_constructors();
    return aw_switch_self_check();
}

AW_ENTRY(asyncio_step) double aw_step(double slice) { return aw_loop_step(slice); }

AW_ENTRY(asyncio_allocate) void *aw_allocate_for_host(size_t size) { return aw_allocate(size); }

AW_ENTRY(asyncio_deallocate) void aw_deallocate_for_host(void *block) { aw_deallocate(block); }

/* The running task, for a report on a stack that overflowed. */
AW_ENTRY(asyncio_running_name) const char *aw_running_name(void) {
    if (aw_loop.current == NULL)
        return "the event loop";
    return aw_loop.current == aw_loop.root ? "main()" : aw_task_name(&aw_loop.current->future);
}

AW_ENTRY(asyncio_running_stack) size_t aw_running_stack(void) {
    return aw_loop.current != NULL ? aw_loop.current->stack_size : 0;
}

static const char *what_it_waits_for(const struct task *task) {
    if (task->waiting_for != NULL)
        return task->waiting_for->type->name;
    return task->sleeping ? "sleep" : "nothing";
}

/* Tells the host of every task, oldest first. */
AW_ENTRY(asyncio_list_tasks) void aw_list_tasks(void) {
    for (struct task *task = aw_loop.tasks; task != NULL; task = task->next)
        asyncio_host_task(aw_task_name(&task->future), task->location, what_it_waits_for(task),
                          aw_task_name(task->waiting_for), task->waiting_for);
}
