"""The benchmark of provisioning end to end with tiny numbers, beside the houses of the cast."""

import os
from urllib.parse import quote

from django.db import connection

from config.environment import broker_url
from infra.bench.provisioning import Plan, measure
from tests.services import HOME


def test_houses_are_built_and_migrated_and_their_times_told(cast):
    place = connection.settings_dict
    ours = {
        "IRO_HOME": str(HOME), "IRO_INSTALLATION": "irotest", "IRO_HOSTS": os.environ["IRO_HOSTS"],
        "DATABASE_URL": f"postgresql://{place['USER']}:{quote(place['PASSWORD'])}"
                        f"@{place['HOST']}:{place['PORT']}/{place['NAME']}",
        "CELERY_BROKER_URL": broker_url(),
    }  # fmt: skip
    told = []
    built, idle, column = measure(ours, Plan(councils=2, jobs=2, rounds=1), told.append)
    assert told == [built, idle, column]
    assert (built.houses, idle.houses, column.houses) == (3, 0, 5), (
        "a region and two councils more; then five councils have the column"
    )
    assert 0 < built.council_median <= built.council_max < built.seconds
    assert idle.council_median is None
    assert "column" in str(column)
