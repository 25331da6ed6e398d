/*
 * An ordinary program: it counts the words of its input with the C library, prints with
 * printf, and has a dot drawn every 10 ms while it does so.
 */
#include <asyncio.h>
#include <ctype.h>
#include <stdio.h>

static intptr_t draw_dots(void *unused) {
    (void)unused;
    while (asyncio_sleep(0.01) == 0)
        fputc('.', stderr);
    return ASYNCIO_ERROR; /* cancelled */
}

/* Reads 64 characters, and lets the others have a turn. */
static intptr_t count_words(void *input) {
    long words = 0;
    int inside = 0;
    int character;
    for (long read = 1; (character = getc(input)) != EOF; read++) {
        if (!inside && !isspace(character))
            words++;
        inside = !isspace(character);
        if (read % 64 == 0 && asyncio_sleep(0) < 0)
            return ASYNCIO_ERROR;
    }
    return words;
}

static intptr_t program(void *unused) {
    (void)unused;
    asyncio_release(asyncio_create_task(draw_dots, NULL)); /* asyncio_run ends it */
    intptr_t words = count_words(stdin);
    if (words < 0)
        return ASYNCIO_ERROR;
    printf("%ld words\n", (long)words);
    return 0;
}

int main(int count, char **arguments) {
    printf("%s with %d arguments\n", count > 0 ? arguments[0] : "a program", count - 1);
    return asyncio_run(program, NULL);
}
