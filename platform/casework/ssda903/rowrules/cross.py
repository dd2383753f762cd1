"""Faults that no single row shows: across rows and files. The stages of a load report them."""

from dataclasses import dataclass

from casework.ssda903.report import RowFinding, Severity
from casework.ssda903.rows import Where


@dataclass(frozen=True, slots=True)
class Cross:
    """A fault with fixed words; call `at` with the row that shows it."""

    number: str
    severity: Severity
    column: str
    message: str

    def at(self, where: Where, value: str = "") -> RowFinding:
        return RowFinding(where.file, where.row, self.column, self.number, self.severity, self.message, value)


NOT_IN_HEADER = Cross(
    "INT03",
    Severity.REJECT_ROW,
    "CHILD",
    "No child with this id was taken in from a Header file, now or before: send the child's Header row too, "
    "or correct it if it was rejected.",
)
TWICE_THE_SAME = Cross(
    "INT32",
    Severity.WARN,
    "CHILD",
    "The child stands twice in the Header with the same values: once is enough.",
)
TWICE_AND_DIFFERENT = Cross(
    "INT32",
    Severity.REJECT_ROW,
    "CHILD",
    "The child stands more than once in the Header with different values: none is taken in. Keep the right row.",
)
NO_EPISODES = Cross("EPI", Severity.INFO, "CHILD", "No episode was taken in for this child.")
SAME_EPISODE = Cross("P-E1", Severity.INFO, "DECOM", "The same episode stands in an earlier row: once is enough.")
RIVAL_EPISODES = Cross(
    "P-E2",
    Severity.REJECT_ROW,
    "DECOM",
    "Another row has an episode of the same child from the same day with other values: neither is taken in. "
    "Keep the right row.",
)
GAP = Cross(
    "P-E3",
    Severity.WARN,
    "CHILD",
    "Other rows of this child were left out, so the chain of episodes has a gap: the start or the end of "
    "care worked out from the rest may be wrong. Correct the rejected rows and send the file again.",
)
CROSS: tuple[Cross, ...] = (
    NO_EPISODES,
    NOT_IN_HEADER,
    TWICE_AND_DIFFERENT,
    TWICE_THE_SAME,
    SAME_EPISODE,
    RIVAL_EPISODES,
    GAP,
)
