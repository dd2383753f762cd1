"""Adding institutions to the directory, and bringing their tables up to date."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.db import transaction

from tenants import executor, logins, provision, queries
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.problems import Conflict, Invalid, NotFound


class UnknownCouncil(Invalid):
    code = "unknown-council"
    title = "No English council has that code"


@cache
def _councils() -> dict[str, dict[str, str]]:
    """The 153 English councils with children's services, by DfE code."""
    with (Path(__file__).parent / "data" / "councils.csv").open(newline="") as file:
        return {row["dfe_code"]: row for row in csv.DictReader(file)}


def add_panel(code: str, name: str) -> House:
    return _add(House(kind=Kind.PANEL, code=_slug(code), name=name))


def add_region(code: str, name: str, *, panel: str) -> House:
    return _add(House(kind=Kind.REGION, code=_slug(code), name=name, panel=_find(Kind.PANEL, panel)))


def add_council(code: str, *, region: str, name: str = "", require_mfa: bool = False) -> House:
    """`code` is the DfE's; 9xx is a sandbox council, which needs a name of its own."""
    known = _councils().get(code)
    sandbox = len(code) == 3 and code.isdigit() and code.startswith("9") and known is None
    if known is None and not (sandbox and name):
        raise UnknownCouncil(f"{code} is no DfE code of an English council; a sandbox is 9xx and needs --name.")
    return _add(
        House(
            kind=Kind.COUNCIL,
            code=code,
            name=name or (known or {})["name"],
            region=_find(Kind.REGION, region),
            sandbox=sandbox,
            require_mfa=require_mfa,
        )
    )


def _slug(code: str) -> str:
    if not code.replace("-", "").isalnum() or not code.islower() or len(code) > 30:
        raise Invalid("A code is up to 30 lower-case letters, digits and hyphens.", errors={"code": "not a slug"})
    return code


def _find(kind: Kind, code: str) -> House:
    with pinned(provision.INSTALLER_PIN):
        found = House.objects.filter(kind=kind, code=code).first()
    if found is None:
        raise NotFound(f"There is no {kind} {code}: add it first (`iro {kind}s add {code}`).")
    return found


def _add(house: House) -> House:
    """A house that failed half way is taken up again; one that is ready is a conflict."""
    house.schema_name = logins.house_login(house.kind, house.code)
    with pinned(provision.INSTALLER_PIN), transaction.atomic():
        existing = House.objects.select_related("region", "panel").filter(kind=house.kind, code=house.code).first()
        if existing is not None and existing.state == House.State.READY:
            raise Conflict(f"{house.kind} {house.code} is there already.")
        if existing is None:
            house.save()
    provision.build(existing or house)
    queries.forget()
    return existing or house


def migrate_all(progress: Callable[[House, str], None]) -> list[House]:
    """Every house that is not at head, one after the other; a failing one doesn't stop the rest. Returns the failed."""
    failed = []
    with pinned(provision.INSTALLER_PIN):
        houses = list(House.objects.select_related("region", "panel"))
    for house in houses:
        with pinned(house.pin(logins.MIGRATOR, roams=True)):
            current = house.state == House.State.READY and executor.at_head()
        if current:
            progress(house, "at head")
            continue
        try:
            provision.migrate_house(house, reason="iro migrate")
        except Exception as failure:
            failed.append(house)
            progress(house, f"failed: {failure}")
        else:
            progress(house, "migrated")
    return failed
