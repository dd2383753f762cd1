"""A scanner looks at each file before it is kept: clamd, by its INSTREAM command (clamd's manual), where one is named.

Without one nothing is scanned; with one nothing is kept that it has not passed, not even while it is away.
"""

import io
import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from tenants import pins
from tenants.problems import Invalid, Problem

log = structlog.get_logger(__name__)
TIMEOUT = 60.0
_CHUNK = 64 * 1024
_MOST_SAID = 4 * 1024
_PORT = 3310


class FileInfected(Invalid):
    code = "file-infected"
    title = "The scanner found something harmful in the file"


class ScannerAway(Problem):
    code = "scanner-away"
    status = 503
    title = "Files can't be scanned at the moment, so none is taken in"
    retry_after = 60


def ensure_clean(content: bytes) -> None:
    """Raises FileInfected, ScannerAway; then nothing of it was kept."""
    ensure_clean_stream(io.BytesIO(content))


def ensure_clean_stream(stream: BinaryIO) -> None:
    """As `ensure_clean`, for what should not stand in memory: read to its end, and set back to its beginning."""
    if not settings.SCANNER:
        return
    try:
        said = _asked(stream)
    except (OSError, ValueError) as failure:
        log.error("scanner-away", house=pins.current().title, failure=type(failure).__name__)
        raise ScannerAway("Nothing was written. Send it again in a minute.") from failure
    stream.seek(0)
    if said.endswith("FOUND"):
        # The name of what was found says nothing of a child.
        log.warning("file-infected", house=pins.current().title, found=said[:100])
        raise FileInfected(
            "Nothing was written. Have it cleaned, and send it again.", errors={"file": "The scanner refused this file"}
        )
    if not said.endswith("OK"):
        log.error("scanner-refused", house=pins.current().title, said=said[:100])
        raise ScannerAway("Nothing was written. The scanner could not read the file: ask whoever runs the service.")


def _asked(stream: BinaryIO) -> str:
    with closing(_connected(settings.SCANNER)) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for chunk in _chunks(stream):
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < _MOST_SAID:
            more = clamd.recv(_MOST_SAID)
            if not more:
                break
            said += more
        return said.rstrip(b"\0\n").decode("ascii", "replace")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _connected(address: str) -> socket.socket:
    """`tcp://host:port`, or `unix:/path`."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        found.settimeout(TIMEOUT)
        found.connect(parts.path)
        return found
    return socket.create_connection((parts.hostname or "", parts.port or _PORT), TIMEOUT)
