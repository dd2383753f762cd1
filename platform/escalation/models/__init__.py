"""Disputes: raised by the IRO alone, answered by the council, climbing by themselves (domain.md 3).

No row here waits for anybody's approval. State is derived from events, never a column that both sides change.
"""

from escalation.models.bundles import (
    CouncilCheck,
    CouncilRedaction,
    FrozenBundle,
    Redaction,
    RedactionCheck,
    ServiceCheck,
    ServiceRedaction,
)
from escalation.models.commendations import Commendation
from escalation.models.corrections import (
    CouncilSlipRequest,
    ReceivedCorrection,
    ServiceSlipRequest,
    SlipRefusal,
    SlipRequest,
)
from escalation.models.determinations import (
    DeterminationAnswer,
    DirectionFinding,
    DirectionReport,
    OverdueDirection,
    ReceivedDetermination,
    SilentDecline,
)
from escalation.models.disputes import (
    Answer,
    CafcassConsideration,
    Closure,
    Concern,
    ConcernOutcome,
    Dispute,
    FreeDecision,
    Stage,
)
from escalation.models.draws import (
    CouncilSecret,
    CouncilShare,
    ReceivedDraw,
    ReceivedUrn,
    ReceivedVacancy,
    SealedShare,
    Secret,
    ServiceSecret,
    ServiceShare,
)
from escalation.models.iro_concerns import IroConcern, IroConcernAnswer, IroConcernTaken, RetaliationCheck
from escalation.models.ladders import CouncilLadder
from escalation.models.procedure import CouncilFiling, Filing, ReceivedOrder, ServiceFiling
from escalation.models.referrals import ArbitrationReferral, CouncilStatement, ServiceStatement, Statement
from escalation.models.telling import RelatedProceeding, ToldOf

__all__ = [
    "Answer",
    "ArbitrationReferral",
    "CafcassConsideration",
    "Closure",
    "Commendation",
    "Concern",
    "ConcernOutcome",
    "CouncilCheck",
    "CouncilFiling",
    "CouncilLadder",
    "CouncilRedaction",
    "CouncilSecret",
    "CouncilShare",
    "CouncilSlipRequest",
    "CouncilStatement",
    "DeterminationAnswer",
    "DirectionFinding",
    "DirectionReport",
    "Dispute",
    "Filing",
    "FreeDecision",
    "FrozenBundle",
    "IroConcern",
    "IroConcernAnswer",
    "IroConcernTaken",
    "OverdueDirection",
    "ReceivedCorrection",
    "ReceivedDetermination",
    "ReceivedDraw",
    "ReceivedOrder",
    "ReceivedUrn",
    "ReceivedVacancy",
    "Redaction",
    "RedactionCheck",
    "RelatedProceeding",
    "RetaliationCheck",
    "SealedShare",
    "Secret",
    "ServiceCheck",
    "ServiceFiling",
    "ServiceRedaction",
    "ServiceSecret",
    "ServiceShare",
    "ServiceSlipRequest",
    "ServiceStatement",
    "SilentDecline",
    "SlipRefusal",
    "SlipRequest",
    "Stage",
    "Statement",
    "ToldOf",
]
