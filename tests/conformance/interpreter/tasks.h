/* Tasks and futures in slots; awaiting and cancelling them. */
#ifndef TASKS_H
#define TASKS_H

#include "language.h"

#define TASK_STATEMENTS(STATEMENT, BLOCK)                                                          \
    STATEMENT(spawn)                                                                               \
    STATEMENT(await)                                                                               \
    STATEMENT(spawn_eager)                                                                         \
    STATEMENT(cancel)                                                                              \
    STATEMENT(cancel_with)                                                                         \
    STATEMENT(cancel_self)                                                                         \
    STATEMENT(cancel_parent)                                                                       \
    STATEMENT(uncancel)                                                                            \
    STATEMENT(cancelling)                                                                          \
    STATEMENT(cancelling_of)                                                                       \
    STATEMENT(uncancel_of)                                                                         \
    STATEMENT(done)                                                                                \
    STATEMENT(result)                                                                              \
    STATEMENT(exception)                                                                           \
    STATEMENT(future)                                                                              \
    STATEMENT(set_result)                                                                          \
    STATEMENT(set_exception)

/* What a slot holds; NULL, and errno is set, if nothing. */
static struct object *get_object(int slot) {
    if (program.slots[slot] == NULL)
        asyncio_fail(ENOENT, NULL);
    return program.slots[slot];
}

static bool depends(struct object *object, const struct actor *actor);

static bool any_depends(struct object *const *objects, int count, const struct actor *actor) {
    for (int i = 0; i < count; i++)
        if (depends(objects[i], actor))
            return true;
    return false;
}

/* Whether one of the tasks of OWNER's groups cannot end before ACTOR does. */
static bool members_depend(const struct actor *owner, const struct actor *actor) {
    for (int i = 0; i < program.object_count; i++) {
        struct object *object = &program.objects[i];
        if (object->actor != NULL && object->actor->member_of == owner &&
            !asyncio_future_done(object->future) && depends(object, actor))
            return true;
    }
    return false;
}

static bool depends(struct object *object, const struct actor *actor) {
    if (object->search == program.searches)
        return false;
    object->search = program.searches;
    const struct actor *waiter = object->actor;
    if (waiter == NULL)
        return any_depends(object->parts, object->part_count, actor);
    return waiter == actor || any_depends(waiter->waits_for, waiter->waits_for_count, actor) ||
           members_depend(waiter, actor);
}

/* What a slot holds, unless it cannot end before ME does: then waiting would be a circle. */
static struct object *get_awaitable(const struct actor *me, int slot) {
    struct object *object = get_object(slot);
    program.searches++;
    if (object == NULL || !depends(object, me))
        return object;
    asyncio_fail(EDEADLK, NULL);
    return NULL;
}

static const char *list_results(const struct object *gathering) {
    static char list[MAX_OPERANDS * 16];
    char *end = list + sprintf(list, "[");
    for (int i = 0; i < gathering->part_count; i++) {
        end += sprintf(end, i > 0 ? " " : "");
        if (gathering->errors_are_results && gathering->errors[i].code != 0)
            end += sprintf(end, "%s", name_of(gathering->errors[i].code));
        else
            end += sprintf(end, "%ld", (long)gathering->results[i]);
    }
    sprintf(end, "]");
    return list;
}

static struct outcome show(const struct object *object, intptr_t result) {
    if (result == ASYNCIO_ERROR)
        return fails();
    return object->kind == GATHERING ? text(list_results(object)) : value(result);
}

/* Notes what an actor waits for, while it does. */
static void begin_waiting(struct actor *me, struct object *const *objects, int count) {
    me->waits_for = objects;
    me->waits_for_count = count;
}
static void end_waiting(struct actor *me) { begin_waiting(me, NULL, 0); }

static struct outcome spawned(int slot, struct object *child) {
    if (child == NULL)
        return fails();
    program.slots[slot] = child;
    return value(child->actor->number);
}

static struct outcome do_spawn(struct actor *me, const struct statement *each) {
    return spawned(each->operands[0], new_task(each->operands[1], me, create_plain));
}

static asyncio_task *create_eager(struct actor *child) {
    return asyncio_create_task(run_as_task, child, .name = child->name, .stack_size = TASK_STACK,
                               .eager_start = true);
}

static struct outcome do_spawn_eager(struct actor *me, const struct statement *each) {
    return spawned(each->operands[0], new_task(each->operands[1], me, create_eager));
}

static struct outcome do_await(struct actor *me, const struct statement *each) {
    struct object *object = get_awaitable(me, each->operands[0]);
    if (object == NULL)
        return fails();
    begin_waiting(me, &object, 1);
    intptr_t result = asyncio_await(asyncio_retain(object->future));
    end_waiting(me);
    return show(object, result);
}

static struct outcome cancel_future(asyncio_future *future) {
    return future != NULL ? value(asyncio_future_cancel(future) == 0) : fails_with(ENOENT);
}

static struct outcome do_cancel(struct actor *me, const struct statement *each) {
    (void)me;
    const struct object *object = program.slots[each->operands[0]];
    return cancel_future(object != NULL ? object->future : NULL);
}

static struct outcome do_cancel_with(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    if (object == NULL)
        return fails();
    char message[24];
    snprintf(message, sizeof message, "because %d", each->operands[1]);
    return value(asyncio_future_cancel_with_message(object->future, message) == 0);
}

static struct outcome do_cancel_self(struct actor *me, const struct statement *each) {
    (void)me;
    (void)each;
    return cancel_future(asyncio_current_task());
}

static struct outcome do_cancel_parent(struct actor *me, const struct statement *each) {
    (void)each;
    /* A callback is none, and an eager task is not there while it takes its first step. */
    bool is_task = me->parent != NULL && me->parent->object != NULL;
    return cancel_future(is_task ? me->parent->object->future : NULL);
}

static struct outcome do_uncancel(struct actor *me, const struct statement *each) {
    (void)me;
    (void)each;
    return value(asyncio_task_uncancel(asyncio_current_task()));
}

static struct outcome do_cancelling(struct actor *me, const struct statement *each) {
    (void)me;
    (void)each;
    return value(asyncio_task_cancelling(asyncio_current_task()));
}

static struct outcome do_cancelling_of(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    return object != NULL ? status(asyncio_task_cancelling(object->future)) : fails();
}

static struct outcome do_uncancel_of(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    return object != NULL ? status(asyncio_task_uncancel(object->future)) : fails();
}

/* 0: it is not done; 2: it was cancelled. */
static struct outcome do_done(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    if (object == NULL)
        return fails();
    return value(asyncio_future_done(object->future) + asyncio_future_cancelled(object->future));
}

static struct outcome do_result(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    return object != NULL ? show(object, asyncio_future_result(object->future)) : fails();
}

static struct outcome do_exception(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    if (object == NULL)
        return fails();
    return text(name_of(asyncio_future_exception(object->future, NULL)));
}

static struct outcome do_future(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = new_object(FUTURE);
    if (object == NULL)
        return fails();
    object->future = asyncio_create_future();
    program.slots[each->operands[0]] = object;
    return value(0);
}

static struct outcome do_set_result(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    if (object == NULL)
        return fails();
    return status(asyncio_future_set_result(object->future, each->operands[1]));
}

static struct outcome do_set_exception(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    if (object == NULL)
        return fails();
    int code = USER_ERROR + each->operands[1];
    return status(asyncio_future_set_exception(object->future, code, NULL));
}

#endif
