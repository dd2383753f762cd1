"""The addresses of version 1, one line a resource."""

from django.urls import URLPattern, URLResolver, path

from api.v1.bundles import (
    CouncilsCheck,
    CouncilsRedaction,
    DisputeBundle,
    DisputeBundlePrinted,
    ServicesCheck,
    ServicesRedaction,
)
from api.v1.care import Care, Teams, Workers
from api.v1.cases import Case, Cases, Search
from api.v1.commendations import Commendations
from api.v1.concerns import Concerns, Outcome
from api.v1.directions import DirectionFindings, DirectionReports
from api.v1.dispute_form import Proceedings, Tellings
from api.v1.dispute_moves import Cafcass, CaseDisputes, DisputeClosure, Referral, Steps
from api.v1.disputes import Answers, Dispute, Disputes
from api.v1.exports import Export
from api.v1.filings import CouncilsFiling, ServicesFiling
from api.v1.history import CaseHistory
from api.v1.imports import Cancellation, Findings, FindingsFile, Import, Imports
from api.v1.iro_concerns import BoardAnswer, IroConcerns, ManagersAnswer, ToBoard
from api.v1.ladders import CouncilLadder
from api.v1.looks import Looks
from api.v1.misplaced import MarkMisplaced, MisplacedRecords, MisplacementAnswer
from api.v1.notices import Acknowledgement, Notices
from api.v1.panel import urls as panel
from api.v1.papers import Paper, Papers
from api.v1.proofs import LeafProof
from api.v1.reviews import Reviews, Votes
from api.v1.shares import CouncilsShare, ServicesShare
from api.v1.slips import CouncilsSlip, ServicesSlip
from api.v1.statements import Compliance, CouncilsStatement, ServicesStatement
from api.v1.webhooks import Messages, Replay, Rotation, Test, Webhook, Webhooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("councils/<str:code>/cases", Cases.as_view(), name="cases"),
    path("councils/<str:code>/cases/search", Search.as_view(), name="search_cases"),
    path("councils/<str:code>/cases/<uuid:case_id>", Case.as_view(), name="case"),
    path("councils/<str:code>/cases/<uuid:case_id>/care", Care.as_view(), name="care"),
    path("councils/<str:code>/cases/<uuid:case_id>/commendations", Commendations.as_view(), name="case_commendations"),
    path("councils/<str:code>/cases/<uuid:case_id>/concerns", Concerns.as_view(), name="concerns"),
    path("councils/<str:code>/cases/<uuid:case_id>/disputes", CaseDisputes.as_view(), name="case_disputes"),
    path("councils/<str:code>/cases/<uuid:case_id>/history", CaseHistory.as_view(), name="case_history"),
    path("councils/<str:code>/cases/<uuid:case_id>/looks", Looks.as_view(), name="looks"),
    path("councils/<str:code>/cases/<uuid:case_id>/misplacement", MarkMisplaced.as_view(), name="mark_misplaced"),
    path("councils/<str:code>/cases/<uuid:case_id>/notices", Notices.as_view(), name="notices"),
    path("councils/<str:code>/cases/<uuid:case_id>/papers", Papers.as_view(), name="papers"),
    path("councils/<str:code>/cases/<uuid:case_id>/reviews", Reviews.as_view(), name="case_reviews"),
    path("councils/<str:code>/concerns/<uuid:concern_id>/outcome", Outcome.as_view(), name="concern_outcome"),
    path("councils/<str:code>/disputes", Disputes.as_view(), name="list_disputes"),
    path("councils/<str:code>/disputes/<uuid:dispute_id>", Dispute.as_view(), name="read_dispute"),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/answers", Answers.as_view(), name="dispute_answers"),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/cafcass", Cafcass.as_view(), name="dispute_cafcass"),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/closure", DisputeClosure.as_view(), name="dispute_closure"),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/council-statement",
        CouncilsStatement.as_view(),
        name="council_statement",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/determination/answer",
        Compliance.as_view(),
        name="determination_compliance",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/directions/<int:number>/findings",
        DirectionFindings.as_view(),
        name="direction_findings",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/directions/<int:number>/reports",
        DirectionReports.as_view(),
        name="direction_reports",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/proceedings", Proceedings.as_view(), name="dispute_proceedings"
    ),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/referral", Referral.as_view(), name="dispute_referral"),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/service-statement",
        ServicesStatement.as_view(),
        name="service_statement",
    ),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/council-share", CouncilsShare.as_view(), name="council_share"),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/service-share", ServicesShare.as_view(), name="service_share"),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/council-correction",
        CouncilsSlip.as_view(),
        name="council_correction",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/service-correction",
        ServicesSlip.as_view(),
        name="service_correction",
    ),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/tellings", Tellings.as_view(), name="dispute_tellings"),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/bundles/<str:version>",
        DisputeBundle.as_view(),
        name="api_dispute_bundle",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/bundles/<str:version>/pdf",
        DisputeBundlePrinted.as_view(),
        name="api_dispute_bundle_printed",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/council-redaction",
        CouncilsRedaction.as_view(),
        name="council_redaction",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/service-redaction",
        ServicesRedaction.as_view(),
        name="service_redaction",
    ),
    path(
        "councils/<str:code>/redactions/<uuid:redaction_id>/council-check",
        CouncilsCheck.as_view(),
        name="council_check",
    ),
    path(
        "councils/<str:code>/redactions/<uuid:redaction_id>/service-check",
        ServicesCheck.as_view(),
        name="service_check",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/council-filing", CouncilsFiling.as_view(), name="council_filing"
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/service-filing", ServicesFiling.as_view(), name="service_filing"
    ),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/steps", Steps.as_view(), name="dispute_steps"),
    path("councils/<str:code>/exports/903/<str:kind>", Export.as_view(), name="export_return"),
    path("councils/<str:code>/imports", Imports.as_view(), name="imports"),
    path("councils/<str:code>/imports/<uuid:import_id>", Import.as_view(), name="import"),
    path("councils/<str:code>/imports/<uuid:import_id>/cancel", Cancellation.as_view(), name="cancel_import"),
    path("councils/<str:code>/imports/<uuid:import_id>/findings", Findings.as_view(), name="findings"),
    path("councils/<str:code>/imports/<uuid:import_id>/findings.csv", FindingsFile.as_view(), name="findings_file"),
    path("councils/<str:code>/iro-concerns", IroConcerns.as_view(), name="list_iro_concerns"),
    path(
        "councils/<str:code>/iro-concerns/<uuid:iro_concern_id>/answer",
        ManagersAnswer.as_view(),
        name="answer_iro_concern",
    ),
    path("councils/<str:code>/iro-concerns/<uuid:iro_concern_id>/board", ToBoard.as_view(), name="iro_concern_board"),
    path(
        "councils/<str:code>/iro-concerns/<uuid:iro_concern_id>/board/answer",
        BoardAnswer.as_view(),
        name="answer_for_board",
    ),
    path("councils/<str:code>/ladder", CouncilLadder.as_view(), name="read_ladder"),
    path("councils/<str:code>/misplacements", MisplacedRecords.as_view(), name="list_misplacements"),
    path(
        "councils/<str:code>/misplacements/<uuid:misplacement_id>/answer",
        MisplacementAnswer.as_view(),
        name="answer_misplacement",
    ),
    path(
        "councils/<str:code>/notices/<uuid:notice_id>/acknowledgement",
        Acknowledgement.as_view(),
        name="notice_acknowledgement",
    ),
    path("councils/<str:code>/papers/<uuid:paper_id>", Paper.as_view(), name="paper"),
    path("councils/<str:code>/proofs/<str:leaf_hash>", LeafProof.as_view(), name="proof"),
    path("councils/<str:code>/teams", Teams.as_view(), name="list_teams"),
    path("councils/<str:code>/votes", Votes.as_view(), name="list_votes"),
    path("councils/<str:code>/webhooks", Webhooks.as_view(), name="list_webhooks"),
    path("councils/<str:code>/webhooks/<uuid:webhook_id>", Webhook.as_view(), name="read_webhook"),
    path("councils/<str:code>/webhooks/<uuid:webhook_id>/rotate", Rotation.as_view(), name="rotate_webhook"),
    path("councils/<str:code>/webhooks/<uuid:webhook_id>/test", Test.as_view(), name="test_webhook"),
    path("councils/<str:code>/webhooks/<uuid:webhook_id>/messages", Messages.as_view(), name="webhook_messages"),
    path("councils/<str:code>/webhook-messages/<uuid:message_id>/replay", Replay.as_view(), name="replay_message"),
    path("councils/<str:code>/workers", Workers.as_view(), name="list_workers"),
    *panel.urlpatterns,
]
