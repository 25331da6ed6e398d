/* Calls of JavaScript functions; results come back as text that describes them. */
#include <stdlib.h>

#include "describe.h"

static intptr_t return_value(const asyncio_value *value) {
    char text[256];
    switch (value->type) {
    case ASYNCIO_UNDEFINED:
        snprintf(text, sizeof text, "undefined");
        break;
    case ASYNCIO_NUMBER:
        snprintf(text, sizeof text, "number %.17g", value->number);
        break;
    case ASYNCIO_STRING:
        snprintf(text, sizeof text, "string of %lu '%s'", (unsigned long)value->size,
                 (const char *)value->data);
        break;
    case ASYNCIO_BYTES: {
        int used = snprintf(text, sizeof text, "bytes of %lu", (unsigned long)value->size);
        for (size_t i = 0; i < value->size && used < 200; i++)
            used += snprintf(text + used, sizeof text - (size_t)used, " %u",
                             ((const unsigned char *)value->data)[i]);
    } break;
    }
    return asyncio_return_string(text);
}

/* What the function of this name gives, described. */
static intptr_t call(void *name) {
    asyncio_value value;
    if (asyncio_await_value(asyncio_js(name), &value) < 0)
        return return_error();
    intptr_t result = return_value(&value);
    asyncio_value_free(&value);
    return result;
}
ASYNCIO_EXPORT(call)

/* What asyncio_await alone makes of it. */
static intptr_t call_for_number(void *name) {
    errno = 0;
    return asyncio_await(asyncio_js(name));
}
ASYNCIO_EXPORT(call_for_number)

static intptr_t pass_all(void *name) {
    asyncio_bytes bytes = {"\0\xff!", 3};
    asyncio_bytes empty = {NULL, 0};
    const char *missing = NULL;
    char text[] = "gr\xc3\xbc\xc3\x9f dich";
    asyncio_future *future = asyncio_js(name, -1, 2.5, text, "", missing, bytes, empty, 1LL << 40);
    /* The call has its own copies. */
    memset(text, 'x', sizeof text - 1);
    return asyncio_await(future);
}
ASYNCIO_EXPORT(pass_all)

static intptr_t cancel(void *name) {
    asyncio_future *future = asyncio_js(name);
    asyncio_sleep(0.002);
    asyncio_retain(future);
    asyncio_future_cancel(future);
    bool ended = asyncio_future_cancelled(future);
    intptr_t result = asyncio_await(future);
    int code = errno;
    asyncio_release(future);
    errno = code;
    return result == ASYNCIO_ERROR && ended ? return_error() : asyncio_return_string("went on");
}
ASYNCIO_EXPORT(cancel)

static intptr_t with_timeout(void *name) {
    if (asyncio_wait_for(asyncio_js(name), 0.01) == ASYNCIO_ERROR)
        return return_error();
    return asyncio_return_string("in time");
}
ASYNCIO_EXPORT(with_timeout)

static intptr_t gather_three(void *name) {
    asyncio_future *calls[3];
    intptr_t results[3];
    for (int i = 0; i < 3; i++)
        calls[i] = asyncio_js(name, i + 1);
    if (asyncio_await(asyncio_gather(calls, 3, results)) == ASYNCIO_ERROR)
        return return_error();
    char text[64];
    snprintf(text, sizeof text, "%ld %ld %ld", (long)results[0], (long)results[1],
             (long)results[2]);
    return asyncio_return_string(text);
}
ASYNCIO_EXPORT(gather_three)

/* Sends a long text, and gets one back. */
static intptr_t exchange(void *size_of_text) {
    size_t size = (size_t)size_of_text;
    char *text = malloc(size + 1);
    memset(text, 'c', size);
    text[size] = '\0';
    asyncio_future *future = asyncio_js("exchange", text);
    free(text);
    asyncio_value value;
    if (asyncio_await_value(future, &value) < 0)
        return return_error();
    const char *data = value.data;
    bool whole = value.type == ASYNCIO_STRING && strlen(data) == value.size &&
                 strspn(data, "j") == value.size;
    intptr_t result = whole ? (intptr_t)value.size : -1;
    asyncio_value_free(&value);
    return result;
}
ASYNCIO_EXPORT(exchange)

/* Grows the memory while JavaScript holds bytes of ours and owes us an answer. */
static intptr_t grow(void *megabytes) {
    char data[4] = {1, 2, 3, 4};
    asyncio_bytes bytes = {data, sizeof data};
    asyncio_future *future = asyncio_js("keep", bytes);
    size_t size = (size_t)megabytes << 20;
    char *block = malloc(size);
    if (block == NULL)
        return asyncio_fail(ENOMEM, NULL);
    block[size - 1] = 1;
    asyncio_value value;
    intptr_t result = asyncio_await_value(future, &value);
    if (result == 0)
        result = return_value(&value);
    asyncio_value_free(&value);
    free(block);
    return result;
}
ASYNCIO_EXPORT(grow)

/* JavaScript calls this one back while C waits for it. */
static intptr_t add_one(void *number) {
    asyncio_sleep(0);
    return (intptr_t)number + 1;
}
ASYNCIO_EXPORT(add_one)

/* Awaits settled promises until JavaScript returns something else than 0. */
static intptr_t repeat(void *name) {
    intptr_t result;
    do
        result = asyncio_await(asyncio_js(name));
    while (result == 0);
    return result;
}
ASYNCIO_EXPORT(repeat)

static intptr_t call_from_main(void *name) {
    intptr_t result = asyncio_await(asyncio_js(name));
    printf("main got %ld\n", (long)result);
    return result == ASYNCIO_ERROR ? result : 0;
}

int main(int argc, char **argv) { return argc > 1 ? (int)asyncio_run(call_from_main, argv[1]) : 0; }
