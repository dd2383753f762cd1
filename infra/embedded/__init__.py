"""PostgreSQL and Valkey out of wheels, for one machine: no installation, no root, no container.

    services = start(Path("var"), on_progress=print)      # or finds the ones that run
    services.database_url, services.broker_url
    stop(Path("var"))

They outlive the process that starts them. `DATABASE_URL` and `CELERY_BROKER_URL` in the environment win.
On the command line: `python -m infra.embedded start|status|env|stop|remove`.
"""

from infra.embedded.errors import EmbeddedError
from infra.embedded.home import default_home
from infra.embedded.services import Services, Status, find, remove, start, status, stop

__all__ = [
    "EmbeddedError",
    "Services",
    "Status",
    "default_home",
    "find",
    "remove",
    "start",
    "status",
    "stop",
]
