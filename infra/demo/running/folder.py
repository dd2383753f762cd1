"""The demonstration's own folder, IRO_HOME/demo: what it keeps from one run to the next.

demo/
  state.json       0600: password of all its people, port, whether the story is told to its end
  site.json …      a process: its number and the words that it must still have in its command line
  site.log …       what it wrote
  files/           the 903 files that were loaded, and the exported record
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

_WORDS = (
    "amber", "birch", "candle", "copper", "ember", "falcon", "garden", "harbour", "island", "juniper", "kettle",
    "lantern", "meadow", "nutmeg", "orchard", "pebble", "quarry", "river", "saddle", "timber", "umber", "violet",
    "willow", "yonder",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """`begun` is the day up to which the story is told, `told` whether it was, `notes` what is to be said of it."""

    password: str
    port: int
    children: int
    begun: str
    told: bool = False
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Folder:
    home: Path

    @property
    def path(self) -> Path:
        return self.home / "demo"

    @property
    def files(self) -> Path:
        return self.path / "files"

    def make(self) -> None:
        self.files.mkdir(parents=True, exist_ok=True, mode=0o700)

    def state(self) -> State | None:
        """What was kept, or None before the first run and where the file can't be read."""
        try:
            kept = json.loads((self.path / "state.json").read_text())
            return State(**{**kept, "notes": tuple(kept["notes"])})
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def keep(self, state: State) -> None:
        """In one step, readable by the owner alone."""
        fresh = self.path / "state.json.new"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(asdict(state), file, indent=2)
        fresh.replace(self.path / "state.json")


def new_password() -> str:
    """Easy to type, made anew for each demonstration: four words and a number."""
    return "-".join([*(secrets.choice(_WORDS) for _ in range(4)), str(secrets.randbelow(90) + 10)])
