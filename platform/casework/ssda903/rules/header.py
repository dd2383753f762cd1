"""Rules on Header rows: as sent, and among the child's other rows."""

from casework.ssda903.codes import ETHNIC
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import UPN, age, bad_date, no_code

_BOY = "r.sex IN ('M', '1')"

# fmt: off
_REJECTED = (
    ("101", "SEX", "Sex is blank or no code: M, F or U (1 and 2 of earlier years are understood).",
     "r.sex NOT IN ('M', 'F', 'U', '1', '2')"),
    ("102", "DOB", "The date of birth is blank or no date: write it as dd/mm/yyyy.", "r.dob_on IS NULL"),
)
_WARNED = (
    ("103", "ETHNIC",
     "Ethnicity is blank or no code. The child is taken in without it: send NOBT if it is not known yet.",
     no_code("r.ethnic", ETHNIC)),
    ("165", "MOTHER", "Mother status is neither 0 nor 1, or was given for a boy: correct it or leave it blank.",
     f"r.mother <> '' AND (r.mother NOT IN ('0', '1') OR {_BOY})"),
    ("168", "UPN",
     "The unique pupil number has the wrong shape and is not taken in: 13 characters, or UN1 to UN5.",
     f"r.upn <> '' AND r.upn !~ '{UPN}'"),
    ("171", "MC_DOB", "The birth of the mother's child is no date and is not taken in: write it as dd/mm/yyyy.",
     bad_date("r.mc_dob")),
)
_FACTS = (
    ("174", "MC_DOB",
     "The birth of a mother's child is given for a boy: correct the sex or leave the date blank.",
     "r.sex = 'M' AND r.mc_dob_on IS NOT NULL"),
    ("301", "DOB", "The date of birth is after the end of the collection year: check it.", "r.dob_on > load.year_end"),
    ("351", "DOB",
     "The young person was over 25 at the start of the collection year: check the date of birth.",
     f"{age('load.year_start - 1')} >= 25"),
    ("611", "MC_DOB", "The child is recorded as a mother, but the birth of her child is blank: add the date.",
     "r.mother = '1' AND r.mc_dob_on IS NULL"),
    ("612", "MC_DOB",
     "The birth of a mother's child is given, but mother status does not say 1: correct one of them.",
     "r.mother <> '1' AND r.mc_dob_on IS NOT NULL"),
    ("620", "DOB", "The child is recorded as a mother but was under 11 at the start of the year: check both.",
     f"r.mother = '1' AND {age('load.year_start')} < 11"),
    ("621", "MC_DOB", "The mother's child was born on or before the day of her own birth: check both dates.",
     "r.mc_dob_on <= r.dob_on"),
)
_WITH_EPISODES = (
    ("210", "UPN", "UN4 (number not known yet) is only for the first week in care: send the unique pupil number.",
     "r.upn = 'UN4' AND c.at_end AND c.last_period_from < load.until - 7"),
    ("393", "MOTHER", "Mother status is blank for a girl who is looked after: 0 or 1.",
     "r.sex = 'F' AND r.mother = '' AND c.at_end AND NOT c.only_short_breaks"),
    ("399", "MOTHER", "Mother status is not asked for a child who has only short breaks (V3, V4): leave it blank.",
     "r.mother <> '' AND c.only_short_breaks"),
    ("442", "UPN", "The unique pupil number is blank: send it, or UN1 to UN5.",
     "r.upn = '' AND c.has_episodes AND NOT c.only_short_breaks"),
    ("607", "MOTHER", "The girl left care in the year, but mother status is blank: 0 or 1.",
     "r.sex = 'F' AND r.mother = '' AND c.left_on BETWEEN load.year_start AND load.year_end"
     " AND NOT c.only_short_breaks"),
    ("625", "MC_DOB", "The mother's child was born after the year ended or after she left care: check the date.",
     "r.mc_dob_on > load.year_end OR (NOT c.at_end AND r.mc_dob_on > c.left_on)"),
)
_TOLD = (
    ("209", "UPN", "UN1 says under school age, but the child is of school age: send the unique pupil number.",
     f"r.upn = 'UN1' AND {age('load.year_start')} >= 5"),
)
# fmt: on

HEADER_FORM: tuple[SqlRule, ...] = (
    *rules_of(FileKind.HEADER, Severity.REJECT_ROW, _REJECTED),
    *rules_of(FileKind.HEADER, Severity.WARN, _WARNED),
)
HEADER_FACTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.HEADER, Severity.WARN, _FACTS),
    *rules_of(FileKind.HEADER, Severity.INFO, _TOLD),
    *rules_of(FileKind.HEADER, Severity.WARN, _WITH_EPISODES, needs=(FileKind.EPISODES,)),
    *rules_of(
        FileKind.HEADER,
        Severity.INFO,
        [("EPI", "CHILD", "No episode was taken in for this child.", "NOT c.has_episodes")],
        needs=(FileKind.EPISODES,),
    ),
    *rules_of(
        FileKind.HEADER,
        Severity.WARN,
        [
            (
                "628",
                "MOTHER",
                "Mother status is not asked for a care leaver without an episode in the year: leave it blank.",
                "r.mother <> '' AND c.oc3 AND NOT c.has_episodes",
            )
        ],
        needs=(FileKind.EPISODES, FileKind.OC3),
    ),
)
