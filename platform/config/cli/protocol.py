"""`iro protocol show`: who may see, add and correct what, as the database enforces it."""

import textwrap

import click

from config.cli.login import under
from tenants import grants, logins, queries, reading
from tenants.kinds import Kind

_WIDTH = 110


@click.group()
def protocol() -> None:
    """The management protocol as a table of grants."""


@protocol.command()
@click.option("--role", default="", help="Only this role or process, e.g. iro, council_manager, council_system, relay.")
@click.option("--council", default="", help="Only a council's house, with the names of its logins. By DfE code.")
@under(logins.GATE)
def show(role: str, council: str) -> None:
    """Print it line by line: what it is, who may do what with it, and why."""
    found = grants.protocol()
    of = reading.party(found, role) if role else None
    if of is not None:
        click.secho(f"{of.title} (works under a login of class {of.login})", bold=True)
        for right in reading.rights(found, of):
            click.echo(f"  may: {right}")
    if council:
        house = queries.council(council)
        click.secho(f"\n{house.name} ({house.title}): logins", bold=True)
        for of_class, login in sorted(grants.house_logins(house).items()):
            click.echo(f"  {of_class:<10} {logins.role(login)}")
    kinds = [Kind.COUNCIL] if council else list(reading.SECTIONS)
    for section in reading.sections(found, of=of, kinds=kinds):
        click.secho(f"\n{section.title}", bold=True)
        click.echo(section.about)
        for line in section.lines:
            _show(line)


def _show(line: reading.Line) -> None:
    click.secho(f"\n  {line.title} ", bold=True, nl=False)
    click.secho(f"({line.table})", dim=True)
    for verb in ("see", "add", "correct", "remove"):
        who = ", ".join(getattr(line, verb))
        if who or verb != "remove":
            _tell(verb, who or "nobody")
    _tell("captured", line.captured)
    _tell("why", line.reason)


def _tell(what: str, text: str) -> None:
    click.echo(textwrap.fill(text, _WIDTH, initial_indent=f"    {what:<9}", subsequent_indent=" " * 13))
