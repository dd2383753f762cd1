"""The Celery application: worker and beat (design.md 6)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("iro")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["ledger", "notifications", "casework", "reviews", "escalation", "arbitration"])
app.autodiscover_tasks(["config"], related_name="clock")
