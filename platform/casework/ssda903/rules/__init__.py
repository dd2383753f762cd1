"""Every rule, by the stage of a load in which it runs, and the numbers of those that don't."""

from casework.ssda903.rules.adoption import ADOPTION_FACTS, ADOPTION_FORM
from casework.ssda903.rules.ages import AGES
from casework.ssda903.rules.care_leavers import LEAVERS_FACTS, LEAVERS_FORM
from casework.ssda903.rules.child import CHILD_FORM
from casework.ssda903.rules.cross import OTHER_BIRTHS, TWINS, UNKNOWN
from casework.ssda903.rules.episode_chain import EPISODE_CHAIN
from casework.ssda903.rules.episode_form import EPISODE_FORM
from casework.ssda903.rules.episode_limits import EPISODE_LIMITS
from casework.ssda903.rules.header import HEADER_FACTS, HEADER_FORM
from casework.ssda903.rules.health import HEALTH_FACTS, HEALTH_FORM
from casework.ssda903.rules.missing import MISSING_FACTS, MISSING_FORM
from casework.ssda903.rules.placements import PLACEMENTS
from casework.ssda903.rules.prev_perm import PREV_PERM_FACTS, PREV_PERM_FORM
from casework.ssda903.rules.reviews import REVIEWS_FACTS, REVIEWS_FORM
from casework.ssda903.rules.rule import SqlRule
from casework.ssda903.rules.sw_episodes import SW_FACTS, SW_FORM
from casework.ssda903.rules.uasc import UASC_FACTS, UASC_FORM

# Of single rows as they were sent.
FORM: tuple[SqlRule, ...] = (
    *CHILD_FORM, *HEADER_FORM, *EPISODE_FORM, *REVIEWS_FORM, *MISSING_FORM, *UASC_FORM, *SW_FORM, *ADOPTION_FORM,
    *PREV_PERM_FORM, *HEALTH_FORM, *LEAVERS_FORM,
)  # fmt: skip
# Of what is left, among the child's other rows and the house's record.
FACTS: tuple[SqlRule, ...] = (
    *HEADER_FACTS, *EPISODE_CHAIN, *EPISODE_LIMITS, *AGES, *PLACEMENTS, *REVIEWS_FACTS, *MISSING_FACTS, *UASC_FACTS,
    *SW_FACTS, *ADOPTION_FACTS, *PREV_PERM_FACTS, *HEALTH_FACTS, *LEAVERS_FACTS, *OTHER_BIRTHS,
)  # fmt: skip
# Between the two: rows that can't stand beside others.
SETTLING: tuple[SqlRule, ...] = (*UNKNOWN, *(rule for twins in TWINS.values() for rule in (twins.same, twins.rival)))

EVERY: tuple[SqlRule, ...] = FORM + SETTLING + FACTS
