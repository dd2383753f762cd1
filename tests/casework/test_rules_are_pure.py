"""The rules of casework and workforce can be asked without a database, and without Django."""

import subprocess
import sys
from pathlib import Path

import pytest

PLATFORM = Path(__file__).parents[2] / "platform"


@pytest.mark.parametrize("module", ["casework.rules", "workforce.rules"])
def test_rules_load_no_django(module):
    asked = f"import sys, {module}; print([name for name in sys.modules if name.split('.')[0] in ('django', 'ledger')])"
    path = f"{PLATFORM}:{PLATFORM.parent}"
    done = subprocess.run(
        [sys.executable, "-c", asked], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
