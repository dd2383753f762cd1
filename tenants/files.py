"""The files of a house, by what they hold, apart from every other house's (design.md 3).

`<FILES_HOME>/<kind>/<code>/<ab>/<sha256>`: the house comes from the pin alone, the name from the bytes. A file is put
in place whole and by renaming, so the same bytes again look and take the same whether they were there or not, and a
killed write leaves at most a draft. What is read is hashed again and refused when it isn't what its name says. No
symbolic link is followed on the way. Nothing is shared between houses: nobody outside can see who holds the same bytes.
"""

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import uuid4

import structlog
from django.conf import settings

from tenants import pins, scanning
from tenants.kinds import Kind
from tenants.problems import Problem

DRAFTS = "drafts"
DRAFTS_KEPT = 3600.0
"""Seconds after which a draft is a killed write's, and goes at the next one."""
UNDER_WAY = 60.0
"""Seconds within which the row that names a file is written, or never."""
PIECE = 1024 * 1024
"""Bytes of a stream that stand in memory at a time."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A planted pipe would keep its reader waiting for ever.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_DRAFT = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
log = structlog.get_logger(__name__)


class FileDamaged(Problem):
    """Altered, cut short, replaced by a link, or gone: nothing of it is shown."""

    code = "file-damaged"
    status = 500
    title = "This file is no longer what was handed in"


class FileNotKept(Problem):
    """The store took nothing in: a full disk, or something where its folders should be."""

    code = "file-not-kept"
    status = 503
    title = "The file could not be kept"


class Kept(NamedTuple):
    """What names a file in its house: both stand in the row that refers to it."""

    sha256: str
    size: int


def keep(content: bytes) -> Kept:
    """Put into the pinned house's store, and on the disk for good when this returns. Idempotent.

    Raises FileInfected, ScannerAway, and FileNotKept, with a line in the log; then nothing was kept.
    """
    scanning.ensure_clean(content)
    kept = Kept(hashlib.sha256(content).hexdigest(), len(content))
    try:
        with (
            _house(make=True) as house,
            _folder(DRAFTS, house, make=True) as drafts,
            _folder(kept.sha256[:2], house, make=True) as at,
        ):
            _clear(drafts)
            _put(kept.sha256, content, drafts, at)
    except OSError as failure:
        log.error("file-not-kept", house=pins.current().title, fault=_fault(failure))
        raise FileNotKept("Nothing was written. It has been recorded; try again later.") from failure
    return kept


def keep_from(stream: BinaryIO) -> Kept:
    """As `keep`, for what should not stand in memory. Raises FileInfected, ScannerAway, FileNotKept."""
    scanning.ensure_clean_stream(stream)
    try:
        with _house(make=True) as house, _folder(DRAFTS, house, make=True) as drafts:
            _clear(drafts)
            draft = uuid4().hex
            with _dropped(draft, drafts):
                kept = _write_from(draft, stream, drafts)
                with _folder(kept.sha256[:2], house, make=True) as at:
                    os.rename(draft, kept.sha256, src_dir_fd=drafts, dst_dir_fd=at)
                    os.fsync(at)
    except OSError as failure:
        log.error("file-not-kept", house=pins.current().title, fault=_fault(failure))
        raise FileNotKept("Nothing was written. It has been recorded; try again later.") from failure
    return kept


@contextmanager
def opened(kept: Kept) -> Iterator[BinaryIO]:
    """As `read`, for what should not stand in memory: hashed through once before any of it is given out.

    Raises FileDamaged.
    """
    try:
        with _house() as house, _folder(kept.sha256[:2], house) as at:
            file = os.fdopen(os.open(kept.sha256, _FILE, dir_fd=at), "rb")
    except OSError as failure:
        raise _damaged(kept, _fault(failure)) from failure
    with file:
        if hashlib.file_digest(file, "sha256").hexdigest() != kept.sha256:
            raise _damaged(kept, "holds something else")
        file.seek(0)
        yield file


def read(kept: Kept) -> bytes:
    """The whole file, as it was kept. All of it, because nothing may be sent before all of it has been hashed.

    Raises FileDamaged, with a line in the log that names the house and the digest.
    """
    if not _DIGEST.fullmatch(kept.sha256):
        raise ValueError("Not a SHA-256 digest")
    try:
        with _house() as house, _folder(kept.sha256[:2], house) as at:
            content = _content(kept, at)
    except OSError as failure:
        content, fault = b"", _fault(failure)
    else:
        fault = "" if hashlib.sha256(content).hexdigest() == kept.sha256 else "holds something else"
    if fault:
        raise _damaged(kept, fault)
    return content


def kept() -> list[str]:
    """The digests of the pinned house's files; none where nothing was ever kept."""
    try:
        with _house() as house:
            names = []
            for folder in sorted(set(os.listdir(house)) - {DRAFTS}):
                with _folder(folder, house) as at:
                    names += [name for name in sorted(os.listdir(at)) if _DIGEST.fullmatch(name)]
            return names
    except FileNotFoundError:
        return []


