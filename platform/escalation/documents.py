"""The documents of a dispute's bundle (domain.md 7.6), made of what was frozen when it was referred and of what both
sides have handed in since. They never change: later ones come after those that are there, so pages stay as they are.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from escalation.models import (
    Answer,
    ArbitrationReferral,
    CafcassConsideration,
    Concern,
    ConcernOutcome,
    CouncilFiling,
    CouncilStatement,
    Dispute,
    RelatedProceeding,
    ServiceFiling,
    ServiceStatement,
    Stage,
)
from escalation.procedure_views import procedure_of
from ledger.disclosure import Document, Passage
from reviews.models import Decision, DeemedAgreement, Review, Vote
from reviews.shapes import Participation
from timetable.procedure import Filed, FilingKind, PaperState

COUNCIL, SERVICE, BOTH = "council", "service", ""
_POSITIONS: Final = {"agree": "Agrees", "part": "Agrees in part", "disagree": "Disagrees"}
_IN: Final = (PaperState.IN_TIME, PaperState.ADMITTED)


def documents(referral: ArbitrationReferral) -> tuple[Document, ...]:
    """In the order of the bundle, without receipts. What says nothing is left out."""
    sent = referral.bundle
    made = [*_first(referral, sent), *_thread(sent), *_records(sent), *_later(referral)]
    return tuple(one for one in made if one.passages)


def _first(referral: ArbitrationReferral, sent: Mapping[str, Any]) -> Iterator[Document]:
    dispute, on = sent["dispute"], referral.referred_on.isoformat()
    yield _document("notice", "Notice of arbitration", SERVICE, on, {"Why it is referred": referral.grounds})
    yield _document("chronology", "Chronology", BOTH, on, {"Day by day": "\n".join(_chronology(referral, sent))})
    yield _document(
        "dispute", "Statement of issues", SERVICE, dispute["raised_on"],
        {
            "The child": _child(sent["child"]),
            "About": _joined(dispute["issue_title"], dispute.get("sub_category")),
            "What is wrong": dispute["description"],
            "Impact on the child": dispute["impact"],
            "What was breached": dispute.get("breached"),
            "What was tried": dispute.get("tried"),
            "Outcome sought": _joined(dispute["outcome_sought"], _by(dispute.get("sought_by"))),
        },
    )  # fmt: skip
    yield _document(
        "wishes", "What the child wishes", BOTH, dispute["raised_on"], {"The child’s wishes": dispute["child_wishes"]}
    )


def _thread(sent: Mapping[str, Any]) -> Iterator[Document]:
    """What both wrote to one another before the referral."""
    informal = sent.get("informal")
    if informal:
        yield _document(
            "informal", "Put informally", SERVICE, informal["put_on"],
            {f"Put to {informal['put_to']}": informal["concern"], "What came of it": informal["outcome"]},
        )  # fmt: skip
    for stage in sent["stages"]:
        title, answer = f"{stage['level']}, {stage['title'].lower()}", stage["answer"]
        yield _document(
            f"stage-{stage['level']}", f"Put at {title}", SERVICE, stage["started_on"],
            {"Put at this level": _joined(stage["reason"], f"To be answered by {stage['limit']}.")},
        )  # fmt: skip
        if answer:
            done = _joined(answer.get("action"), answer.get("action_owner"), _by(answer.get("action_due")))
            position = _POSITIONS.get(answer["position"], answer["position"])
            yield _document(
                f"answer-{stage['level']}", f"Answer at {title}", COUNCIL, answer["answered_on"],
                {"Position": position, "Answer": answer["text"], "To be done": done},
            )  # fmt: skip


def _records(sent: Mapping[str, Any]) -> Iterator[Document]:
    """Of reviews, of the care that the child has, and of what runs beside the dispute."""
    for number, review in enumerate([one for one in (sent["review"], *sent.get("reviews", ())) if one], start=1):
        decisions = {f"Decision {one['number']}": _decided(one) for one in review["decisions"]}
        yield _document(
            f"review-{number}", f"Record of the review of {review['held_on']}", BOTH, review["held_on"],
            {
                "The child’s part": Participation(review["participation"]).meaning,
                "The child’s views": review["child_views"],
                "Why no views are recorded": review["no_views_reason"],
                **decisions,
            },
        )  # fmt: skip
    care = sent.get("care", ())
    facts = {f"From {one['started_on']}": _facts(one) for one in care}
    yield _document("care", "Facts of the child’s care", COUNCIL, care[-1]["started_on"] if care else "", facts)
    for number, one in enumerate(sent["cafcass"], start=1):
        said = {"Referred to Cafcass" if one["referred"] else "Not referred to Cafcass": one["reason"]}
        yield _document(f"cafcass-{number}", "Cafcass considered", SERVICE, one["considered_on"], said)


def _later(referral: ArbitrationReferral) -> Iterator[Document]:
    """Both statements, then the papers: in time, or admitted by the panel."""
    for side, title, made in (
        (SERVICE, "The IRO’s statement", getattr(referral, "service_statement", None)),
        (COUNCIL, "The council’s statement", getattr(referral, "council_statement", None)),
    ):
        if made:
            yield _document(f"statement-{side}", title, side, made.made_on.isoformat(), {"Statement": made.text})
    for paper in _papers(referral):
        said = {"Paper": paper.text, "Why it came late": paper.why_late}
        yield _document(f"paper-{paper.id}", paper.title, paper.side, paper.made_on.isoformat(), said)


def _papers(referral: ArbitrationReferral) -> list[Filed]:
    known = procedure_of(referral)
    return [one for one in known.of_kind(FilingKind.PAPER) if known.paper_state(one) in _IN]


def _document(key: str, title: str, side: str, dated: str, said: Mapping[str, str | None]) -> Document:
    passages = tuple(Passage(label, text) for label, text in said.items() if text)
    return Document(key, title, side, dated, passages)


def _chronology(referral: ArbitrationReferral, sent: Mapping[str, Any]) -> list[str]:
    days = [(sent["dispute"]["raised_on"], "The IRO raised the dispute")]
    days += [(one["held_on"], "A review was held") for one in (sent["review"], *sent.get("reviews", ())) if one]
    for stage in sent["stages"]:
        days.append((stage["started_on"], f"Put at {stage['level']}, {stage['title'].lower()}"))
        if stage["answer"]:
            days.append((stage["answer"]["answered_on"], f"The council answered at {stage['level']}"))
    days += [(one["considered_on"], "The IRO considered Cafcass") for one in sent["cafcass"]]
    days += [(one["noted_on"], f"Beside it, a {one['kind']}: {one['reference']}") for one in sent.get("related", ())]
    days.append((referral.referred_on.isoformat(), "Referred to arbitration"))
    return [f"{day}: {what}." for day, what in sorted(days, key=lambda one: one[0])]


def _child(one: Mapping[str, Any]) -> str:
    return f"{one['initials']}, {one['age']} years old."


def _decided(one: Mapping[str, Any]) -> str:
    said = {True: "The council agreed.", False: "The council did not agree."}.get(one["agreed"])
    view = said or ("Agreed by silence." if one["deemed_agreed_on"] else "")
    return _joined(one["text"], f"{one['owner']}, by {one['due_on']}.", view, one["case_manager_comment"])


def _facts(one: Mapping[str, Any]) -> str:
    until = f"Until {one['ended_on']}." if one["ended_on"] else ""
    return _joined(f"Legal status {one['legal_status']}, placement {one['placement_type']}.", until)


def _by(day: str | None) -> str:
    return f"By {day}." if day else ""


def _joined(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def histories(referral: ArbitrationReferral) -> dict[str, list[QuerySet[Any]]]:
    """What was recorded of each document, by its key: the changes whose receipts go with it."""
    dispute = referral.dispute
    of_dispute = Dispute.history.filter(id=dispute.pk)
    found: dict[str, list[QuerySet[Any]]] = {
        "notice": [ArbitrationReferral.history.filter(id=referral.pk)],
        "chronology": [RelatedProceeding.history.filter(dispute_id=dispute.pk)],
        "dispute": [of_dispute],
        "wishes": [of_dispute],
        "informal": [
            Concern.history.filter(id=dispute.concern_id), ConcernOutcome.history.filter(concern_id=dispute.concern_id)
        ],
        "statement-council": [CouncilStatement.history.filter(referral_id=referral.pk)],
        "statement-service": [ServiceStatement.history.filter(referral_id=referral.pk)],
    }  # fmt: skip
    for stage in dispute.stages.all():
        found[f"stage-{stage.level}"] = [Stage.history.filter(id=stage.pk)]
        found[f"answer-{stage.level}"] = [Answer.history.filter(stage_id=stage.pk)]
    for number, one in enumerate(dispute.cafcass.order_by("considered_on", "id"), start=1):
        found[f"cafcass-{number}"] = [CafcassConsideration.history.filter(id=one.pk)]
    for number, review_id in _reviews(referral).items():
        found[f"review-{number}"] = _of_review(review_id)
    filed: dict[str, Any] = {COUNCIL: CouncilFiling.history, SERVICE: ServiceFiling.history}
    for paper in _papers(referral):
        found[f"paper-{paper.id}"] = [filed[paper.side].filter(id=paper.id)]
    return found


def _reviews(referral: ArbitrationReferral) -> dict[int, UUID]:
    """Of the reviews by their number among the documents: of a period there is one on a day."""
    sent = referral.bundle
    days = [one["held_on"] for one in (sent["review"], *sent.get("reviews", ())) if one]
    held = Review.objects.filter(period=referral.dispute.period).values_list("held_on", "id")
    by_day = {day.isoformat(): id_ for day, id_ in held}
    return {number: by_day[day] for number, day in enumerate(days, start=1) if day in by_day}


def _of_review(review_id: UUID) -> list[QuerySet[Any]]:
    decisions = list(Decision.objects.filter(review=review_id).values_list("id", flat=True))
    return [
        Review.history.filter(id=review_id),
        Decision.history.filter(review_id=review_id),
        Vote.history.filter(decision_id__in=decisions),
        DeemedAgreement.history.filter(decision_id__in=decisions),
    ]
