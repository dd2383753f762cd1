"""`iro demo`: everything on this machine with invented children, and what to look at. `--stop` ends it again."""

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

import click

from infra import embedded
from infra.demo import narrator, summary
from infra.demo.faults import DemoError
from infra.demo.stage import Stage, Wish

CHILDREN = 300
MOST_CHILDREN = 5_000
Done = TypeVar("Done")


@click.command()
@click.option("--stop", is_flag=True, help="End everything that the demonstration started; its data stays.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Of the site [default: 8000, or the next free one].")
@click.option("--fresh", is_flag=True, help="Throw the old demonstration away and begin anew.")
@click.option("--yes", is_flag=True, help="Don't ask before throwing it away.")
@click.option(
    "--children", type=click.IntRange(3, MOST_CHILDREN), default=CHILDREN, show_default=True, help="How many to invent."
)
def demo(stop: bool, port: int | None, fresh: bool, yes: bool, children: int) -> None:
    """Start the demonstration, or find the one that runs, and say what to look at."""
    stage = Stage(embedded.default_home())
    signal.signal(signal.SIGTERM, _interrupt)
    if stop:
        ran = _explained(stage.close)
        click.echo(f"Stopped: {', '.join(ran)}. The data stays." if ran else "Nothing was running.")
        return
    kept = stage.folder.state()
    if fresh and kept is not None and not yes:
        click.confirm("Throw away the old demonstration with everything that was tried out in it?", abort=True)
    begun = time.monotonic()
    state = _explained(lambda: stage.open(Wish(port, children, fresh)))
    if kept and not fresh and children not in (CHILDREN, state.children):
        narrator.say(f"It has {state.children} children; `iro demo --fresh --children {children}` makes another.")
    summary.show(stage.folder, state)
    narrator.say(f"  (ready after {time.monotonic() - begun:.0f} seconds)")


def _explained(work: Callable[[], Done]) -> Done:
    """What is missing is said in words, with exit status 1; an interruption leaves nothing half-started."""
    try:
        return work()
    except (DemoError, embedded.EmbeddedError) as failed:
        click.echo(f"\n{failed}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing was left half-started; `iro demo` begins again.", err=True)
        sys.exit(130)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
