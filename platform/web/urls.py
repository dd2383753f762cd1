"""The addresses of pages, one include a journey."""

from django.urls import URLPattern, URLResolver, path

from web import appointments, cases, health, home, panel, reviews, votes

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("health", health.health, name="health"),
    path("councils/<str:code>/", cases.Cases.as_view(), name="cases"),
    path("councils/<str:code>/cases/<uuid:child_id>/", cases.Case.as_view(), name="case"),
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
    path("panel/", panel.Referrals.as_view(), name="referrals"),
    path("panel/conflicts/new/", panel.ConflictPage.as_view(), name="declare_conflict"),
    path("panel/referrals/<uuid:referral_id>/", panel.ReferralPage.as_view(), name="referral"),
    path("panel/referrals/<uuid:referral_id>/draw/", panel.DrawPage.as_view(), name="draw_arbitrator"),
    path("panel/referrals/<uuid:referral_id>/draft/", panel.DraftPage.as_view(), name="draft_determination"),
    path("panel/referrals/<uuid:referral_id>/issue/", panel.IssuePage.as_view(), name="issue_determination"),
]
