"""The benchmark of a write, with tiny numbers: each contender saves what it should, with history or without."""

import json
import sys

import psycopg2
import pytest

from infra.bench.capturing import CONTENDERS, switch_off
from infra.bench.surroundings import run
from tests.infra.bench.test_bench import surroundings

__all__ = ["surroundings"]
COUNTS = {
    "captured": "SELECT (SELECT count(*) FROM council_210.casework_child), (SELECT count(*) FROM"
    " council_210.casework_historicalchild)",
    "bare": "SELECT (SELECT count(*) FROM council_305.casework_child), (SELECT count(*) FROM"
    " council_305.casework_historicalchild)",
}


@pytest.mark.parametrize("contender", CONTENDERS)
def test_each_contender_writes_and_is_timed(surroundings, contender):
    switch_off(surroundings.dsn)
    words = [sys.executable, "-m", "infra.bench.capturing", "--writes", "5", "--inner", contender]
    figures = json.loads(run(surroundings.stock, words))
    assert set(figures) == {"one", "bulk"}
    assert min(figures.values()) > 0
    if contender in COUNTS:
        with psycopg2.connect(surroundings.dsn) as server, server.cursor() as cursor:
            cursor.execute(COUNTS[contender])
            rows, history = cursor.fetchone()
        server.close()
        assert (rows, history) == (2055, 2055 if contender == "captured" else 0)
