/* Fetches the URLs given as arguments, all at once. */
#include <asyncio.h>
#include <stdio.h>
#include <stdlib.h>

static intptr_t fetch(void *url) {
    asyncio_response *answer = asyncio_await_response(asyncio_fetch(url));
    if (answer == NULL)
        return ASYNCIO_ERROR;
    const char *type = asyncio_response_header(answer, "content-type");
    printf("%s: %d, %zu bytes of %s\n", (const char *)url, answer->status, answer->body_size,
           type != NULL ? type : "no type");
    intptr_t size = (intptr_t)answer->body_size;
    asyncio_response_free(answer);
    return size;
}

struct urls {
    int count;
    char **list;
};

static intptr_t program(void *argument) {
    const struct urls *urls = argument;
    asyncio_future **tasks = calloc(urls->count, sizeof *tasks);
    intptr_t *sizes = calloc(urls->count, sizeof *sizes);
    asyncio_error *errors = calloc(urls->count, sizeof *errors);
    for (int i = 0; i < urls->count; i++)
        tasks[i] = asyncio_create_task(fetch, urls->list[i]);
    intptr_t status = asyncio_await(
        asyncio_gather(tasks, urls->count, sizes, .return_exceptions = true, .errors = errors));
    long total = 0;
    for (int i = 0; status == 0 && i < urls->count; i++) {
        if (errors[i].code != 0)
            printf("failed: %s\n", errors[i].message);
        else
            total += sizes[i];
    }
    printf("%ld bytes in all\n", total);
    free(tasks), free(sizes), free(errors);
    return status;
}

int main(int count, char **arguments) {
    struct urls urls = {count - 1, arguments + 1};
    return asyncio_run(program, &urls);
}
