"""The only reads of casework that the edges use, each limited to what the actor may see."""

from casework.queries.cases import case, caseloads, cases, waiting_proposals
from casework.queries.chronology import history, recorded
from casework.queries.erasures import erasures, hold, keeping, waiting_erasure, waiting_erasures
from casework.queries.exports import export_return
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
    "erasures",
    "export_return",
    "history",
    "hold",
    "keeping",
    "loads",
    "looks",
    "paper",
    "papers",
    "recorded",
    "visible_children",
    "visible_periods",
    "waiting_erasure",
    "waiting_erasures",
    "waiting_proposals",
]
