"""A superuser alters rows, history and log with every trigger off; verification must name table and row.

The attacks are tests (tests/ledger), on databases of their own: the drill repeats them, so there is one set of them.
"""

import subprocess
import sys
from pathlib import Path

from infra.drill.drill import DrillFailed, Tell

ROOT = Path(__file__).parent.parent.parent
ATTACKS = "tests/ledger/test_verify_house_*.py"


def run(tell: Tell) -> None:
    files = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(ATTACKS))
    if not files:
        raise DrillFailed(f"No attacks were found: {ATTACKS}. The drill needs a checkout of the repository.")
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "pytest", "-q", *files], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DrillFailed(f"An alteration went unnoticed, or the attacks could not be made:\n{done.stdout[-4000:]}")
    tell(f"Alterations by a superuser: all found ({done.stdout.strip().splitlines()[-1]}).")
