"""Celery: nothing depends on the broker's memory; a sweep finds what a lost message missed (design.md 6)."""

from config import environment

CELERY_BROKER_URL = environment.broker_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Europe/London"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # With kombu's defaults the task of a killed worker does not come back within 75 s; with these, in about 11.
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "visibility_timeout": 3600,
    # A broker that is away must not hold a council's request: the sweep relays what this attempt missed.
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_DB_REUSE_MAX = 1_000
"""Tasks after which a worker closes its connections. Unset, Celery would close them around each task."""
_DIRECTORY = {"house": "public", "login": "relay"}
SUBSCRIPTIONS = "config.subscriptions.SUBSCRIPTIONS"
CELERY_BEAT_SCHEDULE = {
    "relay-sweep": {"task": "notifications.tasks.sweep", "schedule": 5.0, "kwargs": _DIRECTORY},
    "clock": {"task": "config.clock.strike", "schedule": 300.0, "kwargs": _DIRECTORY},
}
