"""Servers that others run, named by DATABASE_URL and CELERY_BROKER_URL: checked, never started or ended."""

import psycopg2
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from infra.embedded import postgres
from infra.embedded.binaries import OLDEST_POSTGRES
from infra.embedded.errors import BrokerUnreachable, DatabaseUnreachable, PostgresTooOld


def check_database(url: str) -> str:
    """The server's version, such as `16.4`. Raises DatabaseUnreachable, PostgresTooOld."""
    try:
        connection = psycopg2.connect(url, connect_timeout=5)
    except psycopg2.ProgrammingError:
        # The driver's own message would quote the whole URL, password and all.
        raise DatabaseUnreachable("it is not the URL of a PostgreSQL (postgresql://user:…@host/name).") from None
    except psycopg2.OperationalError as error:
        raise DatabaseUnreachable(str(error).strip()) from error
    try:
        version = connection.server_version
        shown = postgres.version_of(connection)
    finally:
        connection.close()
    if version < OLDEST_POSTGRES * 10_000:
        raise PostgresTooOld("The server at DATABASE_URL", shown)
    return shown


def check_broker(url: str) -> None:
    """Raises BrokerUnreachable. Another kind than Valkey and Redis (RabbitMQ) is left to Celery to try."""
    if not url.startswith(("redis://", "rediss://")):
        return
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5, retry=Retry(NoBackoff(), 1))
    except ValueError as error:
        raise BrokerUnreachable(f"it is not the URL of a broker: {error}") from error
    try:
        client.ping()
    except redis.RedisError as error:
        raise BrokerUnreachable(str(error)) from error
    finally:
        client.close()
