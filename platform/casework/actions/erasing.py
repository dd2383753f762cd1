"""Erasing a child's record: the service proposes, the council confirms, the database erases (casework.erasing)."""

from uuid import UUID

from django.db import DatabaseError

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.actions.returns.receiving import kept_files
from casework.erasing import HELD, KEPT
from casework.models import Child, Erasure, ErasureProposal, Hold, HoldRelease, Paper, PeriodOfCare
from casework.queries.erasures import life, open_holds
from casework.queries.visibility import find_child
from casework.rules import erasing as rules
from casework.rules.erasing import Ground
from casework.rules.reasons import ensure_reason
from casework.shapes import ErasedRecord
from ledger.acts import Receipt, act
from ledger.erasing import NOT_TWO_PERSONS, NOTHING_THERE
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock, failures, files, pins
from tenants.problems import NotFound, Problem
from tenants.races import first_wins

ADDED_MEANWHILE = "23503"
"""SQLSTATE of a foreign key without its row."""


def place_hold(child_id: UUID, reason: str, *, actor: Actor) -> Receipt:
    """From now on nothing of this child is erased. Raises NotFound, NotPermitted, ReasonNeeded."""
    child = find_child(child_id, actor)
    actor.ensure(Permission.HOLD_PLACE)
    reason = ensure_reason(reason)
    with act(actor, "A hold was placed on the record") as change:
        Hold(child=child, reason=reason, placed_by=actor.name, placed_on=clock.today()).save(force_insert=True)
    return change.receipt


def release_hold(hold_id: UUID, reason: str, *, actor: Actor) -> Receipt:
    """Raises NotFound, NotPermitted, ReasonNeeded, AlreadyReleased."""
    hold = Hold.objects.filter(pk=hold_id).first()
    if hold is None:
        raise NotFound()
    find_child(hold.child_id, actor)
    actor.ensure(Permission.HOLD_PLACE)
    reason = ensure_reason(reason)
    released = rules.AlreadyReleased("Nothing is left to do.")
    with first_wins(released), act(actor, "A hold on the record was released") as change:
        HoldRelease(
            hold=hold, reason=reason, released_by=actor.name, released_on=clock.today()
        ).save(force_insert=True)  # fmt: skip
    return change.receipt


def propose_erasure(child_id: UUID, ground: Ground, reason: str, *, actor: Actor) -> Receipt:
    """For the service. Raises NotFound, NotPermitted, ReasonNeeded, NamesTheChild, OnHold, RetentionNotOver."""
    child = find_child(child_id, actor)
    actor.ensure(Permission.ERASURE_PROPOSE)
    reason = ensure_reason(reason)
    rules.ensure_nameless(reason, (child.reference, child.given_names, child.family_name))
    _ensure_lawful(child, ground)
    with act(actor, "The service proposed to erase a record") as change:
        ErasureProposal(
            child_id=child.id, ground=ground.value, reason=reason, proposed_by=actor.name, proposed_on=clock.today()
        ).save(force_insert=True)
    return change.receipt


def confirm_erasure(proposal_id: UUID, *, actor: Actor) -> ErasedRecord:
    """For the council: everything of the child goes, for good, but for the leaves' headers and commitments.

    Raises NotFound, NotPermitted, OnHold, RetentionNotOver, TwoPersonsNeeded, NothingToErase. Files go when the rows
    are gone; what is left behind then, by a crash or because it came in just now, `iro cases sweep-files` finds.
    """
    actor.ensure(Permission.ERASURE_CONFIRM)
    proposal = ErasureProposal.objects.filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound()
    child = find_child(proposal.child_id, actor)
    _ensure_lawful(child, Ground(proposal.ground))
    digests = set(Paper.objects.filter(child=child).values_list("sha256", flat=True))
    periods = [str(key) for key in PeriodOfCare.objects.filter(child=child).values_list("pk", flat=True)]
    erasure = Erasure(proposal=proposal, confirmed_on=clock.today())
    try:
        with act(actor, "A child’s record was erased") as change:
            erasure.save(force_insert=True)
            erasure.refresh_from_db()
            publish(Tag.CASE_ERASED, {"council": pins.current().code, "period_ids": periods})
    except DatabaseError as failure:
        raise _as_problem(failure) from failure
    return ErasedRecord(erasure.pk, erasure.entries, remove_unnamed(digests), change.receipt)


def remove_unnamed(digests: set[str] | None = None) -> int:
    """Files of the pinned house that no paper and no return names, of these or of all that are there; how many went."""
    named = set(Paper.objects.values_list("sha256", flat=True)) | kept_files()
    return sum(files.remove(digest) for digest in (files.kept() if digests is None else digests) if digest not in named)


def _ensure_lawful(child: Child, ground: Ground) -> None:
    if open_holds(child.id).exists():
        raise rules.OnHold("While the hold stands nothing is erased. Release it first, if it is over.")
    rules.ensure_time_is_over(ground, life(child), clock.today())


def _as_problem(failure: DatabaseError) -> Exception:
    """What the database refused, to whoever confirmed; any other failure as it was."""
    found: dict[str, Problem] = {
        HELD: rules.OnHold("A hold was placed meanwhile. Nothing was erased."),
        KEPT: rules.RetentionNotOver("By what was ever on record it must be kept longer. Nothing was erased."),
        NOT_TWO_PERSONS: rules.TwoPersonsNeeded("Somebody else must confirm. Nothing was erased."),
        ADDED_MEANWHILE: rules.RecordInUse(
            "Something was added just now. Nothing was erased: look again, and confirm."
        ),
        NOTHING_THERE: rules.NothingToErase("The record was erased meanwhile: nothing is left to do."),
    }
    return found.get(failures.sqlstate(failure), failure)
