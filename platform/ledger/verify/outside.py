"""What the witnesses say: none may have cosigned more than there is, or another log of this name."""

import time
from collections.abc import Iterator

from ledger import log, witnesses
from ledger.faults import Fault
from ledger.signer import newest_of
from ledger.tree import ProofError
from ledger.verify.findings import Finding, Summary
from ledger.witness_client import WitnessRefusedError, WitnessUnreachableError
from ledger.witnesses import KnownWitness, WitnessAhead
from tenants.models import House

TRIES = 3
_NOT_ENROLLED = 404


def ask_witnesses(house: House, summary: Summary) -> Iterator[Finding]:
    """Have each known witness cosign the newest checkpoint (again). One that can't be asked is noted, not found."""
    for witness in witnesses.configured():
        try:
            _ask(witness, house.origin)
        except WitnessAhead as ahead:
            yield Finding("rolled-back", house.title, "ledger_checkpoint", detail=str(ahead))
        except (WitnessUnreachableError, ProofError) as failure:
            summary.notes.append(f"{witness.key.name} could not be asked: {failure}")
        except Fault as refused:
            if isinstance(refused, WitnessRefusedError) and refused.status == _NOT_ENROLLED:
                summary.notes.append(f"{witness.key.name} hasn't enrolled this log")
                continue
            detail = f"{witness.key.name}: {refused}"
            yield Finding("witness-disagrees", house.title, "ledger_checkpoint", detail=detail)


def _ask(witness: KnownWitness, origin: str) -> None:
    """A witness that is ahead may have cosigned what the signer is just about to publish: look again before judging."""
    for tries_left in reversed(range(TRIES)):
        newest = newest_of(origin)
        if newest is None:
            return
        try:
            witnesses.ask(witness, newest.note, log.tree(newest.size), newest.size)
        except WitnessAhead:
            if not tries_left:
                raise
            time.sleep(1.0)
        else:
            return
