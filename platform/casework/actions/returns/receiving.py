"""Taking a return in: its files are kept, and a worker is woken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.actions.leaving import ensure_served
from casework.models import Accept, HandedReturn, ReturnImport
from casework.shapes import HandedIn
from casework.ssda903.sources import display_name
from casework.ssda903.values import collection_year_of
from ledger.acts import act
from tenants import clock, files, pins
from tenants.problems import Invalid

log = structlog.get_logger(__name__)
MOST_FILES = 33
"""Eleven kinds; a council may send each in parts."""
YEARS_KEPT = 2
"""Collection years for which the files themselves are kept (domain.md 8.3); what was made of them stays."""
FIRST_YEAR = 2017
"""The first collection year whose codes are known."""


class ReturnInvalid(Invalid):
    code = "return-invalid"
    title = "This can't be taken in as a return"


@dataclass(frozen=True, slots=True)
class HandedFile:
    """`name` as its sender calls it; `stream` is read to its end."""

    name: str
    stream: BinaryIO


def receive_return(
    handed: Sequence[HandedFile],
    *,
    accept: str = Accept.GOOD,
    dry_run: bool = False,
    collection_year: int | None = None,
    actor: Actor,
) -> HandedIn:
    """Keep the files and have them loaded soon. `collection_year` is the year of its 31 March, by default today's.

    Raises NotPermitted, CouncilHasLeft, ReturnInvalid, FileNotKept; then nothing was taken in.
    """
    actor.ensure(Permission.CASE_SUBMIT)
    today = clock.today()
    ensure_served(today)
    year = collection_year_of(today) if collection_year is None else collection_year
    _ensure_takeable(handed, accept, year)
    kept = [(display_name(file.name), files.keep_from(file.stream)) for file in handed]
    named = [{"name": name, "sha256": one.sha256, "size": one.size} for name, one in kept]
    with act(actor, "A return was handed in") as change:
        row = HandedReturn(files=named, accept=accept, dry_run=dry_run, collection_year=year, handed_on=clock.today())
        row.save(force_insert=True)
        ReturnImport(handed=row, files=named, created_at=clock.now()).save(force_insert=True)
        pin = pins.current()
        transaction.on_commit(lambda: _wake(f"{pin.kind}/{pin.code}", row.id), robust=True)
    return HandedIn(row.id, change.receipt)


def kept_files() -> set[str]:
    """The digests of the files of returns that must be kept still."""
    since = collection_year_of(clock.today()) - YEARS_KEPT
    found = HandedReturn.objects.filter(collection_year__gt=since).values_list("files", flat=True)
    return {file["sha256"] for named in found for file in named}


def _ensure_takeable(handed: Sequence[HandedFile], accept: str, year: int) -> None:
    this_year = collection_year_of(clock.today())
    errors: dict[str, str] = {}
    if not 1 <= len(handed) <= MOST_FILES:
        errors["file"] = f"Send 1 to {MOST_FILES} files."
    if accept not in Accept.values:
        errors["accept"] = "Send `all` or `good`."
    if not FIRST_YEAR <= year <= this_year + 1:
        errors["collection_year"] = f"Send the year of the collection's 31 March, {FIRST_YEAR} to {this_year + 1}."
    if errors:
        raise ReturnInvalid("Nothing was taken in: put right what `errors` names.", errors=errors)


def _wake(house: str, import_id: UUID) -> None:
    """Only a courtesy: the clock finds what a lost message missed."""
    try:
        current_app.send_task(
            "casework.tasks.run_return",
            kwargs={"house": house, "login": "council", "import_id": str(import_id)},
            retry=False,
        )
    except (OperationalError, OSError) as failure:
        log.warning("import-not-woken", house=house, failure=type(failure).__name__)
