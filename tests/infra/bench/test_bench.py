"""The benchmark end to end with tiny numbers: three contenders, real servers, no errors."""

import os
from urllib.parse import quote

import pytest
from django.db import connection

from config.environment import broker_url
from infra.bench.doors import HttpDoor
from infra.bench.rounds import Plan, run
from infra.bench.servers import Serving, contenders
from infra.bench.surroundings import Credentials, beside
from infra.embedded.ports import any_free
from tests.databases import server
from tests.services import HOME


@pytest.fixture
def surroundings(cast):
    place, system = connection.settings_dict, cast.systems["210"]
    ours = {
        "IRO_HOME": str(HOME),
        "IRO_INSTALLATION": "irotest",
        "IRO_HOSTS": os.environ["IRO_HOSTS"],
        "DATABASE_URL": (
            f"postgresql://{place['USER']}:{quote(place['PASSWORD'])}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
        ),
        "CELERY_BROKER_URL": broker_url(),
    }
    yield beside(ours, Credentials(system.client_id, system.client_secret), "council_210", lambda line: None)
    with server().cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{place["NAME"]}_stock" WITH (FORCE)')


def test_three_contenders_take_the_same_cases(surroundings):
    with contenders(surroundings, Serving(workers=1, threads=2)) as doors:
        found = run(doors, Plan(rounds=1, seconds=0.5, warm_up=0.2, clients=(1, 2)), lambda line: None)
    assert found.errors == ()
    assert [(one.contender, one.clients) for one in found.figures] == [
        (name, clients) for clients in (1, 2) for name in ("floor", "ours", "stock")
    ]
    assert all(one.cases > 0 and 0 < one.p50_ms <= one.p99_ms for one in found.figures)
    assert len(found.ratios) == 6
    assert any("ours/stock" in line for line in found.lines())


def test_an_error_is_counted_and_no_figure_is_made_up():
    nobody = HttpDoor(any_free(), "/cases", "127.0.0.1", "token")
    found = run({"ours": nobody}, Plan(rounds=1, seconds=0.1, warm_up=0.0, clients=(2,)), lambda line: None)
    assert (found.figures, found.ratios) == ((), ())
    assert "ConnectionRefusedError" in " ".join(found.errors)
