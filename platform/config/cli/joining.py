"""`iro councils take-over`: a council joins with live work. Its return is loaded first (`iro cases import-903`)."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from accounts.actor import Actor, Door, process
from accounts.permissions import Permission
from casework.actions.appointment import confirm_newest
from config.cli.login import under
from escalation.actions.taking_over import take_over_disputes
from escalation.shapes import RaisedDispute, RunningDispute
from notifications.relay import relay
from tenants import logins, queries
from tenants.models import House
from tenants.pins import pinned
from tenants.problems import Invalid, Problem
from workforce.actions.taking_over import propose_current
from workforce.queries import AHEAD, due_soon
from workforce.shapes import CurrentIro

NAME = "iro councils take-over"
IRO_COLUMNS = ("CHILD", "REGISTRATION")
DISPUTE_COLUMNS = (
    "CHILD", "RAISED_ON", "LEVEL", "REACHED_ON", "ISSUE", "RAG", "DESCRIPTION", "IMPACT", "CHILD_WISHES",
    "OUTCOME_SOUGHT",
)  # fmt: skip
_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


class FileUnread(Invalid):
    code = "take-over-file"
    title = "The file can't be read"


def _actor(*permissions: Permission) -> Actor:
    return process(NAME, *permissions, door=Door.COMMAND)


@click.command("take-over")
@click.argument("code")
@click.option("--iros", type=_FILE, help=f"CSV: {', '.join(IRO_COLUMNS)} (Social Work England number).")
@click.option("--disputes", type=_FILE, help=f"CSV: {', '.join(DISPUTE_COLUMNS)}.")
@under(logins.GATE)
def take_over(code: str, iros: Path | None, disputes: Path | None) -> None:
    """Current IROs and running disputes of a council that joins, then what is due within 20 working days.

    The council hands in both files: by the first it appoints the IROs whom its children have. The same files again
    change nothing. A row that can't be taken is named, and keeps no other.
    """
    council = queries.council(code)
    current = list(_iros(iros)) if iros else []
    running = list(_running(disputes)) if disputes else []
    _carry(council)
    refused = (_take_iros(council, current) if iros else 0) + (_take_disputes(council, running) if disputes else 0)
    _carry(council)
    _tell_due(council)
    if refused:
        raise click.ClickException(f"{refused} rows were not taken: correct them and run it again.")


def _carry(council: House) -> None:
    """What happened in one house is known in the other, as the relay would have it within seconds."""
    region = queries.region_of(council)
    for house in (council, region, council, region):
        while relay(house):
            pass


def _take_iros(council: House, rows: list[CurrentIro]) -> int:
    region = queries.region_of(council)
    with pinned(region.own_pin()):
        periods, refused = propose_current(council.code, rows, actor=_actor(Permission.WORKFORCE_MANAGE))
    _carry(council)
    confirming = _actor(Permission.APPOINTMENT_CONFIRM, Permission.CASE_VIEW_ALL)
    appointed = 0
    with pinned(council.own_pin()):
        for period in periods:
            try:
                appointed += confirm_newest(period, actor=confirming)
            except Problem as problem:
                click.echo(f"  {period}: {problem.code}, {problem.detail}")
    for one in refused:
        click.echo(f"  {'IROs'} row {one.row}: {one.code}, {one.detail}")
    click.echo(f"IROs: {appointed} appointed, {len(periods) - appointed} as they were, {len(refused)} not taken")
    _carry(council)
    return len(refused)


def _take_disputes(council: House, rows: list[RunningDispute]) -> int:
    with pinned(council.service_pin()):
        taken, known, untaken = take_over_disputes(rows, actor=_actor(Permission.DISPUTE_RAISE))
    for one in untaken:
        click.echo(f"  disputes row {one.row}: {one.code}, {one.detail}")
    click.echo(f"Disputes: {taken} taken over, {known} as they were, {len(untaken)} not taken")
    return len(untaken)


def _tell_due(council: House) -> None:
    with pinned(queries.region_of(council).own_pin()):
        found = due_soon(actor=_actor(Permission.WORKFORCE_VIEW), council=council.code)
    click.echo(f"Due within {AHEAD} working days, or overdue: {len(found)}")
    for one in found:
        late = "late" if one.due.days_left < 0 else "    "
        click.echo(f"  {one.due.limit}  {late}  {one.reference:<16} {one.due.title} ({one.officer or 'no IRO'})")


def _iros(path: Path) -> Iterator[CurrentIro]:
    for row, one in _rows(path, IRO_COLUMNS):
        yield CurrentIro(row, one["CHILD"], one["REGISTRATION"])


def _running(path: Path) -> Iterator[RunningDispute]:
    for row, one in _rows(path, DISPUTE_COLUMNS):
        raised = RaisedDispute(
            issue=one["ISSUE"], rag=one["RAG"].lower(), description=one["DESCRIPTION"], impact=one["IMPACT"],
            child_wishes=one["CHILD_WISHES"], outcome_sought=one["OUTCOME_SOUGHT"], level=one["LEVEL"],
            bypass_reason="" if one["LEVEL"] == "L1" else "It stood at this level when the council joined.",
        )  # fmt: skip
        days = (_day(path, row, one["RAISED_ON"]), _day(path, row, one["REACHED_ON"]))
        yield RunningDispute(row, one["CHILD"], *days, raised)


def _rows(path: Path, wanted: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        missing = set(wanted) - set(reader.fieldnames or ())
        if missing:
            raise FileUnread(f"{path.name} lacks the columns {', '.join(sorted(missing))}.")
        for number, row in enumerate(reader, start=2):
            yield number, {name: (row[name] or "").strip() for name in wanted}


def _day(path: Path, row: int, given: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(given, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise FileUnread(f"{path.name}, row {row}: “{given}” is no day. Write it as 02/03/2026.")
