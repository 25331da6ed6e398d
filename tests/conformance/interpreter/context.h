/* Context variables. */
#ifndef CONTEXT_H
#define CONTEXT_H

#include "language.h"

#define CONTEXT_STATEMENTS(STATEMENT, BLOCK)                                                       \
    STATEMENT(context_get)                                                                         \
    STATEMENT(context_set)

static asyncio_context_var context_variables[] = {
    {.name = "context 0", .default_value = (void *)0},
    {.name = "context 1", .default_value = (void *)1},
};

static struct outcome do_context_get(struct actor *me, const struct statement *each) {
    (void)me;
    return value((intptr_t)asyncio_context_var_get(&context_variables[each->operands[0]]));
}

static struct outcome do_context_set(struct actor *me, const struct statement *each) {
    (void)me;
    void *number = (void *)(intptr_t)each->operands[1];
    return status(asyncio_context_var_set(&context_variables[each->operands[0]], number));
}

#endif
