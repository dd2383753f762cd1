"""A council's children in care: its own facts, and the IRO that it appointed for each (domain.md 1.4, 2.2, 4)."""

from casework.models.appointments import Appointment, AppointmentProposal
from casework.models.children import Child, Episode, PeriodOfCare
from casework.models.claims import (
    Adoption,
    AdoptionDecision,
    CareLeaver,
    ClaimedReview,
    MissingSpell,
    PreviousPermanence,
    WorkerEpisode,
    YearInCare,
)
from casework.models.departures import Departure
from casework.models.erasing import Erasure, ErasureProposal, Hold, HoldRelease
from casework.models.feed import FeedBatch
from casework.models.glass import BreakGlass, BreakGlassReview
from casework.models.misplaced import Misplacement, MisplacementAnswer
from casework.models.notices import ChangeNotice, NoticeAcknowledgement
from casework.models.papers import Paper
from casework.models.returns import Accept, HandedReturn, ReturnFinding, ReturnImport, ReturnLoad
from casework.models.staging import STAGED, PlannedChild, PlannedEpisode, PlannedPeriod
from casework.models.workers import Worker, WorkerAssignment

__all__ = [
    "STAGED",
    "Accept",
    "Adoption",
    "AdoptionDecision",
    "Appointment",
    "AppointmentProposal",
    "BreakGlass",
    "BreakGlassReview",
    "CareLeaver",
    "ChangeNotice",
    "Child",
    "ClaimedReview",
    "Departure",
    "Episode",
    "Erasure",
    "ErasureProposal",
    "FeedBatch",
    "HandedReturn",
    "Hold",
    "HoldRelease",
    "Misplacement",
    "MisplacementAnswer",
    "MissingSpell",
    "NoticeAcknowledgement",
    "Paper",
    "PeriodOfCare",
    "PlannedChild",
    "PlannedEpisode",
    "PlannedPeriod",
    "PreviousPermanence",
    "ReturnFinding",
    "ReturnImport",
    "ReturnLoad",
    "Worker",
    "WorkerAssignment",
    "WorkerEpisode",
    "YearInCare",
]
