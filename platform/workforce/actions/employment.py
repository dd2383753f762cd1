"""Employing IROs and their managers. A line of management is made of rows of this region: it can't lead out of it."""

import re
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import IntegrityError

from accounts.actor import Actor
from accounts.permissions import Permission
from ledger.acts import Receipt, act
from tenants.problems import NotFound
from workforce import rules
from workforce.models import Officer
from workforce.shapes import NewOfficer

# Social Work England, or the register of another nation (domain.md 1.4); the field of the DfE takes 12.
_REGISTRATION = re.compile(r"[A-Z]{2}[0-9]{1,10}", re.ASCII)


def employ(new: NewOfficer, *, actor: Actor) -> tuple[Officer, Receipt]:
    """Raises OfficerInvalid (by field), OfficerExists, NotFound for a manager who isn't this region's."""
    actor.ensure(Permission.WORKFORCE_MANAGE)
    _ensure_valid(new)
    if new.manager_id is not None:
        _officer(new.manager_id)
    officer = Officer(**asdict(new))
    try:
        with act(actor, "The region employed an officer") as change:
            officer.save(force_insert=True)
    except IntegrityError as clash:
        raise rules.OfficerExists(f"{new.name} is on the region's list: change that entry instead.") from clash
    return officer, change.receipt


def set_manager(officer_id: UUID, manager_id: UUID | None, *, actor: Actor) -> tuple[Officer, Receipt]:
    """Give an officer another line manager of this region; nobody manages themselves, nor anybody above them."""
    actor.ensure(Permission.WORKFORCE_MANAGE)
    officer = _officer(officer_id)
    _ensure_no_circle(officer, manager_id)
    with act(actor, "Line management changed") as change:
        officer.manager_id = manager_id
        officer.save(update_fields=["manager"])
    return officer, change.receipt


def end_employment(officer_id: UUID, last_day: date, *, actor: Actor) -> tuple[Officer, Receipt]:
    """The officer takes no new case after `last_day`; the diary shows whose cases need another IRO."""
    actor.ensure(Permission.WORKFORCE_MANAGE)
    officer = _officer(officer_id)
    if last_day < officer.employed_from:
        raise rules.OfficerInvalid(
            f"{officer.name} is employed from {officer.employed_from}.", errors={"last_day": "before the first day"}
        )
    with act(actor, "Employment ends") as change:
        officer.employed_until = last_day
        officer.save(update_fields=["employed_until"])
    return officer, change.receipt


def _officer(officer_id: UUID) -> Officer:
    found = Officer.objects.filter(id=officer_id).first()
    if found is None:
        raise NotFound("This region employs no such officer.")
    return found


def _ensure_valid(new: NewOfficer) -> None:
    errors = {}
    if not _REGISTRATION.fullmatch(new.registration):
        errors["registration"] = "Give two letters and digits, as SW123456: an IRO is a registered social worker."
    if not 0 < new.fte <= 1:
        errors["fte"] = "Give more than 0, up to 1."
    if not 0 < new.review_share <= 1:
        errors["review_share"] = "Give more than 0, up to 1."
    if errors:
        raise rules.OfficerInvalid("Nothing was recorded.", errors=errors)


def _ensure_no_circle(officer: Officer, manager_id: UUID | None) -> None:
    above = manager_id
    while above is not None:
        if above == officer.id:
            raise rules.OfficerInvalid(
                f"{officer.name} would end up managing themselves.", errors={"manager": "choose somebody else"}
            )
        above = _officer(above).manager_id
