"""What the independent service itself might try: it employs the IRO, and is held by the same walls."""

from accounts.actor import process
from accounts.permissions import Permission
from casework.actions.appointment import Proposed, confirm_newest, record_proposal
from escalation.models import Dispute
from tenants import clock
from tenants.pins import pinned
from tests.api.test_dispute_moves import BODIES, begin, made
from tests.api.test_votes_and_answers import sent
from tests.stories.doors import Unchanged, of_dispute, refused_by_api, refused_by_login, refused_by_page
from tests.web.dispute_journey import raise_dispute

PAGES = ("withdraw/", "accept/", "climb/", "refer/", "cafcass/")
REGION = process("the region", Permission.WORKFORCE_MANAGE)


def test_the_region_drops_an_awkward_dispute(cast, sign_in):
    """Blocked: neither manager nor head of service moves it, and the region's login deletes and alters nothing."""
    raised = raise_dispute(cast, sign_in("ada"), urgent="on")
    before = sign_in("ada").get(of_dispute(raised.dispute_id)).json()
    with Unchanged(cast):
        for who in ("mary", "hugo", "ben"):
            person = sign_in(who)
            for move, body in BODIES.items():
                assert refused_by_api(person, f"{of_dispute(raised.dispute_id)}/{move}", body) in (403, 404)
            for page in PAGES:
                assert refused_by_page(person, f"{raised.address}{page}", {"outcome": "O6"}) in (403, 404)
        refused_by_login(
            cast.house("council/210").service_pin(),
            "DELETE FROM escalation_dispute",
            "UPDATE escalation_dispute SET description = 'It was settled.'",
            "DELETE FROM escalation_historicaldispute",
            "INSERT INTO escalation_closure (id, dispute_id, outcome, outcome_for_child, closed_on)"
            f" VALUES (gen_random_uuid(), '{raised.dispute_id}', 'O6', 'None.', now())",
            "TRUNCATE escalation_stage CASCADE",
        )
    assert sign_in("ada").get(of_dispute(raised.dispute_id)).json() == before


def test_an_iro_is_moved_off_the_child_mid_dispute(cast, sign_in):
    """Recorded and shown: the successor has the dispute as it stands; the change is on its page, the words stay."""
    ada = sign_in("ada")
    address, first = begin(cast, ada, urgent=True)
    _ben_takes_over(cast, first["dispute_id"])
    with Unchanged(cast):
        for move, body in BODIES.items():
            assert refused_by_api(ada, f"{address}/{move}", body) in (403, 404)
    ben = sign_in("ben")
    shown = ben.get(address).json()
    assert shown["line"]["iro_name"] == "Ada Fairweather"
    assert [one["text"] for one in shown["turns"]] == [
        "Ben Okafor became the child’s IRO, and has this dispute as it stood."
    ]
    assert "Ben Okafor became" in ben.get(f"/councils/210/disputes/{first['dispute_id']}/").content.decode()
    assert (
        made(ben, f"{address}/steps", {"reason": "It stands as she raised it.", "level": "L4"})["stage"]["level"]
        == "L4"
    )


def _ben_takes_over(cast, dispute_id):
    """The region proposes another IRO, and the council confirms."""
    council = cast.house("council/210")
    with pinned(council.service_pin()):
        period_id = Dispute.objects.get(pk=dispute_id).period_id
        ben = cast.person("ben")
        record_proposal(
            Proposed(period_id, 2, ben.id, ben.name, "SW100002", ben.email, clock.today(), clock.today()), actor=REGION
        )
    with pinned(council.own_pin()):
        assert confirm_newest(period_id, actor=cast.actor("max", "council/210"))


def test_the_council_alone_moves_no_iro(cast, sign_in):
    """Blocked: an appointment ends only by a successor whom the region proposed."""
    _, first = begin(cast, sign_in("ada"))
    refused_by_login(
        cast.house("council/210").own_pin(),
        "DELETE FROM casework_appointment",
        "UPDATE casework_appointment SET iro_id = gen_random_uuid()",
        "UPDATE casework_appointmentproposal SET number = 9",
        "UPDATE escalation_dispute SET iro_id = gen_random_uuid()",
    )
    assert sent(sign_in("ada"), f"{of_dispute(first['dispute_id'])}/steps", {"reason": "On."}).status_code == 201
