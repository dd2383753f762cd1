"""A council's house: its own facts, and what the service writes there about the children (domain.md 5.1, 5.2, 6.5)."""

from config.protocol.houses import each_house
from config.protocol.parties import (
    BACKUP,
    CLOCK,
    COUNCIL_COMMAND,
    COUNCIL_MANAGER,
    COUNCIL_POST,
    DIRECTOR,
    HEAD,
    IRO,
    IRO_MANAGER,
    PRACTITIONER,
    PROTECTION_OFFICER,
    REGION_COMMAND,
    REGION_POST,
    SYSTEM,
    parties,
)
from config.protocol.staged import staged
from tenants.kinds import Kind
from tenants.protocol import NOBODY, Capture, Parties, Table

STAFF = parties(PRACTITIONER, COUNCIL_MANAGER, DIRECTOR)
"""The council's people who see its cases."""
KEEPERS = parties(PRACTITIONER, COUNCIL_MANAGER, SYSTEM, COUNCIL_COMMAND)
"""Those who keep the council's own facts."""
SENIOR = parties(COUNCIL_MANAGER, DIRECTOR)
"""The council's people who answer for it."""
SERVICE = parties(IRO, IRO_MANAGER, CLOCK, REGION_POST)
"""The independent service, in a council's house."""
ALL = parties(STAFF, SYSTEM, COUNCIL_COMMAND, SERVICE)
LOADED = parties(STAFF, SYSTEM, COUNCIL_COMMAND, IRO_MANAGER)
EXPORTERS = parties(SYSTEM, COUNCIL_COMMAND)
PAPERS = parties(STAFF, SYSTEM, COUNCIL_COMMAND, IRO, IRO_MANAGER)
REVIEWERS = parties(STAFF, SERVICE)
DISPUTANTS = parties(SENIOR, SERVICE)
ABOUT_IROS = parties(SENIOR, IRO_MANAGER, HEAD, REGION_POST)
"""Who sees a council's concern about an IRO: it goes to the manager, then to the board, for which the head speaks."""
CONTROLLERS = parties(DIRECTOR, IRO_MANAGER)
"""Who answers on each side for how long a record is kept: council and service are joint controllers."""


def _line(name: str, title: str, see: Parties, add: Parties, correct: Parties, reason: str) -> Table:
    # Whoever exports a house for outsiders, or backs it up, must have all of it.
    return Table(name, Kind.COUNCIL, title, Capture.FULL, reason, parties(see, REGION_COMMAND, BACKUP), add, correct)


