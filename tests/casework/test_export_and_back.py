"""What was loaded comes out again, and what came out changes nothing when it is loaded."""

import io
from datetime import date

from django.test import Client

from accounts.actor import process
from accounts.permissions import Permission
from casework.actions import load_return
from casework.actions.returns import HandedFile
from casework.models import Child
from casework.queries import export_return, one_import
from casework.shapes import Counts
from casework.ssda903.headings import FileKind
from ledger.models import Entry, Queue
from tenants.pins import pinned
from tests.casework.cases import a_case, submitted
from tests.casework.ssda903.cases.table import clean
from tests.casework.ssda903.sample import child, csv_of, ended, episode, moved_on

RETURN = {
    FileKind.HEADER: [child(), child(CHILD="K200", SEX="2", MOTHER="1", MC_DOB="01/06/2024"), child(CHILD="K300")],
    FileKind.EPISODES: [ended(), moved_on(), episode(CHILD="K200", DECOM="01/07/2024")],
    **{kind: [clean(kind)] for kind in FileKind if kind not in (FileKind.HEADER, FileKind.EPISODES, FileKind.OC3)},
    FileKind.OC3: [clean(FileKind.OC3, CHILD="K300")],
}


def load(cast, files):
    actor = cast.actor("pat", "council/210")
    handed = [HandedFile(f"{kind}.csv", io.BytesIO(content)) for kind, content in files.items()]
    return one_import(load_return(handed, collection_year=2025, actor=actor), actor=actor)


def test_import_export_import_changes_nothing(cast):
    with pinned(cast.house("council/210").own_pin()):
        first = load(cast, {kind: csv_of(kind, rows) for kind, rows in RETURN.items()})
        assert first.state == "done", first.problem
        assert first.findings.get("reject_row", 0) == 0
        written = {name: count.created for name, count in first.counts.items()}
        assert set(written) == {
            "children", "periods", "episodes", "claimedreview", "missingspell", "workerepisode", "previouspermanence",
            "adoptiondecision", "adoption", "yearincare", "careleaver",
        }  # fmt: skip
        out = {}
        system = process("export", Permission.RETURN_EXPORT)
        for kind in FileKind:
            into = io.BytesIO()
            export_return(kind, into, actor=system, collection_year=2025)
            out[kind] = into.getvalue()
        assert b"K200,F," in out[FileKind.HEADER]
        before = Queue.objects.count() + Entry.objects.count(), Child.history.count()
        again = load(cast, out)
        assert again.state == "done"
        assert again.counts == {name: Counts(unchanged=many) for name, many in written.items()}
        assert Child.history.count() == before[1]


def test_a_care_leaver_who_was_never_in_care_here_is_kept_and_hidden_and_may_come_into_care(cast, sign_in, token):
    with pinned(cast.house("council/210").own_pin()):
        load(cast, {kind: csv_of(kind, rows) for kind, rows in RETURN.items()})
        hidden = Child.objects.get(reference="K300")
    assert sign_in("pat").get(f"/councils/210/cases/{hidden.id}/").status_code == 404
    assert "K300" not in sign_in("pat").get("/councils/210/cases/").content.decode()
    assert Client().get(f"/api/v1/councils/210/cases/{hidden.id}", headers=token("210")).status_code == 404
    case = submitted(cast, a_case("K300", child={"date_of_birth": date(2012, 5, 1)}))
    assert case.child_id == hidden.id
    assert sign_in("pat").get(f"/councils/210/cases/{hidden.id}/").status_code == 200
