"""A calendar computed without a database for the pure tests, and a real table for the few that need one."""

import os
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.environment import database_parts
from infra.embedded import postgres
from tenants.logins import INSTALLER
from tenants.pins import Pin, pinned
from timetable.calendar import bank_holidays
from timetable.models import BankHoliday
from timetable.queries import forget_england
from timetable.rules import WorkingCalendar


@pytest.fixture(scope="session")
def england() -> WorkingCalendar:
    """England's calendar for every year that the tests count in."""
    return WorkingCalendar.of(bank_holidays(range(1991, 2041)))


@pytest.fixture(scope="session")
def server_url():
    """A PostgreSQL to make databases on: the one of DATABASE_URL, else one of our own that ends with the run."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    # Not pytest's own folder: it is closed to the account that PostgreSQL runs as when we are root.
    root = Path(tempfile.mkdtemp(prefix="timetable-"))
    root.chmod(0o755)
    _, url = postgres.start(root, fast=True, on_progress=lambda _line: None)
    yield url
    postgres.stop(root)
    shutil.rmtree(root)


@pytest.fixture(scope="session")
def calendar_database(server_url, django_db_blocker):
    """A database of its own in which only the timetable's migrations ran, entered as the installer."""
    name = f"timetable_{uuid4().hex}"
    server = psycopg2.connect(server_url)
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name}")
    before = dict(connection.settings_dict)
    with django_db_blocker.unblock(), pinned(Pin(INSTALLER)) as pin:
        connection.close()
        connection.settings_dict.update(database_parts(server_url), NAME=name)
        executor = MigrationExecutor(connection)
        executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == "timetable"])
        yield pin
        connection.close()
        connection.settings_dict.update(before)
    server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture
def calendar_table(calendar_database, django_db_blocker):
    """The table of bank holidays, empty, written to as the installer does."""
    with django_db_blocker.unblock(), pinned(calendar_database):
        BankHoliday.objects.all().delete()
        forget_england()
        yield
    forget_england()
