"""Restoring a backup: into an empty database, and into a new epoch of each house's log that says what was lost."""

import tarfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from accounts.actor import Door, process
from config.cli.install import ensure_database
from infra.backups import manifest, postgres
from infra.backups.manifest import FILES
from ledger import epochs
from ledger.epochs import Opened
from tenants import actions, provision, queries
from tenants.building import Outcome, Result
from tenants.models import Build
from tenants.pins import pinned
from tenants.problems import Conflict, Invalid, Problem
from tenants.sql import rows

Tell = Callable[[str], None]
ACTOR = process("iro restore", door=Door.COMMAND)
JOBS = 2


class DatabaseNotEmpty(Conflict):
    code = "database-not-empty"
    title = "The database holds something already"


class OtherInstallation(Invalid):
    code = "other-installation"
    title = "This backup is of another installation"


class HousesLeftBehind(Problem):
    code = "houses-left-behind"
    status = 500
    title = "Not every house could be brought to the newest tables"


def restore(folder: Path, tell: Tell) -> list[Opened]:
    """Everything of the backup, and a new epoch in each house; returns those. As the installer.

    Raises BackupDamaged, OtherInstallation, DatabaseNotEmpty before anything is written. Where the signer's memory and
    the witnesses can be asked, each epoch's leaf commits to the last head that they saw.
    """
    found = manifest.read(folder)
    if found.installation != settings.INSTALLATION:
        raise OtherInstallation(f"It is of “{found.installation}”: set IRO_INSTALLATION and that one's secrets.")
    ensure_database()
    _ensure_empty()
    tell("Roles")
    with pinned(provision.INSTALLER_PIN), transaction.atomic():
        provision.ensure_roles(found.named_houses())
    tell(f"Database, as it was on {found.made_at}")
    connection.close()
    postgres.restore(folder / manifest.DATABASE)
    provision.install_public(demo=found.demo)
    _bring_all(tell)
    tell("Files")
    _unpack(folder / FILES, Path(settings.FILES_HOME))
    tell("A new epoch of each log")
    opened = [epochs.begin_after_restore(house, actor=ACTOR) for house in queries.houses()]
    queries.forget()
    # Functions that capture carry the epoch: the transactions of the old server are not taken for those of this one.
    _bring_all(tell)
    return opened


def _ensure_empty() -> None:
    with pinned(provision.INSTALLER_PIN):
        [(there,)] = rows(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%%'"
        )
    if there:
        name = connection.settings_dict["NAME"]
        raise DatabaseNotEmpty(f"{name} has {there} tables and indexes: restore into a new database, or drop this one.")


def _bring_all(tell: Tell) -> None:
    with pinned(provision.INSTALLER_PIN), transaction.atomic():
        # The dump says that each house is at its head, but has no keys of actors' tokens.
        Build.objects.update(head="")
    queries.forget()
    failed: list[Result] = []
    tell("Tables, functions and grants of each house")
    for result in actions.migrate_all(JOBS, lambda result: None):
        if result.outcome in (Outcome.FAILED, Outcome.BUSY):
            failed.append(result)
    if failed:
        raise HousesLeftBehind(f"{failed[0]} ({len(failed)} in all). Run `iro migrate`, and then restore anew.")


def _unpack(source: Path, home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tarfile.open(source) as archive:
        archive.extractall(home, filter="data")
