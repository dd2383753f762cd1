"""What the signer remembers of each log, outside the database: the head that it signed last, and what it published."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings

from ledger.faults import Fault


class MemoryUnreadable(Fault):
    """The file that says what was signed can't be read; signing on could contradict it."""


@dataclass(frozen=True)
class Remembered:
    """The last signed head. `root` is hex; `published` counts the checkpoints written into the house's table.

    The newest of those is for `published_size` leaves and reads `published_note`, cosignatures included.
    """

    size: int = 0
    root: str = ""
    note: str = ""
    published: int = 0
    published_size: int = 0
    published_note: str = ""


def key_path(origin: str) -> Path:
    """The private key of a log; its vkey lies beside it (ledger.keys)."""
    return Path(settings.SIGNER_KEYS, f"{origin}.key")


def logs_path() -> Path:
    """The vkeys of all logs signed here, one a line: what a witness enrols (`iro-witness --enrol`)."""
    return Path(settings.SIGNER_HOME, "logs")


@contextmanager
def alone(origin: str) -> Iterator[None]:
    """No other thread or process signs for this log until the block ends."""
    path = _path(origin).with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def recall(origin: str) -> Remembered | None:
    """What was signed last; None for a log that was never signed here. Raises MemoryUnreadable."""
    try:
        return Remembered(**json.loads(_path(origin).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as wrong:
        raise MemoryUnreadable("signer-memory-unreadable", f"{_path(origin)}: {wrong}") from wrong


def remember(origin: str, head: Remembered) -> Remembered:
    """Durable before it returns: what was signed must survive a power cut."""
    path = _path(origin)
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(head), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return head


def remember_published(origin: str, head: Remembered, note: str) -> None:
    """One more checkpoint, for the head's size, stands in the house's table as `note`."""
    published = head.published + 1
    remember(origin, replace(head, published=published, published_size=head.size, published_note=note))


def _path(origin: str) -> Path:
    return Path(settings.SIGNER_HOME, f"{origin}.json")
