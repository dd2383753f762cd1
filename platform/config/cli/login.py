"""The declared login of a command, and how a refusal looks on a terminal."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from django.db.utils import OperationalError

from tenants import logins
from tenants.pins import Pin, pinned
from tenants.problems import Problem

P = ParamSpec("P")
R = TypeVar("R")


def under(login: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run the command as this login, in the public schema; the command enters houses by itself where it must."""

    def declare(command: Callable[P, R]) -> Callable[P, R]:
        @wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                with pinned(Pin(login)):
                    return command(*args, **kwargs)
            except Problem as problem:
                raise Refused(problem) from problem
            except OperationalError as failure:
                raise click.ClickException(_unreachable(login, failure)) from failure

        run.login = login  # type: ignore[attr-defined]
        return run

    return declare


class Refused(click.ClickException):
    """A problem as a line or two on a terminal: what, where, and its stable code."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem

    def show(self, file: object = None) -> None:
        click.echo(f"Refused ({self.problem.code}): {self.problem.detail}", file=sys.stderr)
        for name, text in self.problem.errors.items():
            click.echo(f"  {name}: {text}", file=sys.stderr)


def _unreachable(login: str, failure: OperationalError) -> str:
    needs = "DATABASE_URL with a superuser" if login == logins.INSTALLER else "a database where `iro install` has run"
    return f"The database did not answer as {login}: {str(failure).strip()}\nThis command needs {needs}."
