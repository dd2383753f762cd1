"""Doors that read: the same addresses again and again, or one of many at random. For infra.bench.load.measure."""

import http.client
import random
from dataclasses import dataclass, field
from typing import Any

from infra.bench.doors import Refused

Visit = tuple[str, str, str]
"""Path, and the name and value of the header by which the caller is known."""


@dataclass(frozen=True)
class VisitDoor:
    """`at_random`: one of the visits, each as likely; else one after another."""

    port: int
    visits: tuple[Visit, ...] = field(repr=False)
    at_random: bool = False

    def open(self) -> "VisitCounter":
        return VisitCounter(self)


class VisitCounter:
    """A kept-alive connection. What is handed to `submit` is not sent: a visit takes nothing along."""

    def __init__(self, door: VisitDoor) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=30)
        self._door, self._number = door, 0

    def submit(self, case: dict[str, Any]) -> None:
        visits = self._door.visits
        chosen = random.choice(visits) if self._door.at_random else visits[self._number % len(visits)]  # noqa: S311
        self._number += 1
        path, name, value = chosen
        self._connection.request("GET", path, headers={"Host": "127.0.0.1", name: value})
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise Refused(f"{path}: {response.status}: {body[:500]!r}")
