/* A yield and its resume by Emscripten's own fibers. */
#include <emscripten.h>
#include <emscripten/fiber.h>
#include <stdint.h>

enum { STACK = 4096, FRAMES = 4096 };

static emscripten_fiber_t outside, fibers[2];
static char outside_frames[FRAMES], frames[2][FRAMES];
static _Alignas(16) char stacks[2][STACK];
static int left, done;

static void play(void *argument) {
    int me = (int)(intptr_t)argument;
    while (left > 0) {
        left--;
        emscripten_fiber_swap(&fibers[me], &fibers[1 - me]);
    }
    done++;
    emscripten_fiber_swap(&fibers[me], &outside);
}

EMSCRIPTEN_KEEPALIVE void fibers_start(int count) {
    left = count;
    done = 0;
    emscripten_fiber_init_from_current_context(&outside, outside_frames, FRAMES);
    for (int i = 0; i < 2; i++)
        emscripten_fiber_init(&fibers[i], play, (void *)(intptr_t)i, stacks[i], STACK, frames[i],
                              FRAMES);
    emscripten_fiber_swap(&outside, &fibers[0]);
}

EMSCRIPTEN_KEEPALIVE int fibers_done(void) { return done; }

int main(void) { return 0; }
