"""A command of `iro`, called as an operator does."""

import click
from click.testing import CliRunner, Result


def called(command: click.Command, *words: str) -> Result:
    """What it prints and how it ends; a fault of ours is raised, not swallowed."""
    found = CliRunner().invoke(command, words)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found
