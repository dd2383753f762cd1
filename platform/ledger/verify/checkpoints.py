"""The signed heads: each is what its columns say, and signed by the log's own key; none is gone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
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
    """`logs` are those of the house's epochs, by origin, as far as they are known here."""

    logs: Mapping[str, VerifierKey]
    witnesses: Sequence[VerifierKey]


def heads() -> Iterator[Head]:
    """What the stored checkpoints say, oldest first; those that their own notes contradict are left out."""
    for number, size, root, note in _stored():
        if not _contradiction(size, bytes(root), note):
            yield Head(size, bytes(root), f"checkpoint {number}")


def check_checkpoints(house: House, remembered: Remembered | None, summary: Summary) -> Iterator[Finding]:
    """Columns, order and signatures of every stored checkpoint, and whether those that were published still stand."""
    keys = Keys(dict(_log_keys(house)), [witness.key for witness in configured()])
    yield from _each(house, keys, summary)
    if summary.checkpoints and (house.origin not in keys.logs or remembered is None):
        yield Finding("signer-unknown", house.title, "ledger_checkpoint", detail=_UNKNOWN.format(house.origin))
    if remembered and remembered.published:
        yield from _published(house, remembered)


def _each(house: House, keys: Keys, summary: Summary) -> Iterator[Finding]:
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
            _verify(note, house, keys)
        except Fault as fault:
            yield _finding(house, "signature-invalid", number, str(fault))


def _published(house: House, remembered: Remembered) -> Iterator[Finding]:
    """Of the present epoch. What earlier ones published and a restore lost stands in `ledger_epoch`."""
    [(here,)] = rows("SELECT count(*) FROM ledger_checkpoint WHERE starts_with(note, %s)", (f"{house.origin}\n",))
    if not rows("SELECT 1 FROM ledger_checkpoint WHERE note = %s LIMIT 1", (remembered.published_note,)):
        detail = f"the signer published one for {remembered.published_size} leaves"
        yield Finding("checkpoint-missing", house.title, "ledger_checkpoint", str(remembered.published_size), detail)
    elif here < remembered.published:
        detail = f"{remembered.published} were published, {here} are here"
        yield Finding("checkpoint-missing", house.title, "ledger_checkpoint", detail=detail)


_UNKNOWN = "the signer's key or memory of {} isn't here: set IRO_SIGNER_HOME and IRO_SIGNER_KEYS, or verify where it is"


def _stored() -> Iterator[tuple[int, int, bytes, str]]:
    return log.paged("SELECT id, size, root, note FROM ledger_checkpoint WHERE id > %s ORDER BY id LIMIT %s")


def _log_keys(house: House) -> Iterator[tuple[str, VerifierKey]]:
    for number in range(1, house.epoch + 1):
        origin = f"{house.title}/{number}"
        with suppress(NoteError, OSError):
            if key := log_key(origin):
                yield origin, key


def _contradiction(size: int, root: bytes, note: str) -> str:
    try:
        said = parse_checkpoint(parse_note(note).text)
    except NoteError as wrong:
        return str(wrong)
    if (said.size, said.root) != (size, root):
        return f"its note is for {said.size} leaves and the root {said.root.hex()}"
    return ""


def _verify(note: str, house: House, keys: Keys) -> None:
    """Signed by the log for an epoch of this house; a witness's cosignature may be missing, but never wrong."""
    parsed = parse_note(note)
    origin = parse_checkpoint(parsed.text).origin
    title, _, number = origin.rpartition("/")
    if title != house.title or not number.isdecimal() or not 1 <= int(number) <= house.epoch:
        raise NoteError("origin-differs", f"it is signed for another log than {house.origin}")
    if origin in keys.logs:
        verify_signature(parsed, [keys.logs[origin]])
    for key in keys.witnesses:
        try:
            verify_cosignature(parsed, key)
        except NoteError as wrong:
            if wrong.code != "cosignature-missing":
                raise


def _finding(house: House, code: str, number: int, detail: str) -> Finding:
    return Finding(code, house.title, "ledger_checkpoint", str(number), detail)
