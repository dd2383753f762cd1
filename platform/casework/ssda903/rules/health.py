"""Rules on OC2, health and development of children looked after for a year: kept for the return, hidden otherwise."""

from casework.ssda903.codes import FLAG, SDQ_REASON
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import age, no_code

_FLAGS = (
    "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE",
    "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
)  # fmt: skip
_ANY_FLAG = " OR ".join(f"r.{flag.lower()} <> ''" for flag in _FLAGS)
_LACKING = "'' IN (r.immunisations, r.teeth_check, r.health_assessment, r.substance_misuse)"
_AT_START, _AT_END = age("load.year_start"), age("load.year_end")
_NOT_A_YEAR = "NOT c.whole_year AND load.today >= load.year_end"
_NO_SDQ = "r.sdq_score = '' AND r.sdq_reason = ''"
_SOME_SDQ = "(r.sdq_score <> '' OR r.sdq_reason <> '')"

# fmt: off
_FORM = (
    *(("181", flag, "Neither 0 nor 1.", no_code(f"r.{flag.lower()}", FLAG, may_be_blank=True)) for flag in _FLAGS),
    ("180", "SDQ_SCORE", "The score of the strengths and difficulties questionnaire is no number from 0 to 40.",
     "r.sdq_score <> '' AND r.sdq_score !~ '^([0-9]|[123][0-9]|40)$'"),
    ("182", "IMMUNISATIONS",
     "Immunisations, teeth check, health assessment and substance misuse are filled in all, or nothing is.",
     f"({_ANY_FLAG}) AND {_LACKING}"),
    ("196", "SDQ_REASON", "The reason for having no score is no code: SDQ1 to SDQ5.",
     no_code("r.sdq_reason", SDQ_REASON, may_be_blank=True)),
    ("197a", "SDQ_REASON", "There is a score, so a reason for having none is not needed: leave it blank.",
     "r.sdq_score <> '' AND r.sdq_reason <> ''"),
    ("158", "INTERVENTION_OFFERED", "The child received an intervention: whether one was offered is left blank.",
     "r.intervention_received = '1' AND r.intervention_offered <> ''"),
    ("159", "INTERVENTION_OFFERED", "The child received no intervention: say whether one was offered.",
     "r.substance_misuse = '1' AND r.intervention_received = '0' AND r.intervention_offered = ''"),
    ("192", "INTERVENTION_RECEIVED",
     "A substance misuse problem is recorded: say whether the child received an intervention.",
     "r.substance_misuse = '1' AND r.intervention_received = ''"),
    ("193", "SUBSTANCE_MISUSE", "No substance misuse problem is recorded, but an intervention is: correct one of them.",
     "r.substance_misuse <> '1' AND (r.intervention_received <> '' OR r.intervention_offered <> '')"),
    ("544", "CONVICTED",
     "With convictions go immunisations, teeth check, health assessment and substance misuse: add them.",
     f"r.convicted <> '' AND {_LACKING}"),
    ("547", "HEALTH_CHECK",
     "With the health check go immunisations, teeth check, health assessment and substance misuse.",
     f"r.health_check <> '' AND {_LACKING}"),
)
_FACTS = (
    ("188", "SDQ_SCORE", "The child is under 4 at the end of the year: leave score and reason blank.",
     f"{_AT_END} < 4 AND {_SOME_SDQ}"),
    ("189", "SDQ_SCORE", "The young person was 17 or over when the year began: leave score and reason blank.",
     f"{_AT_START} >= 17 AND {_SOME_SDQ}"),
    ("542", "CONVICTED", "The child is under 10 at the end of the year: leave convictions blank.",
     f"{_AT_END} < 10 AND r.convicted <> ''"),
    ("546", "HEALTH_CHECK", "The child is 5 or over at the end of the year: leave the health check blank.",
     f"{_AT_END} >= 5 AND r.health_check <> ''"),
)
_WITH_EPISODES = (
    ("157", "SDQ_REASON", "SDQ1 says under 4 or over 16, which the child was not: correct the reason.",
     f"r.sdq_reason = 'SDQ1' AND c.whole_year AND {_AT_START} >= 4 AND {_AT_END} < 17"),
    ("185", "SDQ_SCORE", "The child was not looked after for the whole year: leave the score blank.",
     f"r.sdq_score <> '' AND {_NOT_A_YEAR}"),
    ("186", "SDQ_SCORE",
     "Looked after for the whole year and aged 4 to 16: the score, or the reason for none, is missing.",
     f"c.whole_year AND {_NO_SDQ} AND {_AT_START} >= 4 AND {_AT_END} < 17"),
    ("190", "CHILD", "The child was not looked after for the whole year: leave the row out.",
     f"({_ANY_FLAG}) AND {_NOT_A_YEAR}"),
    ("191", "IMMUNISATIONS",
     "Looked after for the whole year, but immunisations, teeth check, health assessment or substance misuse is blank.",
     f"c.whole_year AND {_LACKING}"),
    ("197B", "SDQ_REASON", "The child turned 4 or 17 in the year: give the score, or the reason for none.",
     f"c.whole_year AND {_NO_SDQ} AND {_AT_END} IN (4, 17) AND {_AT_START} IN (3, 16)"),
    ("198", "SDQ_REASON", "The child was not looked after for the whole year: leave the reason blank.",
     f"r.sdq_reason <> '' AND {_NOT_A_YEAR}"),
    ("543", "CONVICTED", "Looked after for the whole year and 10 or over, but convictions are blank: 0 or 1.",
     f"c.whole_year AND r.convicted = '' AND {_AT_END} >= 10"),
    ("545", "HEALTH_CHECK", "Looked after for the whole year and under 5, but the health check is blank: 0 or 1.",
     f"c.whole_year AND r.health_check = '' AND {_AT_END} < 5"),
)
_WITH_LEAVERS = (
    ("215", "CHILD", "The child is in OC3 as a care leaver: leave the row out here or there.",
     f"c.oc3 AND ({_ANY_FLAG})"),
)
# fmt: on

HEALTH_FORM: tuple[SqlRule, ...] = rules_of(FileKind.OC2, Severity.WARN, _FORM)
HEALTH_FACTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.OC2, Severity.WARN, _FACTS),
    *rules_of(FileKind.OC2, Severity.WARN, _WITH_EPISODES, needs=(FileKind.EPISODES,)),
    *rules_of(FileKind.OC2, Severity.WARN, _WITH_LEAVERS, needs=(FileKind.OC3,)),
)
