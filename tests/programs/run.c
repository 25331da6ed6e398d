/* What main() can do, one mode for each first argument. */
#include <asyncio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int count;
static char **arguments;

static int print_arguments(void) {
    for (int i = 0; i < count; i++)
        printf("<%s>\n", arguments[i]);
    return arguments[count] == NULL ? 0 : 9;
}

static int print_environment(void) {
    for (int i = 2; i < count; i++) {
        const char *value = getenv(arguments[i]);
        printf("%s=%s\n", arguments[i], value != NULL ? value : "(none)");
    }
    return 0;
}

static int return_status(void) { return atoi(arguments[2]); }

static intptr_t exit_in_task(void *status) {
    asyncio_sleep(0.001);
    printf("leaving");
    exit((int)(intptr_t)status);
}

static void say_goodbye(void) { printf(", goodbye"); }

static intptr_t await_forever(void *unused) {
    (void)unused;
    return asyncio_sleep(1e9);
}

static intptr_t start_exit_task(void *unused) {
    (void)unused;
    asyncio_release(asyncio_create_task(exit_in_task, (void *)(intptr_t)atoi(arguments[2])));
    return await_forever(NULL);
}

static int exit_from_task(void) {
    atexit(say_goodbye);
    return (int)asyncio_run(start_exit_task, NULL);
}

static intptr_t fail(void *unused) {
    (void)unused;
    asyncio_sleep(0);
    return asyncio_fail(EPROTO, "half a header");
}

static int fail_unseen(void) { return (int)asyncio_run(fail, NULL); }

static int fail_seen(void) {
    intptr_t result = asyncio_run(fail, NULL);
    if (result == ASYNCIO_ERROR)
        printf("main saw: %s\n", asyncio_error_message());
    return (int)result;
}

static intptr_t fail_by_errno(void *unused) {
    (void)unused;
    return strtol("99999999999999999999", NULL, 10) == LONG_MAX ? ASYNCIO_ERROR : 0;
}

static int fail_by_libc(void) { return (int)asyncio_run(fail_by_errno, NULL); }

static intptr_t release_failing(void *unused) {
    (void)unused;
    asyncio_release(asyncio_create_task(fail, NULL, .name = "forgotten"));
    asyncio_sleep(0.001);
    return 0;
}

static int fail_in_task(void) { return (int)asyncio_run(release_failing, NULL); }

static int echo(void) {
    char block[1000];
    size_t size;
    while ((size = fread(block, 1, sizeof block, stdin)) > 0)
        fwrite(block, 1, size, stdout);
    return ferror(stdin) ? 9 : 0;
}

static int count_input(void) {
    long size = 0;
    while (getchar() != EOF)
        size++;
    printf("%ld bytes\n", size);
    return 0;
}

static int all_bytes(void) {
    for (int i = 0; i < 256; i++)
        putchar(i);
    return 0;
}

static int partial_lines(void) {
    printf("whole\npart");
    fprintf(stderr, "whole error\npart of error");
    return 0;
}

/* One character's bytes written one at a time. */
static int split_character(void) {
    setvbuf(stdout, NULL, _IONBF, 0);
    for (const char *byte = "\xf0\x9f\x90\x8d!"; *byte; byte++)
        fwrite(byte, 1, 1, stdout);
    return 0;
}

static intptr_t clean_up_slowly(void *name) {
    if (asyncio_sleep(1e9) == ASYNCIO_ERROR && errno == ECANCELED)
        printf("%s: cancelled\n", (const char *)name);
    asyncio_sleep(0.002);
    printf("%s: cleaned up\n", (const char *)name);
    errno = ECANCELED;
    return ASYNCIO_ERROR;
}

static intptr_t leave_tasks_behind(void *unused) {
    (void)unused;
    asyncio_release(asyncio_create_task(clean_up_slowly, "first"));
    asyncio_release(asyncio_create_task(clean_up_slowly, "second"));
    asyncio_sleep(0);
    printf("main task returns\n");
    return 4;
}

static int leave_pending(void) {
    int status = (int)asyncio_run(leave_tasks_behind, NULL);
    printf("asyncio_run returns\n");
    return status;
}

static intptr_t wait_a_little(void *result) {
    asyncio_sleep(0.001);
    return (intptr_t)result;
}

static int run_again(void) {
    printf("%d\n", (int)asyncio_run(wait_a_little, (void *)1));
    printf("%d\n", asyncio_run(fail, NULL) == ASYNCIO_ERROR);
    printf("%s\n", asyncio_error_message());
    printf("%d\n", (int)asyncio_run(wait_a_little, (void *)3));
    return 0;
}

static intptr_t react_to_interrupt(void *unused) {
    (void)unused;
    printf("waiting\n");
    int slept = asyncio_sleep(1e9);
    int code = errno;
    printf("interrupted: %d\n", slept == ASYNCIO_ERROR && code == ECANCELED);
    asyncio_sleep(0.001);
    printf("cleaned up\n");
    if (count > 2)
        asyncio_sleep(1e9);
    errno = code;
    return slept;
}

static int interrupt(void) {
    intptr_t result = asyncio_run(react_to_interrupt, NULL);
    printf("main: %s\n", asyncio_error_message());
    return (int)result;
}

static const struct {
    const char *name;
    int (*run)(void);
} modes[] = {
    {"arguments", print_arguments},
    {"environment", print_environment},
    {"status", return_status},
    {"exit-from-task", exit_from_task},
    {"fail-unseen", fail_unseen},
    {"fail-seen", fail_seen},
    {"fail-by-libc", fail_by_libc},
    {"fail-in-task", fail_in_task},
    {"echo", echo},
    {"count-input", count_input},
    {"all-bytes", all_bytes},
    {"partial-lines", partial_lines},
    {"leave-pending", leave_pending},
    {"run-again", run_again},
    {"interrupt", interrupt},
    {"split-character", split_character},
};

int main(int argc, char **argv) {
    count = argc;
    arguments = argv;
    for (size_t i = 0; argc > 1 && i < sizeof modes / sizeof *modes; i++)
        if (strcmp(argv[1], modes[i].name) == 0)
            return modes[i].run();
    printf("no mode\n");
    return 0;
}
