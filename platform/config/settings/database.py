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
CONNECTIONS_KEPT = 8
CONNECTION_MAX_AGE = 600.0
