"""The database doesn't take the application's word for who acts: what injected SQL tries, each refused or recorded."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from accounts.actor import process
from api.problems import body
from casework.models import Child
from ledger import actor_tokens
from ledger.actor_tokens import ActorRefused, Token, netstrings, seal, token
from ledger.acts import act
from ledger.models import Change, Read
from ledger.reads import look
from ledger.signer import settle
from tenants import logins
from tenants.pins import Pin, pinned
from tenants.sql import rows, run
from tests.ledger.attacks import codes
from tests.ledger.rows import child_of

ACTOR, VICTIM = process("attacker"), process("victim")
ACT = "SELECT ledger_act(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
LOOK = "SELECT ledger_look(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
CHILD = "INSERT INTO casework_child SELECT gen_random_uuid(), 'X', '', '', '2015-01-01', 'F', '', ''"


def words(actor=VICTIM, purpose="casework"):
    return (str(uuid4()), actor.id, actor.name, actor.role_title, purpose, str(actor.door), "")


def written(house):
    with pinned(house.own_pin()):
        return Change.objects.count(), Read.objects.count(), Child.objects.count(), Child.history.count()


@pytest.fixture
def house(cast):
    return cast.house("council/210")


def other_actor(row, sealed):
    return (row[0], ACTOR.id, *row[2:]), sealed


def other_purpose(row, sealed):
    return (*row[:4], "something else", *row[5:]), sealed


def other_role(row, sealed):
    return (*row[:3], "Director of children's services", *row[4:]), sealed


def other_change(row, sealed):
    return (str(uuid4()), *row[1:]), sealed


def moved_boundary(row, sealed):
    """The same octets in a row, cut elsewhere."""
    return (row[0], row[1] + row[2][:1], row[2][1:], *row[3:]), sealed


def later_end(row, sealed):
    return row, Token(sealed.expires + 3600, sealed.mac)


def no_mac(row, sealed):
    return row, Token(sealed.expires, b"")


def null_mac(row, sealed):
    return row, Token(sealed.expires, None)


@pytest.mark.parametrize(
    "alter", [other_actor, other_role, other_purpose, other_change, moved_boundary, later_end, no_mac, null_mac]
)
def test_a_token_is_for_one_row_as_it_stands(house, alter):
    before = written(house)
    with pinned(house.own_pin()), transaction.atomic(), pytest.raises(DatabaseError, match="token"):
        connection.ensure_connection()
        row = words()
        row, sealed = alter(row, token("act", *row))
        with connection.cursor() as cursor:
            cursor.execute(ACT, (*row, sealed.expires, sealed.mac))
    assert written(house) == before


@pytest.mark.parametrize("which", ["another house", "another login", "a look for an act"])
def test_a_token_serves_one_house_one_login_one_deed(cast, house, which):
    before, row = written(house), words()
    login = logins.role("council_210")
    sealed = {
        "another house": lambda: seal("irotest/council/305", login, ("act", *row)),
        "another login": lambda: seal("irotest/council/210", logins.role("region_london"), ("act", *row)),
        "a look for an act": lambda: seal("irotest/council/210", login, ("look", *row)),
    }[which]()
    with pinned(house.own_pin()), pytest.raises(DatabaseError, match="token"), connection.cursor() as cursor:
        cursor.execute(ACT, (*row, sealed.expires, sealed.mac))
    assert written(house) == before


def test_a_token_ends_and_whoever_acts_is_told_what_to_do(house, monkeypatch):
    before, clock = written(house), actor_tokens.now
    monkeypatch.setattr(actor_tokens, "now", lambda: clock() - actor_tokens.LIFETIME - 5)
    for deed in (_add_child, _look_around):
        with pinned(house.own_pin()), pytest.raises(ActorRefused) as refused:
            deed()
        told = body(RequestFactory().get("/"), refused.value)
        assert (told["code"], told["status"]) == ("actor-refused", 500)
        assert "Nothing was written" in told["detail"]
    assert written(house) == before


def _add_child():
    with act(ACTOR, "write"):
        child_of().save(force_insert=True)


def _look_around():
    with look(ACTOR, "cases") as seen:
        seen.at([])


def test_a_token_that_was_seen_serves_nobody_a_second_time(house):
    with pinned(house.own_pin()):
        connection.ensure_connection()
        row = words()
        sealed = token("act", *row)
        run(ACT, (*row, sealed.expires, sealed.mac))
        with pytest.raises(DatabaseError, match="duplicate key"):
            run(ACT, (*row, sealed.expires, sealed.mac))


@pytest.mark.parametrize("claim", [
    "SELECT set_config('iro.actor', 'person:victim', true), set_config('iro.change', gen_random_uuid()::text, true),"
    " set_config('iro.purpose', 'x', true)",
    "SELECT set_config('iro.change', (SELECT change_id::text FROM ledger_change LIMIT 1), true)",
    "SELECT set_config('iro.change', '', true)",
])  # fmt: skip
def test_no_setting_makes_an_actor(house, claim):
    with pinned(house.own_pin()), act(VICTIM, "an honest act"):
        child_of().save(force_insert=True)
    before = written(house)
    with pinned(house.own_pin()), pytest.raises(DatabaseError, match="without an actor"), transaction.atomic():
        run(claim)
        run(CHILD)
    assert written(house) == before


def test_what_is_slipped_into_an_act_bears_the_actors_own_name(house):
    with pinned(house.own_pin()), act(ACTOR, "a request with a hole"):
        run("SELECT set_config('iro.actor', 'person:victim', true), set_config('iro.purpose', 'lawful', true)")
        run(CHILD)
    with pinned(house.own_pin()):
        found = Child.history.values_list("history_user_id", "history_change_reason")
        assert list(found) == [(ACTOR.id, "a request with a hole")]


def test_no_second_actor_in_an_act(house):
    before = written(house)
    with pinned(house.own_pin()), pytest.raises(DatabaseError, match="one change"), act(ACTOR, "a request"):
        row = words()
        sealed = token("act", *row)
        run(ACT, (*row, sealed.expires, sealed.mac))
    assert written(house) == before


def test_a_look_is_sealed_too(house):
    before = written(house)
    with pinned(house.own_pin()), pytest.raises(DatabaseError, match="token"):
        connection.ensure_connection()
        row = (*words(), "case", "[]")
        sealed = token("look", *row)
        run(LOOK, (*row[:8], '["of somebody else"]', sealed.expires, sealed.mac))
    assert written(house) == before


def test_the_role_stands_with_who_acted_and_who_looked(cast, house):
    ada, max_, system = cast.actor("ada", "council/210"), cast.actor("max", "council/210"), process("clock")
    with pinned(house.own_pin()):
        for actor in (max_, system):
            with act(actor, "write"):
                child_of().save(force_insert=True)
        with look(ada, "case") as seen:
            seen.at([uuid4()])
        assert list(Change.objects.order_by("id").values_list("role", flat=True)) == ["Council manager", ""]
        assert [one.role for one in Read.objects.all()] == ["Independent Reviewing Officer"]


def test_the_release_before_acts_and_looks_without_a_role_and_its_rows_verify(house):
    with pinned(house.own_pin()):
        connection.ensure_connection()
        row = (str(uuid4()), VICTIM.id, VICTIM.name, "casework", "page", "")
        sealed = token("act", *row)
        run("SELECT ledger_act(%s, %s, %s, %s, %s, %s, %s, %s)", (*row, sealed.expires, sealed.mac))
        row = (str(uuid4()), *row[1:], "case", "[]")
        sealed = token("look", *row)
        run("SELECT ledger_look(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", (*row, sealed.expires, sealed.mac))
        with act(ACTOR, "write"):
            child_of().save(force_insert=True)
        assert list(Change.objects.order_by("id").values_list("role", flat=True)) == [None, ""]
        assert [one.role for one in Read.objects.all()] == [None]
    settle(house)
    assert codes(house) == set()


def test_nobody_but_the_owner_reads_the_key_or_asks_the_checker(cast, house):
    pins = [
        house.own_pin(), house.service_pin(), house.relay_pin(), house.sequencer_pin(),
        Pin(logins.GATE), Pin(logins.BACKUP), Pin(logins.MIGRATOR), Pin(logins.auditor_login("london")),
    ]  # fmt: skip
    for pin in pins:
        for attempt in (
            "SELECT key FROM council_210.ledger_actorkey",
            "SELECT council_210.ledger_ensure_token('', 1, '')",
            "UPDATE council_210.ledger_actorkey SET key = ''",
        ):
            with pinned(pin), pytest.raises(DatabaseError, match="permission denied"):
                run(attempt)


def test_each_house_has_a_key_of_its_own(cast):
    keys = set()
    with pinned(Pin(logins.INSTALLER)):
        for schema in ("council_210", "council_305", "region_london", "panel_national"):
            [(key,)] = rows(f'SELECT key FROM "{schema}".ledger_actorkey')
            keys.add(bytes(key))
    assert len(keys) == 4
    assert {len(key) for key in keys} == {16}


def test_nobody_watches_another_sessions_statements(cast):
    """A name in a statement, or a token, is not for whoever asks pg_stat_activity under the same login."""
    pin = cast.house("region/london").own_pin()
    with pinned(pin):
        run("SELECT 'Zoë Example'")
        [(shown,)] = rows("SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        assert "pg_stat_activity" not in shown
        with pytest.raises(DatabaseError, match="permission denied"):
            run("SET track_activities = on")


@given(st.lists(st.text(max_size=20), max_size=6), st.lists(st.text(max_size=20), max_size=6))
def test_no_two_lists_of_words_read_alike(one, other):
    assert (netstrings(one) == netstrings(other)) == (one == other)
