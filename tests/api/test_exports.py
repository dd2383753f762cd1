"""The council's own return, taken out again: by the API and by command, and to whom there is nothing."""

import pytest
from click.testing import CliRunner
from django.test import Client

from casework.ssda903.headings import COLUMNS, FileKind
from config.cli.cases import cases
from ledger.models import Read
from tenants.pins import pinned
from tests.casework.records import FILES, record


def ask(headers, kind, query="", code="210"):
    return Client().get(f"/api/v1/councils/{code}/exports/903/{kind}{query}", headers=headers)


def looks(cast):
    with pinned(cast.house("council/210").own_pin()):
        return list(Read.objects.order_by("id").values_list("what", "children"))


@pytest.mark.parametrize("kind", FileKind)
def test_each_file_comes_back_in_this_year_s_coding_with_no_more_of_a_postcode_than_is_kept(cast, token, kind):
    child, headers = record(cast), token("210")
    answer = ask(headers, kind)
    assert (answer.status_code, b"".join(answer.streaming_content).decode()) == (200, FILES[kind])
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{kind}.csv"'
    assert "outward half of the postcode" in answer["Export-Note"]
    assert {"no-store", "private"} == set(answer["Cache-Control"].split(", "))
    assert looks(cast) == [("return export", [str(child.id)])]


def test_health_and_leaving_care_come_of_the_year_that_is_asked_for(cast, token):
    record(cast)
    for kind in ("OC2", "oc3"):
        told = [
            b"".join(ask(token("210"), kind, f"?collection_year={year}").streaming_content) for year in (2026, 2025)
        ]
        assert [len(text.splitlines()) for text in told] == [2, 1]


@pytest.mark.parametrize(
    ("kind", "query", "status"), [("Names", "", 404), ("OC2", "?collection_year=x", 422), ("OC2", "?y=1", 422)]
)
def test_what_there_is_not_is_refused_in_words(cast, token, kind, query, status):
    record(cast)
    answer = ask(token("210"), kind, query)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert looks(cast) == []


def test_another_council_s_system_and_people_get_nothing(cast, token, sign_in):
    record(cast)
    assert ask(token("305"), "Header").status_code in {403, 404}
    assert sign_in("ada").get("/api/v1/councils/210/exports/903/Header").status_code in {401, 403, 404}
    assert looks(cast) == []


def test_a_council_s_files_are_written_to_a_folder_with_a_note(cast, tmp_path):
    record(cast)
    told = CliRunner().invoke(cases, ["export-903", "--council", "210", str(tmp_path / "out")])
    assert told.exit_code == 0, told.output
    assert {path.name: path.read_text() for path in (tmp_path / "out").glob("*.csv")} == {
        f"{kind}.csv": text for kind, text in FILES.items()
    }
    assert "outward half" in (tmp_path / "out" / "NOTE.txt").read_text()
    assert "Episodes.csv: 2 rows" in told.output
    assert [what for what, _ in looks(cast)] == ["return export"] * len(COLUMNS)
