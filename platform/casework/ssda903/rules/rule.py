"""A rule of the return: what is wrong with a row, as an SQL condition over it."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity

# Never repeated in a report: they identify or locate a child. The row number is enough to find them.
HIDDEN = frozenset({"DOB", "MC_DOB", "UPN", "HOME_POST", "PL_POST"})


@dataclass(frozen=True, slots=True)
class SqlRule:
    """One check. `number` is the DfE's (2024/25) or ours with `P-`; the words are ours.

    `fails` is an SQL condition, true for a row at fault. In it `r` is the row (in the form stage as it was sent, later
    as `frame` has it), `load` the load and, later, `c` what is known of the child. It holds no `%`, and is made of our
    own words alone. The rule runs where the load has files of all the kinds in `needs`.
    """

    number: str
    kind: FileKind
    column: str
    severity: Severity
    message: str
    fails: str
    needs: frozenset[FileKind] = frozenset()


def rules_of(
    kind: FileKind,
    severity: Severity,
    lines: Iterable[tuple[str, str, str, str]],
    *,
    needs: Iterable[FileKind] = (),
) -> tuple[SqlRule, ...]:
    """Rules on rows of one kind; each line is number, column, message, condition."""
    others = frozenset(needs)
    return tuple(
        SqlRule(number, kind, column, severity, message, fails, others) for number, column, message, fails in lines
    )
