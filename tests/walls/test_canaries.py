"""The attacks' own eyes: every table of every house holds rows, every free text its canary, and each is found."""

from contextlib import closing

from django.db import connection
from psycopg2.sql import SQL, Identifier

from tenants.kinds import Kind
from tests import databases
from tests.walls import houses
from tests.walls.canaries import CODES, Aviary, Canary, of_house


def test_every_canary_stands_in_its_column_and_nowhere_else(furnished):
    aviary, missing, strays = houses.aviary(), set(), set()
    with closing(databases.superuser(connection.settings_dict["NAME"])) as connected, connected.cursor() as cursor:
        for house, kind in houses.schemas().items():
            for model in of_house(kind):
                for name, is_history in tables(model):
                    cursor.execute(SQL("SELECT t::text FROM {} t").format(Identifier(house, name)))
                    rows = [row for (row,) in cursor.fetchall()]
                    found = set().union(*map(aviary.found, rows))
                    expected = {
                        canary for canary in aviary.by_word.values()
                        if (canary.house, canary.table, canary.is_history) == (house, model._meta.db_table, is_history)
                    }  # fmt: skip
                    missing |= expected - found
                    missing |= set() if rows else {f"{house}.{name} holds no row"}
                    strays |= found - expected
    assert missing == set()
    assert strays == set()
    assert len(aviary.by_word) > 500


def tables(model):
    yield model._meta.db_table, False
    if hasattr(model, "history"):
        yield model.history.model._meta.db_table, True


def test_columns_without_words_are_columns_that_exist():
    every = {
        f"{model._meta.db_table}.{field.column}"
        for kind in Kind
        for model in of_house(kind)
        for field in model._meta.concrete_fields
    }
    assert CODES.keys() <= every


def test_a_canary_is_found_in_whatever_case_and_inside_other_words():
    aviary = Aviary({"council_210": Kind.COUNCIL})
    canary = Canary("council_210", "casework_child", "given_names")
    for text in (canary.word, canary.word.upper(), f"x{canary.word}7@example.org", f"<b>{canary.word}</b>"):
        assert aviary.found(text) == {canary}
    assert aviary.found("zqaaaaaaaa and Zq") == set()
