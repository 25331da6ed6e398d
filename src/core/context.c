#include "context.h"

#include <asyncio/context.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "failure.h"
#include "loop.h"
#include "memory.h"
#include "task.h"

struct value {
    const asyncio_context_var *variable;
    void *value;
};

struct context {
    uint32_t references;
    size_t count;
    struct value values[];
};

/* Of code that no task runs. */
static struct context *outside;

static struct context **current(void) {
    return aw_loop.current != NULL ? &aw_loop.current->context : &outside;
}

struct context *aw_context_share(void) {
    struct context *context = *current();
    if (context != NULL)
        context->references++;
    return context;
}

void aw_context_release(struct context *context) {
    if (context != NULL && --context->references == 0)
        aw_deallocate(context);
}

void aw_context_enter(struct context *context) {
    aw_context_release(outside);
    outside = context;
}

static struct value *find(struct context *context, const asyncio_context_var *variable) {
    for (size_t i = 0; context != NULL && i < context->count; i++)
        if (context->values[i].variable == variable)
            return &context->values[i];
    return NULL;
}

void *asyncio_context_var_get(const asyncio_context_var *variable) {
    const struct value *value = find(*current(), variable);
    return value != NULL ? value->value : variable->default_value;
}

/* A copy of the current context, with room for one value more; NULL: no memory. */
static struct context *copy(const struct context *from) {
    size_t count = from != NULL ? from->count : 0;
    struct context *context = aw_allocate(sizeof *context + (count + 1) * sizeof(struct value));
    if (context == NULL)
        return NULL;
    *context = (struct context){.references = 1, .count = count};
    if (count > 0)
        memcpy(context->values, from->values, count * sizeof(struct value));
    return context;
}

/* The current context, for the caller to change, with VARIABLE in it; NULL: no memory. */
static struct value *own(const asyncio_context_var *variable) {
    struct context **place = current();
    struct value *value = find(*place, variable);
    if (value != NULL && (*place)->references == 1)
        return value;
    struct context *context = copy(*place);
    if (context == NULL)
        return NULL;
    aw_context_release(*place);
    *place = context;
    value = find(context, variable);
    if (value == NULL) {
        value = &context->values[context->count++];
        *value = (struct value){.variable = variable};
    }
    return value;
}

int asyncio_context_var_set(const asyncio_context_var *variable, void *value) {
    struct value *owned = own(variable);
    if (owned == NULL)
        return aw_fail(&aw_failure_memory);
    owned->value = value;
    return 0;
}
