"""Servers that others run, named by DATABASE_URL and CELERY_BROKER_URL: checked, never started or ended."""

import psycopg2
import redis

from infra.embedded import postgres
from infra.embedded.binaries import OLDEST_POSTGRES
from infra.embedded.errors import BrokerUnreachable, DatabaseUnreachable, PostgresTooOld


def check_database(url: str) -> str:
    """The server's version, such as `16.4`. Raises DatabaseUnreachable, PostgresTooOld."""
    try:
        connection = psycopg2.connect(url, connect_timeout=5)
    except (psycopg2.OperationalError, psycopg2.ProgrammingError) as error:
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
    if not url.startswith(("redis://", "rediss://", "valkey://", "valkeys://")):
        return
    try:
        client = redis.Redis.from_url(url.replace("valkey", "redis", 1), socket_connect_timeout=5, socket_timeout=5)
        client.ping()
        client.close()
    except (redis.RedisError, ValueError) as error:
        raise BrokerUnreachable(str(error)) from error
