"""The demonstration never touches an installation that isn't one."""

import psycopg2
import pytest
from psycopg2 import sql

from config.environment import broker_url, database_parts, database_url
from infra.demo.faults import NotADemonstration
from infra.demo.running.database import Standing, hasty, raze, standing
from infra.demo.running.folder import Folder, State
from infra.demo.stage import Stage, Wish
from infra.embedded import Services
from tests import databases


def url_of(name):
    parts = database_parts(database_url())
    return f"postgresql://{parts['USER']}:{parts['PASSWORD']}@{parts['HOST']}:{parts['PORT']}/{name}"


@pytest.fixture
def empty():
    """The URL of a database of this test's own."""
    name = f"irotest_demo_{databases.uuid4().hex[:8]}"
    with databases.server().cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield url_of(name)
    with databases.server().cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def run(url, *statements):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    connection.close()
    return row


BROKER = f"{broker_url().rpartition('/')[0]}/9"
"""A corner of the broker where no other test looks."""
MARKED = "CREATE TABLE tenants_installation (demo boolean)"


@pytest.mark.parametrize(("statements", "found"), [
    ((), Standing.EMPTY),
    (("CREATE TABLE something (id int)",), Standing.UNFINISHED),
    ((MARKED,), Standing.UNFINISHED),
    ((MARKED, "INSERT INTO tenants_installation VALUES (true)"), Standing.DEMONSTRATION),
    ((MARKED, "INSERT INTO tenants_installation VALUES (false)"), Standing.REAL),
    ((MARKED, "INSERT INTO tenants_installation VALUES (true), (false)"), Standing.REAL),
])  # fmt: skip
def test_what_stands_in_a_database(empty, statements, found):
    run(empty, *statements, "SELECT 1")
    assert standing(empty) is found


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("statements", [
    (MARKED, "INSERT INTO tenants_installation VALUES (false)"),
    ("CREATE TABLE something (id int)",),
])  # fmt: skip
def test_a_real_installation_is_refused_and_left_as_it_is(empty, tmp_path, monkeypatch, statements, fresh):
    run(empty, *statements, "SELECT 1")
    monkeypatch.setenv("DATABASE_URL", empty)
    monkeypatch.setenv("CELERY_BROKER_URL", BROKER)
    with pytest.raises(NotADemonstration):
        Stage(tmp_path).open(Wish(None, 3, fresh))
    assert run(empty, "SELECT count(*) FROM pg_class WHERE relname IN ('something', 'tenants_installation')") == (1,)
    assert not (tmp_path / "demo").exists()


def test_a_demonstration_installed_by_hand_is_thrown_away_only_when_asked(empty, tmp_path, monkeypatch):
    run(empty, MARKED, "INSERT INTO tenants_installation VALUES (true)", "SELECT 1")
    monkeypatch.setenv("DATABASE_URL", empty)
    monkeypatch.setenv("CELERY_BROKER_URL", BROKER)
    with pytest.raises(NotADemonstration):
        Stage(tmp_path).open(Wish(None, 3, fresh=False))
    assert standing(empty) is Standing.DEMONSTRATION


def test_razing_leaves_an_empty_database_and_no_memory_of_its_logs(empty, tmp_path):
    run(empty, MARKED, "INSERT INTO tenants_installation VALUES (true)", "SELECT 1")
    folder = Folder(tmp_path)
    folder.make()
    folder.keep(State("x", 8000, 3, "2026-11-23"))
    for name in ("signer/memory.db", "secrets/logs/key", "secrets/django-key", "witnesses", "beat-schedule"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    raze(Services(empty, BROKER), tmp_path)
    assert standing(empty) is Standing.EMPTY
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["django-key"]


def test_haste_ends_with_the_story(empty):
    services = Services(empty, BROKER)
    kept = "SELECT count(*) FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase"
    with hasty(services):
        assert run(empty, "SHOW synchronous_commit") == ("off",)
        assert run(empty, f"{kept} WHERE datname = current_database()") == (1,)
    assert run(empty, f"{kept} WHERE datname = current_database()") == (0,)
