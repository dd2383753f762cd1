"""One POST to one address that was looked at: no redirect is followed, and little of the answer is read."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from notifications.hooks import guard
from notifications.hooks.rules import NotSent

TIMEOUT = 10.0
_MOST_READ = 64 * 1024


class _To(http.client.HTTPConnection):
    """To an IP address, whatever the name may lead to by now; TLS is for the name."""

    def __init__(self, host: str, address: str, port: int, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._address, self._context = address, context

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT)
        if self._context is not None:
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)


def post(url: str, sent: bytes, headers: Mapping[str, str], *, loopback: bool) -> int:
    """The status that was answered, of 200 to 299. Raises NotSent, AddressRefused."""
    parts = urlsplit(url)
    address, port = guard.resolve(parts, loopback=loopback)
    context = ssl.create_default_context() if parts.scheme == "https" else None
    connection = _To(parts.hostname or "", address, port, context)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, sent, {"Content-Type": "application/json", "User-Agent": "iro", **headers})
        answer = connection.getresponse()
        answer.read(_MOST_READ)
    except (OSError, http.client.HTTPException, ValueError) as failure:
        raise NotSent(_reason(failure)) from failure
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise NotSent(f"answered {answer.status}", answer.status)
    return answer.status


def _reason(failure: Exception) -> str:
    if isinstance(failure, TimeoutError):
        return f"no answer within {TIMEOUT:.0f} seconds"
    if isinstance(failure, ssl.SSLError):
        return "its certificate is not valid for this name"
    return "nobody answers there" if isinstance(failure, OSError) else "it answered something that is no HTTP"
