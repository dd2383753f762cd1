"""Signed notes (c2sp.org/signed-note), checkpoints (tlog-checkpoint) and cosignatures (tlog-cosignature/v1).

Parsing is strict: what is accepted has exactly one form, so equal notes are equal texts. Times are POSIX
seconds.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.faults import Fault

ED25519 = 0x01
COSIGNATURE = 0x04
MAX_NOTE_OCTETS = 64 * 1024
MAX_SIGNATURES = 64
HASH_OCTETS = 32
_ID_OCTETS = 4
_TIME_OCTETS = 8
_SIGNATURE_OCTETS = 64
_KEY_OCTETS = 32

# The field and the constant d of edwards25519 (RFC 8032 section 5.1), and the y of its points of order 8.
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_Y8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_LOW_ORDER_Y = frozenset((0, 1, _P - 1, _Y8, _P - _Y8))


class NoteError(Fault):
    """A note, checkpoint, key or signature that is malformed or doesn't verify."""


@dataclass(frozen=True)
class VerifierKey:
    """A named public key for one kind of signature; the name of a log's key is the log's origin."""

    name: str
    algorithm: int
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if self.algorithm not in (ED25519, COSIGNATURE):
            raise NoteError("vkey-algorithm", f"{self.name}: signature type {self.algorithm:#04x} is not known")
        _check_public(self.name, self.public)

    @property
    def key_id(self) -> bytes:
        """First 4 octets of SHA-256(name || 0x0A || type || public key)."""
        tail = bytes((0x0A, self.algorithm)) + self.public
        return hashlib.sha256(self.name.encode() + tail).digest()[:_ID_OCTETS]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of type and public key in hex, for people to compare over another channel."""
        return hashlib.sha256(bytes((self.algorithm,)) + self.public).hexdigest()

    def __str__(self) -> str:
        material = base64.b64encode(bytes((self.algorithm,)) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"


@dataclass(frozen=True)
class Signer:
    """A private Ed25519 key under a name. A witness's key must serve no other purpose (tlog-cosignature)."""

    name: str
    private: Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        _check_name(self.name)

    def named(self, name: str) -> "Signer":
        """The same key under another name, such as the origin of another log."""
        return replace(self, name=name)

    def verifier(self, algorithm: int = ED25519) -> VerifierKey:
        """The public side, for log signatures (ED25519) or cosignatures (COSIGNATURE)."""
        return VerifierKey(self.name, algorithm, self.private.public_key().public_bytes_raw())


@dataclass(frozen=True)
class Signature:
    """One signature line; `value` is what follows the key id."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64.b64encode(self.key_id + self.value).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A text ending in a newline, and at least one signature."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: so many leaves, this root. Extension lines are kept, never written by us."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_vkey(text: str) -> VerifierKey:
    """Key of `name+hex id+base64(type || key)`; refuses a wrong id and keys under which anything verifies."""
    found = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", text)
    if not found:
        raise NoteError("vkey-malformed", f"not a verifier key (name+id+key): {text[:80]!r}")
    name, key_id, encoded = found.groups()
    material = _decode(encoded, "vkey-malformed")
    key = VerifierKey(name, material[0] if material else 0, material[1:])
    if key.key_id.hex() != key_id:
        raise NoteError("vkey-id-wrong", f"{name}: the id is {key.key_id.hex()}, the text says {key_id}")
    return key


def parse_note(text: str) -> Note:
    """Note of its text form; raises NoteError `note-malformed`."""
    _check_text(text)
    body, separator, tail = text.rpartition("\n\n")
    lines = tail.split("\n")
    if not separator or not body or lines.pop() != "" or not lines:
        raise NoteError("note-malformed", "a note is a text, an empty line and signature lines")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError("note-malformed", f"more than {MAX_SIGNATURES} signatures")
    return Note(body + "\n", tuple(map(_parse_signature, lines)))


def parse_checkpoint(body: str) -> Checkpoint:
    """Checkpoint of a note's text (not of the whole note)."""
    _check_text(body)
    lines = body.split("\n")
    if lines.pop() != "" or len(lines) < 3 or not all(lines):
        raise NoteError("checkpoint-malformed", "a checkpoint is three or more lines, none empty")
    origin, size, encoded, *extensions = lines
    root = _decode(encoded, "checkpoint-malformed")
    if len(root) != HASH_OCTETS:
        raise NoteError("checkpoint-malformed", f"a root hash has {HASH_OCTETS} octets, not {len(root)}")
    return Checkpoint(origin, parse_size(size), root, tuple(extensions))


def parse_size(text: str) -> int:
    """Tree size: ASCII decimal without leading zeros, below 2^63."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text) or int(text) >= 2**63:
        raise NoteError("size-malformed", f"not a tree size: {text[:40]!r}")
    return int(text)


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """Signed note of a checkpoint; the signer's name must be the origin."""
    if signer.name != checkpoint.origin:
        raise NoteError("signer-name-wrong", f"{signer.name} can't sign for the log {checkpoint.origin}")
    text = str(checkpoint)
    parse_checkpoint(text)
    value = signer.private.sign(text.encode())
    return str(Note(text, (Signature(signer.name, signer.verifier().key_id, value),)))


