"""The three doors of an adversarial story: the API, the pages, and SQL under the login of whoever attacks."""

from django.db import DatabaseError, connection

from tenants.pins import pinned
from tests.api.test_votes_and_answers import DISPUTES, sent
from tests.web.dispute_journey import written

BLOCKED, SHOWN = "Blocked:", "Recorded and shown:"
"""How the docstring of each story begins: what became of the attempt."""

REFUSALS = ("permission denied", "without an actor", "for a recorded window only", "violates unique constraint")


def refused_by_api(client, address, body=None, method="post"):
    """The status of a request that must not succeed."""
    answer = sent(client, address, body or {}) if method == "post" else getattr(client, method)(address)
    assert answer.status_code in (403, 404, 405, 409, 422), (address, answer.status_code, answer.content)
    return answer.status_code


def refused_by_page(client, address, form=None):
    answer = client.post(address, form or {})
    assert answer.status_code in (403, 404, 405, 409), (address, answer.status_code)
    return answer.status_code


def refused_by_login(pin, *statements):
    """PostgreSQL itself says no, whatever the application thinks."""
    for statement in statements:
        with pinned(pin), connection.cursor() as cursor:
            try:
                cursor.execute(statement)
            except DatabaseError as refusal:
                words = str(refusal)
            else:
                raise AssertionError(f"the database let pass: {statement}")
        assert any(known in words for known in REFUSALS), words


def of_dispute(dispute_id) -> str:
    return f"{DISPUTES}/{dispute_id}"


class Unchanged:
    """A block after which no table of disputes has a row more, history included."""

    def __init__(self, cast, code="210"):
        self.cast, self.code = cast, code

    def __enter__(self):
        self.before = written(self.cast, self.code)

    def __exit__(self, kind, *_):
        if kind is None:
            assert written(self.cast, self.code) == self.before
