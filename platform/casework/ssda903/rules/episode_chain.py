"""Rules on an episode among its neighbours: does the chain hold, does the reason fit the change."""

from casework.ssda903.codes import NEW_PLACEMENT, TEMPORARY_PLACES
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import listed

_TEMPORARY = listed(TEMPORARY_PLACES)
_SAME_PLACEMENT = (
    "(r.place = r.prev_place AND r.place_provider = r.prev_place_provider AND r.urn = r.prev_urn"
    " AND r.pl_post = r.prev_pl_post)"
)
_FIRST, _LATER = "r.prev_decom_on IS NULL", "r.prev_decom_on IS NOT NULL"
_FOLLOWED = "r.next_decom_on IS NOT NULL"

# fmt: off
_WARNED = (
    ("142", "DEC", "A later episode has begun, but this one has no end: add the date and the reason.",
     f"{_FOLLOWED} AND r.dec_on IS NULL"),
    ("225", "REASON_PLACE_CHANGE", "The child moves to another placement after this episode: say why.",
     f"r.rec = 'X1' AND r.reason_place_change = '' AND r.next_rne IN {listed(NEW_PLACEMENT)}"
     f" AND r.place NOT IN {_TEMPORARY} AND r.next_place NOT IN {_TEMPORARY}"),
    ("226", "REASON_PLACE_CHANGE",
     "No reason for a change of placement is needed into or out of a temporary placement: leave it blank.",
     f"r.reason_place_change <> '' AND (r.place IN {_TEMPORARY} OR r.next_place IN {_TEMPORARY})"),
    ("357", "RNE",
     "The child's first episode does not say S (started to be looked after): add the episodes before it, or correct "
     "the code. Until then the start of care is not known.",
     f"{_FIRST} AND r.rne <> 'S' AND r.decom_on >= load.year_start"),
    ("388", "REC",
     "The reason says that another episode begins on the day this one ends, but none does: add it, or say why the "
     "child left care.",
     "r.rec = 'X1' AND r.next_decom_on IS DISTINCT FROM r.dec_on"),
    ("431", "RNE",
     "The code says that care started, but the last episode ended on the same day: care went on. Correct the code.",
     "r.rne = 'S' AND r.prev_dec_on = r.decom_on"),
    ("432", "RNE", "The child had left care at the end of the last episode: a new one must begin with S.",
     "r.prev_rec NOT IN ('', 'X1') AND r.rne <> 'S'"),
    ("433", "DECOM",
     "The code says that care goes on, but the episode does not begin on the day on which the last ended.",
     "r.rne <> 'S' AND r.prev_dec_on <> r.decom_on"),
    ("434", "RNE", "The code says that only the legal status changed: it did not, or the placement changed too.",
     f"{_LATER} AND r.rne = 'L' AND (r.prev_ls = r.ls OR NOT {_SAME_PLACEMENT})"),
    ("435", "RNE", "The code says that only the placement changed: it did not, or the legal status changed too.",
     f"{_LATER} AND r.rne IN ('P', 'T') AND (r.prev_ls <> r.ls OR {_SAME_PLACEMENT})"),
    ("436", "RNE", "The code says that legal status and placement both changed: at least one did not.",
     f"{_LATER} AND r.rne IN ('B', 'U') AND (r.prev_ls = r.ls OR {_SAME_PLACEMENT})"),
    ("437", "REC", "The child died or was found to be 18 or over, but later episodes follow: check both.",
     f"{_FOLLOWED} AND r.rec IN ('E2', 'E15')"),
    ("501", "DECOM", "The episode begins before the last one ended: correct one of the dates.",
     "r.decom_on < r.prev_dec_on"),
    ("504", "CIN",
     "The category of need is not that of the last episode: it stays the same for the whole time in care.",
     "r.prev_rec = 'X1' AND r.prev_dec_on = r.decom_on AND r.prev_cin <> r.cin"),
    ("199", "CHILD", "The child was adopted in an earlier episode: an adopted child is a new child with a new id.",
     "r.adoptions_before > 0"),
    ("383", "PLACE",
     "After a temporary placement the child returns to the placement before it, with P: this one does not.",
     f"r.place IN {_TEMPORARY} AND {_LATER} AND (r.next_rne <> 'P' OR r.next_place <> r.prev_place)"),
    ("336", "PLACE",
     "The child was not fostered just before being placed for adoption with the current carer (A3, A5).",
     f"r.place IN ('A3', 'A5') AND {_LATER} AND left(r.prev_place, 1) NOT IN ('A', 'U')"),
    ("366", "RNE", "A child can't change placement within one short break (V3): each break is its own episode with S.",
     "r.ls = 'V3' AND r.rne <> 'S'"),
    ("P-E3", "CHILD",
     "Other rows of this child were left out, so the chain of episodes has a gap: the start or the end of care worked "
     "out from the rest may be wrong. Correct the rejected rows and send the file again.",
     f"{_FIRST} AND c.lost"),
)
_TOLD = (
    ("357", "RNE",
     "Care began in an episode of an earlier return that is not in these files: until it is sent, the start of care is "
     "known only as before this date.",
     f"{_FIRST} AND r.rne <> 'S' AND r.decom_on < load.year_start"),
)
# fmt: on

EPISODE_CHAIN: tuple[SqlRule, ...] = (
    *rules_of(FileKind.EPISODES, Severity.WARN, _WARNED),
    *rules_of(FileKind.EPISODES, Severity.INFO, _TOLD),
)
