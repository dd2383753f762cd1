"""The command `iro`: the same verbs as pages and API, for whoever runs the service. Each with a declared login.

`demo` is found first: it starts the embedded services, which the settings of every other command then find.
"""

import importlib
import os
import sys
from collections.abc import Mapping

import click
import django

# Where each command is, so that only what is asked for is loaded: `iro demo` must run before there is a database.
COMMANDS: Mapping[str, str] = {
    "backup": "infra.backups.command:backup",
    "bench": "infra.bench.command:bench",
    "cases": "config.cli.cases:cases",
    "clients": "config.cli.clients:clients",
    "councils": "config.cli.houses:councils",
    "demo": "infra.demo.command:demo",
    "install": "config.cli.install:install",
    "ledger": "config.cli.ledger:ledger",
    "migrate": "config.cli.houses:migrate",
    "panels": "config.cli.houses:panels",
    "people": "config.cli.people:people",
    "protocol": "config.cli.protocol:protocol",
    "regions": "config.cli.houses:regions",
    "restore": "infra.backups.command:restore",
    "serve": "config.cli.serve:serve",
    "worker": "config.cli.worker:worker",
}
WITHOUT_SETTINGS = {"bench", "demo"}


class Commands(click.Group):
    """Our own commands by name, and those of Django's that were given a login."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in WITHOUT_SETTINGS:
            django.setup()
        if cmd_name in COMMANDS:
            module, _, name = COMMANDS[cmd_name].partition(":")
            command: click.Command = getattr(importlib.import_module(module), name)
            return command
        passed: click.Command | None = importlib.import_module("config.cli.django_commands").command(cmd_name)
        return passed


@click.group(cls=Commands)
def iro() -> None:
    """The platform of a regional, independent IRO service. Start with `iro demo`, or `iro install`."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        iro(prog_name="iro", standalone_mode=False)
    except click.ClickException as refused:
        refused.show()
        sys.exit(refused.exit_code)
    except click.exceptions.Abort:
        sys.exit("Stopped.")
