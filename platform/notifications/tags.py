"""What can happen, as `domain:thing:verb`, sorted."""

from enum import StrEnum


class Tag(StrEnum):
    APPOINTMENT_MADE = "casework:appointment:made"
    ARBITRATION_DETERMINED = "arbitration:determination:issued"
    CASE_OPENED = "casework:case:opened"
    DECISIONS_ISSUED = "reviews:decisions:issued"
    DETERMINATION_ANSWERED = "escalation:determination:answered"
    DISPUTE_ANSWERED = "escalation:dispute:answered"
    DISPUTE_CLOSED = "escalation:dispute:closed"
    DISPUTE_RAISED = "escalation:dispute:raised"
    DISPUTE_REFERRED = "escalation:dispute:referred"
    IRO_PROPOSED = "workforce:iro:proposed"
    PERIOD_ENDED = "casework:period:ended"
    REVIEW_HELD = "reviews:review:held"
    STAGE_STARTED = "escalation:stage:started"
    STATEMENT_MADE = "escalation:statement:made"
