/* JavaScript functions, awaited from C. */
#ifndef ASYNCIO_JAVASCRIPT_H
#define ASYNCIO_JAVASCRIPT_H

#include <stddef.h>
#include <string.h>

#include <asyncio/future.h>
#include <asyncio/task.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum asyncio_type {
    ASYNCIO_UNDEFINED, /* undefined and null */
    ASYNCIO_NUMBER,    /* number and boolean: NUMBER */
    ASYNCIO_STRING,    /* string: SIZE bytes of UTF-8 at DATA, and a NUL */
    ASYNCIO_BYTES,     /* Uint8Array or ArrayBuffer: SIZE bytes at DATA */
} asyncio_type;

typedef struct asyncio_value {
    asyncio_type type;
    double number;
    const void *data;
    size_t size;
} asyncio_value;

/*
 * Calls the JavaScript function that was given to load() under NAME:
 *
 *     const app = await load(url, { functions: { geocode: async (city) => ... } });
 *
 *     asyncio_future *call = asyncio_js("geocode", "Berlin");
 *
 * Up to eight arguments follow the name: numbers, strings (const char *, UTF-8)
 * and asyncio_bytes. They are copied before the call returns. The future is done
 * when the promise settles (a function that is not async counts as settled). Its
 * result is the number, cut to an intptr_t, or the size of a string or of bytes;
 * asyncio_await_value has it whole. Cancelling it aborts the AbortSignal that the
 * JavaScript function finds in `this.signal`.
 *
 * NULL with EINVAL (NAME is NULL), EPERM (no loop is running), ENOMEM. The
 * future fails with
 *   ECANCELED  it was cancelled
 *   ENOSYS     load() was given no such function
 *   EIO        it threw, or its promise was rejected; the message is the error's.
 *              An error object with a `code` such as 'ECONNREFUSED' gives that.
 *   EINVAL     what it returned cannot cross: an object, a symbol, a function
 *   ENOMEM     what it returned does not fit into memory
 * Does not suspend. Python: wrap_future() comes closest.
 */
#define asyncio_js(...)                                                                            \
    ASYNCIO_JS_PICK(__VA_ARGS__, ASYNCIO_JS_8, ASYNCIO_JS_7, ASYNCIO_JS_6, ASYNCIO_JS_5,           \
                    ASYNCIO_JS_4, ASYNCIO_JS_3, ASYNCIO_JS_2, ASYNCIO_JS_1, ASYNCIO_JS_0, )        \
    (__VA_ARGS__)
asyncio_future *asyncio_js_call(const char *name, size_t count, const asyncio_value *arguments);

/*
 * Awaits a future of asyncio_js and stores what came back in *VALUE, which is
 * then the caller's: give it back with asyncio_value_free. Returns 0, or
 * ASYNCIO_ERROR where asyncio_await fails; *VALUE is undefined then. Takes CALL.
 * Suspends.
 */
int asyncio_await_value(asyncio_future *call, asyncio_value *value);

/* Frees a value that asyncio_await_value made. */
void asyncio_value_free(asyncio_value *value);

/*
 * In a coroutine that JavaScript called (ASYNCIO_EXPORT), make its result a
 * string or bytes, which are copied: `return asyncio_return_string("done");`.
 * In any other task they fail with EPERM. Do not suspend.
 */
intptr_t asyncio_return_string(const char *text);
intptr_t asyncio_return_bytes(const void *data, size_t size);

/* How an argument of asyncio_js becomes a value, by its type. */
static inline asyncio_value asyncio_number_value(double number) {
    return (asyncio_value){ASYNCIO_NUMBER, number, NULL, 0};
}
static inline asyncio_value asyncio_string_value(const char *text) {
    if (text == NULL)
        return (asyncio_value){ASYNCIO_UNDEFINED, 0, NULL, 0};
    return (asyncio_value){ASYNCIO_STRING, 0, text, strlen(text)};
}
static inline asyncio_value asyncio_bytes_value(asyncio_bytes bytes) {
    return (asyncio_value){ASYNCIO_BYTES, 0, bytes.data, bytes.size};
}
#define ASYNCIO_VALUE(x)                                                                           \
    _Generic((x),                                                                                  \
        char *: asyncio_string_value,                                                              \
        const char *: asyncio_string_value,                                                        \
        asyncio_bytes: asyncio_bytes_value,                                                        \
        default: asyncio_number_value)(x)

#define ASYNCIO_JS_PICK(n, a, b, c, d, e, f, g, h, macro, ...) macro
#define ASYNCIO_JS_0(n) asyncio_js_call(n, 0, NULL)
#define ASYNCIO_JS_1(n, a) asyncio_js_call(n, 1, (asyncio_value[]){ASYNCIO_VALUE(a)})
#define ASYNCIO_JS_2(n, a, b)                                                                      \
    asyncio_js_call(n, 2, (asyncio_value[]){ASYNCIO_VALUE(a), ASYNCIO_VALUE(b)})
#define ASYNCIO_JS_3(n, a, b, c)                                                                   \
    asyncio_js_call(n, 3, (asyncio_value[]){ASYNCIO_VALUE(a), ASYNCIO_VALUE(b), ASYNCIO_VALUE(c)})
#define ASYNCIO_JS_4(n, a, b, c, d)                                                                \
    asyncio_js_call(                                                                               \
        n, 4,                                                                                      \
        (asyncio_value[]){ASYNCIO_VALUE(a), ASYNCIO_VALUE(b), ASYNCIO_VALUE(c), ASYNCIO_VALUE(d)})
#define ASYNCIO_JS_5(n, a, b, c, d, e)                                                             \
    asyncio_js_call(n, 5,                                                                          \
                    (asyncio_value[]){ASYNCIO_VALUE(a), ASYNCIO_VALUE(b), ASYNCIO_VALUE(c),        \
                                      ASYNCIO_VALUE(d), ASYNCIO_VALUE(e)})
#define ASYNCIO_JS_6(n, a, b, c, d, e, f)                                                          \
    asyncio_js_call(n, 6,                                                                          \
                    (asyncio_value[]){ASYNCIO_VALUE(a), ASYNCIO_VALUE(b), ASYNCIO_VALUE(c),        \
                                      ASYNCIO_VALUE(d), ASYNCIO_VALUE(e), ASYNCIO_VALUE(f)})
#define ASYNCIO_JS_7(n, a, b, c, d, e, f, g)                                                       \
    asyncio_js_call(n, 7,                                                                          \
                    (asyncio_value[]){ASYNCIO_VALUE(a), ASYNCIO_VALUE(b), ASYNCIO_VALUE(c),        \
                                      ASYNCIO_VALUE(d), ASYNCIO_VALUE(e), ASYNCIO_VALUE(f),        \
                                      ASYNCIO_VALUE(g)})
#define ASYNCIO_JS_8(n, a, b, c, d, e, f, g, h)                                                    \
    asyncio_js_call(n, 8,                                                                          \
                    (asyncio_value[]){ASYNCIO_VALUE(a), ASYNCIO_VALUE(b), ASYNCIO_VALUE(c),        \
                                      ASYNCIO_VALUE(d), ASYNCIO_VALUE(e), ASYNCIO_VALUE(f),        \
                                      ASYNCIO_VALUE(g), ASYNCIO_VALUE(h)})

#ifdef __cplusplus
}
#endif
#endif
