"""Expand, then contract: on houses that a newer release has migrated, the release before works on, and is captured."""

from casework.models import Child
from infra.bench.newer import with_column
from ledger.acts import act
from ledger.models import Queue
from ledger.signer import settle
from tenants.pins import pinned
from tests.api.test_cases import changed, post
from tests.tenants import release

WRITES_THE_COLUMN = """
import django
django.setup()
from accounts.actor import process
from accounts.permissions import Permission
from casework.models import Child
from ledger.acts import act
from tenants import queries
from tenants.pins import Pin, pinned
with pinned(Pin("gate")):
    council = queries.council("210")
with pinned(council.own_pin()), act(process("newer", Permission.CASE_CORRECT), "the newer release writes") as change:
    Child.objects.filter(reference="before").update(nickname="Bee")
with pinned(council.own_pin()):
    print([row.nickname for row in Child.history.filter(change_id=change.id)], len(change.receipt.leaf_hashes))
"""


def ended_well(process):
    told, faults = process.communicate(timeout=60)
    assert process.returncode == 0, told + faults
    return told


def submitted(token, reference):
    answer = post(token("210"), changed(child__reference=reference))
    assert answer.status_code == 201, answer.content
    return answer.json()["receipt"]["leaf_hashes"]


def test_old_and_new_code_write_beside_each_other_and_every_leaf_is_proven(cast, token, tmp_path):
    council = cast.house("council/210")
    submitted(token, "before")
    newer = with_column(tmp_path, "nickname")
    assert ended_well(release.iro(newer, "migrate")).splitlines()[-1] == "4 at head, 3 migrated."

    assert submitted(token, "after")
    with pinned(council.own_pin()), act(cast.actor("pat", "council/210"), "the old code corrects") as change:
        Child.objects.filter(reference="before").update(family_name="Marlow")
    assert len(change.receipt.leaf_hashes) == 2
    assert ended_well(release.start(newer, "-c", WRITES_THE_COLUMN)) == "['Bee'] 2\n"

    with pinned(council.own_pin()):
        assert [row.history_type for row in Child.history.filter(reference="before").order_by("history_id")] == [
            "+", "~", "~",
        ]  # fmt: skip
        assert Queue.objects.count() > 10
    settle(council)
    assert "is what was recorded" in ended_well(release.iro(newer, "ledger", "verify", "--council", "210"))
    assert ended_well(release.iro(newer, "councils", "check")).count("as declared") == 8
