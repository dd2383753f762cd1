"""The addresses of pages, one include a journey."""

from django.urls import URLPattern, URLResolver, path

from web import (
    appointments,
    arbitration,
    cases,
    dispute_moves,
    disputes,
    health,
    home,
    panel,
    papers,
    protocol,
    reviews,
    team,
    votes,
    worklist,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("health", health.health, name="health"),
    path("protocol/", protocol.protocol, name="protocol"),
    path("councils/<str:code>/", cases.Cases.as_view(), name="cases"),
    path("councils/<str:code>/cases/<uuid:child_id>/", cases.Case.as_view(), name="case"),
    path("councils/<str:code>/cases/<uuid:child_id>/papers/new/", papers.AddPaper.as_view(), name="add_paper"),
    path("councils/<str:code>/papers/<uuid:paper_id>/", papers.Paper.as_view(), name="paper"),
    path("councils/<str:code>/cases/<uuid:child_id>/reviews/new/", reviews.HoldReview.as_view(), name="hold_review"),
    path("councils/<str:code>/reviews/<uuid:review_id>/", reviews.Review.as_view(), name="review"),
    path("councils/<str:code>/reviews/<uuid:review_id>/vote/", votes.Vote.as_view(), name="vote"),
    path("councils/<str:code>/votes/", votes.Votes.as_view(), name="votes"),
    path("councils/<str:code>/appointments/", appointments.Appointments.as_view(), name="appointments"),
    path(
        "councils/<str:code>/appointments/<uuid:proposal_id>/confirm",
        appointments.ConfirmAppointment.as_view(),
        name="confirm_appointment",
    ),
    path("region/", worklist.Worklist.as_view(), name="worklist"),
    path("region/team/", team.Team.as_view(), name="team"),
    path("region/team/<str:council>/<uuid:period_id>/allocate/", team.Allocate.as_view(), name="allocate"),
    path("councils/<str:code>/disputes/", disputes.Disputes.as_view(), name="disputes"),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/", disputes.Dispute.as_view(), name="dispute"),
    path(
        "councils/<str:code>/cases/<uuid:child_id>/disputes/new/",
        disputes.RaiseDispute.as_view(),
        name="raise_dispute",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/stages/<str:level>/answer/",
        dispute_moves.AnswerDispute.as_view(),
        name="answer_dispute",
    ),
    path("councils/<str:code>/disputes/<uuid:dispute_id>/climb/", dispute_moves.Climb.as_view(), name="climb"),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/cafcass/",
        dispute_moves.ConsiderCafcass.as_view(),
        name="consider_cafcass",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/accept/",
        dispute_moves.AcceptOutcome.as_view(),
        name="accept_outcome",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/withdraw/",
        dispute_moves.WithdrawDispute.as_view(),
        name="withdraw_dispute",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/refer/",
        arbitration.ReferToArbitration.as_view(),
        name="refer_to_arbitration",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/statements/council/",
        arbitration.CouncilStatement.as_view(),
        name="state_council_case",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/statements/service/",
        arbitration.ServiceStatement.as_view(),
        name="state_service_case",
    ),
    path(
        "councils/<str:code>/disputes/<uuid:dispute_id>/determination/answer/",
        arbitration.AnswerDetermination.as_view(),
        name="answer_determination",
    ),
    path("panel/", panel.Referrals.as_view(), name="referrals"),
    path("panel/conflicts/new/", panel.ConflictPage.as_view(), name="declare_conflict"),
    path("panel/referrals/<uuid:referral_id>/", panel.ReferralPage.as_view(), name="referral"),
    path("panel/referrals/<uuid:referral_id>/draw/", panel.DrawPage.as_view(), name="draw_arbitrator"),
    path("panel/referrals/<uuid:referral_id>/draft/", panel.DraftPage.as_view(), name="draft_determination"),
    path("panel/referrals/<uuid:referral_id>/issue/", panel.IssuePage.as_view(), name="issue_determination"),
]
