"""Rules on adoptions (AD1) and on decisions that a child should be placed for adoption (PlacedAdoption)."""

from casework.ssda903.codes import (
    ADOPTED,
    ADOPTION_PLACES,
    FLAG,
    LS_ADOPTR,
    NB_ADOPTR,
    REASON_PLACED_CEASED,
    SEX_ADOPTR,
)
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import bad_date, listed, no_code

_ITEMS = "r.date_int, r.date_match, r.foster_care, r.nb_adoptr, r.sex_adoptr, r.ls_adoptr"
_PLACES, _ADOPTED = listed(ADOPTION_PLACES), listed(ADOPTED)


def _genders(legal_status: str, genders: str) -> str:
    return f"r.ls_adoptr = '{legal_status}' AND r.sex_adoptr NOT IN ('', {genders})"


# fmt: off
_AD1_FORM = (
    ("112", "DATE_INT", "The day on which it was decided that the child should be placed is no date.",
     bad_date("r.date_int")),
    ("113", "DATE_MATCH", "The day of the matching with adopters is no date: write it as dd/mm/yyyy.",
     bad_date("r.date_match")),
    ("114", "FOSTER_CARE", "Whether the child's foster carers adopted is no code: 0 or 1.",
     no_code("r.foster_care", FLAG, may_be_blank=True)),
    ("175", "NB_ADOPTR", "The number of adopters is no code: 1 or 2.",
     no_code("r.nb_adoptr", NB_ADOPTR, may_be_blank=True)),
    ("176", "SEX_ADOPTR", "The gender of the adopters is no code: M1, F1, MM, FF or MF.",
     no_code("r.sex_adoptr", SEX_ADOPTR, may_be_blank=True)),
    ("177", "LS_ADOPTR", "The legal status of the adopters is no code: L0, L11, L12, L2, L3 or L4.",
     no_code("r.ls_adoptr", LS_ADOPTR, may_be_blank=True)),
    ("151", "DATE_INT", "The items on the adoption are filled in only in part: complete them, or leave the row out.",
     f"'' IN ({_ITEMS})"),
)
_AD1 = (
    ("333", "DATE_INT", "The decision to place the child lies after the matching with adopters: check both dates.",
     "r.date_int_on > r.date_match_on"),
    ("511", "SEX_ADOPTR", "There are two adopters, so their gender is MM, FF or MF.",
     "r.nb_adoptr = '2' AND r.sex_adoptr NOT IN ('', 'MM', 'FF', 'MF')"),
    ("514", "LS_ADOPTR", "The adopter is single (L0), but the gender is that of a couple: correct one of them.",
     _genders("L0", "'M1', 'F1'")),
    ("517", "SEX_ADOPTR", "L3 is a couple of different genders, so the gender is MF.", _genders("L3", "'MF'")),
    ("518", "SEX_ADOPTR", "L4 is a couple of the same gender, so the gender is MM or FF.",
     _genders("L4", "'MM', 'FF'")),
    ("519", "SEX_ADOPTR", "L2 is a couple in civil partnership, so the gender is MM, FF or MF.",
     _genders("L2", "'MM', 'FF', 'MF'")),
    ("520", "SEX_ADOPTR", "L11 is a married couple of different genders, so the gender is MF.",
     _genders("L11", "'MF'")),
    ("524", "SEX_ADOPTR", "L12 is a married couple of the same gender, so the gender is MM or FF.",
     _genders("L12", "'MM', 'FF'")),
)
_AD1_WITH_EPISODES = (
    ("331", "DATE_MATCH",
     "The matching lies after the day on which the child was placed for adoption: check both dates.",
     "r.date_match_on > c.placed_for_adoption_on"),
    ("334", "DATE_INT", "The decision to place the child lies before the start of care: check both dates.",
     "r.date_int_on < c.last_started"),
    ("335", "FOSTER_CARE",
     "Whether the carers adopted does not fit the last placement: 1 goes with A3 and A5, 0 with A4 and A6.",
     "(r.foster_care = '0' AND c.adopted_from_place IN ('A3', 'A5'))"
     " OR (r.foster_care = '1' AND c.adopted_from_place IN ('A4', 'A6'))"),
    ("521", "DATE_INT", "The decision lies after the day on which the child was placed for adoption: check both dates.",
     "r.date_int_on > c.placed_for_adoption_on"),
    ("582", "DATE_MATCH", "The child was matched on the very day of the adoption: check both dates.",
     "r.date_match_on = c.adopted_on"),
    ("602", "CHILD",
     "No episode says that the child was adopted in this year: correct the episode, or leave the row out.",
     "coalesce(c.adopted_on NOT BETWEEN load.year_start AND load.year_end, true)"),
    ("187", "CHILD",
     "The child was looked after for the whole year, so there was no adoption in it: leave the row out.",
     "c.whole_year"),
)
_AD1_WITH_DECISIONS = (
    ("523", "DATE_INT", "Not the day of the decision in the PlacedAdoption file: it is the same decision.",
     "r.date_int_on <> c.decided_on"),
)
_AD1_WITH_LEAVERS = (
    ("134", "CHILD", "Adoptions are not recorded for care leavers: leave this row out, or the one in OC3.", "c.oc3"),
)
_DECISION_REJECTED = (
    ("115", "DATE_PLACED", "The day of the decision is blank or no date: write it as dd/mm/yyyy.",
     f"{bad_date('r.date_placed')} OR (r.date_placed = '' AND r.date_placed_ceased = ''"
     " AND r.reason_placed_ceased = '')"),
    ("116", "DATE_PLACED_CEASED", "The day on which the decision was reversed is no date: write it as dd/mm/yyyy.",
     bad_date("r.date_placed_ceased")),
    ("522", "DATE_PLACED_CEASED", "The decision was reversed before it was made: correct one of the dates.",
     "r.date_placed_ceased_on < r.date_placed_on"),
    ("563", "DATE_PLACED", "The decision was reversed, but the day on which it was made is blank: add it.",
     "r.date_placed = '' AND (r.date_placed_ceased <> '' OR r.reason_placed_ceased <> '')"),
)
_DECISION_WARNED = (
    ("119", "REASON_PLACED_CEASED", "The day of the reversal and the reason for it belong together, but one is blank.",
     "(r.date_placed_ceased = '') <> (r.reason_placed_ceased = '')"),
    ("120", "REASON_PLACED_CEASED", "The reason for the reversal is no code and is not taken in: RD1 to RD4.",
     no_code("r.reason_placed_ceased", REASON_PLACED_CEASED, may_be_blank=True)),
)
_DECISIONS = (
    ("184", "DATE_PLACED", "The decision lies before the child's birth: check both dates.",
     "r.date_placed_on < c.born"),
    ("579", "DATE_PLACED", "Another decision was made before the one before it was reversed: correct the dates.",
     "r.prev_placed_on IS NOT NULL AND (r.prev_ceased_on IS NULL OR r.date_placed_on < r.prev_ceased_on)"),
    ("583", "DATE_PLACED_CEASED",
     "A later decision follows, but this one was not reversed: add the day of the reversal.",
     "r.next_placed_on IS NOT NULL AND r.date_placed_ceased_on IS NULL"),
)
_DECISIONS_WITH_EPISODES = (
    ("117", "DATE_PLACED",
     "The decision or its reversal lies after the end of the year, or after the child left care: check the dates.",
     "greatest(r.date_placed_on, r.date_placed_ceased_on) > load.year_end"
     " OR (NOT c.at_end AND greatest(r.date_placed_on, r.date_placed_ceased_on) > c.left_on)"),
    ("118", "DATE_PLACED_CEASED", "The reversal lies before the year began, or before the child was looked after.",
     "r.date_placed_ceased_on < greatest(load.year_start, c.first_no_break)"),
    ("1003", "DATE_PLACED", "The decision lies before the start of care: check both dates.",
     "r.date_placed_on < c.last_started"),
    ("553", "DATE_PLACED_CEASED", "The decision was reversed, but the placement order (E1) still stands: correct one.",
     "r.date_placed_ceased <> '' AND r.next_placed_on IS NULL AND c.order_is_open"),
)
_DECISIONS_WITH_AD1 = (
    ("525", "DATE_PLACED_CEASED", "The decision was reversed, but the child is in AD1 as adopted: correct one of them.",
     "r.date_placed_ceased <> '' AND r.next_placed_on IS NULL AND c.ad1"),
)
_EPISODES_WITH_DECISIONS = (
    ("551", "PLACE", "The child is placed for adoption, but the decision is not in the PlacedAdoption file: add it.",
     f"r.place IN {_PLACES} AND NOT c.decided"),
    ("552", "DECOM", "The child was placed for adoption before it was decided: check both dates.",
     f"r.place IN {_PLACES} AND coalesce(r.prev_place NOT IN {_PLACES}, true) AND r.decom_on < c.first_decided_on"),
    ("553", "LS", "There is a placement order (E1), but the decision is not in the PlacedAdoption file: add it.",
     "r.ls = 'E1' AND NOT c.decided"),
    ("554", "DECOM", "The placement order (E1) was made before it was decided to place the child: check both dates.",
     "r.ls = 'E1' AND r.decom_on = r.order_from AND r.decom_on < c.first_decided_on"),
    ("555", "LS", "There is a freeing order (D1), but the decision is not in the PlacedAdoption file: add it.",
     "r.ls = 'D1' AND NOT c.decided"),
    ("556", "DECOM", "The freeing order (D1) was made before it was decided to place the child: check both dates.",
     "r.ls = 'D1' AND r.decom_on = r.order_from AND r.decom_on < c.first_decided_on"),
    ("557", "REC",
     "The child was to be placed for adoption and left care without: say in the PlacedAdoption file when and why the "
     "decision was reversed.",
     f"(r.place IN {_PLACES} OR r.ls IN ('D1', 'E1')) AND r.rec NOT IN ('', 'X1') AND r.rec NOT IN {_ADOPTED}"
     " AND NOT c.ended_in_full"),
    ("558", "REC", "The child was adopted, so the decision was not reversed: leave the day of the reversal blank.",
     f"r.rec IN {_ADOPTED} AND c.decided AND NOT c.decision_stands"),
)
_EPISODES_WITH_AD1 = (
    ("601", "REC", "The child was adopted in the year, but AD1 does not say all about it: add or complete the row.",
     f"r.rec IN {_ADOPTED} AND r.dec_on BETWEEN load.year_start AND load.year_end AND NOT c.ad1_in_full"),
)
# fmt: on

