"""Rules on an Episodes row as sent. What the timetable hangs on rejects the row, the rest only warns."""

from casework.ssda903 import codes
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import POSTCODE, URN, bad_date, no_code, old_code

# fmt: off
_REJECTED = (
    ("141", "DECOM", "The start of the episode is blank or no date: write it as dd/mm/yyyy.", "r.decom_on IS NULL"),
    ("147", "DEC", "The end of the episode is no date: write it as dd/mm/yyyy.", bad_date("r.dec")),
    ("356", "DEC", "The episode ends before it began: correct one of the dates.", "r.dec_on < r.decom_on"),
    ("143", "RNE", "The reason for the new episode is blank or no code.", no_code("r.rne", codes.RNE)),
    ("144", "LS", "The legal status is blank or no code.", no_code("r.ls", codes.LS)),
    ("145", "CIN", "The category of need is blank or no code.", no_code("r.cin", codes.CIN)),
    ("146", "PLACE",
     "The type of placement is blank, no code of this collection year, or its use ended before this episode.",
     no_code("r.place", codes.PLACE, happened="r.decom_on")),
    ("149", "REC",
     "The reason why the episode ended is no code of this collection year, or its use ended before this episode ended.",
     no_code("r.rec", codes.REC, happened="r.dec_on", may_be_blank=True)),
)
_WARNED = (
    ("148", "DEC",
     "The end of the episode and the reason for it belong together, but one is blank. The episode is taken in as still "
     "open: add what is missing, or clear both.",
     "(r.dec = '') <> (r.rec = '')"),
    ("178", "PLACE_PROVIDER", "The provider of the placement is no code and is not taken in: PR0 to PR5.",
     no_code("r.place_provider", codes.PLACE_PROVIDER, may_be_blank=True)),
    ("1009", "REASON_PLACE_CHANGE",
     "The reason for the change of placement is no code of this collection year and is not taken in.",
     no_code("r.reason_place_change", codes.REASON_PLACE_CHANGE, may_be_blank=True)),
    ("392c", "HOME_POST", "The home postcode is not a postcode: the area of the home stays unknown.",
     f"r.home_post <> '' AND upper(r.home_post) !~ '{POSTCODE}'"),
    ("392c", "PL_POST", "The placement's postcode is not a postcode: the area of the placement stays unknown.",
     f"r.pl_post <> '' AND upper(r.pl_post) !~ '{POSTCODE}'"),
    ("1008", "URN", "The Ofsted number of the provider has the wrong shape and is not taken in.",
     f"r.urn <> '' AND r.urn !~ '{URN}'"),
)
_TOLD = (
    ("146", "PLACE", "The type of placement is a code of earlier years, right for when this episode began.",
     old_code("r.place", codes.PLACE, happened="r.decom_on")),
    ("149", "REC", "The reason why the episode ended is a code of earlier years, right for when it ended.",
     old_code("r.rec", codes.REC, happened="r.dec_on")),
)
# fmt: on

EPISODE_FORM: tuple[SqlRule, ...] = (
    *rules_of(FileKind.EPISODES, Severity.REJECT_ROW, _REJECTED),
    *rules_of(FileKind.EPISODES, Severity.WARN, _WARNED),
    *rules_of(FileKind.EPISODES, Severity.INFO, _TOLD),
)
