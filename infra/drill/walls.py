"""Everybody at every door of every house, and SQL injected under each login: at least 10,000 attacks, no leak.

The attacks are tests (tests/walls), of which `make test` takes a sample: the drill takes all of them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from infra.drill.drill import DrillFailed, Tell

ROOT = Path(__file__).parent.parent.parent
ATTACKS = "tests/walls"
LEAST = 10_000
_LINE = re.compile(r"^walls: ([\d,]+) (.+)$", re.MULTILINE)


def run(tell: Tell) -> None:
    if not (ROOT / ATTACKS).is_dir():
        raise DrillFailed(f"No attacks were found: {ATTACKS}. The drill needs a checkout of the repository.")
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--maxprocesses", "4", "--show-capture=no", ATTACKS],
        cwd=ROOT, env=os.environ | {"IRO_WALLS": "full"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    counted = {what: int(number.replace(",", "")) for number, what in _LINE.findall(done.stdout)}
    for what, number in counted.items():
        tell(f"{number:,} {what}")
    if done.returncode:
        raise DrillFailed(f"A wall did not hold, or the attacks could not be made:\n{done.stdout[-4000:]}")
    attacks = sum(number for what, number in counted.items() if what.startswith("attacks"))
    if attacks < LEAST:
        raise DrillFailed(f"Only {attacks:,} attacks were made, of at least {LEAST:,}: see {ATTACKS}.")
    tell(f"{attacks:,} attacks in all: every wall held ({done.stdout.strip().splitlines()[-1]}).")
