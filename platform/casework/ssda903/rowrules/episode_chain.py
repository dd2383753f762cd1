"""Rules on an episode among its neighbours: does the chain hold, does the reason fit the change."""

from datetime import date

from casework.ssda903.codes import CONTINUES, NEW_PLACEMENT, STARTED, TEMPORARY_PLACES
from casework.ssda903.report import Severity
from casework.ssda903.rowrules.rule import Context, Rule, Step
from casework.ssda903.rows import EpisodeRow

_WARN = Severity.WARN
_LAST_WORDS = frozenset({"E2", "E15"})


def followed_without_end(step: Step, _: Context) -> bool:
    return step.following is not None and step.current.dec is None


def reason_is_missing(step: Step, _: Context) -> bool:
    current, following = step.current, step.following
    return (
        following is not None
        and current.rec == CONTINUES
        and current.reason_place_change == ""
        and following.rne in NEW_PLACEMENT
        and TEMPORARY_PLACES.isdisjoint((current.place, following.place))
    )


def reason_is_needless(step: Step, _: Context) -> bool:
    if step.current.reason_place_change == "":
        return False
    following = step.following.place if step.following else ""
    return step.current.place in TEMPORARY_PLACES or following in TEMPORARY_PLACES


def first_is_no_start(step: Step, context: Context) -> bool:
    current = step.current
    return step.previous is None and current.rne != STARTED and current.decom >= context.year_start


def start_is_in_earlier_return(step: Step, context: Context) -> bool:
    current = step.current
    return step.previous is None and current.rne != STARTED and current.decom < context.year_start


def ends_in_x1_alone(step: Step, _: Context) -> bool:
    current, following = step.current, step.following
    return current.rec == CONTINUES and (following is None or following.decom != current.dec)


def starts_again_the_same_day(step: Step, _: Context) -> bool:
    return step.previous is not None and step.current.rne == STARTED and step.previous.dec == step.current.decom


def goes_on_after_leaving(step: Step, _: Context) -> bool:
    previous = step.previous
    return previous is not None and previous.rec not in ("", CONTINUES) and step.current.rne != STARTED


def goes_on_another_day(step: Step, _: Context) -> bool:
    previous = step.previous
    return (
        previous is not None
        and step.current.rne != STARTED
        and previous.dec is not None
        and previous.dec != step.current.decom
    )


def _same_placement(one: EpisodeRow, other: EpisodeRow, context: Context) -> bool:
    return (
        one.place == other.place
        and one.place_provider == other.place_provider
        and one.urn == other.urn
        and context.postcodes[one.where][1] == context.postcodes[other.where][1]
    )


def no_change_of_status_alone(step: Step, context: Context) -> bool:
    previous, current = step.previous, step.current
    if previous is None or current.rne != "L":
        return False
    return previous.ls == current.ls or not _same_placement(previous, current, context)


def no_change_of_placement_alone(step: Step, context: Context) -> bool:
    previous, current = step.previous, step.current
    if previous is None or current.rne not in ("P", "T"):
        return False
    return previous.ls != current.ls or _same_placement(previous, current, context)


def no_change_of_both(step: Step, context: Context) -> bool:
    previous, current = step.previous, step.current
    if previous is None or current.rne not in ("B", "U"):
        return False
    return previous.ls == current.ls or _same_placement(previous, current, context)


def goes_on_after_the_last(step: Step, _: Context) -> bool:
    return step.following is not None and step.current.rec in _LAST_WORDS


def overlaps(step: Step, _: Context) -> bool:
    previous = step.previous
    return previous is not None and previous.dec is not None and step.current.decom < previous.dec


def need_changed(step: Step, _: Context) -> bool:
    previous, current = step.previous, step.current
    return (
        previous is not None
        and previous.rec == CONTINUES
        and previous.dec == current.decom
        and previous.cin != current.cin
    )


def closing_day(step: Step, context: Context) -> date:
    """The end of the episode; while it is open, today, but no later than the end of the year."""
    return step.current.dec or min(context.today, context.year_end)


EPISODE_CHAIN: tuple[Rule[Step], ...] = (
    Rule(
        "142",
        _WARN,
        "DEC",
        "A later episode has begun, but this one has no end: add the date and the reason.",
        followed_without_end,
    ),
    Rule(
        "225",
        _WARN,
        "REASON_PLACE_CHANGE",
        "The child moves to another placement after this episode: say why.",
        reason_is_missing,
    ),
    Rule(
        "226",
        _WARN,
        "REASON_PLACE_CHANGE",
        "No reason for a change of placement is needed into or out of a temporary placement: leave it blank.",
        reason_is_needless,
    ),
    Rule(
        "357",
        _WARN,
        "RNE",
        "The child's first episode does not say S (started to be looked after): add the episodes before it, "
        "or correct the code. Until then the start of care is not known.",
        first_is_no_start,
    ),
    Rule(
        "357",
        Severity.INFO,
        "RNE",
        "Care began in an episode of an earlier return that is not in these files: until it is sent, the "
        "start of care is known only as before this date.",
        start_is_in_earlier_return,
    ),
    Rule(
        "388",
        _WARN,
        "REC",
        "The reason says that another episode begins on the day this one ends, but none does: add it, or say "
        "why the child left care.",
        ends_in_x1_alone,
    ),
    Rule(
        "431",
        _WARN,
        "RNE",
        "The code says that care started, but the last episode ended on the same day: care went on. Correct the code.",
        starts_again_the_same_day,
    ),
    Rule(
        "432",
        _WARN,
        "RNE",
        "The child had left care at the end of the last episode: a new one must begin with S.",
        goes_on_after_leaving,
    ),
    Rule(
        "433",
        _WARN,
        "DECOM",
        "The code says that care goes on, but the episode does not begin on the day on which the last ended.",
        goes_on_another_day,
    ),
    Rule(
        "434",
        _WARN,
        "RNE",
        "The code says that only the legal status changed: it did not, or the placement changed too.",
        no_change_of_status_alone,
    ),
    Rule(
        "435",
        _WARN,
        "RNE",
        "The code says that only the placement changed: it did not, or the legal status changed too.",
        no_change_of_placement_alone,
    ),
    Rule(
        "436",
        _WARN,
        "RNE",
        "The code says that legal status and placement both changed: at least one did not.",
        no_change_of_both,
    ),
    Rule(
        "437",
        _WARN,
        "REC",
        "The child died or was found to be 18 or over, but later episodes follow: check both.",
        goes_on_after_the_last,
    ),
    Rule(
        "501",
        _WARN,
        "DECOM",
        "The episode begins before the last one ended: correct one of the dates.",
        overlaps,
    ),
    Rule(
        "504",
        _WARN,
        "CIN",
        "The category of need is not that of the last episode: it stays the same for the whole time in care.",
        need_changed,
    ),
)
