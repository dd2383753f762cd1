"""`iro councils take-over`: a council joins with open periods, claimed reviews, IROs of its children and disputes."""

from datetime import date

import pytest
from django.test import Client

from casework.models import Appointment
from casework.ssda903.headings import FileKind
from config.cli.cases import cases
from config.cli.houses import councils
from escalation.models import Dispute, Stage
from ledger.models import Change
from tenants.pins import pinned
from tests.casework.ssda903.sample import child, csv_of, episode
from tests.reviews.care import on
from tests.tenants.commands import called

DAY_ONE = date(2026, 3, 2)
IROS = "CHILD,REGISTRATION\nK100,SW100001\nK200,SW100002\nK999,SW100001\nK200,SW999999\n"
DISPUTE = "K100,20/02/2026,L2,25/02/2026,IC13,amber,No contact since January.,She is sad.,I want to see him.,Contact.\n"
DISPUTES = (
    "CHILD,RAISED_ON,LEVEL,REACHED_ON,ISSUE,RAG,DESCRIPTION,IMPACT,CHILD_WISHES,OUTCOME_SOUGHT\n"
    + DISPUTE
    + DISPUTE.replace("K100", "K999")
    + DISPUTE.replace("20/02/2026", "01/04/2026")
)
RETURN = {
    "header.csv": csv_of(FileKind.HEADER, [child(), child(CHILD="K200", SEX="M")]),
    "episodes.csv": csv_of(FileKind.EPISODES, [episode(DECOM="10/06/2025"), episode(CHILD="K200", DECOM="16/02/2026")]),
    "reviews.csv": csv_of(
        FileKind.REVIEWS,
        [
            {"CHILD": "K100", "DOB": "01/05/2012", "REVIEW": day, "REVIEW_CODE": "PN1"}
            for day in ("03/07/2025", "25/09/2025")
        ],
    ),
}


@pytest.fixture
def joining(cast, tmp_path):
    """The council's return is loaded, on its first day."""
    for name, content in RETURN.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "iros.csv").write_text(IROS)
    (tmp_path / "disputes.csv").write_text(DISPUTES)
    with on(DAY_ONE):
        files = [str(tmp_path / name) for name in RETURN]
        loaded = called(cases, "import-903", "--council", "210", *files)
        assert loaded.exit_code == 0, loaded.output
        yield tmp_path


def take_over(folder):
    return called(
        councils, "take-over", "210", "--iros", str(folder / "iros.csv"), "--disputes", str(folder / "disputes.csv")
    )


def written(cast):
    with pinned(cast.house("council/210").own_pin()):
        return [model.objects.count() for model in (Appointment, Dispute, Stage, Change)]


def test_it_takes_over_what_runs_names_what_it_cannot_take_and_says_what_is_due(cast, joining, token, sign_in):
    told = take_over(joining)
    lines = told.output.splitlines()
    assert told.exit_code == 1
    assert "IROs: 2 appointed, 0 as they were, 2 not taken" in lines
    assert "Disputes: 1 taken over, 0 as they were, 2 not taken" in lines
    assert [line.split(":")[0] for line in lines if " row " in line] == [
        "  IROs row 4", "  IROs row 5", "  disputes row 3", "  disputes row 4",
    ]  # fmt: skip
    due = lines[lines.index("Due within 20 working days, or overdue: 3") + 1 :]
    assert [line.split("  ")[1].strip() for line in due[:3]] == ["2026-03-04", "2026-03-16", "2026-03-25"]
    assert "Council's answer in dispute (Ada Fairweather)" in due[0]
    assert "First review (Ben Okafor)" in due[1]
    assert "Further review, the last as claimed by the council (Ada Fairweather)" in due[2]
    with pinned(cast.house("council/210").own_pin()):
        stage = Stage.objects.select_related("dispute").get()
        assert (stage.level, stage.started_on, stage.dispute.raised_on) == ("L2", date(2026, 2, 25), date(2026, 2, 20))
        assert "Taken over" in stage.reason
        iros = dict(Appointment.objects.values_list("period__child__reference", "iro_name"))
    assert iros == {"K100": "Ada Fairweather", "K200": "Ben Okafor"}


def test_the_same_files_again_change_nothing(cast, joining):
    take_over(joining)
    before = written(cast)
    again = take_over(joining)
    assert "IROs: 0 appointed, 2 as they were, 2 not taken" in again.output
    assert "Disputes: 0 taken over, 1 as they were, 2 not taken" in again.output
    assert written(cast) == before


def test_the_next_limit_runs_from_the_claimed_review_and_is_shown_as_such(cast, joining, token, sign_in):
    take_over(joining)
    listed = Client().get("/api/v1/councils/210/cases", headers=token("210")).json()["items"]
    claimed = {one["reference"]: one["last_review_claimed_on"] for one in listed}
    assert claimed == {"K100": "2025-09-25", "K200": None}
    key = next(one["child_id"] for one in listed if one["reference"] == "K100")
    page = sign_in("ada").get(f"/councils/210/cases/{key}/").content.decode()
    assert "25 September 2025, as claimed by the council" in page
    assert "25 March 2026" in page
    soon = sign_in("mary").get("/region/due/?council=210").content.decode()
    assert "the last as claimed by the council" in soon
    assert sign_in("ada").get("/region/due/").status_code == 403
    assert Client().get(f"/api/v1/councils/210/cases/{key}/reviews", headers=token("210")).status_code == 403


@pytest.mark.parametrize(("name", "content", "told"), [
    ("iros.csv", "CHILD\nK100\n", "lacks the columns REGISTRATION"),
    ("disputes.csv", DISPUTES.replace("25/02/2026", "soon"), "is no day"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_written(cast, joining, name, content, told):
    (joining / name).write_text(content)
    before = written(cast)
    refused = called(councils, "take-over", "210", f"--{name[:-4]}", str(joining / name))
    assert refused.exit_code == 1
    assert told in refused.output
    assert written(cast) == before
