"""A person's browser or a council's system, as small as can be: one kept connection, cookies, the form's token.

One `Browser` is one session; a lock makes it do one thing at a time, as a person does.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from infra.demo.faults import Refused

IDLE_SECONDS = 8.0
"""Shorter than the server keeps a silent connection (`iro serve`), so that ours is never closed in mid-request."""
_ERRORS = re.compile(r"govuk-error-summary__list.*?</ul>", re.S)
_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


class Browser:
    """`address` is host:port."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: HTTPConnection | None = None
        self._used = 0.0
        self._cookies: dict[str, str] = {}
        self._headers: dict[str, str] = {}
        self._lock = Lock()

    def sign_in(self, email: str, password: str) -> None:
        """As a person, on the page that everybody uses."""
        self.get("/accounts/login/")
        answer = self.submit("/accounts/login/", {"login": email, "password": password})
        if answer.status != 302 or "iro_session" not in self._cookies:
            raise Refused(f"{email} could not sign in ({answer.status}).", "look at site.log in the demo's folder.")

    def take_token(self, client_id: str, secret: str) -> None:
        """As a council's system, by OAuth2 client credentials."""
        sent = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        answer = self._ask("POST", "/oauth/token", urlencode(sent), "application/x-www-form-urlencoded")
        self._headers["Authorization"] = f"Bearer {_expect(answer, '/oauth/token', 200).json()['access_token']}"

    @property
    def cookie(self) -> str:
        """The Cookie header that it sends: who is signed in."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def get(self, path: str) -> Answer:
        return _expect(self._ask("GET", path), path, 200)

    def find(self, path: str) -> Answer | None:
        """None where there is nothing for this person to see (404), or nothing to do any more (409)."""
        answer = self._ask("GET", path)
        return None if answer.status in (404, 409) else _expect(answer, path, 200)

    def submit(self, path: str, fields: Mapping[str, str]) -> Answer:
        """A form that is done (302), with the token that the cookie carries. Raises Refused with the page's errors."""
        sent = urlencode({"csrfmiddlewaretoken": self._cookies.get("csrftoken", ""), **fields})
        return _expect(self._ask("POST", path, sent, "application/x-www-form-urlencoded"), path, 302)

    def send(self, method: str, path: str, body: object) -> Any:
        """JSON to the API; what it answers. Raises Refused with the problem. A correction is of whatever is there."""
        more = {"If-Match": "*"} if method == "PATCH" else {}
        if self._cookies:
            more["X-CSRFToken"] = self._cookies.get("csrftoken", "")
        answer = self._ask(method, path, json.dumps(body), "application/json", more)
        return _expect(answer, path, 200, 201).json()

    def _ask(
        self, method: str, path: str, body: str = "", content_type: str = "", more: Mapping[str, str] | None = None
    ) -> Answer:
        headers = {**self._headers, **(more or {})}
        if content_type:
            headers["Content-Type"] = content_type
        with self._lock:
            if self._cookies:
                headers["Cookie"] = self.cookie
            try:
                response = self._request(method, path, body.encode(), headers)
                text = response.read().decode()
            except (HTTPException, OSError) as gone:
                self._connection = None
                raise Refused(
                    f"The site did not answer {method} {path}: {gone!r}", "look at site.log in the demo's folder."
                ) from gone
            self._used = time.monotonic()
            for cookie in response.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            return Answer(response.status, response.headers.get("Location", ""), text)

    def _request(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> HTTPResponse:
        if self._connection is None or time.monotonic() - self._used > IDLE_SECONDS:
            if self._connection is not None:
                self._connection.close()
            self._connection = HTTPConnection(self._address, timeout=60)
        self._connection.request(method, path, body or None, dict(headers))
        return self._connection.getresponse()


def _expect(answer: Answer, path: str, *statuses: int) -> Answer:
    if answer.status in statuses:
        return answer
    raise Refused(f"{path} answered {answer.status}: {_reason(answer.text)}", "look at site.log in the demo's folder.")


def _reason(text: str) -> str:
    """What a page's error summary or a problem says, without the tags."""
    found = _ERRORS.search(text)
    plain = _TAGS.sub(" ", found.group() if found else text)
    return " ".join(unescape(plain).split())[:600]