def remove(sha256: str) -> bool:
    """Take the file away for good; whether it went. For files that no row names any more.

    What was kept within the last UNDER_WAY seconds stays: its row may be on its way.
    """
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("Not a SHA-256 digest")
    try:
        with _house() as house, _folder(sha256[:2], house) as at:
            if os.stat(sha256, dir_fd=at, follow_symlinks=False).st_mtime > time.time() - UNDER_WAY:
                return False
            os.unlink(sha256, dir_fd=at)
            os.fsync(at)
    except FileNotFoundError:
        return False
    return True


def _content(kept: Kept, folder: int) -> bytes:
    descriptor = os.open(kept.sha256, _FILE, dir_fd=folder)
    with os.fdopen(descriptor, "rb") as file:
        # One byte more than there should be shows that there is more, without reading it all.
        return file.read(kept.size + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""


def _damaged(kept: Kept, fault: str) -> FileDamaged:
    log.error("file-damaged", house=pins.current().title, sha256=kept.sha256, fault=fault)
    return FileDamaged("Nothing of it is shown. It has been recorded; ask for it to be handed in again.")


def _put(name: str, content: bytes, drafts: int, at: int) -> None:
    draft = uuid4().hex
    with _dropped(draft, drafts):
        _write(draft, content, drafts)
        os.rename(draft, name, src_dir_fd=drafts, dst_dir_fd=at)
    os.fsync(at)


@contextmanager
def _dropped(draft: str, drafts: int) -> Iterator[None]:
    """Whatever goes wrong leaves no draft behind."""
    try:
        yield
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(draft, dir_fd=drafts)
        raise


def _write_from(name: str, stream: BinaryIO, folder: int) -> Kept:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(name, _DRAFT, 0o600, dir_fd=folder), "wb") as file:
        while piece := stream.read(PIECE):
            digest.update(piece)
            size += file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Kept(digest.hexdigest(), size)


def _write(name: str, content: bytes, folder: int) -> None:
    with os.fdopen(os.open(name, _DRAFT, 0o600, dir_fd=folder), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _clear(drafts: int) -> None:
    """What killed writes left behind."""
    for name in os.listdir(drafts):
        with suppress(FileNotFoundError):
            if os.stat(name, dir_fd=drafts, follow_symlinks=False).st_mtime < time.time() - DRAFTS_KEPT:
                os.unlink(name, dir_fd=drafts)


def _fault(failure: OSError) -> str:
    """In the system's words, without the path."""
    return os.strerror(failure.errno) if failure.errno else "unreadable"


@contextmanager
def _house(*, make: bool = False) -> Iterator[int]:
    """The pinned house's folder. Each step down is opened in the one before, so that a link can't lead elsewhere."""
    pin = pins.current()
    if pin.kind is Kind.PUBLIC or not _CODE.fullmatch(pin.code):
        raise RuntimeError("Files stand in a house: pin one first.")
    home = Path(settings.FILES_HOME)
    if make:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        _open(str(home), None) as top,
        _folder(pin.kind.value, top, make=make) as kind,
        _folder(pin.code, kind, make=make) as house,
    ):
        yield house


@contextmanager
def _folder(name: str, above: int, *, make: bool = False) -> Iterator[int]:
    if make:
        with suppress(FileExistsError):
            os.mkdir(name, 0o700, dir_fd=above)
            os.fsync(above)
    with _open(name, above) as found:
        yield found


@contextmanager
def _open(name: str, above: int | None) -> Iterator[int]:
    descriptor = os.open(name, _FOLDER, dir_fd=above)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
