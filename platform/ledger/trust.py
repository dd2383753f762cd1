"""Whether a signed head can be relied on: who signed it, who cosigned, and how it agrees with what was seen before."""

from dataclasses import dataclass

from ledger.faults import RefusedError
from ledger.notes import (
    Checkpoint,
    NoteError,
    VerifierKey,
    parse_checkpoint,
    parse_note,
    verify_cosignature,
    verify_signature,
)
from ledger.policy import Policy
from ledger.verdict import Cosigned


@dataclass(frozen=True)
class Trusted:
    """A head that the policy accepts, by these keys."""

    checkpoint: Checkpoint
    log_key: VerifierKey
    cosigned: tuple[Cosigned, ...]


def trust(text: str, policy: Policy) -> Trusted:
    """Raises NoteError (`signature-wrong`, …) or RefusedError: log-unknown, quorum-missed, head-stale, head-forked."""
    note = parse_note(text)
    checkpoint = parse_checkpoint(note.text)
    logs = [key for key in policy.logs if key.name == checkpoint.origin]
    if not logs:
        raise RefusedError("log-unknown", f"no trusted key is named {checkpoint.origin}")
    signed_by = verify_signature(note, logs)
    cosigned = []
    for witness in policy.witnesses:
        try:
            cosigned.append(Cosigned(witness, verify_cosignature(note, witness)))
        except NoteError as wrong:
            # A witness of the policy may have been away; a signature that is there must be right.
            if wrong.code != "cosignature-missing":
                raise
    if len(cosigned) < policy.quorum:
        message = f"{len(cosigned)} of {len(policy.witnesses)} witnesses cosigned, {policy.quorum} are needed"
        raise RefusedError("quorum-missed", message)
    _compare(checkpoint, policy)
    return Trusted(checkpoint, signed_by[0], tuple(cosigned))


def heads_within(checkpoint: Checkpoint, policy: Policy) -> dict[int, bytes]:
    """Size → root of the heads that were seen of this log; a whole bundle must lead through each of them."""
    return {head.size: head.root for head in policy.heads if head.origin == checkpoint.origin}


def forked(size: int) -> RefusedError:
    """The refusal of a history that isn't the one whose head of this size was seen."""
    message = f"its first {size} leaves have another root than the head that you saw: another history is shown here"
    return RefusedError("head-forked", message)


def _compare(checkpoint: Checkpoint, policy: Policy) -> None:
    for size, root in heads_within(checkpoint, policy).items():
        if checkpoint.size < size:
            message = f"its head has {checkpoint.size} leaves, you have seen one with {size}: ask for a newer one"
            raise RefusedError("head-stale", message)
        if checkpoint.size == size and checkpoint.root != root:
            raise forked(size)
