"""Context variables."""

import contextvars

from interpreter import Program, statement


def make(program):
    program.context = [contextvars.ContextVar(f"context {i}", default=i) for i in range(2)]


Program.makers.append(make)


@statement
def context_get(actor, _, variable):
    return actor.program.context[variable].get()


@statement
def context_set(actor, _, variable, value):
    actor.program.context[variable].set(value)
