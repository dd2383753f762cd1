"""What can happen, as `domain:thing:verb`, sorted."""

from enum import StrEnum

from tenants.kinds import Kind


class Tag(StrEnum):
    APPOINTMENT_MADE = "casework:appointment:made"
    ARBITRATION_DETERMINED = "arbitration:determination:issued"
    BREAKGLASS_OPENED = "casework:break-glass:opened"
    BUNDLE_FROZEN = "escalation:bundle:frozen"
    CASE_ERASED = "casework:case:erased"
    CASE_MISPLACED = "casework:case:misplaced"
    CASE_OPENED = "casework:case:opened"
    COMMENDED = "escalation:commended"
    DECISIONS_ISSUED = "reviews:decisions:issued"
    DETERMINATION_ANSWERED = "escalation:determination:answered"
    DETERMINATION_UNANSWERED = "escalation:determination:unanswered"
    DIRECTION_FOUND = "escalation:direction:found"
    DIRECTION_OVERDUE = "escalation:direction:overdue"
    DISPUTE_ANSWERED = "escalation:dispute:answered"
    DISPUTE_CLOSED = "escalation:dispute:closed"
    DISPUTE_RAISED = "escalation:dispute:raised"
    DISPUTE_REFERRED = "escalation:dispute:referred"
    FILING_MADE = "escalation:filing:made"
    IRO_CONCERN_ANSWERED = "escalation:iro-concern:answered"
    IRO_CONCERN_RAISED = "escalation:iro-concern:raised"
    IRO_CONCERN_TAKEN = "escalation:iro-concern:taken"
    IRO_PROPOSED = "workforce:iro:proposed"
    NOTICE_ACKNOWLEDGED = "casework:notice:acknowledged"
    NOTICE_GIVEN = "casework:notice:given"
    ORDER_MADE = "arbitration:order:made"
    ORDER_RECEIVED = "escalation:order:received"
    PANEL_DRAWN = "arbitration:panel:drawn"
    PERIOD_ENDED = "casework:period:ended"
    PERIOD_REOPENED = "casework:period:reopened"
    RETALIATION_FLAGGED = "escalation:retaliation:flagged"
    REVIEW_CLAIMED = "casework:review:claimed"
    REVIEW_HELD = "reviews:review:held"
    SEAT_VACATED = "arbitration:seat:vacated"
    SHARES_ASKED = "escalation:shares:asked"
    SHARES_CALLED = "arbitration:shares:called"
    SHARE_OPENED = "escalation:share:opened"
    SHARE_SEALED = "escalation:share:sealed"
    SLIP_ASKED = "escalation:slip:asked"
    SLIP_CORRECTED = "arbitration:slip:corrected"
    SLIP_REFUSED = "arbitration:slip:refused"
    STAGE_STARTED = "escalation:stage:started"
    STATEMENT_MADE = "escalation:statement:made"
    URN_LAID = "arbitration:urn:laid"


_COUNCIL, _SERVICE, _PANEL = frozenset({Kind.COUNCIL}), frozenset({Kind.REGION}), frozenset({Kind.PANEL})
PUBLISHERS: dict[Tag, frozenset[Kind]] = {
    Tag.APPOINTMENT_MADE: _COUNCIL,
    Tag.ARBITRATION_DETERMINED: _PANEL,
    Tag.BREAKGLASS_OPENED: _SERVICE,
    Tag.BUNDLE_FROZEN: _SERVICE,
    Tag.CASE_ERASED: _COUNCIL,
    Tag.CASE_MISPLACED: _SERVICE,
    Tag.CASE_OPENED: _COUNCIL,
    Tag.COMMENDED: _SERVICE,
    Tag.DECISIONS_ISSUED: _SERVICE,
    Tag.DETERMINATION_ANSWERED: _COUNCIL,
    Tag.DETERMINATION_UNANSWERED: _SERVICE,
    Tag.DIRECTION_FOUND: _SERVICE,
    Tag.DIRECTION_OVERDUE: _SERVICE,
    Tag.DISPUTE_ANSWERED: _COUNCIL,
    Tag.DISPUTE_CLOSED: _SERVICE,
    Tag.DISPUTE_RAISED: _SERVICE,
    Tag.DISPUTE_REFERRED: _SERVICE,
    Tag.FILING_MADE: _COUNCIL | _SERVICE,
    Tag.IRO_CONCERN_ANSWERED: _SERVICE,
    Tag.IRO_CONCERN_RAISED: _COUNCIL,
    Tag.IRO_CONCERN_TAKEN: _COUNCIL,
    Tag.IRO_PROPOSED: _SERVICE,
    Tag.NOTICE_ACKNOWLEDGED: _SERVICE,
    Tag.NOTICE_GIVEN: _COUNCIL,
    Tag.ORDER_MADE: _PANEL,
    Tag.ORDER_RECEIVED: _SERVICE,
    Tag.PANEL_DRAWN: _PANEL,
    Tag.PERIOD_ENDED: _COUNCIL,
    Tag.PERIOD_REOPENED: _COUNCIL,
    Tag.RETALIATION_FLAGGED: _SERVICE,
    Tag.REVIEW_CLAIMED: _COUNCIL,
    Tag.REVIEW_HELD: _SERVICE,
    Tag.SEAT_VACATED: _PANEL,
    Tag.SHARES_ASKED: _SERVICE,
    Tag.SHARES_CALLED: _PANEL,
    Tag.SHARE_OPENED: _COUNCIL | _SERVICE,
    Tag.SHARE_SEALED: _COUNCIL | _SERVICE,
    Tag.SLIP_ASKED: _COUNCIL | _SERVICE,
    Tag.SLIP_CORRECTED: _PANEL,
    Tag.SLIP_REFUSED: _PANEL,
    Tag.STAGE_STARTED: _SERVICE,
    Tag.STATEMENT_MADE: _COUNCIL | _SERVICE,
    Tag.URN_LAID: _PANEL,
}
"""Whose login may publish what: both sides write into a council's outbox, and neither in the other's name."""
