"""The base of every Celery task: house and login are said out loud, or the task doesn't run (design.md 3)."""

from typing import Any

from celery import Task

from tenants import logins, queries
from tenants.kinds import Kind
from tenants.pins import Pin, pinned
from tenants.problems import NotFound


class UndeclaredTask(TypeError):
    """A task was called without its house or login, or with one that this task doesn't work under."""


class PinnedTask(Task):  # type: ignore[misc]
    """Called with keywords: `house` as `kind/code` (or `public`), `login` (relay, region, council, panel), its own."""

    abstract = True
    # Celery would compare the words with the function's own parameters, and beat could send nothing.
    typing = False
    logins: tuple[str, ...] = ("relay",)

    def __call__(self, *args: Any, house: str = "", login: str = "", **kwargs: Any) -> Any:
        if args or not house or not isinstance(house, str) or login not in self.logins:
            raise UndeclaredTask(f"{self.name} needs house=… and login= one of {', '.join(self.logins)}.")
        with pinned(_pin(house, login)):
            return super().__call__(**kwargs)


def _pin(house: str, login: str) -> Pin:
    relay = Pin(logins.RELAY, roams=True)
    if house == "public":
        return relay
    kind, _, code = house.partition("/")
    try:
        with pinned(relay):
            found = queries.house(Kind(kind), code)
    except (ValueError, NotFound) as unknown:
        raise UndeclaredTask(f"There is no house {house}.") from unknown
    pins = {"council": found.own_pin, "region": found.service_pin, "panel": found.own_pin, "relay": found.relay_pin}
    return pins[login]()
