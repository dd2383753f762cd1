"""A referral's bundles and redactions as both sides see them: the same for both."""

from datetime import date
from typing import Any

from escalation.bundle_shapes import BundleView, IndexLine
from escalation.documents import documents
from escalation.models import ArbitrationReferral, CouncilRedaction, FrozenBundle, ServiceRedaction
from escalation.redactions import Proposed, RedactionView
from ledger.disclosure import CLOSED, OPEN, REASONS, Document, in_order, open_version
from tenants.problems import NotFound


def bundle_view(referral: ArbitrationReferral) -> BundleView | None:
    """None before any was frozen."""
    row = referral.frozen.last()
    return of_content(row.content, row.number, row.frozen_on) if row else None


def of_content(content: dict[str, Any], number: int, frozen_on: date) -> BundleView:
    pieces = [piece for one in content["documents"] for passage in one["passages"] for piece in passage["pieces"]]
    return BundleView(
        number=number, frozen_on=frozen_on, root=content["root"], pages=content["cover"]["pages"],
        index=tuple(
            IndexLine(
                number=one["number"], key=one["key"], title=one["title"], side=one["side"], dated=one["dated"],
                pages=(one["pages"][0], one["pages"][1]),
            )
            for one in content["documents"]
        ),
        withheld=sum(bool(piece["withheld"]) for piece in pieces),
    )  # fmt: skip


def content_of(referral: ArbitrationReferral | None, version: str) -> dict[str, Any]:
    """The newest bundle in this version, as `iro-verify` takes it. Raises NotFound."""
    row: FrozenBundle | None = referral.frozen.last() if referral else None
    if row is None or version not in (OPEN, CLOSED):
        raise NotFound("There is no such bundle yet. Come back when it is frozen.")
    return open_version(row.content) if version == OPEN else in_order(row.content)


def redaction_views(referral: ArbitrationReferral) -> tuple[RedactionView, ...]:
    """In the order in which they were proposed."""
    rows: list[tuple[str, CouncilRedaction | ServiceRedaction]] = [
        *(("council", row) for row in referral.council_redactions.select_related("second")),
        *(("service", row) for row in referral.service_redactions.select_related("second")),
    ]
    known = {one.key: one for one in documents(referral)} if rows else {}
    found = [_redaction(row, side, known) for side, row in rows]
    return tuple(sorted(found, key=lambda one: (one.proposed_on, str(one.id))))


def _redaction(row: CouncilRedaction | ServiceRedaction, side: str, known: dict[str, Document]) -> RedactionView:
    second, document = getattr(row, "second", None), known.get(row.document)
    return RedactionView(
        id=row.id, side=side, document=row.document, title=document.title if document else "", passage=row.passage,
        label=document.passages[row.passage - 1].label if document else "", words=row.words, reason=row.reason,
        reason_title=REASONS.get(row.reason, row.reason), why=row.why, proposed_by=row.proposed_by,
        proposed_on=row.proposed_on,
        agreed=second.agreed if second else None, note=second.note if second else "",
        checked_by=second.checked_by if second else "", checked_on=second.checked_on if second else None,
    )  # fmt: skip


def agreed(redactions: tuple[RedactionView, ...]) -> tuple[Proposed, ...]:
    """What both sides want withheld."""
    return tuple(
        Proposed(document=one.document, passage=one.passage, words=one.words, reason=one.reason, why=one.why)
        for one in redactions
        if one.agreed
    )
