"""`iro councils leave`: a council leaves the service; what runs here goes on to its end."""

from datetime import datetime

import click

from accounts.actor import Door, process
from accounts.permissions import Permission
from casework.actions.leaving import note_departure
from config.cli.login import under
from escalation.queries import disputes
from tenants import logins, queries
from tenants.pins import pinned

NAME = "iro councils leave"
HOLDS = (Permission.WORKFORCE_MANAGE, Permission.DISPUTE_VIEW, Permission.CASE_VIEW_ALL)


@click.command("leave")
@click.argument("code")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="From this day no new case comes in.")
@click.option("--stays", is_flag=True, help="It stays after all.")
@click.option("--reason", required=True, help="Why, in 20 characters or more; it is on record.")
@under(logins.GATE)
def leave(code: str, day: datetime | None, stays: bool, reason: str) -> None:
    """Note the day on which a council leaves. Nothing of it is taken away, and nothing that runs ends.

    Its people and systems still come in: to answer disputes, to state their case, to comply or explain.
    """
    if (day is None) is not stays:
        raise click.UsageError("Give the day (--on 2027-03-31), or --stays.")
    council = queries.council(code)
    actor = process(NAME, *HOLDS, door=Door.COMMAND)
    with pinned(council.service_pin()):
        note_departure(day.date() if day else None, reason, actor=actor)
        going_on = [one.reference for one in disputes(actor=actor, still_open=True)]
    if day is None:
        click.echo(f"{council.name} stays.")
        return
    click.echo(f"{council.name} leaves on {day:%-d %B %Y}: from then on no new case comes in.")
    click.echo(f"Disputes that go on to their end: {len(going_on)}{''.join(f' {one}' for one in going_on)}")
    click.echo(f"What it takes along: iro cases export-903 --council {code}; iro ledger export --council {code}")
