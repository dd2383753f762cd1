"""Schemathesis with all its checks over every operation, as every kind of principal: no failure, no answer 5xx.

The runs are tests (tests/api/test_conformance.py), of which `make test` takes a few cases as three principals.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from infra.drill.drill import DrillFailed, Tell

ROOT = Path(__file__).parent.parent.parent
RUNS = "tests/api/test_conformance.py"
_LINE = re.compile(r"^contract: ([\d,]+) requests as (\w+)$", re.MULTILINE)


def run(tell: Tell) -> None:
    if not (ROOT / RUNS).is_file():
        raise DrillFailed(f"No runs were found: {RUNS}. The drill needs a checkout of the repository.")
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "pytest", "-q", "-rP", "-n", "auto", "--maxprocesses", "4", RUNS],
        cwd=ROOT, env=os.environ | {"IRO_CONTRACT": "full"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    made = {who: int(number.replace(",", "")) for number, who in _LINE.findall(done.stdout)}
    for who, number in made.items():
        tell(f"{number:,} requests as {who}")
    if done.returncode:
        raise DrillFailed(f"The contract did not hold:\n{done.stdout[-8000:]}")
    tell(f"{sum(made.values()):,} requests in all, as {len(made)} kinds of principals: the contract held.")
