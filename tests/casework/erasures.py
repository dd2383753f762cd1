"""Records that may be erased, and the two persons who do it."""

from datetime import date

from casework.models import Erasure, ErasureProposal, Hold, HoldRelease
from ledger.acts import act
from tenants.pins import pinned

LONG_AGO, TODAY = date(1940, 5, 17), date(2026, 11, 2)
REASON = "The seventy-fifth birthday was years ago"


def propose(cast, child_id, *, who="mary", house="region/london", ground="retention_over", council="council/210"):
    """A proposal as its row alone, past the rules of the application: what injected SQL could write too."""
    council = cast.house(council)
    pin = council.service_pin() if house.startswith("region") else council.own_pin()
    with pinned(pin), act(cast.actor(who, house), "An erasure was proposed"):
        made = ErasureProposal(
            child_id=child_id, ground=ground, reason=REASON, proposed_by="anybody", proposed_on=TODAY
        )
        made.save(force_insert=True)
    return made


def confirm(cast, proposal, *, who="dora", council="council/210", pin=None):
    house = cast.house(council)
    with pinned(pin or house.own_pin()), act(cast.actor(who, council), "A child’s record was erased"):
        Erasure(proposal=proposal, confirmed_on=TODAY, confirmed_by="anybody").save(force_insert=True)


def hold(cast, child, *, who="mary"):
    with pinned(cast.house("council/210").service_pin()), act(cast.actor(who, "region/london"), "A hold was placed"):
        made = Hold(child=child, reason=REASON, placed_by="anybody", placed_on=TODAY)
        made.save(force_insert=True)
    return made


def release(cast, of, *, who="mary"):
    with pinned(cast.house("council/210").service_pin()), act(cast.actor(who, "region/london"), "A hold was released"):
        HoldRelease(hold=of, reason=REASON, released_by="anybody", released_on=TODAY).save(force_insert=True)
