"""The only writers of disputes. No move of the service waits for anybody's permission (domain.md 3.1 rule 5)."""

from escalation.actions.adopting import adopt_ladder
from escalation.actions.answers import answer
from escalation.actions.bundles import freeze_bundles
from escalation.actions.closing import accept, consider_cafcass, withdraw
from escalation.actions.commending import commend
from escalation.actions.concerns import note_outcome, put_concern
from escalation.actions.determinations import answer_determination, record_determination
from escalation.actions.directions import find_direction, report_direction
from escalation.actions.draws import record_draw, record_urn, record_vacancy
from escalation.actions.filings import SentOrder, file_for_council, file_for_service, record_order
from escalation.actions.following import follow_determinations
from escalation.actions.iro_concerns import (
    answer_for_board,
    answer_iro_concern,
    check_retaliation,
    raise_iro_concern,
    take_to_board,
)
from escalation.actions.raising import climb, raise_dispute
from escalation.actions.redacting import (
    check_for_council,
    check_for_service,
    propose_council_redaction,
    propose_service_redaction,
)
from escalation.actions.referrals import refer_to_arbitration, state_council_case, state_service_case
from escalation.actions.shares import (
    open_council_share,
    open_service_share,
    seal_council_share,
    seal_service_share,
)
from escalation.actions.silence import climb_silent
from escalation.actions.slips import (
    ask_council_correction,
    ask_service_correction,
    record_correction,
    record_slip_refusal,
)
from escalation.actions.telling import link_proceeding, note_telling

__all__ = [
    "SentOrder",
    "accept",
    "adopt_ladder",
    "answer",
    "answer_determination",
    "answer_for_board",
    "answer_iro_concern",
    "ask_council_correction",
    "ask_service_correction",
    "check_for_council",
    "check_for_service",
    "check_retaliation",
    "climb",
    "climb_silent",
    "commend",
    "consider_cafcass",
    "file_for_council",
    "file_for_service",
    "find_direction",
    "follow_determinations",
    "freeze_bundles",
    "link_proceeding",
    "note_outcome",
    "note_telling",
    "open_council_share",
    "open_service_share",
    "propose_council_redaction",
    "propose_service_redaction",
    "put_concern",
    "raise_dispute",
    "raise_iro_concern",
    "record_correction",
    "record_determination",
    "record_draw",
    "record_order",
    "record_slip_refusal",
    "record_urn",
    "record_vacancy",
    "refer_to_arbitration",
    "report_direction",
    "seal_council_share",
    "seal_service_share",
    "state_council_case",
    "state_service_case",
    "take_to_board",
    "withdraw",
]
