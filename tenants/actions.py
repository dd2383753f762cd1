"""Adding institutions to the directory, and bringing their tables up to date."""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import closing
from functools import cache, partial
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from tenants import building, logins, parallel, provision, queries
from tenants.building import Outcome, Release, Result
from tenants.kinds import Kind
from tenants.models import Build, House
from tenants.pins import Pin, pinned
from tenants.problems import Conflict, Invalid, NotFound, Problem

COUNCILS = Path(__file__).parent / "data" / "councils.csv"
_LONGEST_NAME = 63
"""Of a role or schema, in bytes: PostgreSQL cuts the rest off, and two might become one."""


class UnknownCouncil(Invalid):
    code = "unknown-council"
    title = "No English council has that code"


class HouseNotBuilt(Problem):
    code = "house-not-built"
    status = 500
    title = "The house is in the directory, but its tables could not be made"


@cache
def _councils() -> dict[str, dict[str, str]]:
    """The 153 English councils with children's services, by DfE code."""
    with COUNCILS.open(newline="") as file:
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


def england(panel: str) -> list[House]:
    """England's nine regions under that panel, and its 153 councils, as the directory would have them."""
    body = _find(Kind.PANEL, panel)
    regions = {
        name: House(kind=Kind.REGION, code=slugify(name), name=f"{name} Independent Reviewing Service", panel=body)
        for name in sorted({row["region"] for row in _councils().values()})
    }
    councils = [
        House(kind=Kind.COUNCIL, code=code, name=row["name"], region=regions[row["region"]])
        for code, row in _councils().items()
    ]
    return [*regions.values(), *councils]


def add_all(houses: Iterable[House], jobs: int, on_result: Callable[[Result], None]) -> list[Result]:
    """Those of these houses that aren't there, and those that were left half way; regions before their councils.

    The directory, roles and schemas come first, all or none; then the tables, several houses at a time. What is ready
    is left as it is.
    """
    with pinned(provision.INSTALLER_PIN), transaction.atomic():
        unready = [house for house in _registered(houses) if house.state != House.State.READY]
        provision.prepare(unready)
    queries.forget()
    return _bring(unready, jobs, on_result, reason="built")


def migrate_all(jobs: int, on_result: Callable[[Result], None]) -> list[Result]:
    """Every house that isn't at head, several at a time; one that fails doesn't stop the rest."""
    with pinned(Pin(logins.MIGRATOR)):
        houses = list(House.objects.all())
    return _bring(houses, jobs, on_result, reason="iro migrate")


def doubt(house: House) -> None:
    """The live catalogue isn't as the row of this house says: the next run opens it. As the migrator."""
    with transaction.atomic():
        Build.objects.filter(house=house).update(head="")


def build(house: House) -> House:
    """The tables of a house whose schema was made just now. Raises Conflict, HouseNotBuilt."""
    [found] = _bring([house], 1, lambda result: None, reason="built")
    return _built(found)


def _add(house: House) -> House:
    """A house that failed half way is taken up again; one that is ready is a conflict."""
    results = add_all([house], 1, lambda result: None)
    if not results:
        raise Conflict(f"{house.kind} {house.code} is there already.")
    return _built(results[0])


def _built(found: Result) -> House:
    house = found.house
    if found.outcome is Outcome.BUSY:
        raise Conflict(f"{house.kind} {house.code} is being built by another run: wait for that.")
    if found.outcome is Outcome.FAILED:
        raise HouseNotBuilt(str(found))
    return found.house


def _registered(houses: Iterable[House]) -> list[House]:
    """Each as the directory has it; what it doesn't have is added."""
    known = {(house.kind, house.code): house for house in House.objects.select_related("region", "panel")}
    listed = []
    for house in houses:
        listed.append(known.get((house.kind, house.code)) or _registered_now(house, known))
        known[house.kind, house.code] = listed[-1]
    return listed


def _registered_now(house: House, known: Mapping[tuple[str, str], House]) -> House:
    house.schema_name = logins.house_login(house.kind, house.code)
    if len(logins.role(logins.house_owner(house.kind, house.code))) > _LONGEST_NAME:
        raise Invalid("The code is too long for this installation's name.", errors={"code": "choose a shorter one"})
    if house.region is not None:
        house.region = known[Kind.REGION, house.region.code]
    house.save(force_insert=True)
    Build.objects.create(house=house)
    return house


def _bring(houses: Collection[House], jobs: int, on_result: Callable[[Result], None], *, reason: str) -> list[Result]:
    with pinned(Pin(logins.MIGRATOR)):
        builds = queries.builds(houses)
    work = partial(building.bring_to_head, release=Release(), reason=reason)
    results = []
    with closing(parallel.each(work, builds, jobs)) as found:
        for result in found:
            results.append(result)
            on_result(result)
    queries.forget()
    return results


def _slug(code: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]{1,30}", code):
        raise Invalid("A code is up to 30 lower-case letters, digits and hyphens.", errors={"code": "not a slug"})
    return code


def _find(kind: Kind, code: str) -> House:
    with pinned(provision.INSTALLER_PIN):
        found = House.objects.filter(kind=kind, code=code).first()
    if found is None:
        raise NotFound(f"There is no {kind} {code}: add it first (`iro {kind}s add {code}`).")
    return found
