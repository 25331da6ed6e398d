/* Statements that every program may use: control flow, sleeping, shared variables. */
#ifndef CORE_H
#define CORE_H

#include "language.h"

#define CORE_STATEMENTS(STATEMENT, BLOCK)                                                          \
    STATEMENT(log)                                                                                 \
    STATEMENT(return)                                                                              \
    STATEMENT(raise)                                                                               \
    STATEMENT(sleep)                                                                               \
    STATEMENT(turns)                                                                               \
    STATEMENT(add)                                                                                 \
    BLOCK(try)                                                                                     \
    BLOCK(repeat)

static int variables[2];

static struct outcome do_log(struct actor *me, const struct statement *each) {
    (void)me;
    return value(each->operands[0]);
}

static struct outcome do_return(struct actor *me, const struct statement *each) {
    (void)me;
    return (struct outcome){RETURNS, each->operands[0], NULL};
}

static struct outcome do_raise(struct actor *me, const struct statement *each) {
    (void)me;
    return fails_with(USER_ERROR + each->operands[0]);
}

static struct outcome do_sleep(struct actor *me, const struct statement *each) {
    (void)me;
    return status(asyncio_sleep(each->operands[0]));
}

/* So many iterations of the loop, each of which shows in the trace. */
static struct outcome do_turns(struct actor *me, const struct statement *each) {
    for (int turn = 0; turn < each->operands[0]; turn++) {
        if (asyncio_sleep(0) < 0)
            return fails();
        trace_number(me, each->line, "turn", turn);
    }
    return value(0);
}

static struct outcome do_add(struct actor *me, const struct statement *each) {
    (void)me;
    return value(variables[each->operands[0]] += each->operands[1]);
}

static struct outcome do_try(struct actor *me, const struct statement *each) {
    return run_block(me, each);
}

static struct outcome do_repeat(struct actor *me, const struct statement *each) {
    for (int i = 0; i < each->operands[0]; i++) {
        struct outcome outcome = run_block(me, each);
        if (outcome.flow != GOES_ON)
            return outcome;
    }
    return value(0);
}

#endif
