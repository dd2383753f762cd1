"""Invented SSDA903 returns: a council's two years in care, the same for the same seed, and no real person in them.

Shares are England's where domain.md 9.2 has them (sex, how reviews were taken part in), else round figures of the
department's yearly tables: the statuses, placements, ages and flows that a region's work depends on.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

YEARS = (2025, 2026)
"""Collection years, by their 31 March."""
_HEADINGS = {
    "header.csv": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    "episodes.csv": (
        "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
        "HOME_POST", "PL_POST", "URN",
    ),
    "reviews.csv": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
}  # fmt: skip
_SEX = (("1", 56), ("2", 44))
_ETHNIC = (("WBRI", 71), ("MWBC", 5), ("AOTH", 5), ("BAFR", 7), ("BCRB", 4), ("OOTH", 8))
_NEED = (("N1", 64), ("N2", 4), ("N3", 3), ("N4", 8), ("N5", 13), ("N6", 3), ("N8", 5))
_STATUS = (("C2", 58), ("C1", 21), ("V2", 17), ("E1", 4))
_PLACE = (("U4", 45), ("U6", 15), ("U1", 12), ("U5", 10), ("K2", 18))
_PROVIDER = (("PR1", 45), ("PR4", 55))
_LEFT = (("E4A", 40), ("E4B", 25), ("E8", 35))
_TOOK_PART = (("PN1", 52), ("PN2", 5), ("PN3", 3), ("PN4", 6), ("PN5", 10), ("PN6", 21), ("PN7", 3))
_MOVED = 0.3
_LEAVES = 0.4
"""The share of a year's children who leave care, or who move once."""
_BEGINS, _ENDS = date(YEARS[0] - 1, 4, 1), date(YEARS[-1], 3, 31)
_DAYS = (_ENDS - _BEGINS).days
Row = dict[str, str]


@dataclass(frozen=True)
class Stay:
    """A placement: `end` None while it goes on; `moved` tells a move from leaving care."""

    start: date
    place: str
    end: date | None
    moved: bool


@dataclass(frozen=True)
class Child:
    reference: str
    sex: str
    born: date
    ethnic: str
    need: str
    status: str
    stays: tuple[Stay, ...]
    reviews: tuple[tuple[date, str], ...]


def council(code: str, children: int, seed: int) -> list[Child]:
    """Whoever was looked after in those two years."""
    chance = Random(f"{seed}/{code}")  # noqa: S311  invented, not secret
    return [_child(chance, f"{code}-{number:05}") for number in range(children)]


def files(children: Sequence[Child], year: int) -> dict[str, bytes]:
    """The return of one collection year: Header, Episodes and Reviews."""
    since, until = date(year - 1, 4, 1), date(year, 3, 31)
    there = [one for one in children if _overlaps(one, since, until)]
    rows: dict[str, Callable[[Child, date, date], Iterator[Row]]] = {
        "header.csv": _header, "episodes.csv": _episodes, "reviews.csv": _reviews,
    }  # fmt: skip
    return {name: _csv(name, (row for one in there for row in make(one, since, until))) for name, make in rows.items()}


def _child(chance: Random, reference: str) -> Child:
    if chance.random() < 0.55:
        start = _BEGINS - timedelta(days=int(1 + 1_800 * chance.random() ** 2))
    else:
        start = _BEGINS + timedelta(days=chance.randrange(_DAYS - 40))
    born = min(_ENDS - timedelta(days=30 + int(17.8 * 365 * chance.random() ** 0.7)), start - timedelta(days=3))
    leaves = chance.random() < _LEAVES * 2
    since = max(start, _BEGINS) + timedelta(days=30)
    end = since + timedelta(days=chance.randrange(max(1, (_ENDS - since).days))) if leaves else None
    eldest = min(end or _ENDS, _years(born, 18) - timedelta(days=2))
    if eldest < start:
        born = start - timedelta(days=16 * 365)
    return Child(
        reference, _one(chance, _SEX), born, _one(chance, _ETHNIC), _one(chance, _NEED), _status(chance, born, start),
        _stays(chance, born, start, end), tuple(_held(chance, born, start, end)),
    )  # fmt: skip


