"""What a rule is, and what it may look at besides the row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from casework.ssda903.codes import EVERY_CODE
from casework.ssda903.report import RowFinding, Severity
from casework.ssda903.rows import EpisodeRow, Where
from casework.ssda903.values import birthday, format_date, is_child_id, shown

# A rule on the cells of either file is a rule on those of one: hence contravariant.
Subject_contra = TypeVar("Subject_contra", contravariant=True)
Same = TypeVar("Same")
# Never repeated in a report: they identify or locate a child. The row number is enough to find them.
HIDDEN = frozenset({"DOB", "MC_DOB", "UPN", "HOME_POST", "PL_POST"})


@dataclass(frozen=True, slots=True)
class Context:
    """`births`: child to date of birth, where known. `postcodes`: of each episode row those of home and
    placement in full, for comparing only; they go when the load has been read.
    """

    today: date
    collection_year: int
    births: Mapping[str, date]
    postcodes: Mapping[Where, tuple[str, str]]

    @property
    def year_start(self) -> date:
        return date(self.collection_year - 1, 4, 1)

    @property
    def year_end(self) -> date:
        return date(self.collection_year, 3, 31)

    def under(self, years: int, child: str, day: date | None) -> bool:
        """Younger than that on `day`; False where either date is not known."""
        born = self.births.get(child)
        return born is not None and day is not None and day < birthday(born, years)

    def reached(self, years: int, child: str, day: date | None) -> bool:
        """That age or older on `day`; False where either date is not known."""
        born = self.births.get(child)
        return born is not None and day is not None and day >= birthday(born, years)


class Step(NamedTuple):
    """An episode between its neighbours. `order_from` is the start of the unbroken run of episodes with the
    same legal status that it belongs to.
    """

    previous: EpisodeRow | None
    current: EpisodeRow
    following: EpisodeRow | None
    order_from: date


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject_contra]):
    """One check. `number` is the DfE's (or ours with `P-`); `fails` is True for a row at fault."""

    number: str
    severity: Severity
    column: str
    message: str
    fails: Callable[[Subject_contra, Context], bool]

    def finding(self, row: Any, where: Where) -> RowFinding:
        """The fault at `row` (cells or a typed row)."""
        value = self._value(row)
        return RowFinding(where.file, where.row, self.column, self.number, self.severity, self.message, value)

    def _value(self, row: Any) -> str:
        if self.column in HIDDEN:
            return ""
        value = getattr(row, self.column.lower())
        if isinstance(value, date):
            return format_date(value)
        text = str(value or "")
        if self.column == "CHILD":
            return text if is_child_id(text) and any(map(str.isdigit, text)) else ""
        return text if text in EVERY_CODE else shown(text)


def check(rules: Iterable[Rule[Same]], subject: Same, context: Context) -> Iterator[Rule[Same]]:
    """The rules that `subject` fails."""
    return (rule for rule in rules if rule.fails(subject, context))
