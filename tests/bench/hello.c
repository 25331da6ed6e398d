/* The smallest program that does two things at once. */
#include <asyncio.h>
#include <stdio.h>

static intptr_t say(void *word) {
    asyncio_sleep(0);
    return puts(word);
}

static intptr_t hello(void *unused) {
    (void)unused;
    asyncio_task *tasks[] = {asyncio_create_task(say, "hello"), asyncio_create_task(say, "world")};
    return asyncio_await(asyncio_gather(tasks, 2, NULL));
}

int main(void) { return asyncio_run(hello, NULL) < 0; }
