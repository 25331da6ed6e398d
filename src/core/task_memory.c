/*
 * Blocks for tasks with the default stack are kept and used again. The one freed
 * longest ago goes first, and only when some others rest: so a stale pointer to a
 * task finds a dead task for a while, and an error can be told.
 */
#include "memory.h"
#include "task.h"

enum { RESTING = 16, KEPT = 256 };

static struct {
    struct task *first;
    struct task *last;
    unsigned count;
} pool;

static struct task *take(void) {
    struct task *task = pool.first;
    pool.first = task->next;
    pool.count--;
    return task;
}

struct task *aw_task_allocate(size_t stack_size) {
    if (stack_size == TASK_STACK_DEFAULT && pool.count > RESTING)
        return take();
    if (stack_size > SIZE_MAX - sizeof(struct task))
        return NULL;
    struct task *task = aw_allocate(sizeof *task + stack_size);
    if (task != NULL)
        task->stack_size = stack_size;
    return task;
}

void aw_task_deallocate(struct task *task) {
    if (task->stack_size != TASK_STACK_DEFAULT || pool.count == KEPT) {
        aw_deallocate(task);
        return;
    }
    task->next = NULL;
    if (pool.count++ == 0)
        pool.first = task;
    else
        pool.last->next = task;
    pool.last = task;
}

void aw_task_memory_close(void) {
    while (pool.count > 0)
        aw_deallocate(take());
}
