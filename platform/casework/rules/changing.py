"""What a council may change in a period of care that has begun, and what the 903 calls the change."""

from datetime import date

from casework.shapes import Ending, EpisodeFacts
from casework.ssda903.codes import CONTINUES, REASON_PLACE_CHANGE, REC
from tenants.problems import Conflict, Invalid


class PeriodEnded(Conflict):
    code = "period-ended"
    title = "This period of care has ended"


class NotAfterStart(Invalid):
    code = "date-out-of-order"
    title = "The date doesn't fit what is recorded before it"


def reason_for_new_episode(before: EpisodeFacts, after: EpisodeFacts, *, same_carer: bool) -> str:
    """RNE (domain.md 4.3): L legal status, P placement and carer, T placement with the same carer, B and U both; blank
    where neither differs."""
    legal = before.legal_status != after.legal_status
    moved = _place(before) != _place(after)
    if legal and moved:
        return "U" if same_carer else "B"
    if moved:
        return "T" if same_carer else "P"
    return "L" if legal else ""


def _place(facts: EpisodeFacts) -> tuple[str, str, str, str]:
    return facts.placement_type, facts.placement_provider, facts.placement_area, facts.urn


def ensure_change(field: str, from_date: date, *, not_before: date, ended_on: date | None, today: date) -> None:
    """A change of placement or worker falls within the period of care, up to today, and not before what it replaces."""
    if ended_on is not None:
        raise PeriodEnded(f"It ended on {ended_on}: a later return to care is submitted as a new case.")
    if from_date < not_before:
        raise NotAfterStart(
            f"What is recorded now began on {not_before}: give that day or a later one.", errors={field: "too early"}
        )
    if from_date > today:
        raise NotAfterStart("Give a day up to today; send a change when it has happened.", errors={field: "in future"})


def ensure_change_reason(reason: str) -> None:
    if reason and reason not in REASON_PLACE_CHANGE:
        known = ", ".join(code.code for code in REASON_PLACE_CHANGE)
        raise Invalid("Give a reason of the 903's list.", errors={"episode/change_reason": f"one of {known}"})


def ensure_ending(ending: Ending, *, not_before: date, ended_on: date | None, today: date) -> None:
    ensure_change("ending/ended_on", ending.ended_on, not_before=not_before, ended_on=ended_on, today=today)
    if ending.reason not in REC or ending.reason == CONTINUES:
        known = ", ".join(code.code for code in REC if code.code != CONTINUES)
        raise Invalid("Give a reason of the 903's list.", errors={"ending/reason": f"one of {known}"})
