#include "timer.h"

#include <math.h>

#include "loop.h"
#include "memory.h"

enum { CHILDREN = 4, FIRST_CAPACITY = 64 };

/* The heap holds what it compares, so that it need not visit the timers. */
struct entry {
    double when;
    uint32_t start; /* counts timer starts, and may wrap */
    struct timer *timer;
};

static struct {
    struct entry *entries;
    uint32_t count;
    uint32_t capacity;
    uint32_t starts;
} heap;

static bool before(const struct entry *a, const struct entry *b) {
    if (a->when != b->when)
        return a->when < b->when;
    return (int32_t)(a->start - b->start) < 0;
}

double aw_timer_next = INFINITY;

static void put(uint32_t index, const struct entry *entry) {
    heap.entries[index] = *entry;
    entry->timer->place = index + 1;
    if (index == 0)
        aw_timer_next = entry->when;
}

static void move_up(uint32_t index, struct entry entry) {
    while (index > 0) {
        uint32_t parent = (index - 1) / CHILDREN;
        if (!before(&entry, &heap.entries[parent]))
            break;
        put(index, &heap.entries[parent]);
        index = parent;
    }
    put(index, &entry);
}

static uint32_t first_child(uint32_t index) {
    uint32_t child = index * CHILDREN + 1;
    uint32_t end = child + CHILDREN < heap.count ? child + CHILDREN : heap.count;
    uint32_t first = child;
    for (child++; child < end; child++)
        if (before(&heap.entries[child], &heap.entries[first]))
            first = child;
    return first;
}

static void move_down(uint32_t index, struct entry entry) {
    while (index * CHILDREN + 1 < heap.count) {
        uint32_t child = first_child(index);
        if (!before(&heap.entries[child], &entry))
            break;
        put(index, &heap.entries[child]);
        index = child;
    }
    put(index, &entry);
}

static bool reserve(void) {
    if (heap.count < heap.capacity)
        return true;
    uint32_t capacity = heap.capacity != 0 ? heap.capacity * 2 : FIRST_CAPACITY;
    struct entry *entries = aw_reallocate(heap.entries, capacity * sizeof *entries);
    if (entries == NULL)
        return false;
    heap.entries = entries;
    heap.capacity = capacity;
    return true;
}

bool aw_timer_start(struct timer *timer, double when) {
    if (!reserve())
        return false;
    move_up(heap.count++, (struct entry){when, heap.starts++, timer});
    aw_loop_wake();
    return true;
}

void aw_timer_stop(struct timer *timer) {
    if (timer->place == 0)
        return;
    uint32_t index = timer->place - 1;
    timer->place = 0;
    struct entry last = heap.entries[--heap.count];
    if (heap.count == 0)
        aw_timer_next = INFINITY;
    if (index == heap.count)
        return;
    if (index > 0 && before(&last, &heap.entries[(index - 1) / CHILDREN]))
        move_up(index, last);
    else
        move_down(index, last);
}

void aw_timer_collect(double now) {
    while (aw_timer_next <= now) {
        struct timer *timer = heap.entries[0].timer;
        aw_timer_stop(timer);
        aw_ready_push(&timer->callback);
    }
}

void aw_timer_close(void) {
    aw_deallocate(heap.entries);
    heap.entries = NULL;
    heap.capacity = 0;
}
