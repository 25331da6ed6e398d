/* For tests: time that jumps, and a count of what is alive. */
#ifndef ASYNCIO_TESTING_H
#define ASYNCIO_TESTING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * From now on the loop's clock stands still while tasks run, and jumps to the
 * next deadline when all of them wait: an hour's sleep takes no time and is
 * exact. While a fetch or a call to JavaScript is under way, it waits for that
 * first. Call it before asyncio_run. The clock starts at 0.
 */
void asyncio_use_virtual_clock(void);

/* What the runtime holds at the moment. All zero after asyncio_run, unless the
 * program still owns a future. */
typedef struct asyncio_live {
    size_t tasks;   /* tasks, running or ended, that someone owns */
    size_t futures; /* other futures */
    size_t handles; /* callbacks that are scheduled */
    size_t blocks;  /* blocks of memory, those of the above included */
} asyncio_live;
asyncio_live asyncio_count_live(void);

#ifdef __cplusplus
}
#endif
#endif
