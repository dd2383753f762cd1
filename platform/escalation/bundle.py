"""The bundle that is disclosed to the panel: small, minimised, and known by its hash (domain.md 7.6, 8).

Of the child: initials, age and legal status. Names of the child and of their family are not put in by us.
"""

from datetime import date
from typing import Any, Final
from uuid import UUID

from casework.models import Child, Episode
from escalation.ladders import ladder_of
from escalation.models import Answer, Concern, Dispute, Stage
from escalation.shapes import ISSUES
from ledger.acts import origin
from ledger.models import Entry, Queue
from reviews.models import Decision, DeemedAgreement, Review, Vote
from tenants.models import House

FORMAT: Final = "iro-bundle-1"


def compose(dispute: Dispute, *, council: House, region: House, on: date) -> dict[str, Any]:
    """JSON as it is stored, hashed and sent: text, numbers, booleans and nothing else. Dates are YYYY-MM-DD."""
    stages = list(dispute.stages.select_related("answer").order_by("level"))
    decision = dispute.decision
    return {
        "format": FORMAT,
        "reference": dispute.reference,
        "region": region.code,
        "council": {"code": council.code, "name": council.name},
        "child": _child(dispute, on),
        "dispute": _dispute(dispute),
        "informal": _informal(dispute.concern) if dispute.concern else None,
        "stages": [_stage(stage) for stage in stages],
        "decision": _decision(decision) if decision else None,
        "review": _review(decision.review) if decision else None,
        "reviews": [_review(one) for one in _other_reviews(dispute)],
        "care": _care(dispute),
        "cafcass": [
            {"considered_on": one.considered_on.isoformat(), "referred": one.referred, "reason": one.reason}
            for one in dispute.cafcass.order_by("considered_on", "id")
        ],
        "told": [
            {"whom": one.whom, "told": one.told, "told_on": _day(one.told_on), "point": one.point}
            for one in dispute.tellings.all()
        ],
        "related": [
            {"kind": one.kind, "reference": one.reference, "noted_on": one.noted_on.isoformat()}
            for one in dispute.proceedings.all()
        ],
        "receipts": _receipts(dispute, stages),
    }


def _other_reviews(dispute: Dispute) -> list[Review]:
    """The child's last two reviews besides the one of the decision in dispute (domain.md 1.7: the last 2 or more)."""
    held = Review.objects.filter(period=dispute.period).order_by("-held_on")
    return list((held.exclude(id=dispute.decision.review_id) if dispute.decision else held)[:2])


def _care(dispute: Dispute) -> list[dict[str, Any]]:
    """Facts of the care plan, the oldest first: what kind of placement, under which status. No place, no carer."""
    return [
        {
            "started_on": one.started_on.isoformat(),
            "legal_status": one.legal_status,
            "placement_type": one.placement_type,
            "ended_on": _day(one.ended_on),
        }
        for one in Episode.objects.shown().filter(period=dispute.period).order_by("started_on", "id")
    ]


def _child(dispute: Dispute, on: date) -> dict[str, Any]:
    child = dispute.period.child
    episode = Episode.objects.shown().filter(period=dispute.period).order_by("-started_on").first()
    return {
        "initials": child.initials,
        "age": age(child, on),
        "legal_status": episode.legal_status if episode else None,
    }


def age(child: Child, on: date) -> int:
    """In whole years."""
    born = child.date_of_birth
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _dispute(dispute: Dispute) -> dict[str, Any]:
    return {
        "raised_on": dispute.raised_on.isoformat(),
        "iro": dispute.iro_name,
        "issue": dispute.issue,
        "issue_title": ISSUES[dispute.issue],
        "rag": dispute.rag,
        "urgent": dispute.urgent,
        "description": dispute.description,
        "impact": dispute.impact,
        "child_wishes": dispute.child_wishes,
        "outcome_sought": dispute.outcome_sought,
        "sub_category": dispute.sub_category or "",
        "breached": dispute.breached or "",
        "tried": dispute.tried or "",
        "sought_by": _day(dispute.sought_by),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _informal(concern: Concern) -> dict[str, Any]:
    """What was tried before: when, with whom, and what came of it."""
    outcome = getattr(concern, "outcome", None)
    return {
        "put_on": concern.put_on.isoformat(),
        "put_to": concern.put_to,
        "concern": concern.text,
        "outcome": outcome.text if outcome else "",
    }


def _stage(stage: Stage) -> dict[str, Any]:
    answer = getattr(stage, "answer", None)
    return {
        "level": stage.level,
        "title": ladder_of(stage.dispute).rung(stage.level).title,
        "why": stage.why,
        "reason": stage.reason,
        "started_on": stage.started_on.isoformat(),
        "limit": stage.limit.isoformat(),
        "answer": _answer(answer) if answer else None,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "position": answer.position,
        "text": answer.text,
        "answered_by": answer.answered_by,
        "answered_on": answer.answered_on.isoformat(),
        "action": answer.action or "",
        "action_owner": answer.action_owner or "",
        "action_due": _day(answer.action_due),
        "resources_refused": answer.resources_refused,
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "kind": review.kind,
        "held_on": review.held_on.isoformat(),
        "participation": review.participation,
        "child_views": review.child_views,
        "no_views_reason": review.no_views_reason,
        "decisions": [_decision(one) for one in review.decisions.select_related("vote", "deemed").order_by("number")],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    vote: Vote | None = getattr(decision, "vote", None)
    deemed: DeemedAgreement | None = getattr(decision, "deemed", None)
    return {
        "number": decision.number,
        "text": decision.text,
        "owner": decision.owner_name,
        "due_on": decision.due_on.isoformat(),
        "priority": decision.priority,
        "agreed": vote.agreed if vote else None,
        "case_manager_comment": vote.case_manager_comment if vote else "",
        "deemed_agreed_on": deemed.deemed_on.isoformat() if deemed else None,
    }


def _receipts(dispute: Dispute, stages: list[Stage]) -> dict[str, Any]:
    """By which the panel can ask for proof: the changes that wrote the dispute, its stages and the answers."""
    answers = [stage.answer.pk for stage in stages if getattr(stage, "answer", None)]
    changes: list[UUID] = [
        *Dispute.history.filter(id=dispute.pk).order_by("history_id").values_list("change_id", flat=True),
        *Stage.history.filter(dispute_id=dispute.pk).order_by("history_id").values_list("change_id", flat=True),
        *Answer.history.filter(id__in=answers).order_by("history_id").values_list("change_id", flat=True),
    ]
    return {
        "origin": origin(),
        "changes": [{"change_id": str(one), "leaf_hashes": _leaves(one)} for one in dict.fromkeys(changes)],
    }


def _leaves(change_id: UUID) -> list[str]:
    """Waiting ones are asked first: a leaf that is numbered in between is then met again, and never missed."""
    found: dict[str, None] = {}
    for table in (Queue, Entry):
        for leaf in table.objects.filter(change_id=change_id).order_by("pk").values_list("leaf", flat=True):
            found[bytes(leaf).hex()] = None
    return sorted(found)
