/* Callbacks of the loop and of futures; they run bodies that do not wait. */
#ifndef CALLBACKS_H
#define CALLBACKS_H

#include "tasks.h"

#define CALLBACK_STATEMENTS(STATEMENT, BLOCK)                                                      \
    STATEMENT(call_soon)                                                                           \
    STATEMENT(call_later)                                                                          \
    STATEMENT(call_at)                                                                             \
    STATEMENT(cancel_handle)                                                                       \
    STATEMENT(on_done)                                                                             \
    STATEMENT(off_done)

static asyncio_handle handles[3];

static void call_body(void *body) { run_as_callback((int)(intptr_t)body); }

static struct outcome keep(int index, asyncio_handle handle) {
    handles[index] = handle;
    return handle != 0 ? value(0) : fails();
}

static struct outcome do_call_soon(struct actor *me, const struct statement *each) {
    (void)me;
    const int *a = each->operands;
    return keep(a[0], asyncio_call_soon(call_body, (void *)(intptr_t)a[1]));
}

static struct outcome do_call_later(struct actor *me, const struct statement *each) {
    (void)me;
    const int *a = each->operands;
    return keep(a[0], asyncio_call_later(a[2], call_body, (void *)(intptr_t)a[1]));
}

static struct outcome do_call_at(struct actor *me, const struct statement *each) {
    (void)me;
    const int *a = each->operands;
    return keep(a[0], asyncio_call_at(a[2], call_body, (void *)(intptr_t)a[1]));
}

/* Python does not tell whether there was anything left to cancel. */
static struct outcome do_cancel_handle(struct actor *me, const struct statement *each) {
    (void)me;
    if (handles[each->operands[0]] == 0)
        return fails_with(ENOENT);
    asyncio_handle_cancel(handles[each->operands[0]]);
    return value(0);
}

static void call_done_body(asyncio_future *future, void *body) {
    (void)future;
    call_body(body);
}

static struct outcome do_on_done(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    if (object == NULL)
        return fails();
    void *body = (void *)(intptr_t)each->operands[1];
    return status(asyncio_future_add_done_callback(object->future, call_done_body, body));
}

static struct outcome do_off_done(struct actor *me, const struct statement *each) {
    (void)me;
    struct object *object = get_object(each->operands[0]);
    if (object == NULL)
        return fails();
    void *body = (void *)(intptr_t)each->operands[1];
    return status(asyncio_future_remove_done_callback(object->future, call_done_body, body));
}

#endif
