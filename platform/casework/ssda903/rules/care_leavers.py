"""Rules on OC3, care leavers: kept for the return, hidden otherwise. And on what no care leaver should have."""

from casework.ssda903.codes import ACCOM, ACTIV, IN_TOUCH
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import age, no_code

_AT_END = age("load.year_end")
_NOT_FOLLOWED = "('DIED', 'RHOM')"
_OTHERS = (
    FileKind.PLACED_ADOPTION, FileKind.MISSING, FileKind.REVIEWS, FileKind.AD1, FileKind.PREV_PERM, FileKind.OC2,
)  # fmt: skip

# fmt: off
_FORM = (
    ("131", "IN_TOUCH", "Whether the council is in touch is blank or no code: YES, NO, DIED, REFU, NREQ or RHOM.",
     no_code("r.in_touch", IN_TOUCH)),
    ("132", "ACTIV", "What the care leaver does is no code of this collection year.",
     no_code("r.activ", ACTIV, may_be_blank=True)),
    ("133", "ACCOM", "Where the care leaver lives is no code.", no_code("r.accom", ACCOM, may_be_blank=True)),
    ("153", "IN_TOUCH", "Contact, activity and accommodation belong together, but one is blank: complete them.",
     f"'' IN (r.in_touch, r.activ, r.accom) AND r.in_touch NOT IN {_NOT_FOLLOWED}"),
    ("344", "ACTIV", "Died or returned home, but activity or accommodation is given: leave both blank.",
     f"r.in_touch IN {_NOT_FOLLOWED} AND (r.activ NOT IN ('', '0') OR r.accom NOT IN ('', '0'))"),
    ("345", "ACTIV", "The council is in touch, so activity and accommodation are known: 0 is not an answer.",
     "r.in_touch = 'YES' AND '0' IN (r.activ, r.accom)"),
)
_FACTS = (
    ("347", "ACCOM", "A care leaver under 18 can't live in a foyer (T1, T2).",
     f"r.accom IN ('T1', 'T2') AND {_AT_END} < 18"),
    ("391", "DOB", "The young person was not 17 to 21 in the year: check the date of birth, or leave the row out.",
     f"{_AT_END} NOT BETWEEN 17 AND 21"),
    ("3001", "ACCOM", "At 17 nobody lives with former foster carers (Z1, Z2): check the accommodation.",
     f"r.accom IN ('Z1', 'Z2') AND {_AT_END} = 17"),
)
_WITH_EPISODES = (
    ("1000", "CHILD", "The child died in care: leave the row out.", "c.died"),
    ("1007", "CHILD", "Aged 17 or 18 and still looked after, so no care leaver: leave the row out.",
     f"c.at_end AND {_AT_END} IN (17, 18)"),
    ("1011", "CHILD", "Another council took over the care of the child: leave the row out.", "c.last_rec = 'E3'"),
    ("1016", "CHILD", "Left care in the year, after the 17th or 18th birthday: not asked for yet, leave the row out.",
     f"NOT c.at_end AND c.left_on BETWEEN load.year_start AND load.year_end AND {_AT_END} IN (17, 18)"
     f" AND {age('c.left_on')} = {_AT_END}"),
    ("187", "CHILD", "The child was looked after for the whole year, so did not leave care: leave the row out.",
     "c.whole_year"),
)
_WITHOUT_EPISODES = (
    ("1012", "CHILD",
     "A care leaver without an episode in the year has rows in Header and OC3 only: leave this one out.",
     "c.oc3 AND NOT c.has_episodes"),
)
# fmt: on

LEAVERS_FORM: tuple[SqlRule, ...] = rules_of(FileKind.OC3, Severity.WARN, _FORM)
LEAVERS_FACTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.OC3, Severity.WARN, _FACTS),
    *rules_of(FileKind.OC3, Severity.WARN, _WITH_EPISODES, needs=(FileKind.EPISODES,)),
    *(
        rule
        for kind in _OTHERS
        for rule in rules_of(kind, Severity.WARN, _WITHOUT_EPISODES, needs=(FileKind.EPISODES, FileKind.OC3))
    ),
)
