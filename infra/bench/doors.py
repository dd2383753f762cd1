"""The door of the API. A door goes to its client's process, which opens it there."""

import http.client
import json
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode


class Refused(RuntimeError):
    """A case was not taken as it should have been: a benchmark with errors measures nothing."""


class Counter(Protocol):
    """An open door: takes in one case at a time, over one connection."""

    def submit(self, case: dict[str, Any]) -> None: ...


class Door(Protocol):
    """Can be sent to another process, and opened there."""

    def open(self) -> Counter: ...


@dataclass(frozen=True)
class HttpDoor:
    """`host` is the Host header; `token` a bearer token that lasts as long as the run."""

    port: int
    path: str
    host: str
    token: str = field(repr=False)

    def open(self) -> Counter:
        return HttpCounter(self)


class HttpCounter:
    """A kept-alive connection, as a council's system holds it."""

    def __init__(self, door: HttpDoor) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=30)
        self._path = door.path
        self._headers = {
            "Host": door.host, "Authorization": f"Bearer {door.token}", "Content-Type": "application/json",
        }  # fmt: skip

    def submit(self, case: dict[str, Any]) -> None:
        self._connection.request("POST", self._path, json.dumps(case), self._headers)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 201 or b'"first_review"' not in body:
            raise Refused(f"{response.status}: {body[:500]!r}")


def bearer_token(
    port: int, host: str, client_id: str, client_secret: str, *, path: str = "/oauth/token", **more: str
) -> str:
    """By client credentials, from the token endpoint that a council's system asks; `more` goes into the form."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret, **more}
    headers = {"Host": host, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode(form), headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise Refused(f"No token: {response.status}: {body[:500]!r}")
    return str(json.loads(body)["access_token"])
