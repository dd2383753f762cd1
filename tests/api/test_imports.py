"""A return by the API: handed in, watched, called off, its report read; and to whom there is nothing."""

import csv
import io
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from casework.actions import run_waiting
from casework.models import Child, HandedReturn, ReturnFinding, ReturnImport
from ledger.models import Change
from tenants.pins import pinned
from tests.casework.ssda903.sample import child, csv_of, episode
from tests.casework.test_load_return import EPISODES, FILES, HEADER

ADDRESS = "/api/v1/councils/210/imports"
BAD = csv_of("Header", [child(), child(CHILD="=K2", SEX="Q")])


def send(headers, files=FILES, address=ADDRESS, **choices):
    parts = [SimpleUploadedFile(name, content) for name, content in files]
    return Client().post(address, {"file": parts, "collection_year": "2025", **choices}, headers=headers)


def run(cast):
    with pinned(cast.house("council/210").own_pin()):
        return run_waiting()


def get(headers, address):
    return Client().get(address, headers=headers)


def written(cast, code="210"):
    with pinned(cast.house(f"council/{code}").own_pin()):
        return tuple(model.objects.count() for model in (HandedReturn, ReturnImport, Child, Change))


def test_a_return_is_handed_in_watched_and_done(cast, token):
    headers = token("210")
    answer = send(headers)
    assert answer.status_code == 202
    assert answer["Location"] == f"{ADDRESS}/{answer.json()['import_id']}"
    assert answer.json()["receipt"]["leaf_hashes"]
    waiting = get(headers, answer["Location"])
    assert (waiting.json()["state"], waiting["Retry-After"]) == ("received", "2")
    run(cast)
    done = get(headers, answer["Location"])
    assert (done.json()["state"], "Retry-After" in done) == ("done", False)
    assert done.json()["counts"]["children"] == {"created": 2, "updated": 0, "unchanged": 0}
    assert [one["id"] for one in get(headers, ADDRESS).json()["items"]] == [answer.json()["import_id"]]
    assert not [path for path in Path(settings.FILES_HOME).rglob("*") if path.parent.name == "drafts"]


@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=100)
def test_what_is_too_large_for_memory_comes_by_the_disk_and_leaves_nothing_there(cast, token):
    headers = token("210")
    answer = send(headers)
    run(cast)
    assert get(headers, answer["Location"]).json()["counts"]["children"]["created"] == 2
    kept = [path for path in Path(settings.FILES_HOME).rglob("*") if path.is_file()]
    assert sorted(path.read_bytes() for path in kept) == sorted([HEADER, EPISODES])


def test_the_report_by_pages_filters_and_as_a_file_that_no_spreadsheet_runs(cast, token):
    headers = token("210")
    bad = csv_of("Episodes", [episode(LS="=1"), episode(CHILD="K100", DECOM="x")])
    address = send(headers, [("=header.csv", BAD), ("episodes.csv", bad)])["Location"]
    run(cast)
    first = get(headers, f"{address}/findings?limit=1").json()
    assert (len(first["items"]), first["total"] > 1, first["next"]) == (1, True, 1)
    everything = get(headers, f"{address}/findings?limit=200").json()
    assert sum(everything["rules"].values()) == everything["total"] == len(everything["items"])
    rule = everything["items"][-1]["rule"]
    chosen = get(headers, f"{address}/findings?rule={rule}").json()
    assert {one["rule"] for one in chosen["items"]} == {rule}
    file = get(headers, f"{address}/findings.csv")
    assert file["Content-Disposition"].startswith("attachment; ")
    rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode())))
    assert rows[0] == ["file", "row", "column", "rule", "severity", "message", "value"]
    assert len(rows) == everything["total"] + 1
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert "'=header.csv" in {row[0] for row in rows}


def test_it_is_called_off_before_it_is_written_and_not_after(cast, token):
    headers = token("210")
    first = send(headers)["Location"]
    before = written(cast)
    assert Client().post(f"{first}/cancel", headers=headers).status_code == 204
    assert (get(headers, first).json()["state"], run(cast)) == ("cancelled", 0)
    assert written(cast) == before
    second = send(headers)["Location"]
    run(cast)
    refused = Client().post(f"{second}/cancel", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "import-not-cancellable")


@pytest.mark.parametrize(
    ("files", "choices", "status"),
    [
        ([], {}, 422),
        (FILES, {"accept": "some"}, 422),
        (FILES, {"collection_year": "1900"}, 422),
        (FILES, {"dry_run": "perhaps"}, 422),
        (FILES, {"colour": "red"}, 422),
        ([("a.csv", b"x")] * 34, {}, 422),
    ],
)
def test_what_can_t_be_taken_is_refused_and_nothing_written(cast, token, files, choices, status):
    headers, before = token("210"), written(cast)
    answer = send(headers, files, **choices)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["errors"]
    assert written(cast) == before
    assert not [path for path in Path(settings.FILES_HOME).rglob("*") if path.is_file()]


def test_another_council_s_system_gets_nothing(cast, token):
    address = send(token("210"))["Location"]
    before = written(cast), written(cast, "305")
    theirs = token("305")
    assert send(theirs).status_code in {403, 404}
    for asked in (address, f"{address}/findings", f"{address}/findings.csv", ADDRESS):
        assert get(theirs, asked).status_code in {403, 404}
    assert get(theirs, address.replace("210", "305")).status_code == 404
    assert Client().post(f"{address}/cancel", headers=theirs).status_code in {403, 404}
    assert (written(cast), written(cast, "305")) == before
    with pinned(cast.house("council/210").own_pin()):
        assert ReturnImport.objects.get(pk=UUID(address.rsplit("/")[-1])).state == "received"
        assert not ReturnFinding.objects.exists()
