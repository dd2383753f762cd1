"""The sector's own dirty example and rule list, where they lie beside the repository (they are not part of it)."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from casework.ssda903.headings import COLUMNS, FileKind, Recognised, recognise
from casework.ssda903.rules import EVERY
from tests.casework.ssda903.staging import FILES, checked

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
EXAMPLES = sorted(SHARED.glob("ssda903-example/expected-errors.csv"))
# The list names no such file ("OC2s"), and for 1012 only the Episodes that are missing, not the rows that are too many.
ODD = {"542", "1012"}
RULE_LISTS = sorted(SHARED.glob("ssda903/rules-*.csv"))


@pytest.mark.parametrize("expected", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_example_s_errors_are_all_found(council, expected: Path):
    rows = dict(_read(path) for path in sorted(expected.parent.glob("SSDA903_*.csv")))
    with expected.open(newline="") as lines:
        wanted = {(_kind(row["table_name"]), int(row["r_ix"]) + 2, row["header"]) for row in csv.DictReader(lines)}
    with checked(rows, today=date(2025, 5, 1)) as load_id, connection.cursor() as cursor:
        cursor.execute('SELECT file, "row", "column" FROM casework_returnfinding WHERE load_id = %s', (str(load_id),))
        kinds = {number: kind for kind, number in FILES.items()}
        found = {(kinds[file], row, column) for file, row, column in cursor.fetchall()}
        cursor.execute(
            "SELECT count(*) FROM casework_stagedheader WHERE load_id = %s AND NOT rejected", (str(load_id),)
        )
        assert cursor.fetchone() == (24,)
    assert wanted
    assert wanted <= found


def _read(path: Path) -> tuple[FileKind, list[dict[str, str]]]:
    with path.open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        known = recognise(list(reader.fieldnames or []))
        assert isinstance(known, Recognised)
        return known.kind, list(reader)


def _kind(table: str) -> FileKind:
    [found] = [kind for kind in FileKind if kind.lower() == table.replace("_", "")]
    return found


@pytest.mark.parametrize("listed", RULE_LISTS, ids=lambda path: path.name)
def test_every_number_of_the_department_is_one_of_its_rules_on_that_file(listed: Path):
    with listed.open(newline="") as lines:
        dfe = {row["Rule code"]: row["Tables"].casefold() for row in csv.DictReader(lines)}
    assert [
        (rule.number, rule.kind)
        for rule in EVERY
        if not rule.number.startswith("P-")
        and rule.number not in ODD
        and f"'{rule.kind.casefold()}'" not in dfe[rule.number]
    ] == []


def test_every_rule_stands_on_a_column_of_its_file_and_says_it_in_a_sentence():
    for rule in EVERY:
        assert rule.column in COLUMNS[rule.kind], rule
        assert rule.message[0].isupper(), rule
        assert rule.message.endswith("."), rule
        assert "%" not in rule.fails, rule
