"""A council's worker hands a return in on a page, watches it, and reads the row report."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.actions import run_waiting
from casework.models import Child, HandedReturn
from tenants.pins import pinned
from tests.api.test_imports import BAD
from tests.casework.test_load_return import FILES

PAGE = "/councils/210/imports/"


def hand_in(client, files=FILES, **choices):
    parts = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{PAGE}new/", {"file": parts, "accept": "good", "collection_year": "2025", **choices})


def run(cast):
    with pinned(cast.house("council/210").own_pin()):
        run_waiting()


def counts(cast):
    with pinned(cast.house("council/210").own_pin()):
        return HandedReturn.objects.count(), Child.objects.count()


def read(client, address):
    return client.get(address).content.decode()


def test_from_the_form_to_the_numbers(cast, sign_in):
    pat = sign_in("pat")
    assert "No return was handed in yet." in read(pat, PAGE)
    assert re.search(r'<input type="file" name="file"[^>]* multiple', read(pat, f"{PAGE}new/"))
    address = hand_in(pat)["Location"]
    waiting = pat.get(address)
    assert waiting["Refresh"] == "5"
    assert "<progress" in waiting.content.decode()
    assert "Refresh" not in pat.get(f"{address}?still")
    run(cast)
    done = pat.get(address)
    assert "Refresh" not in done
    assert "Loaded" in done.content.decode()
    assert "<progress" not in done.content.decode()
    assert "Loaded" in read(pat, PAGE)
    assert counts(cast) == (1, 2)


def test_the_report_is_filtered_and_downloaded(cast, sign_in):
    pat = sign_in("pat")
    address = hand_in(pat, [("header.csv", BAD)])["Location"]
    run(cast)
    shown = read(pat, address)
    rule = re.search(r"\?rule=([\w-]+)#report", shown)[1]
    assert f"Shown: rule {rule}." in read(pat, f"{address}?rule={rule}")
    file = pat.get(f"{address}findings.csv?rule={rule}")
    assert rule in b"".join(file.streaming_content).decode()


def test_called_off(cast, sign_in):
    pat = sign_in("pat")
    address = hand_in(pat)["Location"]
    assert pat.post(f"{address}cancel/")["Location"] == address
    run(cast)
    assert "Cancelled" in read(pat, address)
    late = hand_in(pat)["Location"]
    run(cast)
    assert pat.post(f"{late}cancel/").status_code == 409
    assert counts(cast) == (2, 2)


def test_without_a_file_or_the_right_nothing_is_taken_in(cast, sign_in):
    pat, before = sign_in("pat"), counts(cast)
    answer = pat.post(f"{PAGE}new/", {"accept": "good"})
    assert answer.status_code == 422
    assert "Choose the file" in answer.content.decode()
    for name in ("bea", "ada", "dora", "nora"):
        assert hand_in(sign_in(name)).status_code in {403, 404}, name
    assert counts(cast) == before
