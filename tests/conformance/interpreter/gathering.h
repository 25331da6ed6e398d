/* gather, with its future awaited at once or put into a slot, and wait_for. */
#ifndef GATHERING_H
#define GATHERING_H

#include "tasks.h"

#define GATHER_STATEMENTS(STATEMENT, BLOCK)                                                        \
    STATEMENT(gather)                                                                              \
    STATEMENT(gather_into)                                                                         \
    STATEMENT(wait_for)

/* A future over those in the slots that the operands from FIRST on name. */
static struct object *new_gathering(struct actor *me, const struct statement *each, int first) {
    struct object *parts[MAX_OPERANDS];
    asyncio_future *futures[MAX_OPERANDS];
    int count = each->count - first - 1;
    int depth = 1;
    for (int i = 0; i < count; i++) {
        if ((parts[i] = get_awaitable(me, each->operands[first + 1 + i])) == NULL)
            return NULL;
        if (parts[i]->depth >= depth)
            depth = parts[i]->depth + 1;
    }
    struct object *object = depth <= MAX_DEPTH ? new_object(GATHERING) : NULL;
    if (object == NULL) {
        asyncio_fail(ENOSPC, NULL);
        return NULL;
    }
    object->depth = depth;
    for (int i = 0; i < count; i++) {
        object->parts[i] = parts[i];
        futures[i] = asyncio_retain(parts[i]->future);
    }
    object->part_count = count;
    object->errors_are_results = each->operands[first];
    object->future =
        asyncio_gather(futures, (size_t)count, object->results,
                       .return_exceptions = object->errors_are_results, .errors = object->errors);
    return object;
}

static struct outcome do_gather(struct actor *me, const struct statement *each) {
    struct object *object = new_gathering(me, each, 0);
    if (object == NULL)
        return fails();
    begin_waiting(me, object->parts, object->part_count);
    intptr_t result = asyncio_await(asyncio_retain(object->future));
    end_waiting(me);
    return show(object, result);
}

static struct outcome do_gather_into(struct actor *me, const struct statement *each) {
    struct object *object = new_gathering(me, each, 1);
    if (object == NULL)
        return fails();
    program.slots[each->operands[0]] = object;
    return value(0);
}

static struct outcome do_wait_for(struct actor *me, const struct statement *each) {
    struct object *object = get_awaitable(me, each->operands[0]);
    if (object == NULL)
        return fails();
    begin_waiting(me, &object, 1);
    intptr_t result = asyncio_wait_for(asyncio_retain(object->future), each->operands[1]);
    end_waiting(me);
    return show(object, result);
}

#endif
