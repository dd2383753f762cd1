"""The sector's own dirty example and rule list, where they lie beside the repository (they are not part of it)."""

import csv
from datetime import date
from pathlib import Path

import pytest

from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.load import read
from casework.ssda903.rowrules import EPISODE_FORM, EPISODE_STEPS, HEADER_FACTS, HEADER_FORM

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
EXAMPLES = sorted(SHARED.glob("ssda903-example/expected-errors.csv"))
RULE_LISTS = sorted(SHARED.glob("ssda903/rules-*.csv"))
TABLES = {"header": FileKind.HEADER, "episodes": FileKind.EPISODES}


@pytest.mark.parametrize("expected", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_example_s_errors_are_all_found(expected: Path):
    files = [(path.name, path.read_bytes()) for path in sorted(expected.parent.glob("SSDA903_*.csv"))]
    load = read(files, today=date(2025, 5, 1), collection_year=2025)
    kinds = {file.name: file.kind for file in load.report.files}
    assert all(kinds.values())
    found = {(kinds[f.file], f.row, f.column) for f in load.report.findings}
    with expected.open(newline="") as lines:
        wanted = {
            (TABLES[row["table_name"]].value, int(row["r_ix"]) + 2, row["header"])
            for row in csv.DictReader(lines)
            if row["table_name"] in TABLES
        }
    assert wanted
    assert wanted <= found
    assert len(load.children) == 24


@pytest.mark.parametrize("listed", RULE_LISTS, ids=lambda path: path.name)
def test_every_number_of_the_dfe_is_one_of_its_rules_on_that_column(listed: Path):
    with listed.open(newline="") as lines:
        dfe = {row["Rule code"]: row for row in csv.DictReader(lines)}
    ours = [rule for rule in (*HEADER_FORM, *HEADER_FACTS) if not rule.number.startswith("P-")]
    for rule in ours:
        assert "Header" in dfe[rule.number]["Tables"]
        assert f"'{rule.column}'" in dfe[rule.number]["Affected fields"], rule.number
    ours_of_episodes = [rule for rule in (*EPISODE_FORM, *EPISODE_STEPS) if not rule.number.startswith("P-")]
    for rule in ours_of_episodes:
        assert "Episodes" in dfe[rule.number]["Tables"]
        assert rule.column in COLUMNS[FileKind.EPISODES]
