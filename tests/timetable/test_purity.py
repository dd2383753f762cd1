"""The rules stand alone: no Django, no database, nothing but the standard library and plain classes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COUNT = """
import sys
from datetime import date
sys.path[:0] = sys.argv[1:]
from timetable.rules import months_after, rule_in_force
print(rule_in_force("review.first", date(2026, 1, 5)).measure, months_after(date(2026, 1, 31), 1))
print("django" in sys.modules)
"""


def test_the_rules_load_where_no_package_is_installed():
    # -I and -S leave the standard library and the two folders given: no site-packages to borrow from.
    command = [sys.executable, "-I", "-S", "-c", COUNT, str(ROOT / "platform"), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.split("\n")) == ("", ["20 working days 2026-02-28", "False", ""])
