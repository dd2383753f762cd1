"""Our settings with django-tenants' own connection wrapper, as the server's superuser: for infra.bench.reads alone."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES as OURS

DATABASES = {"default": {**OURS["default"], "ENGINE": "django_tenants.postgresql_backend"}}
