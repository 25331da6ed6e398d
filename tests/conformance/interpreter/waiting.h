/* wait and shield. */
#ifndef WAITING_H
#define WAITING_H

#include "tasks.h"

#define WAITING_STATEMENTS(STATEMENT, BLOCK)                                                       \
    STATEMENT(wait)                                                                                \
    STATEMENT(shield)                                                                              \
    STATEMENT(shield_into)

static const char *list_done(struct object *const *objects, int count) {
    static char list[MAX_OPERANDS * 2];
    for (int i = 0; i < count; i++) {
        list[2 * i] = asyncio_future_done(objects[i]->future) ? '1' : '0';
        list[2 * i + 1] = i + 1 < count ? ' ' : '\0';
    }
    return list;
}

/* Python makes a set of what wait is given. Returns how many there are now. */
static size_t add_to_set(asyncio_future *futures[], size_t count, asyncio_future *future) {
    for (size_t i = 0; i < count; i++)
        if (futures[i] == future)
            return count;
    futures[count] = future;
    return count + 1;
}

/* Which errors a wait that is cancelled has heard of is a matter of chance. */
static void ask_for_errors(struct object *const *objects, int count) {
    for (int i = 0; i < count; i++)
        asyncio_future_exception(objects[i]->future, NULL);
}

static struct outcome do_wait(struct actor *me, const struct statement *each) {
    struct object *objects[MAX_OPERANDS];
    asyncio_future *futures[MAX_OPERANDS];
    int count = each->count - 2;
    size_t different = 0;
    for (int i = 0; i < count; i++) {
        if ((objects[i] = get_awaitable(me, each->operands[i + 2])) == NULL)
            return fails();
        different = add_to_set(futures, different, objects[i]->future);
    }
    begin_waiting(me, objects, count);
    int done = asyncio_wait(futures, different, .timeout = each->operands[1],
                            .return_when = (asyncio_return_when)each->operands[0]);
    end_waiting(me);
    if (done == ASYNCIO_ERROR)
        ask_for_errors(objects, count);
    return done == ASYNCIO_ERROR ? fails() : text(list_done(objects, count));
}

/* A shield over OBJECT, or, if that is done, OBJECT itself. */
static struct object *new_shield(struct object *object) {
    struct object *shield = object != NULL ? new_object(SHIELD) : NULL;
    if (shield == NULL)
        return NULL;
    shield->future = asyncio_shield(asyncio_retain(object->future));
    if (shield->future != object->future)
        return shield;
    asyncio_release(shield->future);
    program.object_count--;
    return object;
}

static struct outcome do_shield(struct actor *me, const struct statement *each) {
    struct object *object = get_awaitable(me, each->operands[0]);
    struct object *shield = new_shield(object);
    if (shield == NULL)
        return fails();
    begin_waiting(me, &object, 1);
    intptr_t result = asyncio_await(asyncio_retain(shield->future));
    end_waiting(me);
    return show(shield, result);
}

static struct outcome do_shield_into(struct actor *me, const struct statement *each) {
    struct object *shield = new_shield(get_awaitable(me, each->operands[1]));
    if (shield == NULL)
        return fails();
    program.slots[each->operands[0]] = shield;
    return value(0);
}

#endif
