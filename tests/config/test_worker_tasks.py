"""A worker knows every task that anybody sends: one that it has not heard of is thrown away without a word."""

import json
import subprocess
import sys

from config.clock import STRIKES
from tests.architecture.sources import ROOT, tracked

_ASK = """
import json, django
django.setup()
from config.celery import app
app.loader.import_default_modules()
print(json.dumps(sorted(app.tasks)))
"""


def test_a_worker_registers_the_tasks_of_every_app_and_those_that_the_clock_strikes():
    answer = subprocess.run([sys.executable, "-c", _ASK], cwd=ROOT, capture_output=True, text=True, check=True)
    known = set(json.loads(answer.stdout.splitlines()[-1]))
    declared = {
        f"{path.parent.name}.tasks"
        for path in [*tracked("platform/*/tasks.py"), *tracked("arbitration/tasks.py")]
        if "@shared_task" in path.read_text()
    }
    assert declared == {
        "arbitration.tasks",
        "casework.tasks",
        "escalation.tasks",
        "ledger.tasks",
        "notifications.tasks",
        "reviews.tasks",
    }
    assert declared <= {name.rpartition(".")[0] for name in known}
    assert {task for tasks in STRIKES.values() for task in tasks} <= known
