"""From a determination to the register: an anonymised version, a second person's check, then the publication."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import publishing as rules
from arbitration.actions.complying import note_compliance
from arbitration.models import (
    Determination,
    PreparedPublication,
    Publication,
    PublicationCheck,
    PublicationDelay,
    RegisterTally,
)
from arbitration.publication_sight import answer_of, determination_in_sight, known_of, prepared_in_sight
from ledger.acts import Receipt, act
from ledger.sealed import sha256_of
from tenants import clock, pins
from tenants.problems import NotFound
from tenants.races import first_wins


def prepare_publication(
    determination_id: UUID, outcome: str, texts: Mapping[str, str], *, actor: Actor
) -> tuple[PreparedPublication, Receipt]:  # fmt: skip
    """Keep an anonymised version, by the secretary or the arbitrator whose determination it is (NotFound for others).

    As often as it is needed: each is a version of its own. Raises NotPublishable (the council may still answer, or it
    was withdrawn), Invalid, StillTraceable, AlreadyPrepared.
    """
    actor.ensure(Permission.PUBLICATION_PREPARE)
    twice = rules.AlreadyPrepared("Open the newest version, and change that.")
    with first_wins(twice), act(actor, "prepare a publication") as change:
        determination = determination_in_sight(determination_id, actor)
        published = published_of(determination)
        if published is not None and hasattr(published, "withdrawal"):
            raise rules.NotPublishable("It was withdrawn from the register, for good.")
        answer = rules.ensure_answered(*answer_of(determination), clock.today())
        rules.ensure_texts(texts, determination.content, outcome, answer)
        rules.ensure_untraceable(texts, known_of(determination))
        last = determination.prepared.last()
        kept = PreparedPublication(
            determination=determination, number=last.number + 1 if last else 1, outcome=outcome, texts=dict(texts),
            sha256=sha256_of(dict(texts)), prepared_by=actor.id, prepared_by_name=actor.name, prepared_on=clock.today(),
        )  # fmt: skip
        kept.save(force_insert=True)
    return kept, change.receipt


def check_publication(
    prepared_id: UUID, passed: bool, answers: Mapping[str, bool], reasons: str, *, actor: Actor
) -> tuple[PublicationCheck, Receipt]:  # fmt: skip
    """Pass the newest version of a determination, or return it with reasons; by somebody who did not prepare it.

    Raises NotFound, SamePerson, AlreadyChecked, NotPublishable (a newer version is there), Invalid.
    """
    actor.ensure(Permission.PUBLICATION_CHECK)
    twice = rules.AlreadyChecked("Somebody checked this version. Prepare another one if it must change.")
    with first_wins(twice), act(actor, "check whether anybody can be recognised") as change:
        prepared = prepared_in_sight(prepared_id, actor)
        rules.ensure_second(prepared.prepared_by, actor.id)
        rules.ensure_answers(passed, answers, reasons)
        _ensure_newest(prepared)
        kept = PublicationCheck(
            prepared=prepared, prepared_by=prepared.prepared_by, passed=passed, answers=dict(answers), reasons=reasons,
            checked_by=actor.id, checked_by_name=actor.name, checked_on=clock.today(),
        )  # fmt: skip
        kept.save(force_insert=True)
    return kept, change.receipt


def publish_determination(determination_id: UUID, *, actor: Actor) -> tuple[Publication, Receipt]:
    """Put the newest version, which a second person passed, on the register under the next citation. By the secretary.

    Raises NotFound, NotPublishable (not passed, or delayed), StillTraceable, AlreadyPublished (also when somebody else
    took the number at the same moment: try again).
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    twice = rules.AlreadyPublished("This, or another under the same number, was published a moment ago. Look again.")
    with first_wins(twice), act(actor, "publish a determination") as change:
        today = clock.today()
        determination = determination_in_sight(determination_id, actor)
        if published_of(determination) is not None:
            raise rules.AlreadyPublished("What is on the register is corrected or withdrawn there.")
        check = passed_check(determination)
        rules.ensure_undelayed(rules.delayed_until(determination.delays.values_list("ground", "until"), today))
        kept = _published(determination, check, today)
        kept.save(force_insert=True)
        note_compliance(kept, determination, today)
        _tally(today)
    return kept, change.receipt


