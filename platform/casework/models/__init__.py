"""A council's children in care: its own facts, and the IRO that it appointed for each (domain.md 1.4, 2.2, 4)."""

from casework.models.appointments import Appointment, AppointmentProposal
from casework.models.children import Child, Episode, PeriodOfCare
from casework.models.erasing import Erasure, ErasureProposal, Hold, HoldRelease
from casework.models.glass import BreakGlass, BreakGlassReview
from casework.models.papers import Paper
from casework.models.returns import ReturnLoad
from casework.models.workers import Worker, WorkerAssignment

__all__ = [
    "Appointment",
    "AppointmentProposal",
    "BreakGlass",
    "BreakGlassReview",
    "Child",
    "Episode",
    "Erasure",
    "ErasureProposal",
    "Hold",
    "HoldRelease",
    "Paper",
    "PeriodOfCare",
    "ReturnLoad",
    "Worker",
    "WorkerAssignment",
]
