"""One sorted enum of permissions, one table of roles (domain.md 5). Pages and API ask the same question of it."""

from enum import StrEnum

from tenants.kinds import Kind


class Permission(StrEnum):
    """`area:verb-object`, sorted. The database's grants hold whatever this table gets wrong."""

    APPOINTMENT_CONFIRM = "appointment:confirm"
    ARBITRATION_DETERMINE = "arbitration:determine"
    ARBITRATION_RUN = "arbitration:run"
    ARBITRATION_VIEW = "arbitration:view"
    BREAKGLASS_OPEN = "break-glass:open"
    BREAKGLASS_REVIEW = "break-glass:review"
    CASE_CORRECT = "case:correct"
    CASE_SUBMIT = "case:submit"
    CASE_VIEW = "case:view"
    CASE_VIEW_ALL = "case:view-all"
    DETERMINATION_ANSWER = "determination:answer"
    DISPUTE_ANSWER = "dispute:answer"
    DISPUTE_RAISE = "dispute:raise"
    DISPUTE_VIEW = "dispute:view"
    ERASURE_CONFIRM = "erasure:confirm"
    ERASURE_PROPOSE = "erasure:propose"
    ERASURE_VIEW = "erasure:view"
    FEED_SEND = "feed:send"
    HOLD_PLACE = "hold:place"
    IRO_CONCERN_ANSWER = "iro-concern:answer"
    IRO_CONCERN_BOARD = "iro-concern:board"
    IRO_CONCERN_RAISE = "iro-concern:raise"
    IRO_CONCERN_VIEW = "iro-concern:view"
    LADDER_ADOPT = "ladder:adopt"
    LEDGER_VIEW = "ledger:view"
    LOOK_VIEW = "look:view"
    LOOK_VIEW_ALL = "look:view-all"
    MISPLACEMENT_CONFIRM = "misplacement:confirm"
    NOTICE_ACKNOWLEDGE = "notice:acknowledge"
    PEOPLE_INVITE = "people:invite"
    PROOF_VIEW = "proof:view"
    PUBLICATION_CHECK = "publication:check"
    PUBLICATION_PREPARE = "publication:prepare"
    RETALIATION_VIEW = "retaliation:view"
    RETURN_EXPORT = "return:export"
    REVIEW_HOLD = "review:hold"
    REVIEW_VIEW = "review:view"
    REVIEW_VOTE = "review:vote"
    STATEMENT_COUNCIL = "statement:council"
    STATEMENT_SERVICE = "statement:service"
    WEBHOOK_MANAGE = "webhook:manage"
    WORKFORCE_MANAGE = "workforce:manage"
    WORKFORCE_VIEW = "workforce:view"

    @property
    def verb(self) -> str:
        area, verb = self.value.split(":")
        return f"{verb.replace('-', ' ')} ({area})"


class Side(StrEnum):
    """Which side of the wall a person stands on. Nobody stands on two: a constraint, not a rule (domain.md 1.11)."""

    COUNCIL = "council"
    INSTALLATION = "installation"
    OVERSIGHT = "oversight"
    PANEL = "panel"
    REGION = "region"


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    ARBITRATION_SECRETARY = "arbitration_secretary"
    ARBITRATOR = "arbitrator"
    AUDITOR = "auditor"
    COUNCIL_MANAGER = "council_manager"
    COUNCIL_PRACTITIONER = "council_practitioner"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    DIRECTOR = "director"
    HEAD_OF_SERVICE = "head_of_service"
    IRO = "iro"
    IRO_MANAGER = "iro_manager"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def side(self) -> Side:
        return SIDES[self]

    @property
    def house_kind(self) -> Kind:
        return HOUSE_KINDS[self.side]


LABELS = {
    Role.ADMINISTRATOR: "Administrator",
    Role.ARBITRATION_SECRETARY: "Arbitration secretary",
    Role.ARBITRATOR: "Arbitrator",
    Role.AUDITOR: "Auditor",
    Role.COUNCIL_MANAGER: "Council manager",
    Role.COUNCIL_PRACTITIONER: "Council practitioner",
    Role.DATA_PROTECTION_OFFICER: "Data protection officer",
    Role.DIRECTOR: "Director of children's services",
    Role.HEAD_OF_SERVICE: "Head of service",
    Role.IRO: "Independent Reviewing Officer",
    Role.IRO_MANAGER: "IRO manager",
}
SIDES = {
    Role.ADMINISTRATOR: Side.INSTALLATION,
    Role.ARBITRATION_SECRETARY: Side.PANEL,
    Role.ARBITRATOR: Side.PANEL,
    Role.AUDITOR: Side.OVERSIGHT,
    Role.COUNCIL_MANAGER: Side.COUNCIL,
    Role.COUNCIL_PRACTITIONER: Side.COUNCIL,
    Role.DATA_PROTECTION_OFFICER: Side.COUNCIL,
    Role.DIRECTOR: Side.COUNCIL,
    Role.HEAD_OF_SERVICE: Side.REGION,
    Role.IRO: Side.REGION,
    Role.IRO_MANAGER: Side.REGION,
}
HOUSE_KINDS = {
    Side.COUNCIL: Kind.COUNCIL,
    Side.INSTALLATION: Kind.PUBLIC,
    Side.OVERSIGHT: Kind.REGION,
    Side.PANEL: Kind.PANEL,
    Side.REGION: Kind.REGION,
}

