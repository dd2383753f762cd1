"""The text of a determination: the template of domain.md 7.6, filled in. Pure: rows in, JSON out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from arbitration.deliberation import Word
from arbitration.models import Arbitrator, Draw, PartyStatement, Referral
from arbitration.reach import NOT_DECIDED, REMINDER
from arbitration.seating import Member
from arbitration.shapes import DraftText
from ledger.sealed import sha256_of
from timetable.procedure import FilingKind, Procedure

FORMAT = "iro-determination-2"
NATURE = (
    "An independent determination under the arbitration protocol, on paper, by arbitrators who were drawn blind. "
    "It is not an award under the Arbitration Act 1996."
)
COMPLY_OR_EXPLAIN = "The council complies, or publishes its reasons for not complying. Silence counts as a refusal."
NO_WISHES = "The bundle holds no record of the child's wishes."


def compose(
    referral: Referral,
    draws: Sequence[Draw],
    sitting: Sequence[Member],
    statements: Iterable[PartyStatement],
    text: DraftText,
    procedure: Procedure,
    dissents: Iterable[Word] = (),
    *,
    issued_on: date,
    answer_limit: date,
) -> dict[str, Any]:
    """The whole determination as JSON; its hash is `ledger.sealed.sha256_of` of this."""
    heard = sorted(statements, key=lambda statement: statement.side)
    return {
        "format": FORMAT,
        "referral": {"id": str(referral.id), "reference": referral.reference},
        "parties": {
            "service": {"region": referral.region},
            "council": {"code": referral.council, "name": referral.council_name},
        },
        "procedure": {**_procedure(referral, draws), **_heard(procedure)},
        "issues": {"category": referral.issue, "grounds": referral.grounds, "text": text.issues.strip()},
        "evidence": {"text": text.evidence.strip(), **_evidence(referral, heard)},
        "child_wishes": wishes(referral.bundle),
        "findings": text.findings.strip(),
        "reasons": text.reasons.strip(),
        "items": [{"number": number, **item.as_dict()} for number, item in enumerate(text.items, start=1)],
        "compliance": {"rule": COMPLY_OR_EXPLAIN, "answer_limit": answer_limit.isoformat()},
        "not_decided": list(NOT_DECIDED),
        "reminder": REMINDER,
        "arbitrator": _signature(sitting[0].arbitrator),
        "panel": [{"place": one.place, **_signature(one.arbitrator)} for one in sitting],
        "dissents": [{"name": one.name, "reasons": one.text} for one in dissents],
        "issued_on": issued_on.isoformat(),
    }


def wishes(bundle: Mapping[str, Any]) -> str:
    """The child's wishes as the bundle records them, at its top or with the dispute."""
    for part in (bundle, bundle.get("dispute")):
        if isinstance(part, Mapping) and (found := part.get("child_wishes")):
            return str(found)
    return NO_WISHES


def _procedure(referral: Referral, draws: Sequence[Draw]) -> dict[str, Any]:
    """Of the draws: the first, which made the panel, whole; and the hash of each, in their order."""
    draw = draws[0]
    return {
        "nature": NATURE,
        "received_on": referral.received_on.isoformat(),
        "urgent": referral.urgent,
        "limit": referral.limit.isoformat(),
        "drawn_on": draw.drawn_on.isoformat(),
        "drawn_from": len(draw.candidates),
        "seed": draw.seed,
        "draw_sha256": sha256_of(draw.record) if draw.record else "",
        "draws": [sha256_of(one.record) for one in draws if one.record],
    }


def _heard(procedure: Procedure) -> dict[str, Any]:
    """How the sides were heard: each order and filing by its kind and day, and which papers were left out."""
    return {
        "summary": procedure.is_summary,
        "orders": [
            {"number": one.number, "kind": one.kind, "made_on": one.made_on.isoformat(), "sha256": sha256_of(one.text)}
            for one in procedure.orders
        ],
        "filings": [
            {"id": str(one.id), "side": one.side, "kind": one.kind, "made_on": one.made_on.isoformat()}
            for one in procedure.filings
        ],
        "papers": [
            {"id": str(one.id), "side": one.side, "title": one.title, "state": procedure.paper_state(one)}
            for one in procedure.of_kind(FilingKind.PAPER)
        ],
    }


def _evidence(referral: Referral, statements: Iterable[PartyStatement]) -> dict[str, Any]:
    return {
        "bundle_sha256": referral.bundle_sha256,
        "statements": [
            {
                "side": statement.side,
                "made_by": statement.made_by,
                "made_on": statement.made_on.isoformat(),
                "sha256": sha256_of(statement.text),
            }
            for statement in statements
        ],
    }


def _signature(arbitrator: Arbitrator) -> dict[str, str]:
    return {"id": str(arbitrator.id), "name": arbitrator.name}
