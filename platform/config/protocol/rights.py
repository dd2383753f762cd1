"""What each permission of pages and API reaches. A role that holds one must have its lines in the protocol, and no
role has a line of which no permission makes use (tests/architecture/test_protocol.py)."""

from accounts.permissions import Permission as P
from config.protocol.staged import STAGED
from tenants.protocol import Right


def _of(app: str, names: str) -> frozenset[str]:
    return frozenset(f"{app}_{name}" for name in names.split())


_CASE = _of("casework", "child periodofcare episode worker workerassignment")
_WHOSE = _CASE | _of(
    "casework", "appointment appointmentproposal claimedreview misplacement misplacementanswer departure"
)
_CLAIMS = _of("casework", "claimedreview missingspell workerepisode previouspermanence adoptiondecision adoption")
_PAPERS = _of("casework", "paper changenotice noticeacknowledgement")
_KEPT = _of("casework", "yearincare careleaver")
_STAGED = frozenset(STAGED)
_LOADING = _of("casework", "handedreturn returnload returnimport returnfinding")
_WATCHED = _of("casework", "child breakglass breakglassreview")
_ERASURE = _of("casework", "paper hold holdrelease erasureproposal erasure")
_REVIEW = _of("reviews", "review decision vote deemedagreement") | _of("escalation", "dispute closure")
_DISPUTE = _WHOSE | _of("reviews", "review decision") | _of(
    "escalation",
    "councilladder commendation concern concernoutcome dispute stage answer cafcassconsideration toldof relatedproceeding closure arbitrationreferral councilstatement servicestatement"
    " receiveddetermination determinationanswer silentdecline directionreport directionfinding overduedirection"
    " receivedurn councilshare serviceshare receiveddraw receivedvacancy"
    " councilsliprequest servicesliprequest receivedcorrection sliprefusal"
    " receivedorder councilfiling servicefiling"
    " frozenbundle councilredaction serviceredaction councilcheck servicecheck",
)  # fmt: skip
_IRO_CONCERN = _of("escalation", "iroconcern iroconcerntaken iroconcernanswer")
_REGISTER = _of(
    "arbitration",
    "publication publicationcorrection publicationwithdrawal publishedcompliance registertally",
)
_SENT_HERE = (
    _of(
        "arbitration",
        "arbitrator declaredconflict renewal removal referral disclosedbundle urn sealedshare sharescalled openedshare draw seat vacancy partystatement"
        " order filing determination councilanswer sliprequest slipcorrection sliprefusal directionstate preparedpublication"
        " publicationcheck publicationdelay",
    )
    | _REGISTER
)
_TEAM = _of("workforce", "officer diaryentry")