_P = Permission
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({_P.PEOPLE_INVITE}),
    Role.ARBITRATION_SECRETARY: frozenset(
        {_P.ARBITRATION_RUN, _P.ARBITRATION_VIEW, _P.PROOF_VIEW, _P.PUBLICATION_CHECK, _P.PUBLICATION_PREPARE}
    ),
    Role.ARBITRATOR: frozenset(
        {_P.ARBITRATION_DETERMINE, _P.ARBITRATION_VIEW, _P.PROOF_VIEW, _P.PUBLICATION_CHECK, _P.PUBLICATION_PREPARE}
    ),
    Role.AUDITOR: frozenset({_P.LEDGER_VIEW}),
    Role.COUNCIL_MANAGER: frozenset(
        {
            _P.APPOINTMENT_CONFIRM, _P.CASE_CORRECT, _P.CASE_SUBMIT, _P.CASE_VIEW, _P.CASE_VIEW_ALL,
            _P.DISPUTE_ANSWER, _P.DISPUTE_VIEW, _P.IRO_CONCERN_RAISE, _P.IRO_CONCERN_VIEW, _P.PROOF_VIEW,
            _P.REVIEW_VIEW, _P.REVIEW_VOTE, _P.STATEMENT_COUNCIL, _P.WEBHOOK_MANAGE,
        }
    ),
    Role.COUNCIL_PRACTITIONER: frozenset(
        {_P.CASE_CORRECT, _P.CASE_SUBMIT, _P.CASE_VIEW, _P.CASE_VIEW_ALL, _P.PROOF_VIEW, _P.REVIEW_VIEW}
    ),
    Role.DATA_PROTECTION_OFFICER: frozenset({_P.LOOK_VIEW, _P.LOOK_VIEW_ALL}),
    Role.DIRECTOR: frozenset(
        {
            _P.APPOINTMENT_CONFIRM, _P.CASE_VIEW, _P.CASE_VIEW_ALL, _P.DETERMINATION_ANSWER, _P.DISPUTE_ANSWER,
            _P.DISPUTE_VIEW, _P.ERASURE_CONFIRM, _P.ERASURE_VIEW, _P.IRO_CONCERN_RAISE, _P.IRO_CONCERN_VIEW,
            _P.PROOF_VIEW, _P.REVIEW_VIEW, _P.REVIEW_VOTE, _P.STATEMENT_COUNCIL,
        }
    ),
    Role.HEAD_OF_SERVICE: frozenset(
        {
            _P.IRO_CONCERN_BOARD, _P.IRO_CONCERN_VIEW, _P.LEDGER_VIEW, _P.RETALIATION_VIEW, _P.WORKFORCE_MANAGE,
            _P.WORKFORCE_VIEW,
        }
    ),
    Role.IRO: frozenset(
        {
            _P.BREAKGLASS_OPEN, _P.CASE_VIEW, _P.DISPUTE_RAISE, _P.DISPUTE_VIEW, _P.LOOK_VIEW,
            _P.NOTICE_ACKNOWLEDGE, _P.PROOF_VIEW, _P.REVIEW_HOLD, _P.REVIEW_VIEW, _P.STATEMENT_SERVICE,
        }
    ),
    Role.IRO_MANAGER: frozenset(
        {
            _P.BREAKGLASS_REVIEW, _P.CASE_VIEW, _P.CASE_VIEW_ALL, _P.DISPUTE_VIEW, _P.ERASURE_PROPOSE, _P.ERASURE_VIEW,
            _P.HOLD_PLACE, _P.IRO_CONCERN_ANSWER, _P.IRO_CONCERN_VIEW, _P.LADDER_ADOPT, _P.LEDGER_VIEW,
            _P.LOOK_VIEW, _P.LOOK_VIEW_ALL, _P.MISPLACEMENT_CONFIRM, _P.PROOF_VIEW, _P.RETALIATION_VIEW,
            _P.REVIEW_VIEW, _P.WORKFORCE_MANAGE, _P.WORKFORCE_VIEW,
        }
    ),
}  # fmt: skip
SYSTEM_PERMISSIONS = frozenset(
    {
        _P.CASE_CORRECT,
        _P.CASE_SUBMIT,
        _P.CASE_VIEW,
        _P.CASE_VIEW_ALL,
        _P.PROOF_VIEW,
        _P.RETURN_EXPORT,
        _P.WEBHOOK_MANAGE,
    }
)
"""What a council's own system may do with its token."""
FEED_PERMISSIONS = frozenset({_P.FEED_SEND})
"""What it may do at the address of the daily feed."""
