"""The signed heads: each is what its columns say, and signed by the log's own key; none is gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger import log
from ledger.faults import Fault
from ledger.notes import (
    NoteError,
    VerifierKey,
    parse_checkpoint,
    parse_note,
    verify_cosignature,
    verify_signature,
)
from ledger.signer import log_key
from ledger.signer_memory import Remembered
from ledger.verify.findings import Finding, Summary
from ledger.witnesses import configured
from tenants.models import House
from tenants.sql import rows


@dataclass(frozen=True, slots=True)
class Head:
    """So many leaves had this root; `where` says who says so."""

    size: int
    root: bytes
    where: str


@dataclass(frozen=True)
class Keys:
    log: VerifierKey
    witnesses: Sequence[VerifierKey]


def heads() -> Iterator[Head]:
    """What the stored checkpoints say, oldest first; those that their own notes contradict are left out."""
    for number, size, root, note in _stored():
        if not _contradiction(size, bytes(root), note):
            yield Head(size, bytes(root), f"checkpoint {number}")


def check_checkpoints(house: House, remembered: Remembered | None, summary: Summary) -> Iterator[Finding]:
    """Columns, order and signatures of every stored checkpoint, and whether those that were published still stand."""
    keys = _keys(house.origin)
    yield from _each(house, keys, summary)
    if summary.checkpoints and (keys is None or remembered is None):
        yield Finding("signer-unknown", house.title, "ledger_checkpoint", detail=_UNKNOWN.format(house.origin))
    if remembered and remembered.published:
        yield from _published(house, remembered, summary)


def _each(house: House, keys: Keys | None, summary: Summary) -> Iterator[Finding]:
    last = -1
    for number, size, root, note in _stored():
        summary.checkpoints, summary.signed = summary.checkpoints + 1, size
        wrong = _contradiction(size, bytes(root), note)
        if size < last:
            wrong = f"it is for {size} leaves, the one before it for {last}"
        last = size
        if wrong:
            yield _finding(house, "checkpoint-altered", number, wrong)
        try:
            if keys:
                _verify(note, house.origin, keys)
        except Fault as fault:
            yield _finding(house, "signature-invalid", number, str(fault))


def _published(house: House, remembered: Remembered, summary: Summary) -> Iterator[Finding]:
    if not rows("SELECT 1 FROM ledger_checkpoint WHERE note = %s LIMIT 1", (remembered.published_note,)):
        detail = f"the signer published one for {remembered.published_size} leaves"
        yield Finding("checkpoint-missing", house.title, "ledger_checkpoint", str(remembered.published_size), detail)
    elif summary.checkpoints < remembered.published:
        detail = f"{remembered.published} were published, {summary.checkpoints} are here"
        yield Finding("checkpoint-missing", house.title, "ledger_checkpoint", detail=detail)


_UNKNOWN = "the signer's key or memory of {} isn't here: set IRO_SIGNER_HOME and IRO_SIGNER_KEYS, or verify where it is"


def _stored() -> Iterator[tuple[int, int, bytes, str]]:
    return log.paged("SELECT id, size, root, note FROM ledger_checkpoint WHERE id > %s ORDER BY id LIMIT %s")


def _keys(origin: str) -> Keys | None:
    try:
        key = log_key(origin)
    except (NoteError, OSError):
        return None
    return Keys(key, [witness.key for witness in configured()]) if key else None


def _contradiction(size: int, root: bytes, note: str) -> str:
    try:
        said = parse_checkpoint(parse_note(note).text)
    except NoteError as wrong:
        return str(wrong)
    if (said.size, said.root) != (size, root):
        return f"its note is for {said.size} leaves and the root {said.root.hex()}"
    return ""


def _verify(note: str, origin: str, keys: Keys) -> None:
    """Signed by the log for this origin; a witness's cosignature may be missing, but never wrong."""
    parsed = parse_note(note)
    verify_signature(parsed, [keys.log])
    if parse_checkpoint(parsed.text).origin != origin:
        raise NoteError("origin-differs", f"it is signed for another log than {origin}")
    for key in keys.witnesses:
        try:
            verify_cosignature(parsed, key)
        except NoteError as wrong:
            if wrong.code != "cosignature-missing":
                raise


def _finding(house: House, code: str, number: int, detail: str) -> Finding:
    return Finding(code, house.title, "ledger_checkpoint", str(number), detail)
