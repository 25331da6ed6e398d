/* What tasks are called. Made without printf, which a program that does not print
 * should not have to carry. */
#include <string.h>

#include "memory.h"
#include "task.h"

static void write_number(char *text, uint32_t number) {
    size_t digits = 1;
    for (uint32_t rest = number; rest >= 10; rest /= 10)
        digits++;
    text[digits] = '\0';
    for (; digits > 0; number /= 10)
        text[--digits] = (char)('0' + number % 10);
}

const char *aw_task_name(const asyncio_future *future) {
    static const char prefix[] = "Task-";
    struct task *task = aw_task_of(future);
    if (task == NULL)
        return "";
    if (task->long_name != NULL)
        return task->long_name;
    if (task->short_name[0] == '\0') {
        memcpy(task->short_name, prefix, sizeof prefix);
        write_number(task->short_name + sizeof prefix - 1, task->number);
    }
    return task->short_name;
}

bool aw_task_rename(struct task *task, const char *name) {
    size_t size = strlen(name) + 1;
    char *copy = size > sizeof task->short_name ? aw_copy_text(name) : NULL;
    if (size > sizeof task->short_name && copy == NULL)
        return false;
    aw_deallocate(task->long_name);
    task->long_name = copy;
    if (copy == NULL)
        memcpy(task->short_name, name, size);
    return true;
}

const char *asyncio_task_get_name(const asyncio_task *task) {
    return aw_future_valid(task) ? aw_task_name(task) : "";
}
