"""`python -m infra.demo.story houses|tell|prove --home …`: run by `iro demo` once the services are there.

Each part finds in the demonstration's folder what it needs, and leaves there what the next one needs.
"""

import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from infra.demo.faults import DemoError
from infra.demo.running.folder import Folder, State
from infra.demo.running.processes import HOST
from infra.demo.story import proof
from infra.demo.story.houses import build
from infra.demo.story.players import Players
from infra.demo.story.telling import invent, tell

HOME = click.option("--home", type=click.Path(path_type=Path), required=True)


@click.group()
def story() -> None:
    """The parts of the demonstration that need Django."""


@story.command()
@HOME
def houses(home: Path) -> None:
    """Install, make the houses, invite everybody."""
    folder, state = _kept(home)
    systems = build(state.password, invent(state.children, _day(state)).first)
    handle = os.open(folder.path / "systems.json", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(systems, file, indent=2)


@story.command("tell")
@HOME
def tell_story(home: Path) -> None:
    """The two years, through the site that runs now."""
    folder, state = _kept(home)
    systems = {code: tuple(pair) for code, pair in json.loads((folder.path / "systems.json").read_text()).items()}
    players = Players(f"{HOST}:{state.port}", state.password, systems)
    notes = tell(invent(state.children, _day(state)), players, folder)
    folder.keep(replace(state, notes=notes))


@story.command()
@HOME
def prove(home: Path) -> None:
    """Nothing was changed, and an outsider can see it."""
    folder, _ = _kept(home)
    proof.show(folder)


def _kept(home: Path) -> tuple[Folder, State]:
    folder = Folder(home)
    state = folder.state()
    if state is None:
        raise SystemExit("Run `iro demo`: it prepares what this needs.")
    return folder, state


def _day(state: State) -> date:
    return date.fromisoformat(state.begun)


if __name__ == "__main__":
    try:
        story(standalone_mode=False)
    except DemoError as failed:
        click.echo(f"\n{failed}", err=True)
        sys.exit(1)
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(130)
