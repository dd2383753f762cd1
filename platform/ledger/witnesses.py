"""The witnesses that this installation asks, and asking them (c2sp.org/tlog-witness).

A witness is written as the line that `iro-witness` prints at its start: `<vkey> <url>`.
"""

import time
from dataclasses import dataclass
from pathlib import Path

import structlog
from django.conf import settings

from ledger.faults import Fault
from ledger.notes import (
    COSIGNATURE,
    NoteError,
    VerifierKey,
    add_signatures,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    verify_cosignature,
)
from ledger.tree import TiledTree
from ledger.witness_client import WitnessConflictError, WitnessError, WitnessUnreachableError, cosign

log = structlog.get_logger(__name__)
TIMEOUT = 5.0
REST_SECONDS = 15.0
"""How long a witness that gave no cosignature isn't asked again, so that one that is away holds up no house."""
_resting: dict[tuple[str, str], float] = {}


@dataclass(frozen=True)
class KnownWitness:
    key: VerifierKey
    url: str


class WitnessAhead(WitnessError):
    """The witness has cosigned more leaves than there are: the log was rolled back, or is another one."""

    def __init__(self, witness: KnownWitness, seen: int, size: int) -> None:
        super().__init__("witness-ahead", f"{witness.key.name} has cosigned {seen} leaves, here are only {size}")


def configured() -> list[KnownWitness]:
    """Those of the setting and of the file. A line that can't be read is left out, loudly."""
    path = Path(settings.WITNESSES_FILE)
    lines = [*settings.WITNESSES.split(","), *(path.read_text(encoding="utf-8").splitlines() if path.exists() else ())]
    found = []
    for line in lines:
        try:
            found += [_parse(line)] if line.strip() and not line.startswith("#") else []
        except NoteError as wrong:
            log.error("witness-line-wrong", line=line, reason=str(wrong))
    return found


def _parse(line: str) -> KnownWitness:
    vkey, _, url = line.strip().partition(" ")
    key = parse_vkey(vkey)
    if key.algorithm != COSIGNATURE or not url.startswith(("http://", "https://")):
        raise NoteError("witness-line-wrong", "a witness is written `<vkey> <url>`, with the vkey of a cosigner")
    return KnownWitness(key, url.strip())


def waiting(origin: str, note: str) -> list[KnownWitness]:
    """Those that haven't cosigned this note of a log and may be asked now."""
    now = time.monotonic()
    return [
        witness
        for witness in configured()
        if _resting.get((witness.url, origin), 0.0) <= now and not has_cosigned(note, witness)
    ]


def has_cosigned(note: str, witness: KnownWitness) -> bool:
    try:
        verify_cosignature(parse_note(note), witness.key)
    except NoteError:
        return False
    return True


def ask(witness: KnownWitness, note: str, tree: TiledTree, last: int) -> str:
    """The note with this witness's cosignature added. `last` is the size that it has probably seen last.

    Raises WitnessError (WitnessAhead where it has seen more leaves), or NoteError for an answer that doesn't verify.
    """
    size = parse_checkpoint(parse_note(note).text).size
    try:
        lines = cosign(witness.url, last, _proof(tree, last, size), note, TIMEOUT)
    except WitnessConflictError as conflict:
        if conflict.size > size:
            raise WitnessAhead(witness, conflict.size, size) from conflict
        lines = cosign(witness.url, conflict.size, _proof(tree, conflict.size, size), note, TIMEOUT)
    answered = add_signatures(note, lines)
    verify_cosignature(parse_note(answered), witness.key)
    return answered


def ask_all(origin: str, note: str, tree: TiledTree, last: int) -> str:
    """The note with every cosignature that can be had now. One that refuses stops nothing, but is heard of."""
    for witness in waiting(origin, note):
        try:
            note = ask(witness, note, tree, last)
        except Fault as fault:
            _resting[witness.url, origin] = time.monotonic() + REST_SECONDS
            level = log.warning if isinstance(fault, WitnessUnreachableError) else log.critical
            level("not-cosigned", origin=origin, witness=witness.key.name, code=fault.code, reason=str(fault))
    return note


def _proof(tree: TiledTree, last: int, size: int) -> list[bytes]:
    return tree.consistency_proof(last, size) if 0 < last < size else []
