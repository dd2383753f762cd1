"""The management protocol as a table of grants: the one place that says who may see, add and correct what.

GRANTs are made from it, the live catalogue is compared with it, and a table without a line here fails the build.
A council corrects its own facts and adds answers; it never changes what the service wrote; nobody removes
anything but their own second factor (and the sequencer, a leaf from the queue that it has logged).
Classes of login: `council`, `region`, `panel` (the house's own, the region's also in its councils), `auditor`,
`gate` (before authentication), `relay`, `sequencer`. Whoever sees a table
sees its history.
"""

from tenants.kinds import Kind
from tenants.protocol import Capture, Protocol, Table

FULL, SELF, NONE = Capture.FULL, Capture.SELF, Capture.NONE


def _council(name: str, council: str, region: str, reason: str, capture: Capture = FULL) -> Table:
    return Table(name, Kind.COUNCIL, capture, {"council": council, "region": region}, reason)


def _region(name: str, region: str, reason: str, capture: Capture = FULL) -> Table:
    return Table(name, Kind.REGION, capture, {"region": region}, reason)


def _panel(name: str, panel: str, reason: str) -> Table:
    return Table(name, Kind.PANEL, FULL, {"panel": panel}, reason)


def _public(name: str, gate: str, every: str, reason: str) -> Table:
    return Table(name, Kind.PUBLIC, NONE, {"gate": gate, "every": every}, reason)


def _each_house(kind: Kind) -> tuple[Table, ...]:
    """The log and the post of a house. `own` are the logins that work in it."""
    own = {"council": "see", "region": "see"} if kind is Kind.COUNCIL else {str(kind): "see"}
    adds = dict.fromkeys(own, "add")
    sees_adds = dict.fromkeys(own, "see add")
    return (
        Table(
            "ledger_queue", kind, NONE, own | {"sequencer": "see remove", "auditor": "see"},
            "Leaves on their way into the log; filled by triggers alone",
        ),
        Table(
            "ledger_entry", kind, NONE, own | {"sequencer": "see add", "auditor": "see"},
            "The log itself: its own proof, numbered by the sequencer alone",
        ),
        Table(
            "ledger_tile", kind, NONE, own | {"sequencer": "see add", "auditor": "see"},
            "Sums of the log, which anybody can make again from its leaves",
        ),
        Table(
            "ledger_checkpoint", kind, NONE, own | {"sequencer": "see add", "auditor": "see"},
            "Signed heads: they carry their own signatures",
        ),
        Table("ledger_change", kind, SELF, own, "Who wrote, and why: added by the database's own function"),
        Table("ledger_read", kind, SELF, own, "Who looked, and why: added by the database's own function"),
        Table(
            "notifications_outboxevent", kind, NONE, adds | {"relay": "see correct"},
            "Post on its way; what it tells of is captured where it happened",
        ),
        Table("notifications_delivery", kind, NONE, {"relay": "see add correct"}, "The relay's own bookkeeping"),
        Table(
            "notifications_inboxevent", kind, NONE, sees_adds,
            "Which events were carried out here; their effects are captured",
        ),
        Table("django_migrations", kind, NONE, {"migrator": "see"}, "Which migrations ran; written as the owner"),
    )  # fmt: skip


