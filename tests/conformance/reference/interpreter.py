"""Runs programs of the conformance test on CPython's asyncio, and traces them.

The text of a program is explained in program.js. Statements are functions, by name
in STATEMENTS; those that wait are coroutine functions.
"""

import asyncio
import inspect

STATEMENTS = {}


def statement(function):
    """Makes a function a statement of the language, under its name."""
    name = function.__name__.removesuffix("_")
    STATEMENTS[name] = (function, inspect.iscoroutinefunction(function))
    return function


class Failure(Exception):
    """An error that the runtime knows under a more exact name than Python."""


class UserError(Exception):
    """What `raise` raises."""


NAMES = {
    asyncio.CancelledError: "ECANCELED",
    TimeoutError: "ETIMEDOUT",
    asyncio.QueueEmpty: "EAGAIN",
    asyncio.QueueFull: "EAGAIN",
    asyncio.QueueShutDown: "EPIPE",
    asyncio.BrokenBarrierError: "EPIPE",
}


def leaves(group):
    """The errors in a group and in the groups within it."""
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from leaves(error)
        else:
            yield error


def describe(error):
    """The name of an error, and of those that it is made of."""
    if isinstance(error, BaseExceptionGroup):
        return f"{name_of(error)} [{' '.join(map(name_of, leaves(error)))}]"
    return name_of(error)


def name_of(error):
    if isinstance(error, BaseExceptionGroup):
        return name_of(next(leaves(error)))
    if isinstance(error, Failure):
        return error.args[0]
    if isinstance(error, UserError):
        return f"E{error.args[0]}"
    return NAMES.get(type(error)) or f"{type(error).__name__}({error})"


# The waits in which a cancellation arrives as it was made. Others see that of a future,
# whose message CPython tells only once.
TELLING = {
    "sleep",
    "turns",
    "acquire",
    "event_wait",
    "condition_wait",
    "semaphore_acquire",
    "barrier_wait",
    "put",
    "get",
    "join",
}


def message_of(error):
    cancelled = isinstance(error, asyncio.CancelledError) and error.args
    return f": {error.args[0]}" if cancelled else ""


class Returned:
    """The outcome of a block that was left by `return`."""

    def __init__(self, value):
        self.value = value


class Statement:
    __slots__ = ("line", "name", "propagates", "operands", "block")

    def __init__(self, line, words):
        self.line = line
        self.name = words[0].removesuffix("!")
        self.propagates = words[0].endswith("!")
        self.operands = [int(word) for word in words[1:]]
        self.block = []


def parse(lines):
    bodies = []
    for number, line in enumerate(lines):
        words = line.split()
        if words[0] == "body":
            bodies.append([])
            open_blocks = [bodies[-1]]
        elif words[0] == "end":
            open_blocks.pop()
        else:
            parsed = Statement(number, words)
            open_blocks[-1].append(parsed)
            if parsed.name in BLOCKS:
                open_blocks.append(parsed.block)
    return bodies


BLOCKS = set()


def block(function):
    BLOCKS.add(function.__name__.removesuffix("_"))
    return statement(function)