def cosign_checkpoint(note: Note, signer: Signer, time: int) -> Signature:
    """cosignature/v1 over a checkpoint that the caller found consistent; `time` in POSIX seconds."""
    parse_checkpoint(note.text)
    value = time.to_bytes(_TIME_OCTETS, "big") + signer.private.sign(_cosigned(note.text, time))
    return Signature(signer.name, signer.verifier(COSIGNATURE).key_id, value)


def add_signatures(note: str, lines: str) -> str:
    """The note with further signature lines, such as a witness's answer; repeated lines are dropped."""
    parsed = parse_note(note)
    added = parse_note(f"{parsed.text}\n{lines}").signatures
    return str(replace(parsed, signatures=tuple(dict.fromkeys((*parsed.signatures, *added)))))


def verify_signature(note: Note, keys: Sequence[VerifierKey]) -> list[VerifierKey]:
    """Those of `keys` that signed; raises NoteError unless at least one did, and none wrongly.

    Codes: `signature-missing`, `signature-wrong`. Lines of other keys are ignored, as the standard demands.
    """
    signed_by = []
    for key in keys:
        for signature in _signatures_of(note, key):
            _verify(key, signature.value, note.text.encode())
            signed_by.append(key)
    if not signed_by:
        named = ", ".join(key.name for key in keys) or "any known key"
        raise NoteError("signature-missing", f"no signature by {named}")
    return signed_by


def verify_cosignature(note: Note, key: VerifierKey) -> int:
    """POSIX time of the newest cosignature by `key`; raises `cosignature-missing` or `signature-wrong`."""
    times = []
    for signature in _signatures_of(note, key):
        if len(signature.value) != _TIME_OCTETS + _SIGNATURE_OCTETS:
            raise NoteError("signature-wrong", f"the cosignature by {key.name} has a wrong length")
        time = int.from_bytes(signature.value[:_TIME_OCTETS], "big")
        if time >= 2**63:
            raise NoteError("signature-wrong", f"the cosignature by {key.name} has an impossible time")
        _verify(key, signature.value[_TIME_OCTETS:], _cosigned(note.text, time))
        times.append(time)
    if not times:
        raise NoteError("cosignature-missing", f"no cosignature by {key.name}")
    return max(times)


def _signatures_of(note: Note, key: VerifierKey) -> Iterable[Signature]:
    key_id = key.key_id
    return (line for line in note.signatures if line.name == key.name and line.key_id == key_id)


def _verify(key: VerifierKey, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature as wrong:
        raise NoteError("signature-wrong", f"the signature by {key.name} doesn't verify") from wrong


def _cosigned(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _parse_signature(line: str) -> Signature:
    found = re.fullmatch(r"— ([^ ]+) ([^ ]+)", line)
    if not found:
        raise NoteError("note-malformed", f"not a signature line: {line[:80]!r}")
    name, encoded = found.groups()
    _check_name(name)
    blob = _decode(encoded, "note-malformed")
    if len(blob) <= _ID_OCTETS:
        raise NoteError("note-malformed", f"the signature by {name} is too short")
    return Signature(name, blob[:_ID_OCTETS], blob[_ID_OCTETS:])


def _decode(encoded: str, code: str) -> bytes:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except ValueError as wrong:
        raise NoteError(code, f"not base64: {encoded[:80]!r}") from wrong
    if base64.b64encode(raw).decode() != encoded:
        raise NoteError(code, f"base64 with stray bits or padding: {encoded[:80]!r}")
    return raw


def _check_text(text: str) -> None:
    try:
        octets = len(text.encode())
    except UnicodeEncodeError as wrong:
        raise NoteError("note-malformed", "not valid UTF-8") from wrong
    if octets > MAX_NOTE_OCTETS:
        raise NoteError("note-malformed", f"longer than {MAX_NOTE_OCTETS} octets")
    if any(character < " " and character != "\n" for character in text):
        raise NoteError("note-malformed", "a control character other than a newline")


def _check_name(name: str) -> None:
    if not name or "+" in name or any(character.isspace() or character < " " for character in name):
        raise NoteError("key-name-wrong", f"a key's name has no space and no plus, and isn't empty: {name!r}")


def _check_public(name: str, public: bytes) -> None:
    """Refuse keys that are no point, no canonical one, or of low order (they accept made-up signatures)."""
    if len(public) != _KEY_OCTETS:
        raise NoteError("vkey-weak", f"{name}: an Ed25519 key has {_KEY_OCTETS} octets, not {len(public)}")
    y = int.from_bytes(public, "little") & (1 << 255) - 1
    if y >= _P or y in _LOW_ORDER_Y:
        raise NoteError("vkey-weak", f"{name}: the key is of low order or not canonical")
    # x^2 = (y^2 - 1) / (d y^2 + 1) must be a square (RFC 8032 section 5.1.3, Euler's criterion).
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if pow(square, (_P - 1) // 2, _P) != 1:
        raise NoteError("vkey-weak", f"{name}: the key is not a point of the curve")
