"""Bringing a house to its head, as the migrator: all of it in one transaction, or the house stays as it was.

Migrations, the apps' own steps (capture triggers follow their tables' columns), grants, the catalogue check and the row
that says so are committed together: no login ever works on half a house, and a killed run leaves nothing to clean up.
"""

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.conf import settings
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from tenants import executor, failures, grants, logins, windows
from tenants.catalogue import check
from tenants.kinds import Kind
from tenants.models import Build, House
from tenants.pins import Pin, pinned
from tenants.provision import give_up_early
from tenants.sql import run


class Outcome(StrEnum):
    AT_HEAD = "at head"
    MIGRATED = "migrated"
    BUSY = "another run is at it"
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    house: House
    outcome: Outcome
    failure: str = ""

    def __str__(self) -> str:
        return f"{self.house.title}: {self.outcome}{': ' if self.failure else ''}{self.failure}"


class Release:
    """What this code wants of houses, worked out once for all of them. Threads share it."""

    def __init__(self) -> None:
        self.plans = executor.Plans()

    @cached_property
    def _migrations(self) -> dict[Kind, str]:
        return {kind: repr(executor.heads(kind)) for kind in Kind}

    def head(self, house: House) -> str:
        """The digest of everything that makes this house: last migrations, the steps' SQL, grants."""
        parts = [self._migrations[Kind(house.kind)], *_steps(house), repr(sorted(grants.house_privileges(house)))]
        callables = [f"{function}: {sorted(names)}" for function, names in _callable(house).items()]
        return hashlib.sha256("\n".join([*parts, *callables]).encode()).hexdigest()


def _steps(house: House) -> list[str]:
    return [str(import_string(step)(house)) for step in settings.HOUSE_STEPS]


def _callable(house: House) -> dict[str, set[str]]:
    found: dict[str, set[str]] = import_string("ledger.capture.callable_functions")(house)
    return found


def bring_to_head(build: Build, release: Release, *, reason: str) -> Result:
    """Whatever fails is written on the house's own row; other houses are not touched by it."""
    house = build.house
    pin = house.pin(logins.MIGRATOR, roams=True)
    try:
        wanted = release.head(house)
        if build.head == wanted:
            return Result(house, Outcome.AT_HEAD)
        found = _begin(pin, house, wanted) or _with_patience(pin, house, release, wanted, reason)
    except Exception as failure:
        told = failures.told(failure)
        _failed(pin, house, told)
        return Result(house, Outcome.FAILED, told)
    return Result(house, found)


def _begin(pin: Pin, house: House, wanted: str) -> Outcome | None:
    """Say on the house's row that it is being worked at, unless there is nothing to do any more."""
    with pinned(pin), transaction.atomic():
        build = _held(house)
        if build is None:
            return Outcome.BUSY
        if build.head == wanted:
            return Outcome.AT_HEAD
        Build.objects.filter(pk=build.pk).update(
            state=Build.State.RUNNING, attempts=build.attempts + 1, failure="", started_at=timezone.now(), ended_at=None
        )
    return None


def _held(house: House) -> Build | None:
    """The house's row, locked until the transaction ends: what keeps two runs apart. None if another run has it.

    Not an advisory lock, which any login could hold: nobody but the migrator can lock this row.
    """
    return Build.objects.select_for_update(skip_locked=True).filter(house=house).first()


def _with_patience(pin: Pin, house: House, release: Release, wanted: str, reason: str) -> Outcome:
    """Tried again where somebody else's lock was in the way: between two tries, everybody who waited gets through."""
    for pause in settings.MIGRATION_PAUSES:
        try:
            return _attempt(pin, house, release, wanted, reason)
        except OperationalError as failure:
            if failures.sqlstate(failure) not in failures.IN_THE_WAY:
                raise
        time.sleep(pause)
    return _attempt(pin, house, release, wanted, reason)


def _attempt(pin: Pin, house: House, release: Release, wanted: str, reason: str) -> Outcome:
    with pinned(pin), transaction.atomic():
        build = _held(house)
        if build is None:
            return Outcome.BUSY
        if build.head == wanted:
            return Outcome.AT_HEAD
        with windows.window(logins.house_owner(house.kind, house.code), reason):
            # Not before: to open a window waits for nobody but another window on the same house.
            give_up_early()
            executor.migrate(release.plans)
            _finish(house)
        check(house)
        _done(house, wanted)
    return Outcome.MIGRATED


def _finish(house: House) -> None:
    with executor.at("the apps' own steps"):
        run("\n".join(_steps(house)))
    with executor.at("grants"):
        grants.apply(house.schema_name, grants.house_privileges(house))
        grants.allow_functions(house.schema_name, _callable(house))


def _done(house: House, head: str) -> None:
    now = timezone.now()
    Build.objects.filter(house=house).update(state=Build.State.DONE, head=head, ended_at=now)
    House.objects.filter(pk=house.pk).update(state=House.State.READY, migrated_at=now)
    house.state, house.migrated_at = House.State.READY, now


def _failed(pin: Pin, house: House, told: str) -> None:
    """A house that was ready still is: it works on, at its old head. One that never was is marked."""
    with suppress(DatabaseError), pinned(pin), transaction.atomic():
        Build.objects.filter(house=house).update(state=Build.State.FAILED, failure=told, ended_at=timezone.now())
        House.objects.filter(pk=house.pk, state=House.State.BUILDING).update(state=House.State.FAILED)
