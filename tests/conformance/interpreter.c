/*
 * Runs programs of the conformance test on this runtime, and prints their traces. They
 * come over standard input, many in one run; each has a loop of its own on the virtual
 * clock, and must leave nothing behind. program.js explains their text, and run.js the
 * whole.
 */
#include <asyncio/testing.h>

#include "interpreter/callbacks.h"
#include "interpreter/context.h"
#include "interpreter/core.h"
#include "interpreter/gathering.h"
#include "interpreter/groups.h"
#include "interpreter/timeouts.h"
#include "interpreter/waiting.h"
#include "interpreter/queues.h"
#include "interpreter/sync.h"
#include "interpreter/tasks.h"

#define ALL_STATEMENTS(STATEMENT, BLOCK)                                                           \
    CORE_STATEMENTS(STATEMENT, BLOCK)                                                              \
    TASK_STATEMENTS(STATEMENT, BLOCK)                                                              \
    CALLBACK_STATEMENTS(STATEMENT, BLOCK)                                                          \
    GATHER_STATEMENTS(STATEMENT, BLOCK)                                                            \
    WAITING_STATEMENTS(STATEMENT, BLOCK)                                                           \
    TIMEOUT_STATEMENTS(STATEMENT, BLOCK)                                                           \
    GROUP_STATEMENTS(STATEMENT, BLOCK)                                                             \
    SYNC_STATEMENTS(STATEMENT, BLOCK)                                                              \
    QUEUE_STATEMENTS(STATEMENT, BLOCK)                                                             \
    CONTEXT_STATEMENTS(STATEMENT, BLOCK)

#define STATEMENT_ENTRY(name) {#name, do_##name, false},
#define BLOCK_ENTRY(name) {#name, do_##name, true},
static const struct entry entries[] = {ALL_STATEMENTS(STATEMENT_ENTRY, BLOCK_ENTRY)};

/* ── reading ───────────────────────────────────────────────────────────────── */

static const struct entry *find_entry(const char *name) {
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        if (strcmp(entries[i].name, name) == 0)
            return &entries[i];
    fprintf(stderr, "there is no statement \"%s\"\n", name);
    exit(1);
}

static int open_blocks[MAX_STATEMENTS];
static int open_count;

static void read_statement(char *word) {
    if (program.statement_count == MAX_STATEMENTS)
        stop("too many statements");
    struct statement *each = &program.statements[program.statement_count];
    *each = (struct statement){.line = program.line};
    size_t length = strlen(word);
    if (word[length - 1] == '!') {
        each->propagates = true;
        word[length - 1] = '\0';
    }
    each->entry = find_entry(word);
    while ((word = strtok(NULL, " ")) != NULL)
        each->operands[each->count++] = atoi(word);
    if (each->entry->is_block)
        open_blocks[open_count++] = program.statement_count;
    program.statement_count++;
}

static void read_line(char *line) {
    char *word = strtok(line, " ");
    if (strcmp(word, "body") == 0)
        program.bodies[program.body_count++] = program.statement_count;
    else if (strcmp(word, "end") == 0)
        program.statements[open_blocks[--open_count]].end = program.statement_count;
    else
        read_statement(word);
    program.bodies[program.body_count] = program.statement_count;
    program.line++;
}

/* ── running ───────────────────────────────────────────────────────────────── */

static int cancel_all(void) {
    asyncio_future *alive[MAX_FUTURES];
    int count = 0;
    for (int i = 0; i < program.object_count; i++)
        if (!asyncio_future_done(program.objects[i].future))
            alive[count++] = program.objects[i].future;
    if (count == 0)
        return 0;
    printf("%d main ends %d\n", (int)asyncio_time(), count);
    free_locks();
    for (int i = 0; i < count; i++)
        asyncio_future_cancel(alive[i]);
    return count;
}

/* Starts the first body, and ends what has not ended by itself. */
static intptr_t run_main(void *unused) {
    (void)unused;
    new_task(0, NULL, create_plain);
    asyncio_sleep(1000);
    for (int round = 0; round < ROUNDS; round++) {
        if (cancel_all() == 0)
            return 0;
        asyncio_sleep(10);
    }
    printf("main gives up\n");
    fflush(stdout);
    return 0;
}

/* Errors that nobody has asked for are reported now. */
static void release_all(void) {
    for (int i = 0; i < program.object_count; i++)
        asyncio_release(program.objects[i].future);
    free_queues();
}

static void run_program(void) {
    static size_t leaks; /* those of the programs before */
    program.actor_count = program.object_count = 0;
    program.task_count = program.callback_count = 0;
    memset(program.slots, 0, sizeof program.slots);
    memset(variables, 0, sizeof variables);
    memset(handles, 0, sizeof handles);
    make_sync();
    make_queues();
    asyncio_use_virtual_clock();
    asyncio_run(run_main, NULL);
    release_all();
    asyncio_live live = asyncio_count_live();
    if (live.tasks + live.futures + live.handles + live.blocks == leaks)
        return;
    printf("leaks: %d tasks, %d futures, %d handles, %d blocks\n", (int)live.tasks,
           (int)live.futures, (int)live.handles, (int)live.blocks);
    leaks = live.tasks + live.futures + live.handles + live.blocks;
}

int main(void) {
    static char line[256];
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* between the runtime's reports, in their order */
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "program ", 8) == 0) {
            program.statement_count = program.body_count = program.line = 0;
            printf("%s\n", line);
        } else if (strcmp(line, "run") == 0) {
            run_program();
            printf("\n");
            fflush(stdout);
        } else if (line[strspn(line, " ")] != '\0') {
            read_line(line);
        }
    }
    return 0;
}