class Actor:
    """Who runs statements: a task or a callback."""

    def __init__(self, program, name, number=0, parent=None):
        self.program = program
        self.name = name
        self.number = number
        self.parent = parent
        self.task = None
        self.group = None  # the innermost, its owner, and the owner of that
        self.group_parent = None  # which this task is a member of
        self.member_of = None
        self.limits = []
        self.waits_for = []

    def log(self, line, text):
        time = int(self.program.loop.time())
        self.program.trace.append(f"{time} {self.name} {line} {text}")

    async def run(self, statements):
        for each in statements:
            function, waits = STATEMENTS[each.name]
            try:
                outcome = function(self, each, *each.operands)
                if waits:
                    outcome = await outcome
            except GeneratorExit:
                raise
            except BaseException as error:
                message = message_of(error) if each.name in TELLING else ""
                self.log(each.line, f"{each.name} {describe(error)}{message}")
                if each.propagates:
                    raise
                continue
            if isinstance(outcome, Returned):
                self.log(each.line, f"{each.name} returns {outcome.value}")
                return outcome
            self.log(each.line, f"{each.name} {0 if outcome is None else outcome}")
        return None

    async def run_as_task(self, statements):
        self.log("-", "begins")
        try:
            outcome = await self.run(statements)
        except GeneratorExit:
            raise
        except BaseException as error:
            self.log("-", f"fails {describe(error)}")
            raise
        value = outcome.value if outcome else self.number
        self.log("-", f"ends {value}")
        return value

    def run_as_callback(self, statements):
        try:
            self.run(statements).send(None)
        except StopIteration:
            pass
        except BaseException as error:
            self.log("-", f"fails {describe(error)}")


class Program:
    """One program under way. Its shared objects are made by the features' modules."""

    SLOTS = 6
    MAX_FUTURES = 120
    ROUNDS = 60
    makers = []
    at_round = []

    def __init__(self, bodies):
        self.bodies = bodies
        self.trace = []
        self.tasks = 0
        self.callbacks = 0
        self.futures = []
        self.slots = [None] * self.SLOTS
        self.loop = asyncio.get_running_loop()
        self.loop.set_exception_handler(self.report)
        for make in self.makers:
            make(self)

    def new_task(self, body, parent, create):
        """Starts a task by create(coroutine, actor); None if there are too many."""
        if self.is_full():
            return None
        self.tasks += 1
        actor = Actor(self, f"t{self.tasks}", self.tasks, parent)
        place = len(self.futures)
        self.futures.append(None)
        coroutine = actor.run_as_task(self.bodies[body])
        try:
            actor.task = create(coroutine, actor)
        except BaseException:
            coroutine.close()
            self.tasks -= 1
            self.futures.pop()
            raise
        actor.task.actor = actor
        actor.task.set_name(actor.name)
        self.futures[place] = actor.task
        return actor

    def new_callback(self, body, *_):
        self.callbacks += 1
        actor = Actor(self, f"c{self.callbacks}")
        actor.run_as_callback(self.bodies[body])

    @staticmethod
    def cancel(future, *message):
        """Only gather's own futures are reported though one has tried to cancel them."""
        if future.done():
            future._log_traceback = False
        return future.cancel(*message)

    def report(self, _, context):
        """The loop has an error that nobody will hear of."""
        future = context.get("future")
        if "shielded" in context["message"]:
            self.trace.append(f"report: shielded future{self.quoted_name(future)}")
        else:
            self.trace.append(f"report: {self.what_is(future)}")

    @staticmethod
    def quoted_name(future):
        return f" '{future.get_name()}'" if isinstance(future, asyncio.Task) else ""

    def what_is(self, future):
        if isinstance(future, asyncio.Task):
            return f"task{self.quoted_name(future)}"
        return getattr(future, "kind", "future")

    def report_unseen(self):
        """Does what happens when the futures are forgotten, in their order."""
        for future in self.futures:
            if future._log_traceback:
                future._log_traceback = False
                self.trace.append(f"report: {self.what_is(future)}")

    def is_full(self):
        return len(self.futures) >= self.MAX_FUTURES

    async def main(self):
        """Starts the first body, and ends what has not ended by itself."""
        self.new_task(0, None, lambda coroutine, _: self.loop.create_task(coroutine))
        await asyncio.sleep(1000)
        for _ in range(self.ROUNDS):
            alive = [future for future in self.futures if not future.done()]
            if not alive:
                return self.report_unseen()
            self.trace.append(f"{int(self.loop.time())} main ends {len(alive)}")
            for free in self.at_round:
                free(self)
            for future in alive:
                self.cancel(future)
            await asyncio.sleep(10)
        self.trace.append("main gives up")
