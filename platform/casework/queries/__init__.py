"""The only reads of casework that the edges use, each limited to what the actor may see."""

from casework.queries.care import care, teams, workers
from casework.queries.cases import case, case_to_correct, caseloads, cases, waiting_proposals
from casework.queries.chronology import history, recorded
from casework.queries.claimed import claimed_before_joining
from casework.queries.erasures import erasures, hold, keeping, waiting_erasure, waiting_erasures
from casework.queries.exports import export_return
from casework.queries.glass import broken_glass
from casework.queries.imports import (
    FINDING_COLUMNS,
    Wanted,
    every_finding,
    findings,
    findings_file,
    import_leaves,
    imports,
    one_import,
)
from casework.queries.looks import looks
from casework.queries.misplaced import misplacement, misplacements
from casework.queries.notices import notice, notices
from casework.queries.papers import paper, papers
from casework.queries.searching import Sought
from casework.queries.visibility import visible_children, visible_periods

__all__ = [
    "FINDING_COLUMNS",
    "Sought",
    "Wanted",
    "broken_glass",
    "care",
    "case",
    "case_to_correct",
    "caseloads",
    "cases",
    "claimed_before_joining",
    "erasures",
    "every_finding",
    "export_return",
    "findings",
    "findings_file",
    "history",
    "hold",
    "import_leaves",
    "imports",
    "keeping",
    "looks",
    "misplacement",
    "misplacements",
    "notice",
    "notices",
    "one_import",
    "paper",
    "papers",
    "recorded",
    "teams",
    "visible_children",
    "visible_periods",
    "waiting_erasure",
    "waiting_erasures",
    "waiting_proposals",
    "workers",
]
