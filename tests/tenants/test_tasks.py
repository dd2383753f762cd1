import pytest

from notifications.tasks import relay, sweep
from tenants.tasks import UndeclaredTask


@pytest.mark.parametrize("words", [
    {},
    {"house": "council/210"},
    {"login": "relay"},
    {"house": "council/210", "login": "council_210"},
    {"house": "council/999", "login": "relay"},
    {"house": "nothing/210", "login": "relay"},
    {"house": "210", "login": "relay"},
])  # fmt: skip
def test_a_task_without_house_and_login_does_not_run(cast, words):
    with pytest.raises(UndeclaredTask):
        relay(**words)


def test_a_task_takes_keywords_only(cast):
    with pytest.raises(UndeclaredTask):
        relay("council/210", "relay")


def test_a_declared_task_runs(cast):
    assert relay(house="council/210", login="relay") == 0
    assert sweep(house="public", login="relay") == 0
