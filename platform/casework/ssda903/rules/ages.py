"""Rules on a child's age at an episode. They say nothing where the date of birth is not known."""

from casework.ssda903.codes import ADOPTED, GUARDIANSHIP, YOUTH_JUSTICE
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import age, listed

_BEGAN, _ENDED = age("r.decom_on"), age("r.dec_on")

# fmt: off
_WARNED = (
    ("302", "DECOM", "The episode begins before the child was born: check both dates.", "r.decom_on < c.born"),
    ("352", "DECOM", "The young person was 18 or over on the day care started: check date and birth.",
     f"r.rne = 'S' AND {_BEGAN} >= 18"),
    ("358", "LS", "A child under 10 can't be remanded, detained or sentenced: check the legal status.",
     f"r.ls IN {listed(YOUTH_JUSTICE)} AND {_BEGAN} < 10"),
    ("359", "PLACE",
     "From 18 a young person is looked after only in a children's home (K2) under section 20 (V2): end the episode on "
     "the day before the birthday, or check the date of birth.",
     f"r.dec_on IS NULL AND {age('load.until')} >= 18 AND NOT (r.ls = 'V2' AND r.place = 'K2')"),
    ("371", "PLACE", "A child in supported accommodation must be at least 16.", f"r.place = 'K3' AND {_BEGAN} < 16"),
    ("372", "PLACE", "A child in youth custody or prison must be at least 10.", f"r.place = 'R5' AND {_BEGAN} < 10"),
    ("373", "PLACE", "A child placed in a school must be at least 4.", f"r.place = 'S1' AND {_BEGAN} < 4"),
    ("374", "PLACE", "A child in residential employment must be at least 14.", f"r.place = 'P3' AND {_BEGAN} < 14"),
    ("386", "REC", "The reason is adoption, but the young person had reached 18.",
     f"r.rec IN {listed(ADOPTED)} AND {_ENDED} >= 18"),
    ("387", "REC", "The reason is independent living, but the child was under 14.",
     f"r.rec IN ('E5', 'E6') AND {_ENDED} < 14"),
    ("389", "REC", "The reason is adult care, but the child was under 16.", f"r.rec = 'E7' AND {_ENDED} < 16"),
    ("407", "REC", "The reason is special guardianship, but the young person had reached 18.",
     f"r.rec IN {listed(GUARDIANSHIP)} AND {_ENDED} >= 18"),
    ("460", "REC", "The reason is staying with carers from 18, but the young person was under 18.",
     f"r.rec = 'E17' AND {_ENDED} < 18"),
)
# fmt: on

AGES: tuple[SqlRule, ...] = rules_of(FileKind.EPISODES, Severity.WARN, _WARNED)
