"""The contract holds: every operation, as every kind of principal, with what it allows and what it does not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.permissions import ROLE_PERMISSIONS, SYSTEM_PERMISSIONS, Role
from api.v1.urls import urlpatterns
from arbitration.models import Arbitrator
from casework.models import HandedReturn
from tenants.pins import pinned
from tests.api.conformance import IS_FULL, Principal, generated, run, signed_in
from tests.api.test_cases import changed, post
from tests.arbitration.post import panel, sitting
from tests.web.dispute_journey import PEOPLE as PEOPLE_OF_PANEL
from tests.web.dispute_journey import refer_urgently, referral_of
from tests.web.live import serving

PEOPLE = ("max", "pat", "dora", "dee", "ada", "mary", "hugo", "bea")
STRANGERS = ("bea",)
"""Who has no business in this council finds nothing there: 404, whatever the method."""
OF_PANEL = ROLE_PERMISSIONS[Role.ARBITRATION_SECRETARY] | ROLE_PERMISSIONS[Role.ARBITRATOR]
NOT_THE_PANEL = ("--exclude-path-regex", "^/api/v1/panel/")
"""Who is of no panel finds nothing there, whatever the method; tests/walls knocks at all of it as everybody."""
KINDS = ("system", "nobody", *(PEOPLE if IS_FULL else ("max",)))


@pytest.fixture
def known(cast, token):
    """Ids of a council that has something at every address."""
    headers = token("210")
    case = post(headers, changed()).json()
    papers = Client().post(
        f"/api/v1/councils/210/cases/{case['id']}/papers",
        {"kind": "care_plan", "file": SimpleUploadedFile("plan.txt", b"the plan")}, headers=headers,
    )  # fmt: skip
    Client().post(
        "/api/v1/councils/210/imports",
        {"file": SimpleUploadedFile("header.csv", b"CHILD,SEX,DOB\n1,1,01/02/2015\n")}, headers=headers,
    )  # fmt: skip
    with pinned(cast.house("council/210").own_pin()):
        handed = HandedReturn.objects.first()
    return {
        "code": "210", "case_id": case["id"], "paper_id": papers.json()["id"], "import_id": str(handed.pk),
        "leaf_hash": case["receipt"]["leaf_hashes"][0], "kind": "Header",
    }  # fmt: skip


def operations_of_people():
    """Those that no council's system may: the suite tries them as a manager, and the drill everything as everybody."""
    views = [pattern.callback.view_class for pattern in urlpatterns]
    return sorted(
        operation.id
        for view in views
        for method, operation in view.operations.items()
        if view.permissions[method] not in SYSTEM_PERMISSIONS | OF_PANEL
    )


def operations_of_the_panel():
    views = [pattern.callback.view_class for pattern in urlpatterns if str(pattern.pattern).startswith("panel/")]
    return sorted(operation.id for view in views for operation in view.operations.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_contract_holds_for(kind, known, token, sign_in, tmp_path):
    if kind == "system":
        principal = Principal(kind, token("210"))
    elif kind == "nobody":
        principal = Principal(kind, {})
    else:
        principal = signed_in(kind, sign_in(kind), *(["unsupported_method"] if kind in STRANGERS else []))
    wanted = () if IS_FULL or kind not in PEOPLE else operations_of_people()
    words = [word for name in wanted for word in ("--include-operation-id", name)] or [*NOT_THE_PANEL]
    with serving() as site:
        status, printed = run(site, principal, known, tmp_path, *words)
    assert status == 0, printed[-12_000:]
    made = generated(printed)
    assert made > (20 if wanted else 100), printed[-3_000:]
    print(f"contract: {made:,} requests as {kind}")  # noqa: T201  the drill counts them


@pytest.mark.parametrize("kind", ["secretary", "arbitrator"])
def test_the_panels_contract_holds_for(kind, cast, sign_in, tmp_path):
    referral_id = referral_of(cast, refer_urgently(cast, sign_in("ada")))
    name = "sara" if kind == "secretary" else PEOPLE_OF_PANEL[sitting(cast, referral_id)[0].name]
    words = [word for one in operations_of_the_panel() for word in ("--include-operation-id", one)]
    with panel(cast):
        arbitrator_id = str(Arbitrator.objects.earliest("name").id)
    known = {"referral_id": str(referral_id), "arbitrator_id": arbitrator_id}
    with serving() as site:
        status, printed = run(site, signed_in(kind, sign_in(name)), known, tmp_path, *words)
    assert status == 0, printed[-12_000:]
    assert generated(printed) > 20, printed[-3_000:]
