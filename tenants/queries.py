"""Reading the directory. Houses are few and change rarely: each process keeps them for a few seconds."""

import time
from collections.abc import Collection

from tenants.kinds import Kind
from tenants.models import Build, House
from tenants.problems import NotFound

_KEPT_SECONDS = 5.0
_kept: dict[tuple[str, str], tuple[float, House]] = {}


def house(kind: Kind, code: str) -> House:
    """The house of that kind and code, ready for work; NotFound otherwise."""
    kept = _kept.get((kind, code))
    if kept is not None and time.monotonic() - kept[0] < _KEPT_SECONDS:
        return kept[1]
    found = House.objects.ready().select_related("region", "panel").filter(kind=kind, code=code).first()
    if found is None:
        raise NotFound(f"There is no {kind} {code} here that you may see.")
    _kept[kind, code] = (time.monotonic(), found)
    return found


def council(code: str) -> House:
    return house(Kind.COUNCIL, code)


def region_of(council: House) -> House:
    if council.region is None:
        raise NotFound(f"{council.code} has no region.")
    return house(Kind.REGION, council.region.code)


def houses() -> list[House]:
    return list(House.objects.ready().select_related("region", "panel"))


def council_names() -> dict[str, str]:
    """Of the councils whose houses are ready, by code."""
    return {house.code: house.name for house in houses() if house.kind == Kind.COUNCIL}


def builds(houses: Collection[House]) -> list[Build]:
    """How far these houses are, with all that names their roles. As the migrator."""
    return list(Build.objects.filter(house__in=houses).select_related("house__region", "house__panel"))


def forget() -> None:
    """After the directory was changed by this process."""
    _kept.clear()
