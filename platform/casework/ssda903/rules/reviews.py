"""Rules on Reviews: the DfE's, and ours on what the council claims beside what the platform knows (domain.md 4.4)."""

from casework.ssda903.codes import REVIEW_CODE
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import no_code

_FOURTH = "(c.born + interval '4 years')"
_ON_RECORD = "r.review_on >= iro.appointed_on"
_CURRENT = "r.next_decom_on IS NULL AND c.at_end AND NOT c.only_short_breaks"

# fmt: off
_REJECTED = (
    ("166", "REVIEW", "The day of the review is blank or no date: write it as dd/mm/yyyy.", "r.review_on IS NULL"),
    ("167", "REVIEW_CODE", "How the child took part is blank or no code: PN0 to PN7.",
     no_code("r.review_code", REVIEW_CODE)),
)
_WARNED = (
    # On the fourth birthday itself either is right.
    ("440", "REVIEW_CODE", "PN0 is for children under 4, but the child was 4 or over: correct the code or the date.",
     f"r.review_code = 'PN0' AND r.review_on > {_FOURTH}"),
    ("441", "REVIEW_CODE", "PN1 to PN7 are for children of 4 and over, but the child was younger: send PN0.",
     f"r.review_code <> 'PN0' AND r.review_on < {_FOURTH}"),
    ("P-R1", "REVIEW",
     "The review was held on a day on which the child was not looked after: check the date, or the period of care.",
     "(r.period_from IS NULL AND (c.has_episodes OR iro.child IS NOT NULL) AND"
     " coalesce(c.last_started, c.first_began, iro.period_from) >= load.year_start) OR r.review_on > r.ended_on"),
    ("P-R2", "REVIEW",
     "Less than 5 days after another review: if this is the same review, adjourned and resumed, send one row.",
     "r.review_on - r.prev_on < 5"),
    ("P-R3", "REVIEW", "The review lies in the future: check the date.", "r.review_on > load.today + 1"),
    ("P-R4", "REVIEW", "The first review was held later than 20 working days after care began.",
     "r.nth = 1 AND r.start_is_known AND NOT r.only_short_breaks AND r.review_on > k.first_limit"),
    ("P-R5", "REVIEW",
     "Too long after the review before: the second is due within 3 months of the first, later ones within 6.",
     "NOT r.only_short_breaks AND r.review_on > r.prev_on +"
     " CASE WHEN r.nth = 2 AND r.start_is_known AND k.day IS NOT NULL THEN interval '3 months'"
     " ELSE interval '6 months' END"),
    ("P-R8", "REVIEW",
     "The platform has no review of this child on this day: check the date, and ask the IRO if it was held.",
     f"{_ON_RECORD} AND v.child IS NULL"),
    ("P-R9", "REVIEW_CODE",
     "The IRO recorded that the child took part in another way: compare with the review's record.",
     "v.participation <> r.review_code"),
)
_TOLD = (
    ("P-R10", "REVIEW",
     "Held within a day of leaving care: check that it was a review and not the closing of the case.",
     "abs(r.review_on - r.ended_on) <= 1"),
)
_OF_EPISODES = (
    ("399", "REVIEW", "Reviews are not asked for a child who has only short breaks (V3, V4): leave the row out.",
     "c.only_short_breaks"),
)
_MISSED = (
    ("P-R6", "CHILD",
     "Looked after for more than 20 working days, but no review is in the return: add it, or arrange it.",
     f"{_CURRENT} AND NOT c.reviewed AND coalesce(k.first_limit, r.period_from + 28) < load.until"),
    ("P-R8", "CHILD",
     "The platform has a review of this child in this year that is not in the return: add the row.",
     f"{_CURRENT} AND EXISTS (SELECT FROM unreported u WHERE u.child = r.child)"),
)
_WITHOUT_IRO = (
    ("P-R7", "CHILD",
     "Looked after on record for more than a week, but no IRO is appointed: confirm the region's proposal.",
     f"{_CURRENT} AND iro.child IS NOT NULL AND iro.appointed_on IS NULL AND iro.period_from + 7 < load.today"),
)
# fmt: on

REVIEWS_FORM: tuple[SqlRule, ...] = rules_of(FileKind.REVIEWS, Severity.REJECT_ROW, _REJECTED)
REVIEWS_FACTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.REVIEWS, Severity.WARN, _WARNED),
    *rules_of(FileKind.REVIEWS, Severity.INFO, _TOLD),
    *rules_of(FileKind.REVIEWS, Severity.WARN, _OF_EPISODES, needs=(FileKind.EPISODES,)),
    *rules_of(FileKind.EPISODES, Severity.WARN, _MISSED, needs=(FileKind.REVIEWS,)),
    *rules_of(FileKind.EPISODES, Severity.INFO, _WITHOUT_IRO),
)
