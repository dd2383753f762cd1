"""What beat sends by itself must be sendable: its mistakes are seen in its log only."""

import pytest
from kombu import Connection

from config.celery import app


@pytest.mark.parametrize("name", sorted(app.conf.beat_schedule))
def test_beat_can_send_what_it_is_scheduled_to(name):
    app.loader.import_default_modules()
    entry = app.conf.beat_schedule[name]
    with Connection("memory://") as broker:
        sent = app.tasks[entry["task"]].apply_async((), entry["kwargs"], connection=broker)
        queue = broker.SimpleQueue("celery")
        message = queue.get(timeout=5)
    assert message.headers["task"] == entry["task"]
    assert message.payload[1] == entry["kwargs"]
    assert sent.id == message.headers["id"]
