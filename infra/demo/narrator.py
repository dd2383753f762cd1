"""Plain sentences on the way; `progress` is the commands' own."""

import click

from config.cli.progress import Progress, progress

__all__ = ["Progress", "command", "heading", "progress", "say"]


def say(sentence: str = "") -> None:
    click.echo(sentence)


def heading(sentence: str) -> None:
    click.echo()
    click.secho(sentence, bold=True)


def command(*words: str) -> None:
    """A command, as the reader could type it."""
    click.secho("  $ " + " ".join(f'"{word}"' if " " in word else word for word in words), dim=True)
