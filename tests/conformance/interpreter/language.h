/*
 * The language of the conformance test, on the runtime: what a program is made of, who
 * runs it, and how it is traced. program.js explains its text. A statement is a function
 * do_<name>, in the header of its feature, with the name in that header's list.
 */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <asyncio.h>
#include <asyncio/task_group.h>
#include <asyncio/timeout.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_STATEMENTS = 1000,
    MAX_BODIES = 16,
    MAX_OPERANDS = 8,
    MAX_ACTORS = 2000, /* tasks and callbacks */
    MAX_FUTURES = 120,
    MAX_DEPTH = 2, /* of gatherings; each level takes up to four times as long to cancel */
    SLOTS = 6,
    ROUNDS = 60,
    USER_ERROR = 5000, /* the errno of `raise 0` */
};

struct actor;
struct statement;

/* How a statement ends. */
struct outcome {
    enum { GOES_ON, FAILS, RETURNS } flow;
    intptr_t value;
    const char *text; /* instead of the value, for the trace */
};

typedef struct outcome statement_function(struct actor *me, const struct statement *each);

struct entry {
    const char *name;
    statement_function *run;
    bool is_block;
};

struct statement {
    const struct entry *entry;
    int line;
    int operands[MAX_OPERANDS];
    int count;
    int end; /* a block is what lies between this and END */
    bool propagates;
};

enum kind { TASK, FUTURE, GATHERING, SHIELD };

/* A future that a slot may hold. */
struct object {
    asyncio_future *future;
    enum kind kind;
    struct actor *actor; /* TASK */
    struct object *parts[MAX_OPERANDS];
    intptr_t results[MAX_OPERANDS];
    asyncio_error errors[MAX_OPERANDS];
    int part_count;
    int depth;  /* of gatherings in gatherings */
    int search; /* the last in which it was found */
    bool errors_are_results;
};

/* Who runs statements: a task or a callback. */
struct actor {
    char name[12];
    int number;
    int body;
    struct actor *parent;
    struct object *object; /* NULL: a callback */
    struct object *const *waits_for;
    int waits_for_count;
    struct limit_scope *limit; /* the innermost time limit */
    asyncio_task_group *group; /* the innermost task group, and who owns it */
    struct actor *group_parent;
    struct actor *member_of; /* the owner of the group that this task is in */
};

static struct {
    struct statement statements[MAX_STATEMENTS];
    int statement_count;
    int bodies[MAX_BODIES + 1]; /* where each begins */
    int body_count;
    int line;

    struct actor actors[MAX_ACTORS];
    int actor_count;
    struct object objects[MAX_FUTURES];
    int object_count;
    struct object *slots[SLOTS];
    int task_count;
    int callback_count;
    int searches;
} program;

