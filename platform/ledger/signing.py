"""The signer (`python -m ledger.signing`): signs the heads of all houses' logs, and has other houses note them."""

from typing import TYPE_CHECKING

from ledger.seen import note_now_and_then
from ledger.service import Service, main
from ledger.signer import sign

if TYPE_CHECKING:
    from tenants.models import House


def attend(house: "House") -> int:
    """What there is to do for one house; returns how many heads were published or noted."""
    signed = sign(house)
    return signed + note_now_and_then(house, grown=bool(signed))


if __name__ == "__main__":
    main(Service("signer", attend, busy_pause=0.5, idle_pause=1.0))
