/*
 * The program behind the page. Its waits are real requests to the server that
 * the page came from, and the page draws what it is told: when each of them
 * started, and when it ended.
 */
#include <asyncio.h>
#include <stdio.h>

#define DELAY "delay?ms=%d&for=%s-%d"

/* A bar on the page, and the request that it stands for. */
struct bar {
    const char *chart;
    int row, ms;
};

static void tell_page(const char *event, const struct bar *bar) {
    asyncio_release(asyncio_js("bar", event, bar->chart, bar->row, asyncio_time()));
}

/* A coroutine: an ordinary function. Where it awaits, it alone stands still. */
static intptr_t request(void *argument) {
    const struct bar *bar = argument;
    char url[64];
    snprintf(url, sizeof url, DELAY, bar->ms, bar->chart, bar->row);

    tell_page("start", bar);
    intptr_t status = asyncio_await(asyncio_fetch(url));
    if (status < 0)
        return ASYNCIO_ERROR;
    if (status != 200)
        return asyncio_failf(EPROTO, "%s answered %d", url, (int)status);
    tell_page("end", bar);
    return 0;
}

/* One after another: a call returns before the next is made. */
static intptr_t sequential(void *ms) {
    for (int i = 0; i < 3; i++) {
        struct bar bar = {"sequential", i, (intptr_t)ms};
        if (request(&bar) < 0)
            return ASYNCIO_ERROR;
    }
    return 0;
}
ASYNCIO_EXPORT(sequential)

/* Together: three tasks, and one wait for all of them. The bars are static,
 * because when one task fails, the others outlive this call. */
static intptr_t concurrent(void *ms) {
    static struct bar bars[3];
    asyncio_task *tasks[3];
    for (int i = 0; i < 3; i++) {
        bars[i] = (struct bar){"concurrent", i, (intptr_t)ms};
        tasks[i] = asyncio_create_task(request, &bars[i]);
    }
    return asyncio_await(asyncio_gather(tasks, 3, NULL));
}
ASYNCIO_EXPORT(concurrent)

/* As many requests as the page asks for: in turn, and then all at once. */
static intptr_t requests(void *count) {
    enum { MOST = 24, MS = 300 };
    static struct bar bars[MOST];
    asyncio_task *tasks[MOST];
    int n = (intptr_t)count;
    if (n < 1 || n > MOST)
        return asyncio_failf(EINVAL, "from 1 to %d requests, not %d", MOST, n);

    for (int i = 0; i < n; i++)
        if (request(&(struct bar){"in-turn", i, MS}) < 0)
            return ASYNCIO_ERROR;

    for (int i = 0; i < n; i++) {
        bars[i] = (struct bar){"at-once", i, MS};
        tasks[i] = asyncio_create_task(request, &bars[i]);
    }
    return asyncio_await(asyncio_gather(tasks, n, NULL));
}
ASYNCIO_EXPORT(requests)

/* Half a second, and no longer: then the request is aborted on the wire. The
 * error goes on to whoever awaits this coroutine, and that is the page. */
static intptr_t deadline(void *url) {
    intptr_t status = asyncio_wait_for(asyncio_fetch(url), 0.5);
    if (status < 0)
        return ASYNCIO_ERROR; /* errno is ETIMEDOUT */
    return status;
}
ASYNCIO_EXPORT(deadline)
