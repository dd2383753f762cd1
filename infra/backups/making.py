"""Making a backup: heads, then the database, then the files: each holds at least what the one before speaks of."""

import os
import secrets
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from infra.backups import postgres
from infra.backups.manifest import DATABASE, FILES, HouseLine, Manifest, digest
from ledger.signer import newest_of
from tenants import clock, files, logins, queries
from tenants.models import House
from tenants.pins import pinned
from tenants.problems import Conflict

Tell = Callable[[str], None]


class FolderTaken(Conflict):
    code = "folder-taken"
    title = "There is something already"


def make(folder: Path, tell: Tell) -> Manifest:
    """A backup in `folder`, which must not be there; it gets that name only once it is whole. As the installer."""
    if folder.exists():
        raise FolderTaken(f"{folder} is there already: name a folder that isn't.")
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}")
    draft.mkdir(mode=0o700, parents=True)
    tell("Heads of the logs")
    houses = tuple(_line(house) for house in queries.houses())
    tell(f"Database of {len(houses)} houses")
    postgres.dump(draft / DATABASE)
    tell("Files")
    _pack(Path(settings.FILES_HOME), draft / FILES)
    for name in (DATABASE, FILES):
        _sync(draft / name)
    made = Manifest(
        installation=settings.INSTALLATION,
        demo=clock.is_demo(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        postgres=postgres.version(),
        houses=houses,
        parts={name: digest(draft / name) for name in (DATABASE, FILES)},
    )
    made.write(draft)
    draft.rename(folder)
    return made


def _line(house: House) -> HouseLine:
    with pinned(house.pin(logins.BACKUP, roams=True)):
        newest = newest_of(house.origin)
    return HouseLine(
        house.kind,
        house.code,
        house.region.code if house.region else "",
        house.panel.code if house.panel else "",
        house.origin,
        newest.size if newest else 0,
        newest.note if newest else "",
    )


def _pack(home: Path, to: Path) -> None:
    """Files are only ever added, under the hash of what they hold: a copy made later has all that a snapshot names."""
    with tarfile.open(to, "w") as archive:
        for path in sorted(home.rglob("*")) if home.exists() else ():
            if path.is_file() and not path.is_symlink() and files.DRAFTS not in path.relative_to(home).parts:
                archive.add(path, arcname=str(path.relative_to(home)), recursive=False)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fchmod(descriptor, 0o600)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
