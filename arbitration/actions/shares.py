"""Both sides' shares of a draw: first sealed, all of them; then called for, opened, and the draw done at the last one.

A side that never seals takes no part; one that seals and doesn't open has its commitment counted (`ledger.draws`).
"""

from datetime import date

import structlog

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.actions.drawing import draw
from arbitration.actions.urns import of_urn
from arbitration.models import OpenedShare, SealedShare, SharesCalled, Urn
from arbitration.shapes import SentSeal, SentShare
from arbitration.sight import urn_here
from ledger.acts import act
from ledger.draws import PARTIES, commitment
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins
from timetable.queries import england

log = structlog.get_logger(__name__)


def seal_share(sent: SentSeal, *, actor: Actor) -> None:
    """Keep a side's commitment; with the last of them the shares are called for. The same one twice changes nothing.

    Raises NotFound, Invalid (no side), AlreadySealed. Too late, it is noted in the log alone: the draw has gone on.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    rules.ensure_side(sent.side)
    urn = urn_here(sent.referral_id, sent.council, sent.number)
    if SealedShare.objects.filter(id=sent.seal_id).exists():
        return
    if hasattr(urn, "call"):
        log.warning("share-sealed-too-late", referral=str(sent.referral_id), side=sent.side)
        return
    with first_wins(rules.AlreadySealed("Each side has one share.")), act(actor, "take in a sealed share"):
        SealedShare(
            id=sent.seal_id, urn=urn, side=sent.side, commitment=sent.commitment, sealed_by=sent.sealed_by,
            sealed_on=sent.sealed_on,
        ).save(force_insert=True)  # fmt: skip
        if urn.sealed.count() == len(PARTIES):
            _call(urn, clock.today())


def open_share(sent: SentShare, *, actor: Actor) -> None:
    """Keep an opened share; with the last of them the arbitrator is drawn. The same one twice changes nothing.

    Raises NotFound, SharesNotCalled, ShareMismatch.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    urn = urn_here(sent.referral_id, sent.council, sent.number)
    sealed = urn.sealed.filter(side=sent.side).first()
    if sealed is None:
        raise NotFound()
    if not hasattr(urn, "call"):
        raise rules.SharesNotCalled("It is opened once every share is sealed, or the time to seal is over.")
    if sealed.commitment != commitment(str(sent.referral_id), urn.number, sent.side, sent.share):
        raise rules.ShareMismatch("What was sealed stands. Send the share of this very commitment.")
    if hasattr(sealed, "opened") or hasattr(urn, "draw"):
        return
    with first_wins(rules.AlreadyOpened("This share was opened a moment ago.")), act(actor, "take in an opened share"):
        OpenedShare(sealed=sealed, share=sent.share, opened_on=clock.today()).save(force_insert=True)
        if not urn.sealed.filter(opened=None).exists():
            draw(urn, clock.today())


def go_on_with_draws(today: date, *, actor: Actor) -> int:
    """Where a limit has passed, the clock goes on without the share that it waited for; returns how many went on."""
    waiting = Urn.objects.undrawn().select_related("referral", "call", "panel_share")
    return sum(_go_on(urn, today, actor) for urn in waiting)


def _go_on(urn: Urn, today: date, actor: Actor) -> bool:
    called: SharesCalled | None = getattr(urn, "call", None)
    if today <= (called.open_limit if called else urn.seal_limit):
        return False
    try:
        with first_wins(rules.AlreadyDrawn()), act(actor, "go on with a draw"):
            if called is None:
                _call(urn, today)
            else:
                draw(urn, today)
    except rules.AlreadyDrawn:
        return False
    return True


def _call(urn: Urn, today: date) -> None:
    """Inside an act: the shares that were sealed are asked for. With none of them there is nothing to wait for."""
    SharesCalled(urn=urn, called_on=today, open_limit=rules.shares_limit(today, england())).save(force_insert=True)
    if urn.sealed.exists():
        publish(Tag.SHARES_CALLED, of_urn(urn))
    else:
        draw(urn, today)