def _status(chance: Random, born: date, start: date) -> str:
    found = _one(chance, _STATUS)
    return "C2" if found == "E1" and (start - born).days > 8 * 365 else found


def _stays(chance: Random, born: date, start: date, end: date | None) -> tuple[Stay, ...]:
    first, last = _place(chance, born, start), end or _ENDS
    since = max(start, _BEGINS)
    room = (last - since).days
    if chance.random() > _MOVED or room < 60:
        return (Stay(start, first, end, moved=False),)
    moved = since + timedelta(days=chance.randrange(20, room - 20))
    second = "U4" if first != "U4" else "U6"
    return (Stay(start, first, moved, moved=True), Stay(moved, second, end, moved=False))


def _place(chance: Random, born: date, start: date) -> str:
    found = _one(chance, _PLACE)
    return "U4" if found == "K2" and (start - born).days < 10 * 365 else found


def _held(chance: Random, born: date, start: date, end: date | None) -> Iterator[tuple[date, str]]:
    """A review within a month of care, then three, then each six; nine in ten of them in time."""
    due, gaps = start + timedelta(days=24), iter((80,))
    while due < min(end or _ENDS, _ENDS):
        late = timedelta(days=chance.randrange(5, 40)) if chance.random() > 0.92 else timedelta()
        held = due + late
        if held >= min(end or _ENDS, _ENDS):
            return
        yield held, "PN0" if held < _years(born, 4) else _one(chance, _TOOK_PART)
        due = held + timedelta(days=next(gaps, 175))


def _header(one: Child, since: date, until: date) -> Iterator[Row]:
    mother = "0" if one.sex == "2" else ""
    yield {
        "CHILD": one.reference,
        "SEX": one.sex,
        "DOB": _day(one.born),
        "ETHNIC": one.ethnic,
        "UPN": "UN3",
        "MOTHER": mother,
    }


def _episodes(one: Child, since: date, until: date) -> Iterator[Row]:
    for number, stay in enumerate(one.stays):
        if stay.start > until or (stay.end is not None and stay.end < since):
            continue
        over = stay.end is not None and stay.end <= until
        yield {
            "CHILD": one.reference, "DECOM": _day(stay.start), "RNE": "P" if number else "S", "LS": one.status,
            "CIN": one.need, "PLACE": stay.place, "PLACE_PROVIDER": "PR4" if stay.place == "K2" else "PR1",
            "DEC": _day(stay.end) if over and stay.end else "",
            "REC": ("X1" if stay.moved else _left(one)) if over else "",
            "REASON_PLACE_CHANGE": "OTHER" if over and stay.moved else "",
            "HOME_POST": "AB1 2CD", "PL_POST": "AB3 4EF", "URN": "SC100001",
        }  # fmt: skip


def _left(one: Child) -> str:
    return _one(Random(one.reference), _LEFT)  # noqa: S311  invented, not secret


def _reviews(one: Child, since: date, until: date) -> Iterator[Row]:
    for held, code in one.reviews:
        if since <= held <= until:
            yield {"CHILD": one.reference, "DOB": _day(one.born), "REVIEW": _day(held), "REVIEW_CODE": code}


def _overlaps(one: Child, since: date, until: date) -> bool:
    end = one.stays[-1].end
    return one.stays[0].start <= until and (end is None or end >= since)


def _csv(name: str, rows: Iterator[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _HEADINGS[name], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _one(chance: Random, shares: Sequence[tuple[str, int]]) -> str:
    return chance.choices([one for one, _ in shares], [share for _, share in shares])[0]


def _years(born: date, years: int) -> date:
    """The birthday; of who was born on 29 February, 1 March."""
    day = born + timedelta(days=1) if (born.month, born.day) == (2, 29) else born
    return day.replace(year=born.year + years)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
