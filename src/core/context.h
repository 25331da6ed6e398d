/*
 * Contexts: the values of context variables. One is shared by all who have not set
 * anything since, and copied by who does; NULL is the empty one, which costs nothing.
 */
#ifndef AW_CONTEXT_H
#define AW_CONTEXT_H

struct context;

/* That of the running task or callback, shared with the caller. */
struct context *aw_context_share(void);
void aw_context_release(struct context *context);

/* Makes CONTEXT, which is taken, the one that callbacks outside of tasks run in. */
void aw_context_enter(struct context *context);

#endif
