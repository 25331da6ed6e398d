/* Many timers that are started, live at the same time, and are cancelled. */
#include <asyncio.h>
#include <stdlib.h>

static int calls;

static void count_call(void *argument) {
    (void)argument;
    calls++;
}

/* Deadlines 100 to 1100 seconds off, in no order. */
static intptr_t timers(void *argument) {
    size_t count = (size_t)argument;
    asyncio_handle *handles = malloc(count * sizeof *handles);
    if (handles == NULL)
        return asyncio_fail(ENOMEM, NULL);
    intptr_t cancelled = 0;
    for (size_t i = 0; i < count; i++)
        handles[i] = asyncio_call_later(100 + (double)(i * 7919 % 1000), count_call, NULL);
    for (size_t i = 0; i < count; i++)
        cancelled += asyncio_handle_cancel(handles[i]) == 0;
    free(handles);
    return cancelled + calls;
}
ASYNCIO_EXPORT(timers)

int main(void) { return 0; }
