"""The panel's house: it sees the bundle that it was sent and nothing else (domain.md 7)."""

from arbitration.models.bundles import DisclosedBundle
from arbitration.models.corrections import SlipCorrection, SlipRefusal, SlipRequest
from arbitration.models.deliberations import Deliberation
from arbitration.models.determinations import CouncilAnswer, Determination, Draft
from arbitration.models.draws import Draw, OpenedShare, PanelShare, SealedShare, SharesCalled, Urn, UrnQuerySet
from arbitration.models.procedure import Filing, Order
from arbitration.models.publications import (
    DirectionState,
    PreparedPublication,
    Publication,
    PublicationCheck,
    PublicationCorrection,
    PublicationDelay,
    PublicationWithdrawal,
    PublishedCompliance,
    RegisterTally,
)
from arbitration.models.referrals import PartyStatement, Referral, ReferralQuerySet
from arbitration.models.roster import (
    Arbitrator,
    ArbitratorQuerySet,
    DeclaredConflict,
    DeclaredConflictQuerySet,
    Removal,
    Renewal,
)
from arbitration.models.seats import Seat, SeatQuerySet, Vacancy

__all__ = [
    "Arbitrator",
    "ArbitratorQuerySet",
    "CouncilAnswer",
    "DeclaredConflict",
    "DeclaredConflictQuerySet",
    "Deliberation",
    "Determination",
    "DirectionState",
    "DisclosedBundle",
    "Draft",
    "Draw",
    "Filing",
    "OpenedShare",
    "Order",
    "PanelShare",
    "PartyStatement",
    "PreparedPublication",
    "Publication",
    "PublicationCheck",
    "PublicationCorrection",
    "PublicationDelay",
    "PublicationWithdrawal",
    "PublishedCompliance",
    "Referral",
    "ReferralQuerySet",
    "RegisterTally",
    "Removal",
    "Renewal",
    "SealedShare",
    "Seat",
    "SeatQuerySet",
    "SharesCalled",
    "SlipCorrection",
    "SlipRefusal",
    "SlipRequest",
    "Urn",
    "UrnQuerySet",
    "Vacancy",
]
