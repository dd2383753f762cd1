"""The furnished template: the cast's houses after the story, with a canary in each of their texts. Built once."""

from contextlib import closing

import psycopg2.extras
from django.conf import settings
from django.db import connection

from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN
from tests import databases
from tests.cast import Cast
from tests.walls import story
from tests.walls.canaries import Aviary
from tests.walls.furnish import furnish

SOURCES = (
    *databases.BUILT_FROM, "tests/walls/story.py", "tests/walls/furnish.py", "tests/walls/canaries.py",
    "tests/walls/houses.py", "platform/*/actions/*.py", "platform/*/actions.py", "arbitration/actions/*.py",
)  # fmt: skip


def template() -> tuple[str, Cast]:
    return databases.kept("irotest_walls", SOURCES, _build)


def _build(name: str) -> Cast:
    of, cast = databases.template()
    databases.create(name, of)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    story.tell(cast)
    with closing(databases.superuser(name)) as connected, connected.cursor() as cursor:
        psycopg2.extras.register_uuid(conn_or_curs=connected)
        furnish(cursor, schemas())
    connection.close()
    return cast


def schemas() -> dict[str, Kind]:
    with pinned(INSTALLER_PIN):
        return {house.schema_name: Kind(house.kind) for house in House.objects.all()}


def aviary() -> Aviary:
    return Aviary(schemas())
