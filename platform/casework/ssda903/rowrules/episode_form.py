"""Rules on an Episodes row as sent. What the timetable hangs on rejects the row, the rest only warns."""

from casework.ssda903 import codes
from casework.ssda903.report import Severity
from casework.ssda903.rowrules.form import no_code, old_code
from casework.ssda903.rowrules.rule import Context, Rule
from casework.ssda903.rows import EpisodeCells
from casework.ssda903.values import is_bad_date, is_urn, outward_code, parse_date


def began_is_no_date(cells: EpisodeCells, _: Context) -> bool:
    return parse_date(cells.decom) is None


def ended_is_no_date(cells: EpisodeCells, _: Context) -> bool:
    return is_bad_date(cells.dec)


def half_an_ending(cells: EpisodeCells, _: Context) -> bool:
    return (cells.dec == "") != (cells.rec == "")


def ends_before_it_began(cells: EpisodeCells, _: Context) -> bool:
    began, ended = parse_date(cells.decom), parse_date(cells.dec)
    return began is not None and ended is not None and ended < began


def urn_is_no_number(cells: EpisodeCells, _: Context) -> bool:
    return cells.urn != "" and not is_urn(cells.urn)


def home_is_no_postcode(cells: EpisodeCells, _: Context) -> bool:
    return cells.home_post != "" and outward_code(cells.home_post) is None


def placement_is_no_postcode(cells: EpisodeCells, _: Context) -> bool:
    return cells.pl_post != "" and outward_code(cells.pl_post) is None


_REJECT, _WARN, _INFO = Severity.REJECT_ROW, Severity.WARN, Severity.INFO
_LATER = "or its use ended before this episode"

DATES: tuple[Rule[EpisodeCells], ...] = (
    Rule(
        "141",
        _REJECT,
        "DECOM",
        "The start of the episode is blank or no date: write it as dd/mm/yyyy.",
        began_is_no_date,
    ),
    Rule("147", _REJECT, "DEC", "The end of the episode is no date: write it as dd/mm/yyyy.", ended_is_no_date),
    Rule(
        "148",
        _WARN,
        "DEC",
        "The end of the episode and the reason for it belong together, but one is blank. The episode is "
        "taken in as still open: add what is missing, or clear both.",
        half_an_ending,
    ),
    Rule(
        "356",
        _REJECT,
        "DEC",
        "The episode ends before it began: correct one of the dates.",
        ends_before_it_began,
    ),
)

CODES: tuple[Rule[EpisodeCells], ...] = (
    Rule("143", _REJECT, "RNE", "The reason for the new episode is blank or no code.", no_code(codes.RNE)),
    Rule("144", _REJECT, "LS", "The legal status is blank or no code.", no_code(codes.LS)),
    Rule("145", _REJECT, "CIN", "The category of need is blank or no code.", no_code(codes.CIN)),
    Rule(
        "146",
        _REJECT,
        "PLACE",
        f"The type of placement is blank, no code of this collection year, {_LATER}.",
        no_code(codes.PLACE),
    ),
    Rule(
        "146",
        _INFO,
        "PLACE",
        "The type of placement is a code of earlier years, right for when this episode began.",
        old_code(codes.PLACE),
    ),
    Rule(
        "149",
        _REJECT,
        "REC",
        f"The reason why the episode ended is no code of this collection year, {_LATER} ended.",
        no_code(codes.REC, happened="dec", may_be_blank=True),
    ),
    Rule(
        "149",
        _INFO,
        "REC",
        "The reason why the episode ended is a code of earlier years, right for when it ended.",
        old_code(codes.REC, happened="dec"),
    ),
    Rule(
        "178",
        _WARN,
        "PLACE_PROVIDER",
        "The provider of the placement is no code and is not taken in: PR0 to PR5.",
        no_code(codes.PLACE_PROVIDER, may_be_blank=True),
    ),
    Rule(
        "1009",
        _WARN,
        "REASON_PLACE_CHANGE",
        "The reason for the change of placement is no code of this collection year and is not taken in.",
        no_code(codes.REASON_PLACE_CHANGE, may_be_blank=True),
    ),
)

PLACES: tuple[Rule[EpisodeCells], ...] = (
    Rule(
        "392c",
        _WARN,
        "HOME_POST",
        "The home postcode is not a postcode: the area of the home stays unknown.",
        home_is_no_postcode,
    ),
    Rule(
        "392c",
        _WARN,
        "PL_POST",
        "The placement's postcode is not a postcode: the area of the placement stays unknown.",
        placement_is_no_postcode,
    ),
    Rule(
        "1008",
        _WARN,
        "URN",
        "The Ofsted number of the provider has the wrong shape and is not taken in.",
        urn_is_no_number,
    ),
)

EPISODE_FORM: tuple[Rule[EpisodeCells], ...] = DATES + CODES + PLACES
