/* A thousand requests at the same time. */
#include <asyncio.h>

enum { COUNT = 1000 };

static intptr_t fetches(void *url) {
    asyncio_future *futures[COUNT];
    intptr_t statuses[COUNT];
    for (int i = 0; i < COUNT; i++)
        futures[i] = asyncio_fetch(url);
    if (asyncio_await(asyncio_gather(futures, COUNT, statuses)) < 0)
        return ASYNCIO_ERROR;
    intptr_t good = 0;
    for (int i = 0; i < COUNT; i++)
        good += statuses[i] == 200;
    return good;
}
ASYNCIO_EXPORT(fetches)

int main(void) { return 0; }