_ADJUDICATED = "The council reads it and cannot alter it (clause 7: no edit of what the service writes)"
COUNCIL = (
    #     table                           what it holds                    seen by       added by             corrected by
    _line("casework_child",               "Child",                         parties(ALL, PROTECTION_OFFICER), KEEPERS,             KEEPERS, "The council’s own facts about a child"),
    _line("casework_periodofcare",        "Period of care",                ALL,          KEEPERS,             KEEPERS, "When the council looked after the child"),
    _line("casework_episode",             "Episode of care",               ALL,          KEEPERS,             KEEPERS, "Legal status and placement, as in the 903 return"),
    _line("casework_worker",              "Social worker",                 ALL,          KEEPERS,             KEEPERS, "The council’s own staff"),
    _line("casework_workerassignment",    "Who is the social worker",      ALL,          KEEPERS,             KEEPERS, "The council says who works with the child"),
    _line("casework_paper",               "Paper of the case",             PAPERS,       KEEPERS,             NOBODY,  "Plans and reports that the IRO must have before a review: a better one stands beside it, nothing is overwritten"),
    _line("casework_changenotice",        "Notice of a significant change", PAPERS,      KEEPERS,             NOBODY,  "The council’s duty to tell the IRO (CPPCR 2010 reg 37), with the day on which it did"),
    _line("casework_noticeacknowledgement", "Notice acknowledged",         PAPERS,       parties(IRO),        NOBODY,  "The IRO has read it, and says whether a review is brought forward"),
    _line("casework_misplacement",        "Record said to be misplaced",   ALL,          KEEPERS,             NOBODY,  "The council says that a record stands in the wrong council, or twice: nothing changes by it"),
    _line("casework_misplacementanswer",  "Whether it is misplaced",       ALL,          parties(IRO_MANAGER), NOBODY, "Only the region sets a record aside; what is in it stays, and is found again"),
    _line("casework_returnload",          "903 return as loaded",          LOADED,       KEEPERS,             NOBODY,  "What a load held and what was found in it: never overwritten"),
    _line("casework_handedreturn",        "903 return as handed in",       LOADED,       KEEPERS,             NOBODY,  "Which files the council handed in, who did, and how they are to be loaded"),
    Table("casework_returnimport",        Kind.COUNCIL, "903 load on its way", Capture.NONE, "How far a load is; what became of it is the return as loaded", see=parties(LOADED, BACKUP), add=KEEPERS, correct=KEEPERS),
    Table("casework_returnfinding",       Kind.COUNCIL, "Row report of a 903 load", Capture.NONE, "Made anew from the files by the same rules", see=parties(LOADED, BACKUP), add=KEEPERS, remove=KEEPERS),
    *staged(KEEPERS),
    _line("casework_claimedreview",       "Review as the council claims it", ALL,        KEEPERS,             KEEPERS, "The council’s claim, compared with the service’s own record and never one of it"),
    _line("casework_missingspell",        "Time missing or away",          ALL,          KEEPERS,             KEEPERS, "The council’s own facts, as in the 903 return"),
    _line("casework_workerepisode",       "Social worker by number",       ALL,          KEEPERS,             KEEPERS, "The council’s own facts, as in the 903 return"),
    _line("casework_previouspermanence",  "Earlier permanence option",     ALL,          KEEPERS,             KEEPERS, "The council’s own facts, as in the 903 return"),
    _line("casework_adoptiondecision",    "Decision to place for adoption", ALL,         KEEPERS,             KEEPERS, "The council’s own facts, as in the 903 return"),
    _line("casework_adoption",            "Adoption",                      ALL,          KEEPERS,             KEEPERS, "The council’s own facts, as in the 903 return"),
    _line("casework_yearincare",          "Health and conduct in a year (OC2)", EXPORTERS, KEEPERS,          KEEPERS, "Kept for the council’s own return, shown to nobody: no IRO needs it here (UK GDPR Article 5(1)(c))"),
    _line("casework_careleaver",          "Life after care (OC3)",         EXPORTERS,    KEEPERS,             KEEPERS, "Kept for the council’s own return, shown to nobody: outside an IRO’s remit"),
    Table("casework_feedbatch", Kind.COUNCIL, "Batches of the daily feed", Capture.NONE, "That a batch came, and under which ids it was answered: what it said is captured where it is kept", parties(SYSTEM, BACKUP), parties(SYSTEM)),
    _line("casework_appointmentproposal", "IRO proposed",                  ALL,          parties(REGION_POST), NOBODY, "The region proposes; the council can’t alter it (clause 2: the line is the region’s)"),
    _line("casework_appointment",         "IRO appointed",                 ALL,          parties(SENIOR, COUNCIL_COMMAND),              NOBODY,  "The council appoints (Children Act 1989 s25A(1)) and can’t un-appoint: only a successor whom the region proposed takes over"),
    _line("casework_breakglass",          "Break-glass used",              parties(IRO, IRO_MANAGER, PROTECTION_OFFICER), parties(IRO), NOBODY, "An IRO sees another’s child for 60 minutes, and says why: seen by whoever watches over access, altered by nobody"),
    _line("casework_breakglassreview",    "Review of a break-glass",       parties(IRO_MANAGER, PROTECTION_OFFICER), parties(IRO_MANAGER), NOBODY, "The IRO manager says whether it was justified; the council’s data protection officer reads it"),
    _line("casework_departure",           "Council leaves the service",    ALL,          parties(REGION_COMMAND), NOBODY, "From when on no new case comes in; what runs goes on to its end (clause 16: exit)"),
    _line("casework_hold",                "Hold on a record",              CONTROLLERS,  parties(IRO_MANAGER), NOBODY, "The service keeps a record from being erased; the council does by not confirming"),
    _line("casework_holdrelease",         "End of a hold",                 CONTROLLERS,  parties(IRO_MANAGER), NOBODY, "Ended by the service, which placed it"),
    _line("casework_erasureproposal",     "Erasure proposed",              CONTROLLERS,  parties(IRO_MANAGER), NOBODY, "Joint controllers (UK GDPR Article 26): the service proposes, and can’t erase alone"),
    _line("casework_erasure",             "Erasure",                       CONTROLLERS,  parties(DIRECTOR),   NOBODY,  "The council confirms, and can’t erase alone; the database erases as this row is written, or refuses it"),
    _line("reviews_review",               "Review",                        parties(REVIEWERS, SYSTEM), parties(IRO), NOBODY, "The IRO’s record. " + _ADJUDICATED),
    _line("reviews_decision",             "Decision of a review",          REVIEWERS,    parties(IRO),        NOBODY,  "Never overwritten, not even by whoever made it (seed 4)"),
    _line("reviews_vote",                 "Nominated manager’s vote",      REVIEWERS,    SENIOR,              NOBODY,  "The council’s view stands beside the decision, never in its place"),
    _line("reviews_deemedagreement",      "Agreement by silence",          REVIEWERS,    parties(CLOCK),      NOBODY,  "Silence for five working days means agreed: the service’s clock says so"),
    _line("escalation_councilladder",     "Ladder of disputes",            DISPUTANTS, parties(IRO_MANAGER), NOBODY, "The council’s own stages and days; put on record by the region, which refuses any that needs permission (clause 4)"),
    _line("escalation_concern",           "Concern put informally",        DISPUTANTS,   parties(IRO),        NOBODY,  "On the child’s file before any dispute, and counted (Handbook ch. 6)"),
    _line("escalation_commendation",      "Commendation",                  DISPUTANTS,   parties(IRO),        NOBODY,  "Exemplary practice, counted apart from disputes (domain.md 3.6)"),
    _line("escalation_concernoutcome",    "What came of a concern",        DISPUTANTS,   parties(IRO),        NOBODY,  "The IRO says whether it settled"),
    _line("escalation_dispute",           "Dispute",                       parties(DISPUTANTS, PRACTITIONER), parties(IRO, REGION_COMMAND), NOBODY, "Raised without permission, altered by nobody (clause 1: no permission, no detriment)"),
    _line("escalation_stage",             "Stage of a dispute",            DISPUTANTS,   parties(IRO, CLOCK, REGION_COMMAND), NOBODY,  "It climbs by the service’s clock, not by the council’s (clause 4: named path and clocks)"),
    _line("escalation_answer",            "Council’s answer",              DISPUTANTS,   SENIOR,              NOBODY,  "The council answers in its own words"),
    _line("escalation_cafcassconsideration", "Referral to Cafcass considered", DISPUTANTS, parties(IRO),      NOBODY,  "Open to the IRO at any point (s25B(3); clause 14)"),
    _line("escalation_toldof",            "Who was told of a dispute",     DISPUTANTS,   parties(IRO),        NOBODY,  "The child and the advocate hear of progress from the IRO (domain.md 3.1 rule 8)"),
    _line("escalation_relatedproceeding", "Proceeding beside a dispute",   DISPUTANTS,   parties(IRO),        NOBODY,  "A complaint or a court runs beside it, and neither waits for the other (clause 14)"),
    _line("escalation_closure",           "End of a dispute",              parties(DISPUTANTS, PRACTITIONER), parties(IRO), NOBODY, "Only the IRO closes"),
    _line("escalation_freedecision",      "Whether it was a free decision", NOBODY,      parties(IRO),        NOBODY,  "Whether the IRO was put under pressure: for no council’s eyes (clause 11; domain.md 12.13)"),
    _line("escalation_arbitrationreferral", "Referral to arbitration",     DISPUTANTS,   parties(IRO, CLOCK), NOBODY,  "Referred by the IRO or by silence; the council sees what was sent (clause 5: the right to arbitrate)"),
    _line("escalation_councilstatement",  "Council’s statement",           DISPUTANTS,   SENIOR,              NOBODY,  "The council’s side, in its own words"),
    _line("escalation_servicestatement",  "IRO’s statement",               DISPUTANTS,   parties(IRO),        NOBODY,  "The IRO’s side, in the IRO’s words"),
    _line("escalation_receivedurn",       "Urn of a draw as received",     parties(DISPUTANTS, COUNCIL_POST), parties(REGION_POST), NOBODY, "Who can be drawn, before any share is asked for (domain.md 7.4: neither side picks)"),
    _line("escalation_councilshare",      "Council’s sealed share of a draw", parties(DISPUTANTS, COUNCIL_POST), SENIOR,            NOBODY,  "The commitment, before any share is opened"),
    _line("escalation_serviceshare",      "Service’s sealed share of a draw", DISPUTANTS, parties(IRO),      NOBODY,  "The commitment, before any share is opened"),
    Table("escalation_councilsecret", Kind.COUNCIL, "Council’s share of a draw", Capture.NONE, "Kept from the other side until it is opened; then the draw’s record has it, and its commitment is captured", see=parties(SENIOR, COUNCIL_POST, BACKUP), add=SENIOR),
    Table("escalation_servicesecret", Kind.COUNCIL, "Service’s share of a draw", Capture.NONE, "Kept from the other side until it is opened; then the draw’s record has it, and its commitment is captured", see=parties(IRO, REGION_POST, BACKUP), add=parties(IRO)),
    _line("escalation_receiveddraw",      "Draw as received",              DISPUTANTS,   parties(REGION_POST), NOBODY, "As the panel recorded it: anybody does it again"),
    _line("escalation_receivedorder",     "Order of the panel as received", DISPUTANTS,  parties(REGION_POST), NOBODY, "The panel’s word before it determines: both sides read the same"),
    _line("escalation_councilfiling",     "Council’s filing with the panel", DISPUTANTS, SENIOR,              NOBODY,  "Answers, papers and objections: no message is seen by one side only"),
    _line("escalation_servicefiling",     "IRO’s filing with the panel",   DISPUTANTS,   parties(IRO),        NOBODY,  "Answers, papers and objections: no message is seen by one side only"),
    _line("escalation_frozenbundle",      "Bundle for the panel, frozen",  DISPUTANTS,   parties(CLOCK),      NOBODY,  "Frozen by the service’s clock: nobody has to ask, and nobody can hold it up (domain.md 7.6)"),
    _line("escalation_councilredaction",  "Redaction that the council proposes", DISPUTANTS, SENIOR,           NOBODY,  "Neither side withholds anything alone: the other checks it"),
    _line("escalation_serviceredaction",  "Redaction that the IRO proposes", DISPUTANTS, parties(IRO),        NOBODY,  "Neither side withholds anything alone: the other checks it"),
    _line("escalation_councilcheck",      "Council’s check of a redaction", DISPUTANTS,  SENIOR,              NOBODY,  "By the side that didn’t propose it: no login can write both"),
    _line("escalation_servicecheck",      "IRO’s check of a redaction",    DISPUTANTS,   parties(IRO),        NOBODY,  "By the side that didn’t propose it: no login can write both"),
    _line("escalation_receivedvacancy",   "Seat of the panel left",        DISPUTANTS,   parties(REGION_POST), NOBODY, "Who sits no longer, and why, as the panel says"),
    _line("escalation_receiveddetermination", "Determination as received", DISPUTANTS,   parties(REGION_POST), NOBODY, "As the panel issued it"),
    _line("escalation_councilsliprequest", "Council’s request to correct a slip", DISPUTANTS, SENIOR,          NOBODY,  "Either side may ask; both see it"),
    _line("escalation_servicesliprequest", "IRO’s request to correct a slip", DISPUTANTS, parties(IRO),        NOBODY,  "Either side may ask; both see it"),
    _line("escalation_receivedcorrection", "Correction of a slip as received", DISPUTANTS, parties(REGION_POST), NOBODY, "As the panel made it; the determination stays as it was issued"),
    _line("escalation_sliprefusal",       "Slip not corrected, as received", DISPUTANTS, parties(REGION_POST), NOBODY, "With the panel’s reasons"),
    _line("escalation_determinationanswer", "Comply or explain",           DISPUTANTS,   parties(DIRECTOR),   NOBODY,  "The director answers for the council (clause 12: compliance is published)"),
    _line("escalation_silentdecline",     "Silence on a determination",    DISPUTANTS,   parties(CLOCK),      NOBODY,  "A limit that passed in silence is a decline, and stays on record (clause 12)"),
    _line("escalation_directionreport",   "Report on a direction",         DISPUTANTS,   SENIOR,              NOBODY,  "The council says what it did"),
    _line("escalation_directionfinding",  "Whether a direction is carried out", DISPUTANTS, parties(IRO),      NOBODY,  "Only the IRO confirms it (clause 12)"),
    _line("escalation_overduedirection",  "Direction overdue",             DISPUTANTS,   parties(CLOCK),      NOBODY,  "What is late is told by the service’s clock"),
    _line("escalation_iroconcern",        "Concern about an IRO",          ABOUT_IROS,   SENIOR,              NOBODY,  "The council’s own words. It goes to the IRO’s manager, never to the council’s line"),
    _line("escalation_iroconcerntaken",   "Concern taken to the board",    ABOUT_IROS,   SENIOR,              NOBODY,  "The council need not be content with the manager’s answer"),
    _line("escalation_iroconcernanswer",  "Answer to a concern about an IRO", ABOUT_IROS, parties(IRO_MANAGER, HEAD), NOBODY, "Answered on its merits, by the manager and at last by the board"),
    _line("escalation_retaliationcheck",   "Possible retaliation",          parties(IRO_MANAGER, HEAD, REGION_POST), parties(REGION_POST), NOBODY, "Whether a concern came soon after that IRO’s escalation: for no council’s eyes (domain.md 3.5a, 6.3)"),
    *each_house(Kind.COUNCIL),
)  # fmt: skip
