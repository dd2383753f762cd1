"""The next eight weeks as a picture with its table: what is overdue, and what falls into each week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.template.loader import render_to_string

from workforce.shapes import Due

WEEKS: Final = 8
COLUMNS: Final = ("Week", {"label": "Reviews", "numeric": True}, {"label": "Other limits", "numeric": True})
LONGEST: Final = 300
"""Length of the fullest week's bar, in units of the picture."""
ROW: Final = 30


@dataclass(frozen=True, slots=True)
class Week:
    """`start` is its Monday; None for what is overdue."""

    start: date | None
    reviews: int
    others: int

    @property
    def total(self) -> int:
        return self.reviews + self.others

    @property
    def name(self) -> str:
        return f"from {self.start:%-d %B %Y}" if self.start else "Overdue"


@dataclass(frozen=True, slots=True)
class Bar:
    """A week's row in the picture: places and lengths in its units; the other limits stand behind the reviews."""

    week: Week
    top: int
    reviews: int
    others: int

    @property
    def label(self) -> str:
        return f"{self.week.start:%-d %b}" if self.week.start else "Overdue"

    @property
    def baseline(self) -> int:
        return self.top + 16

    @property
    def others_at(self) -> int:
        return 90 + self.reviews

    @property
    def number_at(self) -> int:
        return self.others_at + self.others + 8


def by_week(due: Iterable[Due], today: date) -> list[Week]:
    """What is overdue, then each of the next eight weeks, Monday to Sunday, this one first."""
    monday = _monday(today)
    starts = [monday + timedelta(weeks=number) for number in range(WEEKS)]
    found: dict[date | None, list[Due]] = {None: [], **{start: [] for start in starts}}
    for one in due:
        start = None if one.limit < today else _monday(one.limit)
        if start in found:
            found[start].append(one)
    return [_week(start, inside) for start, inside in found.items()]


def picture(weeks: list[Week]) -> dict[str, object]:
    """What `base/picture.html` needs beside its caption."""
    return {
        "svg": render_to_string("worklist/weeks.html", {"bars": _bars(weeks), "height": ROW * len(weeks)}),
        "alt": _in_words(weeks),
        "week_columns": COLUMNS,
        "week_rows": [[week.name, str(week.reviews), str(week.others)] for week in weeks],
    }


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(start: date | None, due: list[Due]) -> Week:
    reviews = sum(one.kind == "review" for one in due)
    return Week(start, reviews, len(due) - reviews)


def _bars(weeks: list[Week]) -> list[Bar]:
    most = max(1, *(week.total for week in weeks))
    return [
        Bar(week, ROW * number + 4, round(LONGEST * week.reviews / most), round(LONGEST * week.others / most))
        for number, week in enumerate(weeks)
    ]


def _in_words(weeks: list[Week]) -> str:
    """What a listener gets instead of the picture."""
    late, *coming = weeks
    total, fullest = sum(week.total for week in coming), max(coming, key=lambda week: week.total)
    words = f"{late.total or 'Nothing'} overdue, {total or 'nothing'} due in the next eight weeks"
    return f"{words}, {fullest.total} of it in the week {fullest.name}." if total else f"{words}."
