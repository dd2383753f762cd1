"""The one other door: a region's work that must look into a second council, on the record (design.md 3)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from tenants import pins
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import Pin, pinned
from tenants.problems import NotFound


@contextmanager
def cross_council(council: House, *, actor: Any, reason: str) -> Iterator[Pin]:
    """From one council of a region into another of the same region, as the region; written down in the council entered.

    `actor` is an accounts.Actor. Raises NotFound for a council of another region or without a reason; never nested in
    a transaction.
    """
    target = council.service_pin()
    if council.kind != Kind.COUNCIL or target.login != pins.current().login or not reason.strip():
        raise NotFound()
    with pinned(target):
        import_string(settings.CROSSING_RECORDER)(actor, reason)
        yield target
