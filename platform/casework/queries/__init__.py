"""The only reads of casework that the edges use, each limited to what the actor may see."""

from casework.queries.cases import case, caseloads, cases, waiting_proposals
from casework.queries.chronology import history, recorded
from casework.queries.glass import broken_glass
from casework.queries.loads import loads
from casework.queries.looks import looks
from casework.queries.papers import paper, papers
from casework.queries.visibility import visible_children, visible_periods

__all__ = [
    "broken_glass",
    "case",
    "caseloads",
    "cases",
    "history",
    "loads",
    "looks",
    "paper",
    "papers",
    "recorded",
    "visible_children",
    "visible_periods",
    "waiting_proposals",
]
