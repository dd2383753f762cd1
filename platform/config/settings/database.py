"""One alias; who it works as comes from the pin (tenants.pins), never from here."""

from config import environment

DATABASE_ROUTERS = ("django_tenants.routers.TenantSyncRouter",)
DATABASES = {
    "default": {
        "ENGINE": "tenants.postgresql",
        **environment.database_parts(environment.database_url()),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
CONNECTIONS_KEPT = 32
"""By a process, beside the one that each of its threads works on: in all at most processes × (threads + kept)."""
CONNECTION_MAX_AGE = 600.0
"""Seconds after which a connection is not kept any longer."""
