"""The only writers in a panel's house. Each is one transaction: permit → rule → write → record → publish."""

from arbitration.actions.determining import issue_determination, save_draft
from arbitration.actions.drawing import draw_arbitrator
from arbitration.actions.intake import record_answer, record_statement, take_in_referral
from arbitration.actions.roster import declare_conflict, seat_arbitrator

__all__ = [
    "declare_conflict",
    "draw_arbitrator",
    "issue_determination",
    "record_answer",
    "record_statement",
    "save_draft",
    "seat_arbitrator",
    "take_in_referral",
]
