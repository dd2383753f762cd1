"""What a backup says of itself: whose it is, which houses it has, and the digest of each of its parts."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tenants.kinds import Kind
from tenants.models import House
from tenants.problems import Invalid

FORMAT = "iro-backup-1"
NAME = "manifest.json"
DATABASE, FILES = "database.dump", "files.tar"
_CHUNK = 1024 * 1024


class BackupDamaged(Invalid):
    code = "backup-damaged"
    title = "This is not a whole backup"


@dataclass(frozen=True)
class HouseLine:
    """A house as the directory had it, and the newest head of its log when the backup was begun."""

    kind: str
    code: str
    region: str
    panel: str
    origin: str
    size: int
    note: str


@dataclass(frozen=True)
class Manifest:
    """`made_at` in UTC; `parts` maps a file's name to its SHA-256 in hex."""

    installation: str
    demo: bool
    made_at: str
    postgres: str
    houses: tuple[HouseLine, ...]
    parts: dict[str, str]

    def write(self, folder: Path) -> None:
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=2, ensure_ascii=False)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")

    def named_houses(self) -> list[House]:
        """The houses as far as their roles need it: not of any database."""
        made: dict[tuple[str, str], House] = {}
        for line in sorted(self.houses, key=lambda one: one.kind == Kind.COUNCIL):
            region = made.get((Kind.REGION, line.region))
            made[line.kind, line.code] = House(kind=line.kind, code=line.code, region=region)
        return list(made.values())


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose parts are all whole; raises BackupDamaged."""
    try:
        found: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if found.pop("format") != FORMAT:
            raise ValueError(f"it is not of the format {FORMAT}")
        houses = tuple(HouseLine(**line) for line in found.pop("houses"))
        manifest = Manifest(houses=houses, **found)
        differing = [name for name in (DATABASE, FILES) if digest(folder / name) != manifest.parts[name]]
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        raise BackupDamaged(f"{folder} can't be read as a backup: {wrong}. Take another one.") from wrong
    if differing:
        raise BackupDamaged(f"{folder}: {', '.join(differing)} isn't what was backed up. Take another backup.")
    return manifest


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()
