"""The connection wrapper: django-tenants' backend, following the pin instead of a mutable schema name (design.md 3).

django-tenants SETs search_path before a cursor and lets anybody change it. Here the login and the path come from the
pin alone; the wall is the login's grants, and the path is only where it starts to look.
"""

import os
import time
import weakref
from typing import Any, ClassVar, NoReturn

import psycopg2
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.utils.asyncio import async_unsafe
from django_tenants.postgresql_backend import base as django_tenants_base

from tenants import logins, pins
from tenants.pins import Pin, PinnedInTransaction
from tenants.postgresql.shelf import Kept, Shelf, abandon

if is_psycopg3:
    raise ImportError("psycopg 3 is installed too, and Django would use it silently: uninstall it.")


class UnsafeTenancy(RuntimeError):
    """One of django-tenants' doors that change the schema under a running request."""


class DatabaseWrapper(django_tenants_base.DatabaseWrapper):  # type: ignore[misc]
    connection: Any
    errors_occurred: bool
    _alive: ClassVar["weakref.WeakSet[DatabaseWrapper]"] = weakref.WeakSet()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._followed: Pin | None = None
        self._opened_at = 0.0
        self._settled = False
        super().__init__(*args, **kwargs)
        self._settled = True
        self.shelf = Shelf(settings.CONNECTIONS_KEPT, settings.CONNECTION_MAX_AGE)
        self._alive.add(self)

    # -- following the pin --------------------------------------------------------------------------------------

    @async_unsafe
    def ensure_connection(self) -> None:
        self._follow()
        super().ensure_connection()

    def _follow(self) -> None:
        wanted = pins.current()
        if wanted is self._followed:
            return
        if self.in_atomic_block:
            raise PinnedInTransaction(f"Pinned to {wanted.login} inside a transaction of another pin.")
        self._put_away()
        self._followed = wanted
        self.schema_name = wanted.schema
        self.tenant = django_tenants_base.FakeTenant(wanted.schema, tenant_type=str(wanted.kind))
        self._take_kept(wanted)

    def _put_away(self) -> None:
        """Shelve the connection under what it was opened as, or close it when something went wrong on it."""
        connection, followed = self.connection, self._followed
        if connection is None or followed is None:
            return
        if self.errors_occurred or connection.closed or connection.status != psycopg2.extensions.STATUS_READY:
            self._close_current()
            return
        self.connection = None
        self.shelf.put(followed.login, Kept(connection, self._opened_at))

    def _take_kept(self, wanted: Pin) -> None:
        kept = self.shelf.take(wanted.login)
        if kept is None:
            return
        try:
            with kept.connection.cursor() as cursor:
                cursor.execute(_clean(wanted))
        except psycopg2.Error:
            kept.connection.close()
            return
        self.connection, self._opened_at = kept
        self.errors_occurred = False
        self.closed_in_transaction = False
        self.needs_rollback = False
        self.health_check_done = True

    def get_connection_params(self) -> dict[str, Any]:
        pin = pins.current()
        params: dict[str, Any] = super().get_connection_params()
        if pin.login != logins.INSTALLER:
            params |= {"user": logins.role(pin.login), "password": logins.password(pin.login)}
        # A start-up option is what RESET ALL falls back to, so a council's login can't be led out of its schema.
        path = pin.path.replace('"', "").replace(" ", "")
        params["options"] = f"-c search_path={path} -c TimeZone=UTC"
        params["application_name"] = f"iro {pin.login}"[:63]
        return params

    @async_unsafe
    def connect(self) -> None:
        super().connect()
        self._opened_at = time.monotonic()

    # -- the shelf's ends ---------------------------------------------------------------------------------------

    def _close_current(self) -> None:
        super().close()

    def close(self) -> None:
        super().close()
        if self._settled:
            self.shelf.close()

    def close_if_unusable_or_obsolete(self) -> None:
        if self.in_atomic_block:
            return
        if self.connection is not None and (
            self.errors_occurred
            or self.autocommit != self.settings_dict["AUTOCOMMIT"]
            or time.monotonic() - self._opened_at > self.shelf.max_age
        ):
            self._close_current()
        self.shelf.close_old()

    def _abandon(self) -> None:
        abandon(self.connection)
        self.connection = None
        self.shelf.abandon()

    @classmethod
    def after_fork(cls) -> None:
        for wrapper in list(cls._alive):
            wrapper._abandon()

    # -- django-tenants' own doors ------------------------------------------------------------------------------

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        if self._settled:
            _refuse("set_tenant")
        self.tenant, self.schema_name = tenant, tenant.schema_name

    def set_schema(self, schema_name: str, include_public: bool = True, tenant_type: Any = None) -> None:
        _refuse("set_schema")

    def set_settings_schema(self, schema_name: str) -> None:
        _refuse("set_settings_schema")

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Nothing to do: the path came with the pin."""


def _clean(pin: Pin) -> str:
    """Undo whatever the last user of a kept connection left there; a roaming login is then led to its schema."""
    # RESET ALL leaves the role as it is (PostgreSQL marks it so), hence the first statement. The rest of DISCARD ALL
    # without the plans, which are the same for everybody.
    clean = "RESET ROLE; RESET ALL; CLOSE ALL; UNLISTEN *; DEALLOCATE ALL; SELECT pg_advisory_unlock_all()"
    return f"{clean}; SET search_path = {pin.path}" if pin.roams else clean


def _refuse(door: str) -> NoReturn:
    raise UnsafeTenancy(f"{door} is refused: enter tenants.pins.pinned(...) instead.")


os.register_at_fork(after_in_child=DatabaseWrapper.after_fork)
