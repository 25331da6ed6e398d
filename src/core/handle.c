/*
 * A handle is a slot's number and how often the slot has been used, so one that
 * has run is known from another that came after it, and none needs to be freed.
 */
#include "handle.h"

#include <asyncio/loop.h>
#include <stdbool.h>

#include "context.h"
#include "failure.h"
#include "loop.h"
#include "memory.h"
#include "timer.h"

struct scheduled {
    struct timer timer;
    asyncio_callback *function;
    void *argument;
    struct context *context;
    uint32_t slot;
};

struct slot {
    struct scheduled *scheduled; /* NULL: free */
    uint32_t uses;
    uint32_t next_free; /* slot number + 1; 0: none */
};

static struct {
    struct slot *entries;
    uint32_t count;
    uint32_t capacity;
    uint32_t first_free;
} slots;

static bool reserve(void) {
    if (slots.first_free != 0 || slots.count < slots.capacity)
        return true;
    uint32_t capacity = slots.capacity != 0 ? slots.capacity * 2 : 16;
    struct slot *entries = aw_reallocate(slots.entries, capacity * sizeof *entries);
    if (entries == NULL)
        return false;
    slots.entries = entries;
    slots.capacity = capacity;
    return true;
}

static uint32_t take_slot(struct scheduled *scheduled) {
    uint32_t slot = slots.first_free;
    if (slot != 0) {
        slots.first_free = slots.entries[--slot].next_free;
    } else {
        slot = slots.count++;
        slots.entries[slot].uses = 0;
    }
    slots.entries[slot].scheduled = scheduled;
    slots.entries[slot].uses++;
    return slot;
}

static void forget(struct scheduled *scheduled) {
    struct slot *slot = &slots.entries[scheduled->slot];
    slot->scheduled = NULL;
    slot->next_free = slots.first_free;
    slots.first_free = scheduled->slot + 1;
    aw_loop.live_handles--;
    aw_context_release(scheduled->context);
    aw_deallocate(scheduled);
}

static void call(struct callback *callback) {
    struct scheduled *scheduled = AW_PART_OF(callback, struct scheduled, timer.callback);
    asyncio_callback *function = scheduled->function;
    void *argument = scheduled->argument;
    aw_context_enter(scheduled->context);
    scheduled->context = NULL;
    forget(scheduled);
    function(argument);
    aw_context_enter(NULL);
}

/* NULL, and the caller has failed. */
static struct scheduled *create(asyncio_callback *function, void *argument) {
    if (!aw_loop_usable())
        return NULL;
    if (function == NULL) {
        aw_fail(&aw_failure_no_function);
        return NULL;
    }
    struct scheduled *scheduled = reserve() ? aw_allocate(sizeof *scheduled) : NULL;
    if (scheduled == NULL) {
        aw_fail(&aw_failure_memory);
        return NULL;
    }
    *scheduled = (struct scheduled){
        .timer.callback.run = call,
        .function = function,
        .argument = argument,
        .context = aw_context_share(),
    };
    scheduled->slot = take_slot(scheduled);
    aw_loop.live_handles++;
    return scheduled;
}

static asyncio_handle handle_of(const struct scheduled *scheduled) {
    return (uint64_t)slots.entries[scheduled->slot].uses << 32 | (scheduled->slot + 1);
}

asyncio_handle asyncio_call_soon(asyncio_callback *function, void *argument) {
    struct scheduled *scheduled = create(function, argument);
    if (scheduled == NULL)
        return 0;
    aw_ready_push(&scheduled->timer.callback);
    return handle_of(scheduled);
}

asyncio_handle asyncio_call_at(double when, asyncio_callback *function, void *argument) {
    if (when != when) {
        aw_fail(&aw_failure_bad_time);
        return 0;
    }
    struct scheduled *scheduled = create(function, argument);
    if (scheduled == NULL)
        return 0;
    if (!aw_timer_start(&scheduled->timer, when)) {
        forget(scheduled);
        aw_fail(&aw_failure_memory);
        return 0;
    }
    return handle_of(scheduled);
}

asyncio_handle asyncio_call_later(double delay, asyncio_callback *function, void *argument) {
    if (!(delay >= 0)) {
        aw_fail(&aw_failure_bad_delay);
        return 0;
    }
    return asyncio_call_at(aw_loop_time() + delay, function, argument);
}

static void drop(struct scheduled *scheduled) {
    if (scheduled->timer.place != 0)
        aw_timer_stop(&scheduled->timer);
    else
        aw_ready_remove(&scheduled->timer.callback);
    forget(scheduled);
}

int asyncio_handle_cancel(asyncio_handle handle) {
    uint32_t slot = (uint32_t)handle;
    if (slot == 0 || slot > slots.count || slots.entries[slot - 1].scheduled == NULL ||
        slots.entries[slot - 1].uses != (uint32_t)(handle >> 32))
        return aw_fail(&aw_failure_no_handle);
    drop(slots.entries[slot - 1].scheduled);
    return 0;
}

void aw_handles_close(void) {
    for (uint32_t slot = 0; slot < slots.count; slot++)
        if (slots.entries[slot].scheduled != NULL)
            drop(slots.entries[slot].scheduled);
    aw_deallocate(slots.entries);
    slots.entries = NULL;
    slots.count = slots.capacity = slots.first_free = 0;
}