RIGHTS: dict[P, Right] = {
    P.APPOINTMENT_CONFIRM: Right(
        "Appoint the IRO whom the region proposed", see=_WHOSE, add=_of("casework", "appointment")
    ),
    P.ARBITRATION_DETERMINE: Right(
        "Hear both sides, draft and issue a determination, put its slips right", see=_SENT_HERE | _of("arbitration", "draft deliberation"),
        add=_of("arbitration", "order draft deliberation determination declaredconflict vacancy urn panelshare slipcorrection sliprefusal"),
        correct=_of("arbitration", "draft"),
    ),
    P.ARBITRATION_RUN: Right(
        "Keep the roster, lay the urns of draws, decide on objections to arbitrators, publish",
        see=_SENT_HERE | _of("arbitration", "panelshare"),
        add=_REGISTER
        | _of("arbitration", "arbitrator declaredconflict renewal removal order vacancy urn panelshare publicationdelay"),
        correct=_of("arbitration", "declaredconflict"),
    ),
    P.ARBITRATION_VIEW: Right("See what was sent to the panel", see=_SENT_HERE),
    P.BREAKGLASS_OPEN: Right(
        "See another IRO’s child for 60 minutes, with a reason", see=_WHOSE | _of("casework", "breakglass"),
        add=_of("casework", "breakglass"),
    ),
    P.BREAKGLASS_REVIEW: Right(
        "Review the uses of break-glass", see=_WATCHED, add=_of("casework", "breakglassreview")
    ),
    P.CASE_CORRECT: Right(
        "Correct the council’s facts", see=_WHOSE,
        add=_of("casework", "episode worker workerassignment misplacement"), correct=_CASE,
    ),
    P.CASE_SUBMIT: Right(
        "Hand in cases, papers, notices of changes and returns",
        see=_WHOSE | _CLAIMS | _STAGED | _LOADING | _PAPERS | _of("reviews", "review"),
        add=_CASE | _CLAIMS | _KEPT | _STAGED | _LOADING | _of("casework", "paper changenotice"),
        correct=_CASE | _CLAIMS | _KEPT | _STAGED | _of("casework", "returnimport"),
        remove=_STAGED | _of("casework", "returnfinding"),
    ),
    P.CASE_VIEW: Right(
        "See cases, their papers and notices of changes", see=_WHOSE | _CLAIMS | _PAPERS | _of("reviews", "review")
    ),
    P.CASE_VIEW_ALL: Right("See all the house’s cases", see=_WHOSE | _CLAIMS | _LOADING),
    P.DETERMINATION_ANSWER: Right(
        "Comply or explain", see=_DISPUTE, add=_of("escalation", "determinationanswer")
    ),
    P.DISPUTE_ANSWER: Right(
        "Answer a dispute for the council, and say what it did", see=_DISPUTE,
        add=_of("escalation", "answer directionreport"),
    ),
    P.DISPUTE_RAISE: Right(
        "Raise a dispute and take it to its end", see=_DISPUTE,
        add=_of(
            "escalation",
            "commendation concern concernoutcome dispute stage cafcassconsideration toldof relatedproceeding closure freedecision"
            " arbitrationreferral directionfinding",
        ),
    ),
    P.DISPUTE_VIEW: Right("See disputes", see=_DISPUTE),
    P.ERASURE_CONFIRM: Right(
        "Confirm for the council that a record is erased", see=_WHOSE | _ERASURE, add=_of("casework", "erasure")
    ),
    P.ERASURE_PROPOSE: Right(
        "Propose for the service that a record is erased", see=_WHOSE | _ERASURE,
        add=_of("casework", "erasureproposal"),
    ),
    P.ERASURE_VIEW: Right("See what is kept, on hold, to be erased, and erased", see=_WHOSE | _ERASURE),
    P.FEED_SEND: Right(
        "Send the department’s daily feed", see=_WHOSE | _of("casework", "feedbatch"),
        add=_CASE | _of("casework", "feedbatch"), correct=_CASE,
    ),
    P.HOLD_PLACE: Right(
        "Place a hold on a record, and release it", see=_WHOSE | _ERASURE, add=_of("casework", "hold holdrelease")
    ),
    P.IRO_CONCERN_ANSWER: Right(
        "Answer a council’s concern about an IRO, as that IRO’s manager", see=_IRO_CONCERN,
        add=_of("escalation", "iroconcernanswer"),
    ),
    P.IRO_CONCERN_BOARD: Right(
        "Put the regional board’s answer to such a concern on record", see=_IRO_CONCERN,
        add=_of("escalation", "iroconcernanswer"),
    ),
    P.IRO_CONCERN_RAISE: Right(
        "Raise a concern about an IRO, and take it to the regional board",
        see=_IRO_CONCERN | _of("casework", "appointment"), add=_of("escalation", "iroconcern iroconcerntaken"),
    ),
    P.IRO_CONCERN_VIEW: Right("See concerns about IROs", see=_IRO_CONCERN),
    P.LADDER_ADOPT: Right(
        "Put a council’s ladder of disputes on record", see=_of("escalation", "councilladder"),
        add=_of("escalation", "councilladder"),
    ),
    P.LEDGER_VIEW: Right("See the log and verify it"),
    P.LOOK_VIEW: Right("See who looked at a child’s record", see=_of("casework", "child")),
    P.LOOK_VIEW_ALL: Right("See who looked at any record of the house", see=_WATCHED),
    P.MISPLACEMENT_CONFIRM: Right(
        "Say whether a record stands in the wrong place", see=_WHOSE, add=_of("casework", "misplacementanswer")
    ),
    P.NOTICE_ACKNOWLEDGE: Right(
        "Acknowledge a notice of a change, as the child’s IRO", see=_WHOSE | _PAPERS,
        add=_of("casework", "noticeacknowledgement"),
    ),
    P.PEOPLE_INVITE: Right("Invite people, by command"),
    P.PROOF_VIEW: Right("Exchange a receipt for the proof that it stands in the log"),
    P.PUBLICATION_CHECK: Right(
        "Check whether anybody can be recognised in what is to be published", see=_SENT_HERE,
        add=_of("arbitration", "publicationcheck"),
    ),
    P.PUBLICATION_PREPARE: Right(
        "Prepare the anonymised version of a determination", see=_SENT_HERE,
        add=_of("arbitration", "preparedpublication"),
    ),
    P.RETALIATION_VIEW: Right(
        "See which concerns about an IRO may be retaliation", see=_of("escalation", "retaliationcheck")
    ),
    P.RETURN_EXPORT: Right("Take the council’s own return out again", see=_WHOSE | _CLAIMS | _KEPT),
    P.REVIEW_HOLD: Right(
        "Hold a review and record its decisions", see=_WHOSE | _REVIEW | _TEAM, add=_of("reviews", "review decision")
    ),
    P.REVIEW_VIEW: Right("See reviews", see=_WHOSE | _REVIEW),
    P.REVIEW_VOTE: Right("Vote on decisions for the council", see=_WHOSE | _REVIEW, add=_of("reviews", "vote")),
    P.STATEMENT_COUNCIL: Right(
        "State the council’s case to the panel, file papers, redact the bundle, put its share into the draw, ask for slips to be put right",
        see=_DISPUTE | _of("escalation", "councilsecret"),
        add=_of("escalation", "councilstatement councilshare councilsecret councilsliprequest councilfiling councilredaction councilcheck"),
    ),
    P.STATEMENT_SERVICE: Right(
        "State the service’s case to the panel, file papers, redact the bundle, put its share into the draw, ask for slips to be put right",
        see=_DISPUTE | _of("escalation", "servicesecret"),
        add=_of("escalation", "servicestatement serviceshare servicesecret servicesliprequest servicefiling serviceredaction servicecheck"),
    ),
    P.WEBHOOK_MANAGE: Right("Say where the council’s systems are told of what happens, by webhook"),
    P.WORKFORCE_MANAGE: Right(
        "Employ and allocate", see=_TEAM | _of("workforce", "allocation"), add=_of("workforce", "officer allocation"),
        correct=_TEAM | _of("workforce", "allocation"),
    ),
    P.WORKFORCE_VIEW: Right("See the team and its caseloads", see=_TEAM),
}  # fmt: skip
