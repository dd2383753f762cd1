"""Messages to the worker that name another house or login than their task works in; whatever comes, nothing happens."""

from itertools import product

import pytest

from config.celery import app
from tenants.tasks import PinnedTask, UndeclaredTask
from tests.walls.fingerprint import changed

WIDE = "".join(chr(0xFF10 + int(digit)) for digit in "210")
HOUSES = (
    "", "council", "council/", "council/999", "council/210/305", "council_210", "public ", "region/nowhere", "panel/x",
    "../council/210", "council/210;council/305", f"council/{WIDE}", "council/210\0", "nothing/210",
    None, 210, ["council/210"],
)  # fmt: skip
LOGINS = (
    "", "gate", "migrator", "backup", "installer", "sequencer", "council_210", "council_305", "region_london",
    "relay_region_north", "owner_council_210", "postgres", "auditor_london", "relay ", "RELAY", None, ["relay"],
)  # fmt: skip


def tasks() -> list[str]:
    app.loader.import_default_modules()
    return sorted(name for name in app.tasks if not name.startswith("celery."))


def test_every_task_of_ours_says_where_and_as_whom():
    assert len(tasks()) >= 4
    assert [name for name in tasks() if not isinstance(app.tasks[name], PinnedTask)] == []


@pytest.mark.parametrize("name", tasks())
def test_a_forged_message_does_nothing(furnished, prints, name, count, logged):
    task, before = app.tasks[name], prints.take()
    forged = [
        *({"house": house, "login": task.logins[0]} for house in HOUSES),
        *({"house": house, "login": login} for house, login in product(("council/210", "public"), LOGINS)),
        {}, {"house": "council/210"}, {"login": task.logins[0]},
    ]  # fmt: skip
    wrong = []
    for words in forged:
        headers = {"house": "council/305", "login": "council_305", "search_path": "council_305"}
        result = task.apply(kwargs=words, headers=headers)
        if not isinstance(result.result, UndeclaredTask):
            wrong.append((words, result.result))
    for args in ((), ("council/210", task.logins[0]), ("council/210",)):
        if not isinstance(task.apply(args=args, kwargs={}).result, UndeclaredTask):
            wrong.append(args)
    count("attacks: forged messages", len(forged) + 3)
    assert wrong == []
    assert changed(before, prints.take()) == set()
    assert "Traceback" not in logged.getvalue()
