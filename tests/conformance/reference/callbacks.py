"""Callbacks of the loop and of futures; they run bodies that do not wait."""

from functools import partial

from interpreter import Failure, Program, statement
from tasks import get

HANDLES = 3


def make(program):
    program.handles = [None] * HANDLES
    program.done_callbacks = [
        partial(program.new_callback, body) for body in range(len(program.bodies))
    ]


Program.makers.append(make)


@statement
def call_soon(actor, _, handle, body):
    program = actor.program
    program.handles[handle] = program.loop.call_soon(program.new_callback, body)


@statement
def call_later(actor, _, handle, body, delay):
    program = actor.program
    program.handles[handle] = program.loop.call_later(delay, program.new_callback, body)


@statement
def call_at(actor, _, handle, body, when):
    program = actor.program
    program.handles[handle] = program.loop.call_at(when, program.new_callback, body)


@statement
def cancel_handle(actor, _, handle):
    if actor.program.handles[handle] is None:
        raise Failure("ENOENT")
    actor.program.handles[handle].cancel()


@statement
def on_done(actor, _, slot, body):
    get(actor, slot).add_done_callback(actor.program.done_callbacks[body])


@statement
def off_done(actor, _, slot, body):
    return get(actor, slot).remove_done_callback(actor.program.done_callbacks[body])
