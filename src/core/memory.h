/* The runtime's own memory, counted, so that a leak shows. */
#ifndef AW_MEMORY_H
#define AW_MEMORY_H

#include <stddef.h>

/* NULL when there is none; the caller says so with aw_failure_memory. */
void *aw_allocate(size_t size);
void *aw_reallocate(void *block, size_t size);
void aw_deallocate(void *block);

/* A copy of TEXT, NULL when there is no memory. */
char *aw_copy_text(const char *text);

size_t aw_blocks(void);

#endif
