"""`iro cases import-903`: a row report on the terminal or as JSON; the same files again change nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from casework.models import Child, ReturnLoad
from config.cli.cases import cases
from infra.demo.invention import returns
from infra.demo.story.telling import invent
from ledger.models import Change
from tenants.pins import pinned


@pytest.fixture
def files(tmp_path):
    children = [one.child for one in invent(30, date(2026, 11, 23)).careers if one.child.council == "305"]
    paths = [tmp_path / "header.csv", tmp_path / "episodes.csv"]
    paths[0].write_text(returns.header(children), newline="")
    paths[1].write_text(returns.episodes(children), newline="")
    return [str(path) for path in paths], len(children)


def load(*words):
    return CliRunner().invoke(cases, ["import-903", *words])


def known(cast, council="305"):
    with pinned(cast.house(f"council/{council}").service_pin()):
        return Child.objects.count(), ReturnLoad.objects.count(), Change.objects.count()


def test_a_return_is_loaded_once(cast, files):
    paths, many = files
    told = load("--council", "305", *paths)
    assert told.exit_code == 0, told.output
    assert f"children: {many} new, 0 changed, 0 as they were" in told.output
    assert known(cast) == (many, 1, 2)
    again = load("--council", "305", *paths)
    assert again.exit_code == 0
    assert "These files were loaded before: nothing was changed." in again.output
    # That the files were handed in once more is on record too.
    assert known(cast) == (many, 1, 3)
    assert known(cast, "210") == (0, 0, 0)


def test_what_is_left_out_stands_in_a_table(cast, files, tmp_path):
    (header, episodes), many = files
    bad = tmp_path / "bad.csv"
    bad.write_text(Path(episodes).read_text().replace("/20", "/21", 1))
    told = load("--council", "305", header, str(bad))
    assert told.exit_code == 0, told.output
    assert "file" in told.output and "rule" in told.output
    assert "bad.csv" in told.output
    as_data = json.loads(load("--council", "305", "--json", header, episodes).stdout)
    assert as_data["import"]["state"] == "done"
    assert [one["kinds"] for one in as_data["import"]["files"]] == [["Header"], ["Episodes"]]
    assert known(cast)[0] == many


def test_files_that_hold_nothing_are_refused_with_their_report(cast, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n")
    told = load("--council", "305", str(path))
    assert told.exit_code != 0
    assert "notes.csv (not recognised)" in told.output
    assert "Refused (return-refused)" in told.output
    assert known(cast) == (0, 0, 1)


def test_an_unknown_council_or_file_says_so(cast, files):
    paths, _ = files
    assert load("--council", "999", *paths).exit_code != 0
    missing = load("--council", "305", "no-such-file.csv")
    assert missing.exit_code == 2
    assert "no-such-file.csv" in missing.output
    assert known(cast) == (0, 0, 0)
