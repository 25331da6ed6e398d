/*
 * Behaviour tests. Each TEST is a coroutine that runs as the main task of a loop of
 * its own, on the virtual clock:
 *
 *     TEST(sleep_lasts_as_long_as_asked) {
 *         double start = asyncio_time();
 *         CHECK(asyncio_sleep(2.5) == 0);
 *         CHECK(asyncio_time() == start + 2.5);
 *     }
 *     TESTS(RUN(sleep_lasts_as_long_as_asked))
 *
 * After each, nothing may be alive. The output is the same on every toolchain and
 * host; the exit status is 0 if all was well.
 */
#ifndef CHECK_H
#define CHECK_H

#include <asyncio.h>
#include <asyncio/testing.h>
#include <stdio.h>
#include <string.h>

static int checks_failed;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            checks_failed++;                                                                       \
            printf("  FAILED at line %d: %s\n", __LINE__, #condition);                             \
        }                                                                                          \
    } while (0)

/* That CALL fails, with errno and a message that contains TEXT. */
#define CHECK_FAILS(call, code, text)                                                              \
    do {                                                                                           \
        errno = 0;                                                                                 \
        intptr_t failed_ = (intptr_t)(call);                                                       \
        int errno_ = errno;                                                                        \
        if ((failed_ != ASYNCIO_ERROR && failed_ != 0) || errno_ != (code) ||                      \
            strstr(asyncio_error_message(), (text)) == NULL) {                                     \
            checks_failed++;                                                                       \
            printf("  FAILED at line %d: %s: result %ld, errno %d, \"%s\"\n", __LINE__, #call,     \
                   (long)failed_, errno_, asyncio_error_message());                                \
        }                                                                                          \
    } while (0)

/* A log of single letters, for the order of events. */
static char events[256];
static inline void event(char letter) {
    size_t length = strlen(events);
    if (length + 1 < sizeof events)
        events[length] = letter, events[length + 1] = '\0';
}
#define CHECK_EVENTS(expected)                                                                     \
    do {                                                                                           \
        if (strcmp(events, (expected)) != 0) {                                                     \
            checks_failed++;                                                                       \
            printf("  FAILED at line %d: events \"%s\", expected \"%s\"\n", __LINE__, events,      \
                   (expected));                                                                    \
        }                                                                                          \
    } while (0)

#define TEST(name)                                                                                 \
    static void name(void);                                                                        \
    static intptr_t name##_task(void *unused) {                                                    \
        (void)unused;                                                                              \
        name();                                                                                    \
        return 0;                                                                                  \
    }                                                                                              \
    static void name(void)

static inline void run_test(const char *name, asyncio_coroutine *task) {
    int failed_before = checks_failed;
    events[0] = '\0';
    printf("%s\n", name);
    CHECK(asyncio_run(task, NULL) == 0);
    asyncio_live live = asyncio_count_live();
    if (live.tasks + live.futures + live.handles + live.blocks != 0) {
        checks_failed++;
        printf("  LEAKED %lu tasks, %lu futures, %lu handles, %lu blocks\n",
               (unsigned long)live.tasks, (unsigned long)live.futures, (unsigned long)live.handles,
               (unsigned long)live.blocks);
    }
    printf("  %s\n", checks_failed == failed_before ? "ok" : "not ok");
}

#define RUN(name) run_test(#name, name##_task);
#define TESTS(runs)                                                                                \
    int main(void) {                                                                               \
        asyncio_use_virtual_clock();                                                               \
        runs printf("%d failed\n", checks_failed);                                                 \
        return checks_failed != 0;                                                                 \
    }

#endif
