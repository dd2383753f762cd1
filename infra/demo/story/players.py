"""Whoever acts in the story, each with a session of their own, signed in when first needed."""

from collections.abc import Iterable
from threading import Lock

from infra.demo.invention import people
from infra.demo.invention.people import Seat
from infra.demo.running.browser import Browser
from infra.demo.story.houses import Systems


class Players:
    def __init__(self, address: str, password: str, systems: Systems) -> None:
        self._address = address
        self._password = password
        self._systems = systems
        self._browsers: dict[str, Browser] = {}
        self._lock = Lock()

    def person(self, seat: Seat) -> Browser:
        with self._lock:
            if seat.email not in self._browsers:
                browser = Browser(self._address)
                browser.sign_in(seat.email, self._password)
                self._browsers[seat.email] = browser
            return self._browsers[seat.email]

    def system(self, code: str) -> Browser:
        """A council's own system, with its token."""
        with self._lock:
            if code not in self._browsers:
                browser = Browser(self._address)
                browser.take_token(*self._systems[code])
                self._browsers[code] = browser
            return self._browsers[code]

    def iro(self, name: str) -> Browser:
        return self.person(next(seat for seat in people.IROS if seat.name == name))

    def arbitrators(self) -> Iterable[tuple[Seat, Browser]]:
        return ((seat, self.person(seat)) for seat in people.ARBITRATORS)
