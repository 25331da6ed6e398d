/* Context variables: values that belong to a task and what it starts. */
#ifndef ASYNCIO_CONTEXT_H
#define ASYNCIO_CONTEXT_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A variable with a value of its own in every task:
 *
 *     static asyncio_context_var request_id = {.name = "request_id"};
 *
 *     asyncio_context_var_set(&request_id, id);
 *     ... = asyncio_context_var_get(&request_id);     here, and in whatever is called
 *
 * A task begins with the values of whoever creates it, and what it sets from then on is
 * its own; a callback (call_soon, call_later, add_done_callback) runs with the values of
 * whoever registered it. The variable itself must live as long as any task. Values are
 * pointers, and stay their owners'. Nothing here suspends. Python: contextvars.
 */
typedef struct asyncio_context_var {
    const char *name;
    void *default_value;
} asyncio_context_var;

/* The value in the running task or callback; the default where none was set. */
void *asyncio_context_var_get(const asyncio_context_var *variable);

/* Sets it there. To take it back, get it before and set that again. ENOMEM. */
int asyncio_context_var_set(const asyncio_context_var *variable, void *value);

#ifdef __cplusplus
}
#endif
#endif
