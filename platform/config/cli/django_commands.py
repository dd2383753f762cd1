"""Django's own commands, each with its declared login. What isn't here isn't run: most would look past the walls."""

import click
from django.core.management import call_command

from config.cli.login import under
from tenants import logins

LOGINS = {
    "check": logins.GATE,
    "collectstatic": logins.GATE,
    "makemigrations": logins.GATE,
    "spectacular": logins.GATE,
}


def command(name: str) -> click.Command | None:
    """`iro NAME …` passes its words on to Django; None for a command without a login."""
    if name not in LOGINS:
        return None

    @click.command(name, context_settings={"ignore_unknown_options": True, "help_option_names": []})
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    @under(LOGINS[name])
    def run(words: tuple[str, ...]) -> None:
        call_command(name, *words)

    return run
