"""Waking the relay after a commit. Only a courtesy: the sweep finds whatever a lost message missed."""

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

from tenants import pins

log = structlog.get_logger(__name__)


def wake_relay() -> None:
    """Ask a worker to relay the pinned house's post. A broker that is away delays the post and fails nobody."""
    pin = pins.current()
    try:
        current_app.send_task(
            "notifications.tasks.relay", kwargs={"house": f"{pin.kind}/{pin.code}", "login": "relay"}, retry=False
        )
    except (OperationalError, OSError) as failure:
        log.warning("relay-not-woken", kind=str(pin.kind), code=pin.code, failure=type(failure).__name__)
