"""Children who never lived: what a council would submit of them. Ages, legal statuses and placements as in England."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from infra.demo.invention import names
from infra.demo.invention.days import Calendar
from infra.demo.invention.people import COUNCILS, Worker, workers

SHARES: Final = {"210": 50, "305": 28, "312": 22}
"""Children in a hundred. Southwark's system uses the API; the others export 903 files."""
BY_API: Final = frozenset({"210"})
FILE_COUNCILS: Final = tuple(code for code in COUNCILS if code not in BY_API)
_AGES: Final = ((0, 1, 10), (1, 4, 16), (5, 9, 20), (10, 13, 20), (14, 15, 18), (16, 17, 16))
"""(youngest, oldest, parts in a hundred) at the start of care."""
_STATUSES: Final = {"C1": 46, "V2": 41, "C2": 8, "E1": 1, "J1": 2}
_NEEDS: Final = {"N1": 64, "N2": 3, "N3": 4, "N4": 9, "N5": 15, "N6": 3, "N8": 2}
_AREAS: Final = {
    "210": ("SE1", "SE5", "SE15", "SE16", "SE17", "SE22"),
    "305": ("BR1", "BR2", "BR3", "BR5", "BR6", "SE20"),
    "312": ("UB3", "UB4", "UB7", "UB8", "HA4", "HA6"),
}
_LOADS: Final = (0, 60, 80, 90, 100)
"""Where in the two years the files are loaded, in parts of a hundred."""
_FURTHER: Final = ("CR0", "DA1", "EN3", "IG1", "ME7", "RM3", "SE9", "SL1", "TW13", "CT6")
_INWARD: Final = "CIKMOV"
"""Letters that no second half of a real postcode has, so no real address is named."""


@dataclass(frozen=True, slots=True)
class Placement:
    """`kind` is a code of PLACE; `provider` of PLACE_PROVIDER; `area` a postcode that no house has."""

    kind: str
    provider: str
    area: str
    urn: str


@dataclass(frozen=True, slots=True)
class Child:
    """One child as the council knows it on the day of submission; `number` counts all children of the demonstration."""

    number: int
    council: str
    reference: str
    given_names: str
    family_name: str
    sex: str
    date_of_birth: date
    ethnicity: str
    need: str
    legal_status: str
    home_area: str
    placement: Placement
    looked_after_from: date
    submitted_on: date
    worker: Worker

    @property
    def by_file(self) -> bool:
        return self.council not in BY_API

    def age(self, day: date) -> int:
        born = self.date_of_birth
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def children(chance: Random, how_many: int, calendar: Calendar, first: date, last: date) -> Iterator[Child]:
    """So many children who become looked after between two days, shared out among the three councils."""
    loads = {code: file_days(calendar, first, last, start) for start, code in enumerate(FILE_COUNCILS)}
    for number, code in enumerate(_councils(how_many), start=1):
        if code in BY_API:
            started = calendar.on_or_after(_some_day(chance, first, last))
            submitted = calendar.desk_day(started)
        else:
            submitted = chance.choice(loads[code])
            started = calendar.on_or_after(submitted - timedelta(days=chance.randint(1, 12)))
            started = min(started, submitted)
        yield _child(chance, number, code, started, submitted)


def _councils(how_many: int) -> list[str]:
    """A council for each child: all the shares, even of few children, and spread through the numbers."""
    wanted = {code: max(1, round(how_many * share / 100)) for code, share in SHARES.items()}
    wanted["210"] = max(0, how_many - wanted["305"] - wanted["312"])
    codes = [code for code, many in wanted.items() for _ in range(many)][:how_many]
    return codes


def file_days(calendar: Calendar, first: date, last: date, offset: int) -> list[date]:
    """The days on which a council without an API loads its export: a few in the two years, the last a month ago."""
    span = (last - first).days - 40
    return [
        calendar.on_or_after(first + timedelta(days=14 + 5 * offset + span * _LOADS[step] // 100))
        for step in range(len(_LOADS))
    ]


def _some_day(chance: Random, first: date, last: date) -> date:
    """More of them late than early: a third see three reviews or more, the others the first two."""
    return first + timedelta(days=int((last - first).days * chance.triangular(0, 0.98, 0.98)))


def _child(chance: Random, number: int, code: str, started: date, submitted: date) -> Child:
    alone = chance.random() < 0.06
    sex = chance.choices("MF", (88, 12) if alone else (55, 45))[0]
    ethnicity = names.ethnicity(chance, alone=alone)
    given, family = names.full_name(chance, ethnicity, sex, alone=alone)
    born = _born(chance, started, alone=alone)
    years = (started - born).days // 365.25
    status = "V2" if alone else _status(chance, years)
    home = _postcode(chance, chance.choice(_AREAS[code]))
    return Child(
        number=number, council=code, reference=f"{COUNCILS[code][:2].upper()}{10_000 + 7 * number}", given_names=given,
        family_name=family, sex=sex, date_of_birth=born, ethnicity=ethnicity,
        need="N8" if alone else _weighted(chance, _NEEDS), legal_status=status, home_area=home,
        placement=_placement(chance, code, years, status), looked_after_from=started, submitted_on=submitted,
        worker=chance.choice(workers(code)),
    )  # fmt: skip


def _born(chance: Random, started: date, *, alone: bool) -> date:
    """Young enough to be a child still for some months."""
    if alone:
        return started - timedelta(days=chance.randint(int(15.5 * 365.25), int(17.2 * 365.25)))
    young, old, _ = chance.choices(_AGES, [parts for *_, parts in _AGES])[0]
    return started - timedelta(days=chance.randint(int(young * 365.25) + 3, int(min(old + 1, 17.4) * 365.25) - 3))


def _status(chance: Random, years: float) -> str:
    """A remand is for the older, a placement order for the youngest (domain.md 4.3)."""
    found = _weighted(chance, _STATUSES)
    if (found == "J1" and years < 12) or (found == "E1" and years > 4):
        return "C1"
    return found


def _placement(chance: Random, code: str, years: float, status: str) -> Placement:
    kind, providers = _kind(chance, years, status)
    area = chance.choice(_AREAS[code]) if chance.random() < 0.6 else chance.choice(_FURTHER)
    urn = "" if kind in ("P1", "U3") else f"SC{chance.randint(100_000, 999_999)}"
    return Placement(kind, chance.choice(providers), _postcode(chance, area), urn)


def _kind(chance: Random, years: float, status: str) -> tuple[str, tuple[str, ...]]:
    roll = chance.random()
    if status == "J1":
        return "K2", ("PR4",)
    if status in ("C1", "C2") and roll < 0.07:
        return "P1", ("PR0",)
    if years >= 16.05 and roll < 0.55:
        return "K3", ("PR4", "PR5")
    if years >= 11 and roll < 0.25:
        return "K2", ("PR1", "PR4", "PR4")
    if roll > 0.82:
        return "U3", ("PR1",)
    return "U6", ("PR1", "PR1", "PR4")


def _postcode(chance: Random, outward: str) -> str:
    return f"{outward} {chance.randint(1, 9)}{chance.choice(_INWARD)}{chance.choice(_INWARD)}"


def _weighted(chance: Random, parts: Mapping[str, int]) -> str:
    return chance.choices(list(parts), list(parts.values()))[0]
