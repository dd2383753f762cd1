"""Rules on a row as it was sent: what is blank, no date, no code. Those on CHILD hold for both files."""

from collections.abc import Callable

from casework.ssda903.codeset import ACCEPTED, CodeSet, Standing
from casework.ssda903.report import Severity
from casework.ssda903.rowrules.rule import Context, Rule
from casework.ssda903.rows import EpisodeCells, HeaderCells
from casework.ssda903.values import is_child_id, parse_date

Cells = HeaderCells | EpisodeCells


def child_is_blank(cells: Cells, _: Context) -> bool:
    return cells.child == ""


def child_is_no_id(cells: Cells, _: Context) -> bool:
    return cells.child != "" and not is_child_id(cells.child)


CHILD_RULES: tuple[Rule[Cells], ...] = (
    Rule(
        "P-C1",
        Severity.REJECT_ROW,
        "CHILD",
        "The child's id is blank: every row needs the council's own id of the child.",
        child_is_blank,
    ),
    Rule(
        "P-C2",
        Severity.REJECT_ROW,
        "CHILD",
        "The child's id is not usable: up to 36 letters, digits, dots, dashes, slashes or underscores. A "
        "spreadsheet may have changed a long number; never send a name here.",
        child_is_no_id,
    ),
)


def no_code(
    code_set: CodeSet, *, happened: str = "decom", may_be_blank: bool = False
) -> Callable[[EpisodeCells, Context], bool]:
    """Fails a code that is not of the load's collection year; a code that has gone since is let pass where
    the fact, by the date in column `happened`, is older than its end.
    """
    column = code_set.column.lower()

    def fails(cells: EpisodeCells, context: Context) -> bool:
        code: str = getattr(cells, column)
        if code == "":
            return not may_be_blank
        return code_set.standing(code, context.collection_year, parse_date(getattr(cells, happened))) not in ACCEPTED

    return fails


def old_code(code_set: CodeSet, *, happened: str = "decom") -> Callable[[EpisodeCells, Context], bool]:
    """Finds a code that has gone since but was right in its time."""
    column = code_set.column.lower()

    def fails(cells: EpisodeCells, context: Context) -> bool:
        standing = code_set.standing(
            getattr(cells, column), context.collection_year, parse_date(getattr(cells, happened))
        )
        return standing is Standing.PAST

    return fails
