"""A council's worker hands a paper in on a page; the child's IRO reads it, and nobody else does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.models import Paper
from tenants.pins import pinned
from tests.casework.cases import proposed
from tests.casework.papers import PDF
from tests.reviews.care import in_care


@pytest.fixture
def case(cast):
    return in_care(cast)


def hand_in(client, case, name="Plan.pdf", content=PDF, kind="care_plan", query=""):
    return client.post(
        f"/councils/210/cases/{case.child_id}/papers/new/{query}",
        {"kind": kind, "file": SimpleUploadedFile(name, content)},
    )


def papers(cast, case):
    with pinned(cast.house(case.council).own_pin()):
        return list(Paper.objects.order_by("added_on", "name"))


def test_from_the_childs_page_and_back(cast, sign_in, case):
    pat, page = sign_in("pat"), f"/councils/210/cases/{case.child_id}/"
    assert "No paper has been handed in yet." in pat.get(page).content.decode()
    form = pat.get(f"{page}papers/new/").content.decode()
    assert 'enctype="multipart/form-data"' in form
    done = hand_in(pat, case)
    assert (done.status_code, done["Location"]) == (302, f"{page}#papers")
    [paper] = papers(cast, case)
    shown = pat.get(page).content.decode()
    assert f'href="/councils/210/papers/{paper.id}/"' in shown
    assert "Paper" in shown
    read = pat.get(f"/councils/210/papers/{paper.id}/")
    assert (read.content, read["Content-Disposition"]) == (PDF, 'attachment; filename="Plan.pdf"')


def test_the_childs_iro_reads_it_and_hands_in_nothing(cast, sign_in, case):
    hand_in(sign_in("pat"), case)
    [paper] = papers(cast, case)
    ada = sign_in("ada")
    assert ada.get(f"/councils/210/papers/{paper.id}/").content == PDF
    assert "Add a paper" not in ada.get(f"/councils/210/cases/{case.child_id}/").content.decode()
    assert hand_in(ada, case).status_code == 403
    assert sign_in("ben").get(f"/councils/210/papers/{paper.id}/").status_code == 404
    assert len(papers(cast, case)) == 1


def test_a_better_one_takes_its_place_once(cast, sign_in, case):
    pat = sign_in("pat")
    hand_in(pat, case)
    [first] = papers(cast, case)
    assert (
        "It takes the place of"
        in pat.get(f"/councils/210/cases/{case.child_id}/papers/new/?replaces={first.id}").content.decode()
    )
    assert hand_in(pat, case, "Better.pdf", PDF + b"2", query=f"?replaces={first.id}").status_code == 302
    better = next(one for one in papers(cast, case) if one.name == "Better.pdf")
    assert better.replaces_id == first.id
    assert "replaced by a newer one" in pat.get(f"/councils/210/cases/{case.child_id}/").content.decode()


@pytest.mark.parametrize(("words", "told"), [
    ({"content": b"<html>"}, "The file is not what its name says"),
    ({"name": "plan.exe"}, "The file must be one of"),
    ({"content": b""}, "The file is empty"),
    ({"kind": ""}, "What is it?"),
])  # fmt: skip
def test_what_is_wrong_stands_at_the_field_and_nothing_is_kept(cast, sign_in, case, words, told):
    answer = hand_in(sign_in("pat"), case, **words)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert papers(cast, case) == []


def test_history_tells_of_it(cast, sign_in):
    case = proposed(cast)
    client = sign_in("pat")
    client.post(
        f"/councils/210/cases/{case.child_id}/papers/new/",
        {"kind": "care_plan", "file": SimpleUploadedFile("Plan.pdf", PDF)},
    )
    shown = client.get(f"/councils/210/cases/{case.child_id}/").content.decode()
    assert "A paper was handed in" in shown
