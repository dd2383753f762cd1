"""Casework's pure rules: what a council may submit and correct, who may be a child's IRO, what follows from dates."""

from casework.rules.appointing import (
    AlreadyAppointed,
    Exclusion,
    IroExcluded,
    ProposalReplaced,
    ensure_not_excluded,
    exclusion,
)
from casework.rules.changing import (
    NotAfterStart,
    PeriodEnded,
    ensure_change,
    ensure_change_reason,
    ensure_ending,
    reason_for_new_episode,
)
from casework.rules.limits import appointment_limit, first_review, only_short_breaks, short_breaks_note
from casework.rules.normalising import normal, normal_child, normal_episode, normal_worker
from casework.rules.submitting import (
    CaseInvalid,
    ChildDiffers,
    DuplicateChild,
    PeriodOverlaps,
    ensure_child,
    ensure_episode,
    ensure_return_to_care,
    ensure_submission,
    ensure_worker,
)

__all__ = [
    "AlreadyAppointed",
    "CaseInvalid",
    "ChildDiffers",
    "DuplicateChild",
    "Exclusion",
    "IroExcluded",
    "NotAfterStart",
    "PeriodEnded",
    "PeriodOverlaps",
    "ProposalReplaced",
    "appointment_limit",
    "ensure_change",
    "ensure_change_reason",
    "ensure_child",
    "ensure_ending",
    "ensure_episode",
    "ensure_not_excluded",
    "ensure_return_to_care",
    "ensure_submission",
    "ensure_worker",
    "exclusion",
    "first_review",
    "normal",
    "normal_child",
    "normal_episode",
    "normal_worker",
    "only_short_breaks",
    "reason_for_new_episode",
    "short_breaks_note",
]
