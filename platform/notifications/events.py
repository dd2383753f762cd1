"""The shapes of the relay: an event as a subscriber gets it, and a subscription."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from notifications.tags import Tag
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import Pin


@dataclass(frozen=True, slots=True)
class Event:
    """`house` is where it happened; `payload` is as it was published (JSON: uuids and dates are text).

    `published_by` is the kind of login that wrote it, by the database's word: where both sides of a council's house
    may publish a tag, it tells which one did.
    """

    id: UUID
    tag: Tag
    house: House
    payload: Mapping[str, Any]
    published_by: Kind


@dataclass(frozen=True, slots=True)
class Subscription:
    """`run` carries one event out, under the pin that `where` gives for it: the login that may do that work.

    With `inbox` its effect and the note that it was carried out are one transaction, so a second delivery does nothing.
    """

    name: str
    run: Callable[[Event], None]
    where: Callable[[Event], Pin]
    inbox: bool = True
