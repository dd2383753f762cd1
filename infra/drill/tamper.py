"""A superuser alters rows, history and log with every trigger off; verification must name table and row.

The attacks are tests (tests/ledger), on databases of their own: the drill repeats them, so there is one set of them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from infra.drill.drill import DrillFailed, Tell

ROOT = Path(__file__).parent.parent.parent
ATTACKS = "tests/ledger/test_verify_house_*.py"
_LINE = re.compile(r"^tamper: ([\d,]+) (.+)$", re.MULTILINE)


def run(tell: Tell) -> None:
    files = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(ATTACKS))
    if not files:
        raise DrillFailed(f"No attacks were found: {ATTACKS}. The drill needs a checkout of the repository.")
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--maxprocesses", "4", *files],
        cwd=ROOT, env=os.environ | {"IRO_TAMPER": "full"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    tried = 0
    for number, what in _LINE.findall(done.stdout):
        tell(f"{number} {what}")
        tried += int(number.replace(",", "")) if what.startswith("tried") else 0
    if done.returncode:
        raise DrillFailed(f"An alteration went unnoticed, or the attacks could not be made:\n{done.stdout[-4000:]}")
    tell(f"{tried:,} alterations by a superuser tried, {tried:,} found ({done.stdout.strip().splitlines()[-1]}).")
