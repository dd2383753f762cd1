"""The one function by which history loses what it held: what it leaves, and whom it refuses, asked by rows alone."""

import pytest
from django.db import DatabaseError, connection

from casework.erasing import HELD, KEPT
from casework.models import Child, Erasure, PeriodOfCare
from ledger.acts import act
from ledger.erasing import NOT_TWO_PERSONS, NOTHING_THERE
from ledger.functions import commitment_sql
from ledger.guards import IMMUTABLE
from ledger.signer import settle
from ledger.tables import captured_tables
from tenants.failures import sqlstate
from tenants.kinds import Kind
from tenants.pins import pinned
from tests import databases
from tests.casework.erasures import LONG_AGO, confirm, hold, propose, release
from tests.ledger.attacks import attack, found, southwark
from tests.ledger.rows import ACTOR, fill
from tests.ledger.test_bypasses import ACTING, Login

__all__ = ["attack", "southwark"]


@pytest.fixture
def children(southwark):
    """Three with a row in every table."""
    fill(southwark, 3)
    with pinned(southwark.own_pin()):
        return list(Child.objects.order_by("date_of_birth"))


@pytest.fixture
def old(southwark, children):
    """Born so long ago that the record may go."""
    with pinned(southwark.own_pin()), act(ACTOR, "long ago"):
        fresh = Child(reference="OLD-1", given_names="Edith", date_of_birth=LONG_AGO, sex="F")
        fresh.save(force_insert=True)
        PeriodOfCare(child=fresh, looked_after_from=LONG_AGO).save(force_insert=True)
    return fresh


def refused(cast, code, proposal, **how):
    """The database refuses with this SQLSTATE, and nothing went."""
    house = cast.house("council/210")
    with pinned(house.own_pin()):
        before = list(Child.objects.order_by("id").values())
    with pytest.raises(DatabaseError) as raised:
        confirm(cast, proposal, **how)
    assert sqlstate(raised.value) == code
    with pinned(house.own_pin()):
        assert list(Child.objects.order_by("id").values()) == before
        assert not Erasure.objects.exists()
    assert found(house) == set()


def test_the_tree_still_verifies(cast, southwark, children):
    settle(southwark)
    confirm(cast, propose(cast, children[0].id, ground="court_order"))
    assert found(southwark) == set()
    settle(southwark)
    assert found(southwark) == set()


def test_nothing_of_the_child_is_left_in_any_table(cast, southwark, children, attack):
    gone = [children[0].reference, children[0].family_name]
    confirm(cast, propose(cast, children[0].id, ground="court_order"))
    tables = [name for (name,) in attack("SELECT tablename FROM pg_tables WHERE schemaname = 'council_210'")]
    for table in tables:
        for text in gone:
            # Of fill's texts, the part after the line's end is like no other.
            found_in = attack(f"SELECT 1 FROM {table} t WHERE to_jsonb(t)::text LIKE '%{text.splitlines()[-1]}%'")
            assert found_in == [], table


def test_the_database_says_who_and_how_much_whatever_the_row_says(cast, southwark, old):
    confirm(cast, propose(cast, old.id))
    with pinned(southwark.own_pin()):
        erasure = Erasure.objects.get()
    # A row of the child and one of the period: each was added, and removed.
    assert (erasure.confirmed_by, erasure.entries) == ("Dora Singh", 4)


def test_the_time_of_keeping(cast, children):
    refused(cast, KEPT, propose(cast, children[0].id))
    refused(cast, KEPT, propose(cast, children[0].id, ground="art_17"))
    refused(cast, KEPT, propose(cast, children[0].id, ground="anything else"))


def test_a_date_of_birth_corrected_to_make_a_record_old(cast, southwark, children):
    with pinned(southwark.own_pin()), act(ACTOR, "a correction"):
        Child.objects.filter(pk=children[0].pk).update(date_of_birth=LONG_AGO)
    refused(cast, KEPT, propose(cast, children[0].id))


def test_a_hold(cast, southwark, old):
    proposal, held = propose(cast, old.id), hold(cast, old)
    refused(cast, HELD, proposal)
    release(cast, held)
    confirm(cast, proposal)
    assert found(southwark) == set()


def test_a_hold_stands_before_a_courts_order_too(cast, old):
    hold(cast, old)
    refused(cast, HELD, propose(cast, old.id, ground="court_order"))


def test_one_side_alone(cast, southwark, old):
    london = cast.house("council/210").service_pin()
    proposal = propose(cast, old.id)
    with pytest.raises(DatabaseError, match="permission denied"):
        propose(cast, old.id, who="dora", house="council/210")
    with pytest.raises(DatabaseError, match="permission denied"):
        confirm(cast, proposal, who="dora", pin=london)


def test_one_person_on_both_sides(cast, southwark, old):
    mary = cast.actor("mary", "region/london")
    ensure_two_persons(southwark, propose(cast, old.id), mary)


def test_a_process_is_no_person(cast, southwark, old):
    ensure_two_persons(southwark, propose(cast, old.id), ACTOR)


def ensure_two_persons(house, proposal, actor):
    with pytest.raises(DatabaseError) as raised, pinned(house.own_pin()), act(actor, "an erasure"):
        Erasure(proposal=proposal, confirmed_on=LONG_AGO).save(force_insert=True)
    assert sqlstate(raised.value) == NOT_TWO_PERSONS
    with pinned(house.own_pin()):
        assert Child.objects.filter(reference="OLD-1").exists()


