"""Concerns that were put informally, as the child's page lists them."""

from escalation.shapes import ConcernState, ConcernView

COLOURS = {
    ConcernState.WAITING: "blue",
    ConcernState.OVERDUE: "red",
    ConcernState.SETTLED: "green",
    ConcernState.NOT_SETTLED: "orange",
    ConcernState.RAISED: "grey",
}
OPEN = frozenset({ConcernState.WAITING, ConcernState.OVERDUE})


def concern_lines(found: list[ConcernView]) -> list[dict[str, object]]:
    """Each concern with its tag's colour, and whether its outcome is still to be noted."""
    return [{"concern": one, "colour": COLOURS[one.state], "open": one.state in OPEN} for one in found]
