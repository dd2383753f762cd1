"""What a witness remembers of each log, and when it may go on (c2sp.org/tlog-witness, add-checkpoint)."""

import base64
import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from ledger.faults import Fault
from ledger.notes import HASH_OCTETS, Checkpoint, Note, NoteError, parse_checkpoint, parse_note, parse_size
from ledger.tree import EMPTY_ROOT, ProofError, verify_consistency

MAX_PROOF_LINES = 63
MAX_EVIDENCE = 100

_SCHEMA = """
CREATE TABLE IF NOT EXISTS latest (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL,
    cosigned_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS evidence (
    digest BLOB PRIMARY KEY, origin TEXT NOT NULL, code TEXT NOT NULL, request TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;
"""


class Refusal(Fault):
    """A request that is not cosigned, with the HTTP status that the standard gives it."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(code, message)
        self.status = status


class SizeConflict(Refusal):
    """The log spoke of another size than the one remembered, which is `size`."""

    def __init__(self, size: int) -> None:
        super().__init__(HTTPStatus.CONFLICT, "witness-size-differs", f"the last size cosigned is {size}")
        self.size = size


class MemoryLostError(Fault):
    """The file that says what was cosigned is gone or isn't one; going on could cosign a second history."""


@dataclass(frozen=True)
class Request:
    """A parsed add-checkpoint request; `text` is its body as sent."""

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint
    text: str


@dataclass(frozen=True)
class Latest:
    """The last head cosigned for a log; size 0 where there is none."""

    size: int = 0
    root: bytes = EMPTY_ROOT


def parse_request(body: bytes) -> Request:
    """Request of an add-checkpoint body; raises Refusal 400."""
    try:
        text = body.decode()
        head, _, rest = text.partition("\n\n")
        old, *lines = head.split("\n")
        if not old.startswith("old ") or len(lines) > MAX_PROOF_LINES:
            raise NoteError("request-malformed", "a request begins with `old <size>` and at most 63 hashes")
        note = parse_note(rest)
        proof = tuple(map(_parse_hash, lines))
        return Request(parse_size(old[4:]), proof, note, parse_checkpoint(note.text), text)
    except (UnicodeDecodeError, NoteError) as wrong:
        code = wrong.code if isinstance(wrong, NoteError) else "request-malformed"
        raise Refusal(HTTPStatus.BAD_REQUEST, code, str(wrong)) from wrong


def judge(latest: Latest, request: Request) -> None:
    """Raises Refusal unless the request's checkpoint continues `latest` (its signature is checked before)."""
    new = request.checkpoint
    if request.old > new.size:
        raise Refusal(HTTPStatus.BAD_REQUEST, "witness-size-falls", f"{request.old} is more than {new.size}")
    if request.old != latest.size:
        raise SizeConflict(latest.size)
    if new.size == latest.size and new.root != latest.root:
        raise Refusal(HTTPStatus.CONFLICT, "witness-fork", f"another root was seen for size {new.size}")
    try:
        if request.old > 0:
            verify_consistency(request.old, new.size, request.proof, latest.root, new.root)
        elif request.proof:
            raise ProofError("proof-too-long", "nothing is to be proved from size 0")
    except ProofError as wrong:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "witness-inconsistent", str(wrong)) from wrong


class WitnessMemory:
    """SQLite file, a row a log. Connections are short; BEGIN IMMEDIATE makes check and write one step."""

    def __init__(self, path: Path, *, new: bool) -> None:
        """`new` allows an empty file to be made; otherwise MemoryLostError where the table isn't there."""
        self._path = path
        if not new and not path.exists():
            raise self._lost("is missing")
        if new:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self._connection() as db:
                if new:
                    db.executescript(f"PRAGMA journal_mode = WAL; {_SCHEMA}")
                db.execute("SELECT 1 FROM latest LIMIT 1")
        except sqlite3.DatabaseError as wrong:
            raise self._lost(f"can't be read ({wrong})") from wrong

    def latest(self, origin: str) -> Latest:
        """The last head cosigned for a log."""
        with self._connection() as db:
            return _latest(db, origin)

    def note(self, origin: str) -> str:
        """The last note cosigned for a log, with the log's own signature; empty where there is none."""
        with self._connection() as db:
            row = db.execute("SELECT note FROM latest WHERE origin = ?", (origin,)).fetchone()
        return str(row[0]) if row else ""

    def advance(self, request: Request, now: int) -> None:
        """Judge the request and remember its checkpoint, durably, or raise Refusal and change nothing."""
        new = request.checkpoint
        with self._connection() as db, _transaction(db):
            judge(_latest(db, new.origin), request)
            db.execute(
                "INSERT OR REPLACE INTO latest VALUES (?, ?, ?, ?, ?)",
                (new.origin, new.size, new.root, str(request.note), now),
            )

    def keep_evidence(self, request: Request, code: str, now: int) -> None:
        """Keep a request that the log signed though it contradicts what was cosigned: proof against it."""
        origin = request.checkpoint.origin
        digest = hashlib.sha256(request.text.encode()).digest()
        with self._connection() as db, _transaction(db):
            db.execute(
                "INSERT OR IGNORE INTO evidence SELECT ?, ?, ?, ?, ?"
                " WHERE (SELECT count(*) FROM evidence WHERE origin = ?) < ?",
                (digest, origin, code, request.text, now, origin, MAX_EVIDENCE),
            )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as db:
            # In WAL mode FULL syncs the log at each commit: what is answered survives a power cut.
            db.execute("PRAGMA synchronous = FULL")
            yield db

    def _lost(self, what: str) -> MemoryLostError:
        return MemoryLostError(
            "witness-memory-lost",
            f"{self._path} {what}, yet the key has been used: restore it, or retire the key and its name",
        )


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _latest(db: sqlite3.Connection, origin: str) -> Latest:
    row = db.execute("SELECT size, root FROM latest WHERE origin = ?", (origin,)).fetchone()
    return Latest(*row) if row else Latest()


def _parse_hash(line: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9+/]{43}=", line):
        raise NoteError("request-malformed", f"not a hash in base64: {line[:60]!r}")
    raw = base64.b64decode(line)
    if len(raw) != HASH_OCTETS or base64.b64encode(raw).decode() != line:
        raise NoteError("request-malformed", f"not a hash in base64: {line[:60]!r}")
    return raw
