"""A determination on its way to the register: by its arbitrator, the secretary and a second person."""

from uuid import UUID

from arbitration import actions, publishing
from arbitration.models import (
    Determination,
    DirectionState,
    PreparedPublication,
    Publication,
    PublicationCheck,
    PublicationCorrection,
    PublicationDelay,
    PublicationWithdrawal,
    PublishedCompliance,
    RegisterTally,
)
from arbitration.publication_views import work
from notifications.tags import Tag
from tenants.pins import pinned
from tests.arbitration import post

TABLES = (
    PreparedPublication, PublicationCheck, PublicationDelay, Publication, PublicationCorrection, PublicationWithdrawal,
    PublishedCompliance, RegisterTally, DirectionState,
)  # fmt: skip
AFFIRMED = dict.fromkeys(publishing.QUESTIONS, True)
SUMMARY = "A child lived far from school, and nothing nearer was looked for."


def determined(cast, house: str = "council/210", position: str = "decline", **changes: object) -> UUID:
    """Determined and answered; returns the determination's id."""
    referral_id = post.refer(cast, house, **changes)
    post.both_speak(cast, referral_id, house)
    drawn = post.sitting(cast, referral_id)[0]
    with post.panel(cast):
        actions.save_draft(referral_id, post.whole_text(), actor=drawn)
        issued, _ = actions.issue_determination(referral_id, actor=drawn)
    if position:
        answer(cast, issued.id, position, house)
    return issued.id


def answer(cast, determination_id: UUID, position: str, house: str = "council/210") -> None:
    with post.panel(cast):
        referral_id = Determination.objects.get(id=determination_id).referral_id
    sent = {
        "answer_id": str(determination_id), "determination_id": str(determination_id), "referral_id": str(referral_id),
        "position": position, "reasons": "" if position == "comply" else "Dora Singh says that no home is free.",
        "answered_by": "Dora Singh", "answered_on": post.today().isoformat(),
    }  # fmt: skip
    assert post.post(cast, house, Tag.DETERMINATION_ANSWERED, sent) == 1


def secretary(cast):
    return cast.actor("sara", "panel/national")


def second(cast):
    return cast.actor("arno", "panel/national")


def prepared(cast, determination_id: UUID, **changes: str) -> UUID:
    with post.panel(cast):
        texts = {**work(determination_id, actor=secretary(cast)).texts, "summary": SUMMARY, **changes}
        kept, _ = actions.prepare_publication(determination_id, "iro", texts, actor=secretary(cast))
    return kept.id


def passed(cast, determination_id: UUID, **changes: str) -> None:
    prepared_id = prepared(cast, determination_id, **changes)
    with post.panel(cast):
        actions.check_publication(prepared_id, True, AFFIRMED, "", actor=second(cast))


def published(cast, determination_id: UUID, **changes: str) -> Publication:
    passed(cast, determination_id, **changes)
    with post.panel(cast):
        return actions.publish_determination(determination_id, actor=secretary(cast))[0]


def reading(cast):
    """As anybody who reads the register."""
    return pinned(cast.house("panel/national").reader_pin())


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in TABLES}
