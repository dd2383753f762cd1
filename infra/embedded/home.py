"""The folder that keeps an installation's services: where it is, what state it notes, who holds it.

var/                     IRO_HOME
  state.json             ports and process ids (no secret)
  lock                   held while services are started or stopped
  pg17/                  0700: data/, password (0600), server.log; a link where root had to shelter it
  valkey/                0700: appendonlydir/, password (0600), server.log
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from infra.embedded.errors import HomeUnusable, PasswordLost


@dataclass(frozen=True)
class Noted:
    """What the state file keeps of one server."""

    port: int
    pid: int
    folder: str
    version: str


def default_home() -> Path:
    """IRO_HOME, or `var` in the current folder."""
    return Path(os.environ.get("IRO_HOME") or Path.cwd() / "var").resolve()


def noted(home: Path, name: str) -> Noted | None:
    """What was noted of the server `name` (`postgres` or `valkey`) when it was last started."""
    entry = _read(home).get(name)
    return Noted(**entry) if entry else None


def note(home: Path, name: str, entry: Noted | None) -> None:
    """Keep `entry` for the server `name`, or forget it. Replaces the file in one step."""
    state = _read(home)
    state.pop(name, None)
    if entry is not None:
        state[name] = asdict(entry)
    fresh = home / "state.json.new"
    fresh.write_text(json.dumps(state, indent=2) + "\n")
    fresh.replace(home / "state.json")


def _read(home: Path) -> dict[str, dict[str, Any]]:
    try:
        state = json.loads((home / "state.json").read_text())
    except (FileNotFoundError, ValueError):
        # Only a convenience: servers are found by what their own folders say, ports are then chosen anew.
        return {}
    return state if isinstance(state, dict) else {}


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Make `home` and keep others from starting or stopping its services meanwhile."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "lock").open("w")
    except OSError as error:
        raise HomeUnusable(home, str(error)) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def new_password(folder: Path) -> str:
    """Write a fresh random password (192 bits, safe in a URL) to `folder`/password, 0600, and return it."""
    password = secrets.token_urlsafe(24)
    handle = os.open(folder / "password", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(password)
    return password


def password(folder: Path) -> str:
    """The password kept in `folder`. Raises PasswordLost or, for a folder of another user, HomeUnusable."""
    file = folder / "password"
    try:
        return file.read_text().strip()
    except FileNotFoundError as error:
        raise PasswordLost(file) from error
    except PermissionError as error:
        raise HomeUnusable(folder, f"it belongs to another user ({error})") from error
