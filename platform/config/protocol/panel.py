"""A panel's house: who arbitrates, what was sent here, what was determined (domain.md 5.2, 7.4)."""

from config.protocol.houses import each_house
from config.protocol.parties import (
    ARBITRATOR,
    BACKUP,
    PANEL_COMMAND,
    PANEL_POST,
    READER,
    SECRETARY,
    parties,
)
from tenants.kinds import Kind
from tenants.protocol import NOBODY, Capture, Parties, Table

ALL = parties(SECRETARY, ARBITRATOR, PANEL_POST, PANEL_COMMAND)
POST = parties(PANEL_POST)
PUBLIC = parties(ALL, READER)


def _line(name: str, title: str, see: Parties, add: Parties, correct: Parties, reason: str) -> Table:
    # Whoever exports the house for outsiders, or backs it up, must have all of it.
    return Table(name, Kind.PANEL, title, Capture.FULL, reason, parties(see, PANEL_COMMAND, BACKUP), add, correct)


PANEL = (
    #     table                         what it holds             seen by                           added by                           corrected by
    _line("arbitration_arbitrator",     "Arbitrator",             ALL,                              parties(SECRETARY, PANEL_COMMAND), NOBODY, "The roster, by open process and for a term (domain.md 7.4)"),
    _line("arbitration_declaredconflict", "Conflict of interest", ALL,                              parties(SECRETARY, ARBITRATOR),    parties(SECRETARY), "Disclosures go on for as long as somebody sits; the secretary notes when a tie has ended"),
    _line("arbitration_renewal",        "Second term",            ALL,                              parties(SECRETARY),                NOBODY, "Two terms at the most (domain.md 7.4)"),
    _line("arbitration_removal",        "Removal for cause",      ALL,                              parties(SECRETARY),                NOBODY, "By the board alone, with its reasons"),
    _line("arbitration_referral",       "Referral",               ALL,                              POST,                              NOBODY, "What was sent here, as it was sent: the panel sees no council’s house"),
    _line("arbitration_disclosedbundle", "Bundle as disclosed",   ALL,                              POST,                              NOBODY, "Frozen in the council’s house, verified here; what is privileged isn’t in it (domain.md 7.6)"),
    _line("arbitration_urn",            "Urn of a draw",          ALL,                              parties(SECRETARY, ARBITRATOR, PANEL_POST), NOBODY, "Who could be drawn is on record before any share is asked for"),
    _line("arbitration_panelshare",     "Panel’s share of a draw", parties(PANEL_POST, SECRETARY),  parties(SECRETARY, ARBITRATOR, PANEL_POST), NOBODY, "Committed to in the urn; no page shows it before the draw"),
    _line("arbitration_sealedshare",    "Sealed share of a draw", ALL,                              POST,                              NOBODY, "Each side’s commitment, as it arrived"),
    _line("arbitration_sharescalled",   "Shares called for",      ALL,                              POST,                              NOBODY, "From here on none is sealed, and all are opened"),
    _line("arbitration_openedshare",    "Opened share of a draw", ALL,                              POST,                              NOBODY, "Each side’s share, as it arrived"),
    _line("arbitration_draw",           "Draw of the arbitrator", ALL,                              POST,                              NOBODY, "How the arbitrators were chosen: once an urn"),
    _line("arbitration_seat",           "Seat of a panel",        ALL,                              POST,                              NOBODY, "Who sits on a referral, by which draw"),
    _line("arbitration_vacancy",        "Seat left",              ALL,                              parties(SECRETARY, ARBITRATOR),    NOBODY, "Who sits no longer, and why: their place is drawn again"),
    _line("arbitration_partystatement", "Party’s statement",      ALL,                              POST,                              NOBODY, "Each side’s statement, as it arrived"),
    _line("arbitration_order",          "Order of the panel",     ALL,                              parties(SECRETARY, ARBITRATOR, PANEL_POST), NOBODY, "The panel’s word before it determines, always to both sides"),
    _line("arbitration_filing",         "Filing of a side",       ALL,                              POST,                              NOBODY, "Each side’s word to the panel, as it arrived; the other side has it too"),
    _line("arbitration_draft",          "Draft",                  parties(ARBITRATOR),              parties(ARBITRATOR),               parties(ARBITRATOR), "The arbitrator’s working text, for nobody else’s eyes"),
    _line("arbitration_deliberation",   "Deliberation",           parties(ARBITRATOR),              parties(ARBITRATOR),               NOBODY, "What those who sit say to each other, for nobody else’s eyes"),
    _line("arbitration_determination",  "Determination",          ALL,                              parties(ARBITRATOR),               NOBODY, "Locked once issued: nobody can change it"),
    _line("arbitration_sliprequest",    "Request to correct a slip", ALL,                           POST,                              NOBODY, "Each side’s request, as it arrived"),
    _line("arbitration_slipcorrection", "Slip corrected",         ALL,                              parties(ARBITRATOR),               NOBODY, "Beside the determination, which stays as it was issued"),
    _line("arbitration_sliprefusal",    "Slip not corrected",     ALL,                              parties(ARBITRATOR),               NOBODY, "With its reasons, for both sides to read"),
    _line("arbitration_councilanswer",  "Council’s answer",       ALL,                              POST,                              NOBODY, "Comply or explain, as it arrived"),
    _line("arbitration_directionstate", "State of a direction",   ALL,                              POST,                              NOBODY, "What the IRO found, or that a day passed: as it arrived"),
    _line("arbitration_preparedpublication", "Anonymised version", ALL,                             parties(SECRETARY, ARBITRATOR),    NOBODY, "Each version stays as it was checked; a new one is a row of its own"),
    _line("arbitration_publicationcheck", "Re-identification check", ALL,                           parties(SECRETARY, ARBITRATOR),    NOBODY, "By a second person: the table refuses whoever prepared the version"),
    _line("arbitration_publicationdelay", "Delay of a publication", ALL,                            parties(SECRETARY),                NOBODY, "For the sake of a court, until a day, with its reason"),
    _line("arbitration_publication",    "Published determination", PUBLIC,                          parties(SECRETARY),                NOBODY, "The register: what stands here anybody may read"),
    _line("arbitration_publicationcorrection", "Correction of a publication", PUBLIC,               parties(SECRETARY),                NOBODY, "What stood there before stays, with the reason"),
    _line("arbitration_publicationwithdrawal", "Withdrawal of a publication", PUBLIC,               parties(SECRETARY),                NOBODY, "Citation and reason stay"),
    _line("arbitration_publishedcompliance", "Published compliance", PUBLIC,                        parties(SECRETARY, PANEL_POST),    NOBODY, "Codes alone: what became of each direction of a published determination"),
    _line("arbitration_registertally",  "Publications that are delayed", PUBLIC,                    parties(SECRETARY),                NOBODY, "How many, and nothing else of them"),
    *each_house(Kind.PANEL),
)  # fmt: skip
