"""What the witnesses say: none may have cosigned more than there is, or another log of this name."""

import time
from collections.abc import Iterator

from ledger import log, witnesses
from ledger.faults import Fault
from ledger.tree import ProofError
from ledger.verify.findings import Finding, Summary
from ledger.witness_client import WitnessRefusedError, WitnessUnreachableError
from ledger.witnesses import KnownWitness, WitnessAhead
from tenants.models import House
from tenants.sql import rows

TRIES = 3
_NOT_ENROLLED = 404


def ask_witnesses(house: House, summary: Summary) -> Iterator[Finding]:
    """Have each known witness cosign the newest checkpoint (again). One that can't be asked is noted, not found."""
    for witness in witnesses.configured():
        try:
            _ask(witness)
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


def _ask(witness: KnownWitness) -> None:
    """A witness that is ahead may have cosigned what the signer is just about to publish: look again before judging."""
    for tries_left in reversed(range(TRIES)):
        newest = rows("SELECT size, note FROM ledger_checkpoint ORDER BY id DESC LIMIT 1")
        if not newest:
            return
        size, note = newest[0]
        try:
            witnesses.ask(witness, note, log.tree(size), size)
        except WitnessAhead:
            if not tries_left:
                raise
            time.sleep(1.0)
        else:
            return
