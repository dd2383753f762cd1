"""kill -9 of whatever runs, at random and under load: nothing that was acknowledged is lost, nothing forks.

`python -m infra.drill.kills --kills 20 --seed 7` repeats a run as far as two machines can be alike.
"""

import secrets
import tempfile
import time
from pathlib import Path
from random import Random

from infra.drill.drill import DrillFailed, Tell
from infra.drill.kills.judging import judge
from infra.drill.kills.stage import Stage
from infra.drill.kills.writers import Writers

KILLS = 200
WRITERS = 3
PAUSE = 1.2
"""Seconds between two kills at most, so that some come while the last one's process is still starting."""
_COUNTED = ("lost", "without history", "gaps", "forks", "undelivered")


def run(tell: Tell, kills: int = KILLS, seed: int | None = None, pause: float = PAUSE) -> None:
    """So many kills; raises DrillFailed where anything acknowledged is missing, unproved or contradicted."""
    seed = secrets.randbelow(10**6) if seed is None else seed
    tell(f"Seed {seed}")
    random = Random(seed)  # noqa: S311  to be repeated, not to be secret
    with tempfile.TemporaryDirectory(prefix="iro-kills-") as folder, Stage(Path(folder), tell) as stage:
        with Writers(stage.door(), WRITERS) as writers:
            killed = _kill(stage, random, kills, pause)
        tell(f"{kills} kills: {', '.join(f'{count} of {name}' for name, count in sorted(killed.items()))}")
        stage.start_all()
        found = judge(stage, writers.acknowledged)
        leaves = sum(len(one.leaves) for one in writers.acknowledged)
        tell(
            f"{len(writers.acknowledged):,} writes acknowledged with {leaves:,} leaves,"
            f" {writers.refused:,} not taken while something was down; {found.checkpoints:,} heads signed"
        )
        counts = ", ".join(f"{len(getattr(found, what.replace(' ', '_')))} {what}" for what in _COUNTED)
        tell(counts)
        if not writers.acknowledged:
            raise DrillFailed(f"Nothing was acknowledged (seed {seed}): the load did not run.")
        if found.all():
            raise DrillFailed(f"Seed {seed}: {counts}: {'; '.join(found.all()[:10])}")


def _kill(stage: Stage, random: Random, kills: int, pause: float) -> dict[str, int]:
    killed: dict[str, int] = {}
    for _ in range(kills):
        time.sleep(random.uniform(pause / 10, pause))
        name = random.choice(stage.names)
        stage.kill(name)
        killed[name] = killed.get(name, 0) + 1
        time.sleep(random.uniform(0, pause / 2))
        stage.start(name)
    return killed
