#include "memory.h"

#include <stdlib.h>
#include <string.h>

static size_t blocks;

void *aw_allocate(size_t size) { return aw_reallocate(NULL, size); }

void *aw_reallocate(void *block, size_t size) {
    void *grown = realloc(block, size);
    if (grown != NULL && block == NULL)
        blocks++;
    return grown;
}

void aw_deallocate(void *block) {
    if (block == NULL)
        return;
    blocks--;
    free(block);
}

char *aw_copy_text(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = aw_allocate(size);
    return copy != NULL ? memcpy(copy, text, size) : NULL;
}

size_t aw_blocks(void) { return blocks; }
