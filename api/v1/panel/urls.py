"""The addresses of `/api/v1/panel/`. A panel's people have one panel, so that no code stands in the address."""

from django.urls import URLPattern, path

from api.v1.panel.arbitrators import Arbitrators, ConflictEnd, Conflicts, Removals, Renewals
from api.v1.panel.bundles import PanelBundle, PanelBundlePrinted
from api.v1.panel.corrections import Corrections, Decisions
from api.v1.panel.deliberation import Deliberations
from api.v1.panel.determinations import DeterminationDraft, Determinations
from api.v1.panel.orders import Orders
from api.v1.panel.publications import (
    Checks,
    Delays,
    OnePublication,
    OneVersion,
    Publications,
    PublishedCorrections,
    PublishedWithdrawals,
    Publishing,
    Versions,
)
from api.v1.panel.referrals import PanelReferral, PanelReferrals, Urns
from api.v1.panel.seats import StandDown

urlpatterns: list[URLPattern] = [
    path("panel/arbitrators", Arbitrators.as_view(), name="panel_arbitrators"),
    path("panel/arbitrators/<uuid:arbitrator_id>/conflicts", Conflicts.as_view(), name="panel_conflicts"),
    path("panel/arbitrators/<uuid:arbitrator_id>/removal", Removals.as_view(), name="panel_removal"),
    path("panel/arbitrators/<uuid:arbitrator_id>/renewal", Renewals.as_view(), name="panel_renewal"),
    path("panel/conflicts/<uuid:conflict_id>/end", ConflictEnd.as_view(), name="panel_conflict_end"),
    path("panel/correction-requests/<uuid:request_id>/decision", Decisions.as_view(), name="panel_slip_decision"),
    path("panel/publications", Publications.as_view(), name="panel_publications"),
    path("panel/publications/<uuid:determination_id>", OnePublication.as_view(), name="panel_publication"),
    path("panel/publications/<uuid:determination_id>/delays", Delays.as_view(), name="panel_delays"),
    path("panel/publications/<uuid:determination_id>/publish", Publishing.as_view(), name="panel_publish"),
    path("panel/publications/<uuid:determination_id>/versions", Versions.as_view(), name="panel_versions"),
    path(
        "panel/published/<uuid:publication_id>/corrections",
        PublishedCorrections.as_view(),
        name="panel_published_corrections",
    ),
    path(
        "panel/published/<uuid:publication_id>/withdrawal",
        PublishedWithdrawals.as_view(),
        name="panel_published_withdrawal",
    ),
    path("panel/referrals", PanelReferrals.as_view(), name="panel_referrals"),
    path("panel/referrals/<uuid:referral_id>", PanelReferral.as_view(), name="panel_referral"),
    path("panel/referrals/<uuid:referral_id>/bundles/<str:version>", PanelBundle.as_view(), name="panel_bundle"),
    path(
        "panel/referrals/<uuid:referral_id>/bundles/<str:version>/pdf",
        PanelBundlePrinted.as_view(),
        name="panel_bundle_printed",
    ),
    path("panel/referrals/<uuid:referral_id>/corrections", Corrections.as_view(), name="panel_corrections"),
    path("panel/referrals/<uuid:referral_id>/deliberation", Deliberations.as_view(), name="panel_deliberation"),
    path("panel/referrals/<uuid:referral_id>/determination", Determinations.as_view(), name="panel_determination"),
    path("panel/referrals/<uuid:referral_id>/draft", DeterminationDraft.as_view(), name="panel_draft"),
    path("panel/referrals/<uuid:referral_id>/orders", Orders.as_view(), name="panel_orders"),
    path("panel/referrals/<uuid:referral_id>/stand-down", StandDown.as_view(), name="panel_stand_down"),
    path("panel/referrals/<uuid:referral_id>/urn", Urns.as_view(), name="panel_urn"),
    path("panel/versions/<uuid:prepared_id>", OneVersion.as_view(), name="panel_version"),
    path("panel/versions/<uuid:prepared_id>/check", Checks.as_view(), name="panel_version_check"),
]
