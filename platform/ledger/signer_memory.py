"""What the signer remembers of each log, outside the database: the head that it signed last, and what it published."""

import fcntl
import io
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings

from ledger.faults import Fault

JournalLine = tuple[int, str, str, str]
"""(index, leaf in hex, table, change id)."""


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


def journal_path(origin: str) -> Path:
    """What the signed leaves were, a line each: index, leaf, table, change id. Of use when a backup has lost some."""
    return _path(origin).with_suffix(".journal")


def note_leaves(origin: str, leaves: Iterable[JournalLine]) -> None:
    """Durable before it returns, and so before a head that covers them is signed."""
    with journal_path(origin).open("a", encoding="utf-8") as file:
        file.writelines(f"{index}\t{leaf}\t{table}\t{change}\n" for index, leaf, table, change in leaves)
        file.flush()
        os.fsync(file.fileno())


def noted_leaves(origin: str, low: int, high: int) -> list[JournalLine]:
    """Those of [low, high) that are known, in order. One that was noted twice, around a crash, counts once."""
    found: dict[int, JournalLine] = {}
    path = journal_path(origin)
    with path.open(encoding="utf-8") if path.exists() else io.StringIO() as file:
        for line in file:
            index, *words = line.rstrip("\n").split("\t")
            if len(words) == 3 and index.isdigit() and low <= int(index) < high:
                found[int(index)] = (int(index), words[0], words[1], words[2])
    return [found[index] for index in sorted(found)]


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