BY_HAND = (
    "INSERT INTO casework_erasure (proposal_id, confirmed_by, confirmed_on, entries, digest)"
    " SELECT id, '', now(), 0, '' FROM casework_erasureproposal LIMIT 1",
    "INSERT INTO casework_erasure (proposal_id, confirmed_by, confirmed_on, entries, digest)"
    " SELECT id, '', now(), 0, '' FROM casework_erasureproposal LIMIT 1 ON CONFLICT DO NOTHING",
    "SELECT ledger_erase()",
    "SELECT casework_ensure_erasable(id, 'court_order') FROM casework_child",
    "DELETE FROM casework_child",
    "DELETE FROM casework_historicalchild",
    "DELETE FROM ledger_erased",
    "INSERT INTO ledger_erased SELECT * FROM ledger_erased",
    "UPDATE casework_erasureproposal SET ground = 'court_order'",
    "DELETE FROM casework_hold",
)


@pytest.mark.parametrize("name", ACTING)
def test_each_login_by_hand(cast, southwark, old, name):
    """As somebody who slipped a statement into a session: refused, without an act and within one of a process."""
    propose(cast, old.id)
    login = Login(name)
    for statement in BY_HAND:
        assert login.tries(statement), statement
        assert login.tries(statement, acting=True), statement
    with pinned(southwark.own_pin()):
        assert (Child.objects.count(), Erasure.objects.count()) == (4, 0)
    assert found(southwark) == set()


def test_twice(cast, southwark, old):
    proposal, second = propose(cast, old.id), propose(cast, old.id)
    confirm(cast, proposal)
    for again in (proposal, second):
        with pytest.raises(DatabaseError) as raised:
            confirm(cast, again)
        assert sqlstate(raised.value) == NOTHING_THERE
    assert found(southwark) == set()


def test_history_is_still_for_nobody_to_remove(cast, southwark, old, attack):
    confirm(cast, propose(cast, old.id))
    [(name,)] = attack("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'council_210'")
    for statement in (
        "DELETE FROM casework_historicalerasure",
        "DELETE FROM casework_historicalerasure WHERE false",
        "DELETE FROM ledger_erased",
        "UPDATE ledger_erased SET erasure_id = gen_random_uuid()",
        "INSERT INTO ledger_erased SELECT * FROM ledger_erased LIMIT 1",
        "TRUNCATE ledger_erased",
    ):
        with pytest.raises(Exception) as raised:
            attack_as_owner(name, statement)
        assert raised.value.pgcode == IMMUTABLE, statement


def attack_as_owner(owner, statement):
    server = databases.superuser(connection.settings_dict["NAME"])
    try:
        with server.cursor() as cursor:
            cursor.execute(f"SET ROLE {owner}; SET search_path = council_210, public")
            cursor.execute(statement)
    finally:
        server.close()


def test_entries_taken_away_without_an_erasure(cast, southwark, children, attack):
    proposal = propose(cast, children[0].id, ground="court_order")
    erasing = (
        "INSERT INTO ledger_erased (table_name, history_table, key, entry, kind, actor, purpose, change_id, at,"
        " transaction_id, commitment, erasure_id, erased_in) SELECT 'casework_child', 'casework_historicalchild',"
        " h.id::text, h.history_id, h.history_type, h.history_user_id, h.history_change_reason, h.change_id,"
        f" h.history_date, h.transaction_id, {commitment_sql(child_table(), 'h')}, '{proposal.id}', ''"
        f" FROM casework_historicalchild h WHERE id = '{children[1].id}'"
    )
    gone = f"DELETE FROM casework_historicalchild WHERE id = '{children[1].id}'"
    with attack.undone("ledger_erased", "casework_historicalchild"):
        attack(gone)
        assert ("leaf-without-history", "casework_historicalchild", "2") in found(southwark)
    with attack.undone("ledger_erased", "casework_historicalchild"):
        attack(erasing, gone)
        assert ("erased-unlawfully", "ledger_erased", str(proposal.id)) in found(southwark)
    assert found(southwark) == set()
    # Slipped in under a lawful one, the row itself gone too.
    confirm(cast, proposal)
    assert found(southwark) == set()
    attack(erasing, gone, f"DELETE FROM casework_child WHERE id = '{children[1].id}'")
    assert ("erased-unlawfully", "ledger_erased", str(proposal.id)) in found(southwark)


def test_what_stays_altered_or_gone(cast, southwark, children, attack):
    proposal = propose(cast, children[0].id, ground="court_order")
    confirm(cast, proposal)
    with attack.undone("ledger_erased"):
        attack("UPDATE ledger_erased SET actor = 'person:nobody' WHERE table_name = 'casework_child'")
        assert {code for code, *_ in found(southwark)} == {"history-altered"}
    with attack.undone("ledger_erased"):
        attack("DELETE FROM ledger_erased WHERE table_name = 'casework_child'")
        assert {code for code, *_ in found(southwark)} == {"leaf-without-history", "erased-unlawfully"}
    assert found(southwark) == set()


def child_table():
    return next(table for table in captured_tables(Kind.COUNCIL) if table.name == "casework_child")