_AD1_KIND, _DECIDED, _EPISODES = FileKind.AD1, FileKind.PLACED_ADOPTION, FileKind.EPISODES
_WARN = Severity.WARN

ADOPTION_FORM: tuple[SqlRule, ...] = (
    *rules_of(_AD1_KIND, _WARN, _AD1_FORM),
    *rules_of(_DECIDED, Severity.REJECT_ROW, _DECISION_REJECTED),
    *rules_of(_DECIDED, _WARN, _DECISION_WARNED),
)
ADOPTION_FACTS: tuple[SqlRule, ...] = (
    *rules_of(_AD1_KIND, _WARN, _AD1),
    *rules_of(_AD1_KIND, _WARN, _AD1_WITH_EPISODES, needs=(_EPISODES,)),
    *rules_of(_AD1_KIND, _WARN, _AD1_WITH_DECISIONS, needs=(_DECIDED,)),
    *rules_of(_AD1_KIND, _WARN, _AD1_WITH_LEAVERS, needs=(FileKind.OC3,)),
    *rules_of(_DECIDED, _WARN, _DECISIONS),
    *rules_of(_DECIDED, _WARN, _DECISIONS_WITH_EPISODES, needs=(_EPISODES,)),
    *rules_of(_DECIDED, _WARN, _DECISIONS_WITH_AD1, needs=(_AD1_KIND,)),
    *rules_of(_EPISODES, _WARN, _EPISODES_WITH_DECISIONS, needs=(_DECIDED,)),
    *rules_of(_EPISODES, _WARN, _EPISODES_WITH_AD1, needs=(_AD1_KIND,)),
)
