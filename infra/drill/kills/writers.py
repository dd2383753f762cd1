"""The load: councils' systems that hand in cases, and remember on their own side what was acknowledged to them."""

import http.client
import json
import threading
import time
from dataclasses import dataclass
from itertools import count
from types import TracebackType
from uuid import uuid4

from infra.bench.cases import case
from infra.bench.doors import HttpDoor

REST = 0.05
"""Seconds after a failure: whoever is refused tries again."""


@dataclass(frozen=True)
class Acknowledged:
    """The receipt of a write that was answered with 201: its change, the child, its leaves (hex); when (POSIX time)."""

    change: str
    child: str
    leaves: tuple[str, ...]
    at: float


class Writers:
    """So many threads that write until the block ends."""

    def __init__(self, door: HttpDoor, number: int) -> None:
        self.acknowledged: list[Acknowledged] = []
        self.refused = 0
        self._door = door
        self._run = uuid4().hex[:8]
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(which,)) for which in range(number)]

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _write(self, which: int) -> None:
        for number in count():
            if self._stopping.is_set():
                return
            # Whether a write that got no answer was carried out isn't known: the next one is another child's.
            found = self._hand_in(case(f"{self._run}-{which}-{number}", number + which))
            if found is None:
                self.refused += 1
                time.sleep(REST)
            else:
                self.acknowledged.append(found)

    def _hand_in(self, body: dict[str, object]) -> Acknowledged | None:
        connection = http.client.HTTPConnection("127.0.0.1", self._door.port, timeout=15)
        headers = {"Authorization": f"Bearer {self._door.token}", "Content-Type": "application/json"}
        try:
            connection.request("POST", self._door.path, json.dumps(body), headers)
            response = connection.getresponse()
            content = response.read()
            if response.status != 201:
                return None
            answer = json.loads(content)
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()
        receipt = answer["receipt"]
        return Acknowledged(receipt["change_id"], answer["id"], tuple(receipt["leaf_hashes"]), time.time())
