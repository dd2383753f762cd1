"""The only writers of disputes. No move of the service waits for anybody's permission (domain.md 3.1 rule 5)."""

from escalation.actions.adopting import adopt_ladder
from escalation.actions.answers import answer
from escalation.actions.closing import accept, consider_cafcass, withdraw
from escalation.actions.determinations import answer_determination, record_determination
from escalation.actions.directions import find_direction, report_direction
from escalation.actions.following import follow_determinations
from escalation.actions.raising import climb, raise_dispute
from escalation.actions.referrals import refer_to_arbitration, state_council_case, state_service_case
from escalation.actions.silence import climb_silent

__all__ = [
    "accept",
    "adopt_ladder",
    "answer",
    "answer_determination",
    "climb",
    "climb_silent",
    "consider_cafcass",
    "find_direction",
    "follow_determinations",
    "raise_dispute",
    "record_determination",
    "refer_to_arbitration",
    "report_direction",
    "state_council_case",
    "state_service_case",
    "withdraw",
]