def _published(determination: Determination, check: PublicationCheck, today: date) -> Publication:
    referral = determination.referral
    earlier = Publication.objects.filter(check_passed__prepared__determination__referral__council=referral.council)
    named = rules.naming(referral.council, referral.council_name, earlier.count() + 1)
    newest = Publication.objects.filter(year=today.year).order_by("-number").first()
    cited = rules.Citation(pins.current().code, today.year, newest.number + 1 if newest else 1)
    content = contents(determination, check.prepared, named, cited, today)
    return Publication(
        check_passed=check, year=cited.year, number=cited.number, slug=cited.slug, content=content,
        sha256=sha256_of(content), issue=content["issue"], outcome=content["outcome"], quarter=content["determined_in"],
        region=content["region"], council=named.code, of_council=named.of_council, published_on=today,
    )  # fmt: skip


def delay_publication(
    determination_id: UUID, ground: str, reason: str, until: date, *, actor: Actor
) -> tuple[PublicationDelay, Receipt]:  # fmt: skip
    """Not before `until`, for a court's sake; as often as it must be, and `until` today ends the delay on this ground.

    The register tells how many are delayed, no more.

    By the secretary. Raises NotFound, Invalid, AlreadyPublished.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    meanwhile = rules.NotPublishable("Something else changed on the register at the same moment. Try again.")
    with first_wins(meanwhile), act(actor, "delay a publication") as change:
        today = clock.today()
        determination = determination_in_sight(determination_id, actor)
        if published_of(determination) is not None:
            raise rules.AlreadyPublished("It can be withdrawn, but no longer delayed.")
        rules.ensure_delay(ground, reason, until, today)
        last = determination.delays.last()
        kept = PublicationDelay(
            determination=determination, number=last.number + 1 if last else 1, ground=ground, reason=reason,
            until=until, delayed_by=actor.name, delayed_on=today,
        )  # fmt: skip
        kept.save(force_insert=True)
        _tally(today)
    return kept, change.receipt


def contents(
    determination: Determination, prepared: PreparedPublication, named: rules.Naming, cited: rules.Citation, day: date
) -> dict[str, Any]:  # fmt: skip
    """A checked version as it is published. What is known may have grown since, so it is looked through once more."""
    rules.ensure_untraceable(prepared.texts, known_of(determination))
    answer = rules.ensure_answered(*answer_of(determination), clock.today())
    return rules.compose(
        determination.content, prepared.texts, prepared.outcome, answer, named, cited, determination.issued_on, day
    )


def passed_check(determination: Determination) -> PublicationCheck:
    """Of the newest version. Raises NotPublishable."""
    newest = determination.prepared.select_related("check_made").last()
    check: PublicationCheck | None = getattr(newest, "check_made", None)
    if check is None or not check.passed:
        raise rules.NotPublishable("A second person must pass the newest version first.")
    return check


def published_of(determination: Determination) -> Publication | None:
    rows = Publication.objects.select_related("withdrawal", "check_passed__prepared__determination__referral")
    return rows.filter(check_passed__prepared__determination=determination).first()


def publication_here(publication_id: UUID) -> Publication:
    rows = Publication.objects.select_related("withdrawal", "check_passed__prepared__determination__referral")
    found = rows.filter(id=publication_id).first()
    if found is None:
        raise NotFound()
    return found


def _ensure_newest(prepared: PreparedPublication) -> None:
    if PreparedPublication.objects.filter(
        determination=prepared.determination_id, number__gt=prepared.number
    ).exists():  # fmt: skip
        raise rules.NotPublishable("A newer version was prepared. Check that one.")


def _tally(today: date) -> None:
    """How many wait for a court by now: noted where the public can read it, since it can't read the delays."""
    published = Publication.objects.values("check_passed__prepared__determination")
    waiting: dict[UUID, list[tuple[str, date]]] = {}
    for delay in PublicationDelay.objects.exclude(determination__in=published):
        waiting.setdefault(delay.determination_id, []).append((delay.ground, delay.until))
    delayed = sum(rules.delayed_until(said, today) is not None for said in waiting.values())
    last = RegisterTally.objects.last()
    RegisterTally(number=last.number + 1 if last else 1, delayed=delayed, noted_on=today).save(force_insert=True)