static void stop(const char *what) {
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static struct outcome value(intptr_t number) { return (struct outcome){GOES_ON, number, NULL}; }

static struct outcome fails(void) { return (struct outcome){FAILS, ASYNCIO_ERROR, NULL}; }

static struct outcome fails_with(int code) {
    asyncio_fail(code, NULL);
    return fails();
}

/* What most functions of the runtime return: a number, or an error. */
static struct outcome status(intptr_t result) {
    return result == ASYNCIO_ERROR ? fails() : value(result);
}

static struct outcome text(const char *words) { return (struct outcome){GOES_ON, 0, words}; }

static const char *name_of(int code) {
    static char user[16];
    switch (code) {
    case 0:
        return "0";
    case ECANCELED:
        return "ECANCELED";
    case ETIMEDOUT:
        return "ETIMEDOUT";
    case EAGAIN:
        return "EAGAIN";
    case EPIPE:
        return "EPIPE";
    case EPERM:
        return "EPERM";
    case ERANGE:
        return "ERANGE";
    case EINVAL:
        return "EINVAL";
    case EDEADLK:
        return "EDEADLK";
    case EALREADY:
        return "EALREADY";
    case ENOENT:
        return "ENOENT";
    case ENOSPC:
        return "ENOSPC";
    default:
        snprintf(user, sizeof user, "E%d", code - USER_ERROR);
        return user;
    }
}

/* Keeps errno, as all that runs between a failure and its report has to. */
static void trace(const struct actor *actor, int line, const char *what, const char *words) {
    int code = errno;
    char place[12] = "-";
    if (line >= 0)
        snprintf(place, sizeof place, "%d", line);
    printf("%d %s %s %s%s%s\n", (int)asyncio_time(), actor->name, place, what,
           words[0] != '\0' ? " " : "", words);
    errno = code;
}

static void trace_number(const struct actor *actor, int line, const char *what, long number) {
    char words[24];
    snprintf(words, sizeof words, "%ld", number);
    trace(actor, line, what, words);
}

/* The name of the last failure, and of those that it is made of. */
static const char *describe_failure(void) {
    static char words[400];
    asyncio_error members[16];
    size_t count = asyncio_error_members(members, 16);
    char *end = words + sprintf(words, "%s", name_of(errno));
    for (size_t i = 0; i < count && i < 16; i++)
        end += sprintf(end, "%s%s", i == 0 ? " [" : " ", name_of(members[i].code));
    if (count > 0)
        sprintf(end, "]");
    return words;
}

/* Whether it is a wait in which a cancellation arrives as it was made. Others see that of
 * a future, whose message CPython tells only once. */
static bool tells_message(const char *name) {
    static const char *const telling[] = {
        "sleep",        "turns", "acquire", "event_wait", "condition_wait", "semaphore_acquire",
        "barrier_wait", "put",   "get",     "join",
    };
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (strcmp(name, telling[i]) == 0)
            return true;
    return false;
}

static void trace_failure(const struct actor *me, const struct statement *each) {
    char words[440];
    const char *message = asyncio_error_message();
    bool told = errno == ECANCELED && tells_message(each->entry->name) &&
                strncmp(message, "because", 7) == 0;
    snprintf(words, sizeof words, "%s%s%s", describe_failure(), told ? ": " : "",
             told ? message : "");
    trace(me, each->line, each->entry->name, words);
}

static void trace_outcome(const struct actor *me, const struct statement *each,
                          struct outcome outcome) {
    char words[32];
    snprintf(words, sizeof words, "%s%ld", outcome.flow == RETURNS ? "returns " : "",
             (long)outcome.value);
    if (outcome.flow == FAILS)
        trace_failure(me, each);
    else
        trace(me, each->line, each->entry->name, outcome.text != NULL ? outcome.text : words);
}

/* Runs the statements from FIRST to END. */
static struct outcome run_statements(struct actor *me, int first, int end) {
    for (int i = first; i < end; i++) {
        const struct statement *each = &program.statements[i];
        errno = 0;
        struct outcome outcome = each->entry->run(me, each);
        trace_outcome(me, each, outcome);
        if (outcome.flow == RETURNS || (outcome.flow == FAILS && each->propagates))
            return outcome;
        if (each->entry->is_block)
            i = each->end - 1;
    }
    return value(0);
}

static struct outcome run_block(struct actor *me, const struct statement *each) {
    return run_statements(me, (int)(each - program.statements) + 1, each->end);
}

static struct outcome run_body(struct actor *me) {
    return run_statements(me, program.bodies[me->body], program.bodies[me->body + 1]);
}

/* ── actors ────────────────────────────────────────────────────────────────── */

static struct actor *new_actor(const char *prefix, int number, int body) {
    if (program.actor_count == MAX_ACTORS)
        stop("too many tasks and callbacks");
    struct actor *actor = &program.actors[program.actor_count++];
    *actor = (struct actor){.number = number, .body = body};
    snprintf(actor->name, sizeof actor->name, "%s%d", prefix, number);
    return actor;
}

static intptr_t run_as_task(void *argument) {
    struct actor *me = argument;
    trace(me, -1, "begins", "");
    struct outcome outcome = run_body(me);
    if (outcome.flow == FAILS) {
        trace(me, -1, "fails", describe_failure());
        return ASYNCIO_ERROR;
    }
    intptr_t result = outcome.flow == RETURNS ? outcome.value : me->number;
    trace_number(me, -1, "ends", (long)result);
    return result;
}

static void run_as_callback(int body) {
    struct actor *me = new_actor("c", ++program.callback_count, body);
    if (run_body(me).flow == FAILS)
        trace(me, -1, "fails", describe_failure());
}

/* A place for a future; NULL, and errno is set, if there are too many. */
static struct object *new_object(enum kind kind) {
    if (program.object_count == MAX_FUTURES) {
        asyncio_fail(ENOSPC, NULL);
        return NULL;
    }
    struct object *object = &program.objects[program.object_count++];
    *object = (struct object){.kind = kind};
    return object;
}

enum { TASK_STACK = 24 * 1024 };

typedef asyncio_task *create_function(struct actor *child);

/* Starts a task for a body. NULL: there are too many, or it was refused. */
static struct object *new_task(int body, struct actor *parent, create_function *create) {
    struct object *object = new_object(TASK);
    if (object == NULL)
        return NULL;
    object->actor = new_actor("t", ++program.task_count, body);
    object->actor->parent = parent;
    object->actor->object = object;
    object->future = create(object->actor);
    if (object->future != NULL)
        return object;
    /* Only the last can be refused. */
    program.task_count--;
    program.actor_count--;
    program.object_count--;
    return NULL;
}

static asyncio_task *create_plain(struct actor *child) {
    return asyncio_create_task(run_as_task, child, .name = child->name, .stack_size = TASK_STACK);
}

#endif
