"""What a reader gets of a case: frozen, complete, with nothing left to load."""

from casework.queries.shapes.case import (
    CarePeriod,
    Caseload,
    CasePage,
    CaseView,
    Coded,
    EpisodeView,
    IroView,
    PeriodView,
    ProposalView,
    TeamView,
    WaitingProposal,
    WorkerPage,
    WorkerView,
    WorkerWithCaseload,
)
from casework.queries.shapes.keeping import ErasureView, HoldView, KeepingView, WaitingErasure
from casework.queries.shapes.papers import AcknowledgementView, NoticeView, OpenedPaper, PaperView
from casework.queries.shapes.record import FieldChange, GlassReviewView, GlassView, HistoryEntry, LookPage, LookView
from casework.queries.shapes.returns import FindingPage, FindingView, ImportedFile, ImportProblem, ImportView

__all__ = [
    "AcknowledgementView",
    "CarePeriod",
    "CasePage",
    "CaseView",
    "Caseload",
    "Coded",
    "EpisodeView",
    "ErasureView",
    "FieldChange",
    "FindingPage",
    "FindingView",
    "GlassReviewView",
    "GlassView",
    "HistoryEntry",
    "HoldView",
    "ImportProblem",
    "ImportView",
    "ImportedFile",
    "IroView",
    "KeepingView",
    "LookPage",
    "LookView",
    "NoticeView",
    "OpenedPaper",
    "PaperView",
    "PeriodView",
    "ProposalView",
    "TeamView",
    "WaitingErasure",
    "WaitingProposal",
    "WorkerPage",
    "WorkerView",
    "WorkerWithCaseload",
]
