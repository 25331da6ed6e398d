/* Timeout scopes. */
#ifndef TIMEOUTS_H
#define TIMEOUTS_H

#include <math.h>

#include "language.h"

#define TIMEOUT_STATEMENTS(STATEMENT, BLOCK)                                                       \
    BLOCK(timeout)                                                                                 \
    BLOCK(timeout_at)                                                                              \
    STATEMENT(reschedule)                                                                          \
    STATEMENT(limit_state)

struct limit_scope {
    asyncio_timeout timeout;
    struct limit_scope *outer;
};

static struct outcome run_limited(struct actor *me, const struct statement *each, double when) {
    struct limit_scope scope = {.outer = me->limit};
    if (asyncio_timeout_enter_at(&scope.timeout, when) < 0)
        return fails();
    me->limit = &scope;
    struct outcome outcome = run_block(me, each);
    me->limit = scope.outer;
    bool failed = outcome.flow == FAILS;
    if (asyncio_timeout_exit(&scope.timeout, failed ? ASYNCIO_ERROR : 0) == ASYNCIO_ERROR)
        return fails();
    return outcome;
}

static double from_now(int delay) { return delay < 0 ? INFINITY : asyncio_time() + delay; }

static struct outcome do_timeout(struct actor *me, const struct statement *each) {
    return run_limited(me, each, from_now(each->operands[0]));
}

static struct outcome do_timeout_at(struct actor *me, const struct statement *each) {
    return run_limited(me, each, each->operands[0]);
}

/* From now; a negative delay means never. */
static struct outcome do_reschedule(struct actor *me, const struct statement *each) {
    if (me->limit == NULL)
        return fails_with(ENOENT);
    return status(asyncio_timeout_reschedule(&me->limit->timeout, from_now(each->operands[0])));
}

static struct outcome do_limit_state(struct actor *me, const struct statement *each) {
    static char words[24];
    (void)each;
    if (me->limit == NULL)
        return fails_with(ENOENT);
    double when = asyncio_timeout_when(&me->limit->timeout);
    snprintf(words, sizeof words, "%d %d", when < INFINITY ? (int)when : -1,
             asyncio_timeout_expired(&me->limit->timeout));
    return text(words);
}

#endif
