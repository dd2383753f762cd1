"""Slips of a determination as the panel's people see them."""

from arbitration.models import Determination, SlipCorrection, SlipRequest
from arbitration.shapes import CorrectionView, SlipRequestView
from ledger.slips import Slip, slip_of


def correction_views(issued: Determination) -> tuple[CorrectionView, ...]:
    return tuple(_correction(row) for row in issued.corrections.select_related("request"))


def _correction(row: SlipCorrection) -> CorrectionView:
    content = row.content
    return CorrectionView(
        row.number, slip_of(content), content["reason"], row.request.side if row.request else "",
        content["corrected_by"], row.corrected_on, content, row.sha256,
    )  # fmt: skip


def request_views(issued: Determination) -> tuple[SlipRequestView, ...]:
    rows = issued.slip_requests.select_related("correction", "refusal")
    return tuple(_request(row) for row in rows)


def _request(row: SlipRequest) -> SlipRequestView:
    refusal = getattr(row, "refusal", None)
    state = "refused" if refusal else "granted" if hasattr(row, "correction") else "waiting"
    return SlipRequestView(
        row.id, row.side, Slip(row.passage, row.words, row.reading), row.reason, row.asked_by, row.asked_on, state,
        refusal.reasons if refusal else "",
    )  # fmt: skip
