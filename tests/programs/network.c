/* Fetches; what came back is told to JavaScript as text or bytes. */
#include <stdlib.h>

#include "describe.h"

/* "STATUS SIZE URL" of a GET, a newline, and the body. */
static intptr_t return_response(const asyncio_response *response) {
    char line[512];
    int length = snprintf(line, sizeof line, "%d %lu %s\n", response->status,
                          (unsigned long)response->body_size, response->url);
    char *whole = malloc((size_t)length + response->body_size);
    memcpy(whole, line, (size_t)length);
    memcpy(whole + length, response->body, response->body_size);
    bool ends = response->body[response->body_size] == '\0';
    intptr_t result = ends ? asyncio_return_bytes(whole, (size_t)length + response->body_size)
                           : asyncio_fail(EPROTO, "no NUL follows the body");
    free(whole);
    return result;
}

static intptr_t get(void *url) {
    asyncio_response *response = asyncio_await_response(asyncio_fetch(url));
    if (response == NULL)
        return ASYNCIO_ERROR;
    intptr_t result = return_response(response);
    asyncio_response_free(response);
    return result;
}
ASYNCIO_EXPORT(get)

/* The line at *TEXT, which is cut off there. */
static char *next_line(char **text) {
    char *line = *text;
    char *end = strchr(line, '\n');
    *end = '\0';
    *text = end + 1;
    return line;
}

/* The argument's lines: method, URL, names and values of headers in turn, an
 * empty one; the rest is the body. */
static intptr_t request(void *argument) {
    const asyncio_bytes *bytes = argument;
    char *copy = malloc(bytes->size + 1);
    memcpy(copy, bytes->data, bytes->size);
    copy[bytes->size] = '\0';
    char *rest = copy;
    const char *method = next_line(&rest);
    const char *url = next_line(&rest);
    const char *headers[21] = {0};
    const char *line;
    for (int i = 0; i < 20 && *(line = next_line(&rest)) != '\0'; i++)
        headers[i] = line;
    size_t size = bytes->size - (size_t)(rest - copy);
    asyncio_future *future = asyncio_fetch(url, .method = method, .headers = headers,
                                           .body = size > 0 ? rest : NULL, .body_size = size);
    /* The request has its own copies. */
    memset(copy, 'x', bytes->size);
    free(copy);
    asyncio_response *response = asyncio_await_response(future);
    if (response == NULL)
        return ASYNCIO_ERROR;
    intptr_t result = return_response(response);
    asyncio_response_free(response);
    return result;
}
ASYNCIO_EXPORT(request)

/* "name=value" for each name, of the answer to the URL on the first line. */
static intptr_t response_headers(void *argument) {
    char *copy = strdup(argument);
    char *rest = copy;
    asyncio_response *response = asyncio_await_response(asyncio_fetch(next_line(&rest)));
    char text[1024] = "";
    while (response != NULL && *rest != '\0') {
        const char *name = next_line(&rest);
        const char *value = asyncio_response_header(response, name);
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s=%s\n", name,
                 value != NULL ? value : "(none)");
    }
    intptr_t result = response != NULL ? asyncio_return_string(text) : ASYNCIO_ERROR;
    asyncio_response_free(response);
    free(copy);
    return result;
}
ASYNCIO_EXPORT(response_headers)

/* The size of the body, and that its byte number i is i % 251. */
static intptr_t check_body(void *url) {
    asyncio_response *response = asyncio_await_response(asyncio_fetch(url));
    if (response == NULL)
        return ASYNCIO_ERROR;
    intptr_t result = (intptr_t)response->body_size;
    for (size_t i = 0; i < response->body_size; i++)
        if ((unsigned char)response->body[i] != i % 251)
            result = -1;
    asyncio_response_free(response);
    return result;
}
ASYNCIO_EXPORT(check_body)

/* A thousand requests at once; how many were answered by 200. */
static intptr_t get_thousand(void *url) {
    enum { COUNT = 1000 };
    static asyncio_future *fetches[COUNT];
    static intptr_t statuses[COUNT];
    for (int i = 0; i < COUNT; i++)
        fetches[i] = asyncio_fetch(url);
    if (asyncio_await(asyncio_gather(fetches, COUNT, statuses)) == ASYNCIO_ERROR)
        return ASYNCIO_ERROR;
    intptr_t good = 0;
    for (int i = 0; i < COUNT; i++)
        good += statuses[i] == 200;
    return good;
}
ASYNCIO_EXPORT(get_thousand)

static intptr_t get_statuses(void *argument) {
    char *copy = strdup(argument);
    char *rest = copy;
    asyncio_future *fetches[8];
    intptr_t statuses[8];
    size_t count = 0;
    while (*rest != '\0')
        fetches[count++] = asyncio_fetch(next_line(&rest));
    free(copy);
    if (asyncio_await(asyncio_gather(fetches, count, statuses)) == ASYNCIO_ERROR)
        return ASYNCIO_ERROR;
    char text[128] = "";
    for (size_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%ld", i > 0 ? " " : "",
                 (long)statuses[i]);
    return asyncio_return_string(text);
}
ASYNCIO_EXPORT(get_statuses)

static intptr_t get_in_time(void *url) {
    return asyncio_wait_for(asyncio_fetch(url), 0.3) == ASYNCIO_ERROR
               ? return_error()
               : asyncio_return_string("in time");
}
ASYNCIO_EXPORT(get_in_time)

/* Nobody waits, nobody asks. */
static intptr_t forget(void *url) {
    asyncio_release(asyncio_fetch(url));
    return 0;
}
ASYNCIO_EXPORT(forget)

static intptr_t no_url(void *unused) {
    (void)unused;
    return asyncio_await(asyncio_fetch(NULL));
}
ASYNCIO_EXPORT(no_url)

static intptr_t not_a_response(void *unused) {
    (void)unused;
    asyncio_future *future = asyncio_create_future();
    asyncio_response *response = asyncio_await_response(future);
    intptr_t result = response == NULL ? return_error() : 0;
    asyncio_release(future);
    return result;
}
ASYNCIO_EXPORT(not_a_response)

static intptr_t get_from_main(void *url) {
    intptr_t status = asyncio_await(asyncio_fetch(url));
    if (status != ASYNCIO_ERROR)
        printf("status %ld\n", (long)status);
    return status;
}

int main(int argc, char **argv) {
    return argc > 1 && asyncio_run(get_from_main, argv[1]) == ASYNCIO_ERROR;
}