COUNCIL = (
    _council("casework_child", "see add correct", "see", "The council's own facts about a child"),
    _council("casework_periodofcare", "see add correct", "see", "When the council looked after the child"),
    _council("casework_episode", "see add correct", "see", "Legal status and placement, as in the 903 return"),
    _council("casework_worker", "see add correct", "see", "The council's own staff"),
    _council("casework_workerassignment", "see add correct", "see", "Who is the child's social worker"),
    _council("casework_appointmentproposal", "see", "see add", "The region proposes; the council can't alter it"),
    _council("casework_appointment", "see add correct", "see", "The council appoints: Children Act 1989 s25A(1)"),
    _council("casework_returnload", "see add", "see", "What a 903 load held and what was found in it"),
    _council("reviews_review", "see", "see add", "The review is the IRO's record; the council reads it"),
    _council("reviews_decision", "see", "see add", "Decisions are the review's: never overwritten (seed 4)"),
    _council("reviews_vote", "see add", "see", "The nominated manager's view stands beside the decision"),
    _council("reviews_deemedagreement", "see", "see add", "Silence means agreed: the service's clock says so"),
    _council("escalation_dispute", "see", "see add", "Raised without permission, altered by nobody"),
    _council("escalation_stage", "see", "see add", "The ladder climbs by the service's clock, not by the council"),
    _council("escalation_answer", "see add", "see", "The council answers"),
    _council("escalation_cafcassconsideration", "see", "see add", "Open to the IRO at any point: s25B(3)"),
    _council("escalation_closure", "see", "see add", "Only the IRO closes"),
    _council("escalation_freedecision", "", "see add", "Whether under pressure: never for the council's eyes"),
    _council("escalation_arbitrationreferral", "see", "see add", "Referred by the IRO; the council sees the bundle"),
    _council("escalation_councilstatement", "see add", "see", "The council's side, in its own words"),
    _council("escalation_servicestatement", "see", "see add", "The IRO's side, in the IRO's words"),
    _council("escalation_receiveddetermination", "see", "see add", "The determination as the panel issued it"),
    _council("escalation_determinationanswer", "see add", "see", "Comply or explain"),
    *_each_house(Kind.COUNCIL),
)
REGION = (
    _region("workforce_officer", "see add correct", "The region employs; no council reads or writes staff files"),
    _region("workforce_allocation", "see add correct", "Whom the region proposed, and why"),
    _region("workforce_diaryentry", "see add correct", "Made from events and rebuildable", NONE),
    *_each_house(Kind.REGION),
)
PANEL = (
    _panel("arbitration_arbitrator", "see add correct", "The roster, appointed by open process (domain.md 7.4)"),
    _panel("arbitration_declaredconflict", "see add correct", "Disclosures go on for as long as somebody sits"),
    _panel("arbitration_referral", "see add", "What was sent here, as it was sent"),
    _panel("arbitration_draw", "see add", "How the arbitrator was chosen: never drawn twice"),
    _panel("arbitration_partystatement", "see add", "Each side's statement, as it arrived"),
    _panel("arbitration_draft", "see add correct", "The arbitrator's working text"),
    _panel("arbitration_determination", "see add", "Locked once issued: nobody can change it"),
    _panel("arbitration_councilanswer", "see add", "The council's answer, as it arrived"),
    *_each_house(Kind.PANEL),
)
PUBLIC = (
    _public("tenants_installation", "see", "see", "The installation's name, and whether it is a demonstration"),
    Table(
        "tenants_house", Kind.PUBLIC, NONE, {"gate": "see", "every": "see", "migrator": "see correct"},
        "The directory of institutions: public knowledge; the migrator notes how far each house is",
    ),
    Table(
        "tenants_build", Kind.PUBLIC, NONE, {"migrator": "see correct"},
        "How far each house's tables are, and what failed: for nobody but the migrator",
    ),
    _public("tenants_window", "", "", "Windows are written by the database's own function"),
    _public("timetable_bankholiday", "see", "see", "The calendar of England and Wales: public knowledge"),
    _public("accounts_person", "see correct", "", "Sign-in: who, password, last sign-in"),
    _public("accounts_membership", "see", "", "Which role somebody has in which house"),
    _public("accounts_councilsystem", "see", "", "Council systems' ids and hashed secrets"),
    _public("oauth2_provider_accesstoken", "see add correct", "", "Tokens of council systems: sign-in bookkeeping"),
    _public("oauth2_provider_grant", "", "", "Not used: only client credentials are"),
    _public("oauth2_provider_idtoken", "", "", "Not used: only client credentials are"),
    _public("oauth2_provider_refreshtoken", "", "", "Not used: only client credentials are"),
    _public("oauth2_provider_devicegrant", "", "", "Not used: only client credentials are"),
    _public("account_emailaddress", "see add correct", "", "allauth's addresses: sign-in bookkeeping"),
    _public("account_emailconfirmation", "", "", "Not used: people are invited"),
    _public("mfa_authenticator", "see add correct remove", "", "Second factors: sign-in bookkeeping"),
    _public("auth_group", "", "", "Not used: roles stand in accounts.permissions"),
    _public("auth_group_permissions", "", "", "Not used: roles stand in accounts.permissions"),
    _public("auth_permission", "", "", "Not used: roles stand in accounts.permissions"),
    _public("django_content_type", "see", "see", "Django's list of models: no data"),
    _public("django_migrations", "see", "", "Which migrations ran"),
)  # fmt: skip
PROTOCOL = Protocol(COUNCIL + REGION + PANEL + PUBLIC)
