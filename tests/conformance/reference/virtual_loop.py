"""An event loop of asyncio's own on a clock that jumps from deadline to deadline."""

import asyncio
import heapq
from asyncio import base_events, events


class Timer(events.TimerHandle):
    """Timers for the same time run in the order in which they were started.

    Python leaves that order to its heap, which is no order one can rely on; the
    runtime promises this one.
    """

    __slots__ = ("started",)
    count = 0

    def __init__(self, *args):
        super().__init__(*args)
        Timer.count += 1
        self.started = Timer.count

    def __lt__(self, other):
        return (self._when, self.started) < (other._when, other.started)


class Stuck(BaseException):
    """Nothing is ready, and no timer will change that."""


class VirtualLoop(base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._now = 0.0
        self._clock_resolution = 1e-9
        self._selector = self

    def time(self):
        return self._now

    def select(self, timeout):
        """What the loop takes for waiting: time goes by at once."""
        if timeout is None:
            raise Stuck
        self._now += timeout
        return []

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def call_at(self, when, callback, *args, context=None):
        timer = Timer(when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer


def run(main):
    """Runs a coroutine on a loop of its own."""
    loop = VirtualLoop()
    try:
        loop.run_until_complete(main)
    finally:
        loop.close()
        asyncio.events._set_running_loop(None)
