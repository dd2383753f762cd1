"""The log's side of c2sp.org/tlog-witness: ask a witness to cosign a checkpoint."""

import base64
import urllib.error
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from ledger.faults import Fault
from ledger.notes import MAX_NOTE_OCTETS, NoteError, parse_size

_REASON_OCTETS = 1024


class WitnessError(Fault):
    """No cosignature came; the checkpoint may be published without it, according to policy."""


class WitnessUnreachableError(WitnessError):
    """No answer, or the witness can't answer now: try again later."""


class WitnessConflictError(WitnessError):
    """The witness remembers another size, `size`: ask again with it as the old size and its proof."""

    def __init__(self, url: str, size: int) -> None:
        super().__init__("witness-size-differs", f"{url} last cosigned size {size}")
        self.size = size


class WitnessRefusedError(WitnessError):
    """The witness won't cosign this (unknown log or key, forked history): trying again won't help."""

    def __init__(self, url: str, status: int, reason: str) -> None:
        super().__init__("witness-refused", f"{url} answered {status}: {reason}")
        self.status = status


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A witness that moved is a matter for its operator: a redirect is an answer, never followed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def cosign(url: str, old_size: int, proof: Sequence[bytes], note: str, timeout: float = 10.0) -> str:
    """Signature lines from the witness at prefix `url`; verify them before use (`notes.verify_cosignature`).

    `proof` is the consistency proof from `old_size` (0: none) to the checkpoint in `note`; timeout in
    seconds for each step of the exchange.
    Raises WitnessUnreachableError, WitnessConflictError, WitnessRefusedError.
    """
    if not url.startswith(("http://", "https://")):
        raise WitnessRefusedError(url, 0, "a witness has an http or https address")
    hashes = "".join(f"{base64.b64encode(item).decode()}\n" for item in proof)
    body = f"old {old_size}\n{hashes}\n{note}".encode()
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
        f"{url.rstrip('/')}/add-checkpoint",
        body,
        {"Content-Type": "text/plain; charset=utf-8"},
        method="POST",
    )
    try:
        with _opener.open(request, timeout=timeout) as response:
            return str(response.read(MAX_NOTE_OCTETS).decode())
    except urllib.error.HTTPError as answer:
        with answer:
            raise _error(url, answer) from answer
    except (OSError, HTTPException, UnicodeDecodeError) as wrong:
        raise WitnessUnreachableError("witness-unreachable", f"{url}: {wrong}") from wrong


def latest(url: str, origin: str, timeout: float = 10.0) -> str:
    """The last note of a log that the witness at prefix `url` cosigned; empty if it never did. As `cosign` fails.

    Not of the standard: a witness that doesn't know the question has nothing to tell.
    """
    if not url.startswith(("http://", "https://")):
        raise WitnessRefusedError(url, 0, "a witness has an http or https address")
    address = f"{url.rstrip('/')}/latest?{urlencode({'origin': origin})}"
    try:
        with _opener.open(address, timeout=timeout) as response:
            return str(response.read(MAX_NOTE_OCTETS).decode())
    except urllib.error.HTTPError as answer:
        with answer:
            if answer.code == 404:
                return ""
            raise _error(url, answer) from answer
    except (OSError, HTTPException, UnicodeDecodeError) as wrong:
        raise WitnessUnreachableError("witness-unreachable", f"{url}: {wrong}") from wrong


def _error(url: str, answer: urllib.error.HTTPError) -> WitnessError:
    reason = answer.read(_REASON_OCTETS).decode(errors="replace").strip()
    if answer.code >= 500 or answer.code == 429:
        return WitnessUnreachableError("witness-unreachable", f"{url} answered {answer.code}: {reason}")
    if answer.code == 409 and answer.headers.get_content_type() == "text/x.tlog.size":
        try:
            return WitnessConflictError(url, parse_size(reason))
        except NoteError:
            return WitnessRefusedError(url, answer.code, f"not a size: {reason}")
    return WitnessRefusedError(url, answer.code, reason)
