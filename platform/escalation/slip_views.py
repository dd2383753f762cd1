"""Slips of a determination as both sides see them."""

from datetime import date
from uuid import UUID

from escalation.models import CouncilSlipRequest, ReceivedCorrection, ReceivedDetermination, ServiceSlipRequest
from escalation.panel_shapes import CorrectionView, SlipRequestView


def correction_views(determination: ReceivedDetermination) -> tuple[CorrectionView, ...]:
    return tuple(map(_correction, determination.corrections.all()))


def _correction(row: ReceivedCorrection) -> CorrectionView:
    content = row.content
    return CorrectionView(
        number=row.number, passage=content["passage"], words=content["words"], reading=content["reading"],
        reason=content["reason"], corrected_by=content["corrected_by"],
        corrected_on=date.fromisoformat(content["corrected_on"]),
        request_id=row.request_id, content=content, sha256=row.sha256,
    )  # fmt: skip


def request_views(determination: ReceivedDetermination) -> tuple[SlipRequestView, ...]:
    granted = {one.request_id for one in determination.corrections.all()}
    refused = {one.request_id: one.reasons for one in determination.slip_refusals.all()}
    both = (("council", determination.council_slip_requests), ("service", determination.service_slip_requests))
    found = [_request(side, row, granted, refused) for side, rows in both for row in rows.all()]
    return tuple(sorted(found, key=lambda one: (one.asked_on, one.id)))


def _request(
    side: str, row: CouncilSlipRequest | ServiceSlipRequest, granted: set[UUID | None], refused: dict[UUID, str]
) -> SlipRequestView:
    return SlipRequestView(
        id=row.id, side=side, passage=row.passage, words=row.words, reading=row.reading, reason=row.reason,
        asked_by=row.asked_by, asked_on=row.asked_on,
        state="granted" if row.id in granted else "refused" if row.id in refused else "waiting",
        refusal=refused.get(row.id, ""),
    )  # fmt: skip
