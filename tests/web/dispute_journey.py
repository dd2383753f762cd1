"""A dispute's way, walked through the pages by the people whose turn it is."""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection

from escalation.actions import seal_council_share
from escalation.models import (
    Answer,
    ArbitrationReferral,
    CafcassConsideration,
    Closure,
    CouncilStatement,
    DeterminationAnswer,
    DirectionFinding,
    DirectionReport,
    Dispute,
    FreeDecision,
    RelatedProceeding,
    ServiceShare,
    ServiceStatement,
    Stage,
    ToldOf,
)
from notifications.relay import relay
from tenants import clock
from tenants.pins import pinned
from tests.reviews.care import in_care

TABLES = (
    Dispute, Stage, Answer, CafcassConsideration, Closure, FreeDecision, ArbitrationReferral, CouncilStatement,
    ServiceStatement, DeterminationAnswer, DirectionReport, DirectionFinding, ServiceShare,
    ToldOf, RelatedProceeding,
)  # fmt: skip
RAISED = {
    "child_wishes": "I want to see Zoë’s dog and my brother.",
    "issue": "IC13",
    "rag": "amber",
    "description": "No contact since March, although the review decided on two visits a month.",
    "impact": "She cries after school & stays in her room.",
    "outcome_sought": "Two visits a month, from this week.",
    "level": "L1",
}
PEOPLE = {"Arno Vane": "arno", "Iris Coleman": "iris"}


@dataclass(frozen=True)
class Raised:
    """A dispute that Ada raised in Southwark, by its address."""

    child_id: UUID
    dispute_id: UUID
    address: str


def raise_dispute(cast, ada, **changes: str) -> Raised:
    child = in_care(cast)
    answer = ada.post(new(child.child_id), RAISED | changes)
    assert answer.status_code == 302, answer.content.decode()
    address = answer["Location"]
    return Raised(child.child_id, UUID(re.search(r"disputes/([0-9a-f-]{36})/", address)[1]), address)


def new(child_id: UUID, code: str = "210") -> str:
    return f"/councils/{code}/cases/{child_id}/disputes/new/"


def deliver(cast, *houses: str) -> None:
    """Relay what waits in these houses."""
    for name in houses or ("council/210", "panel/national"):
        relay(cast.house(name))


def refer_urgently(cast, ada) -> Raised:
    """Raised as urgent and referred at once; the panel has it."""
    raised = raise_dispute(cast, ada, urgent="on", rag="red")
    grounds = {"grounds": "The director’s answer can’t come in time."}
    assert ada.post(f"{raised.address}refer/", grounds).status_code == 302
    draw(cast, raised, ada)
    return raised


def draw(cast, raised: Raised, ada, dora=None) -> None:
    """The urn comes back from the panel, both sides put in their shares, and the arbitrator is drawn."""
    deliver(cast)
    assert ada.post(f"{raised.address}draw/service/", {"words": "4 2 6"}).status_code == 302
    if dora is not None:
        assert dora.post(f"{raised.address}draw/council/", {"words": ""}).status_code == 302
    else:
        put_in_councils_share(cast, raised)
    deliver(cast)
    deliver(cast)


def put_in_councils_share(cast, raised: Raised) -> None:
    with pinned(cast.house("council/210").own_pin()):
        seal_council_share(referral_of_dispute(raised), "", actor=cast.actor("dora", "council/210"))


def referral_of_dispute(raised: Raised) -> UUID:
    return ArbitrationReferral.objects.get(dispute_id=raised.dispute_id).id


def both_sides_speak(cast, raised: Raised, ada, dora) -> None:
    said = {"text": "What the service says."}
    assert ada.post(f"{raised.address}statements/service/", said).status_code == 302
    said = {"text": "What the council says."}
    assert dora.post(f"{raised.address}statements/council/", said).status_code == 302
    deliver(cast)


def draft(days: int = 30, **changes: str) -> dict[str, str]:
    """A determination that can be issued, as the draft's page posts it."""
    due = clock.today() + timedelta(days=days)
    return {
        "issues": "Whether a nearer placement was looked for.",
        "evidence": "The bundle and both statements.",
        "findings": "Two placements nearer by were never looked at.",
        "reasons": "The council gives cost alone.",
        "item_1_kind": "recommend",
        "item_1_text": "Offer a placement within 20 miles",
        "item_1_owner": "The director",
        "item_1_due_on_day": str(due.day),
        "item_1_due_on_month": str(due.month),
        "item_1_due_on_year": str(due.year),
    } | changes


def filable(browser, page: str) -> list[str]:
    """What can be filed with the panel now, in the order in which the page offers it."""
    return re.findall(r'name="what" value="([^"]*)"', browser.get(page).content.decode())


def referral_of(cast, raised: Raised) -> UUID:
    with pinned(cast.house("council/210").service_pin()):
        return referral_of_dispute(raised)


def written(cast, code: str = "210") -> dict[str, int]:
    """How many rows each table of disputes holds, history included."""
    with pinned(cast.house(f"council/{code}").service_pin()), connection.cursor() as cursor:
        found = {}
        for model in TABLES:
            for table in (model._meta.db_table, model.history.model._meta.db_table):
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                found[table] = cursor.fetchone()[0]
    return found
