"""What happened in every house, by the real actions: reviews, votes, a dispute to its end, another going on."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accounts import actions as accounts
from accounts.actor import Actor, process
from accounts.permissions import Permission, Role
from arbitration import actions as arbitration
from arbitration.models import Arbitrator, Determination, Draw
from arbitration.procedure import OrderGiven
from arbitration.publication_views import work
from arbitration.publishing import QUESTIONS
from casework.actions import add_paper, receive_return
from casework.actions.returns import HandedFile
from casework.shapes import HandedPaper
from escalation import actions as escalation
from escalation.form_shapes import Background, Proceeding, Telling
from escalation.panel_shapes import FilingGiven
from escalation.redactions import Proposed
from escalation.rungs import CANONICAL
from escalation.shapes import StartedStage
from ledger.acts import act
from ledger.sequencer import sequence
from ledger.slips import Slip
from notifications.relay import relay
from reviews.actions import hold_review, vote
from reviews.shapes import LateReason, VoteCast
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN
from tests.arbitration import post
from tests.casework.cases import a_case, submitted
from tests.cast import PASSWORD, Cast
from tests.escalation.quarrel import NO, about, carry, closed, council, put_in_shares, service
from tests.reviews.care import InCare, decision, held, in_care, on
from tests.walls.canaries import Canary
from timetable.procedure import SIDES, FilingKind, OrderKind

BESIDE = {
    "background": Background(sub_category="Time together", breached="Regulation 8", tried="Two calls."),
    "told": (Telling(whom="child", told=True, words="At home."),),
    "related": (Proceeding(kind="complaint", reference="C-114", note="Since March."),),
}
"""What each dispute's form has beside its own words."""

NEWCOMERS = {
    "bo": ("Bo Practice", Role.COUNCIL_PRACTITIONER, "council/305"),
    "dirk": ("Dirk Rector", Role.DIRECTOR, "council/351"),
    "dean": ("Dean Privy", Role.DATA_PROTECTION_OFFICER, "council/351"),
    "nils": ("Nils Manning", Role.IRO_MANAGER, "region/north"),
    "nina": ("Nina Head", Role.HEAD_OF_SERVICE, "region/north"),
    "olga": ("Olga Audit", Role.AUDITOR, "region/north"),
    "sven": ("Sven Secretary", Role.ARBITRATION_SECRETARY, "panel/northern"),
    "anna": ("Anna Arbiter", Role.ARBITRATOR, "panel/northern"),
    "axel": ("Axel Arbiter", Role.ARBITRATOR, "panel/northern"),
}
"""Who the cast lacks, so that every role is held on both sides of every wall."""

IN_TIME = date(2026, 2, 2)
SECRETARIES = {"national": "sara", "northern": "sven"}
ARBITRATORS = {"national": ("arno", "iris"), "northern": ("anna", "axel")}


@dataclass(frozen=True)
class Corner:
    """A council, and who acts in it and for it."""

    council: str
    iro: str
    manager: str
    director: str
    panel: str


CORNERS = (
    Corner("council/210", "ada", "max", "dora", "national"),
    Corner("council/305", "ben", "bea", "bruce", "national"),
    Corner("council/351", "nora", "cleo", "dirk", "northern"),
)


def tell(cast: Cast) -> None:
    _welcome(cast)
    for corner in CORNERS:
        _excluded(cast, corner)
        submitted(cast, a_case(), council=corner.council[-3:], by=corner.manager)
        relay(cast.house(corner.council))
        _handed_in(cast, corner)
        _adopted(cast, corner)
        _determined(cast, corner)
        _going_on(cast, corner)
        _about_an_iro(cast, corner)
    for name in ("region/london", "region/north", *(corner.council for corner in CORNERS)):
        relay(cast.house(name))
        sequence(cast.house(name))


def _adopted(cast: Cast, corner: Corner) -> None:
    """The council's ladder, put on record by its region's manager."""
    manager = "nils" if corner.council == "council/351" else "mary"
    with pinned(cast.house(corner.council).service_pin()):
        actor = cast.actor(manager, corner.council)
        escalation.adopt_ladder("Own stages", CANONICAL.rungs, "As the council's own procedure says.", actor=actor)


def _welcome(cast: Cast) -> None:
    with pinned(INSTALLER_PIN):
        for local, (name, role, house) in NEWCOMERS.items():
            accounts.invite(f"{local}@example.org", name, role, cast.house(house), password=PASSWORD)
    people = [cast.person(name) for name in ("anna", "axel")]
    with (
        pinned(cast.house("panel/northern").own_pin()),
        act(process("cast", Permission.ARBITRATION_RUN), "seats for the walls"),
    ):
        for person in people:
            Arbitrator(
                person_id=person.id, name=person.name, background="Former IRO", term_from=date(2024, 1, 1),
                term_until=date(2030, 1, 1),
            ).save(force_insert=True)  # fmt: skip


def _excluded(cast: Cast, corner: Corner) -> None:
    """One of the panel's arbitrators has a tie to the council, so that the draw has somebody to leave out."""
    tied = ARBITRATORS[corner.panel][1]
    with pinned(cast.house(f"panel/{corner.panel}").own_pin()):
        seated = Arbitrator.objects.get(person_id=cast.person(tied).id)
        who = cast.actor(tied, f"panel/{corner.panel}")
        arbitration.declare_conflict(seated.id, corner.council[-3:], "close", "A sister works there.", actor=who)


def _handed_in(cast: Cast, corner: Corner) -> None:
    """Files whose bytes hold a word of their house: what is in a file leaks as well as what is in a row."""
    house = cast.house(corner.council)
    word = Canary(house.schema_name, "casework_paper", "name").word
    paper = HandedPaper("Plan.txt", "care_plan", f"Care plan. {word}".encode())
    actor = cast.actor(corner.manager, corner.council)
    with pinned(house.own_pin()):
        add_paper(a_case().child.reference, paper, actor=actor)
        receive_return([HandedFile("Header of July.csv", io.BytesIO(f"CHILD\n{word}".encode()))], actor=actor)


def _reviewed(cast: Cast, corner: Corner, case: InCare, day: date) -> list[UUID]:
    late = "" if day == IN_TIME else str(next(iter(LateReason)))
    decisions = tuple(decision(text=text, due_on=day + timedelta(days=28)) for text in ("See a dentist", "See Joe"))
    review = held(held_on=day, late_reason=late, decisions=decisions)
    with pinned(cast.house(case.council).service_pin()), on(day):
        return list(hold_review(case.period_id, review, actor=cast.actor(corner.iro, case.council))[0].decision_ids)


def _commended(cast: Cast, corner: Corner, case: InCare, today: date) -> None:
    service(
        cast, case, lambda iro: escalation.commend(case.period_id, "Jo", "Found her aunt.", "Calls.", actor=iro),
        corner.iro, today,
    )  # fmt: skip


def _concern(cast: Cast, corner: Corner, case: InCare, today: date) -> UUID:
    """Put informally, and not settled: the dispute is raised from it."""
    concern_id, *_ = service(
        cast, case, lambda iro: escalation.put_concern(case.period_id, "IC20", "No visit.", "The worker", actor=iro),
        corner.iro, today,
    )  # fmt: skip
    service(
        cast, case, lambda iro: escalation.note_outcome(concern_id, False, "Nobody came.", actor=iro), corner.iro, today
    )
    return concern_id


def _determined(cast: Cast, corner: Corner) -> None:
    """Referred at once, both sides heard, determined, answered, closed; all on the real day, as the panel's are."""
    today = post.today()
    case = in_care(cast, corner.iro, corner.council)
    decision_id = _reviewed(cast, corner, case, IN_TIME)[1]
    concern_id = _concern(cast, corner, case, today)
    _commended(cast, corner, case, today)
    dispute_id = _raised(
        cast, corner, case, today, urgent=True, decision_id=decision_id, concern_id=concern_id
    ).dispute_id  # fmt: skip
    referral_id, _ = service(
        cast, case, lambda iro: escalation.refer_to_arbitration(dispute_id, "It can't wait.", actor=iro),
        corner.iro, today,
    )  # fmt: skip
    put_in_shares(cast, case, referral_id, today, corner.iro, corner.director, f"panel/{corner.panel}")
    service(
        cast, case, lambda iro: escalation.state_service_case(referral_id, "She waits.", actor=iro), corner.iro, today
    )
    council(
        cast, case, lambda one: escalation.state_council_case(referral_id, "No money.", actor=one),
        corner.director, today,
    )  # fmt: skip
    carry(cast, corner.council)
    _heard(cast, corner, case, referral_id, today)
    _bundled(cast, corner, case, referral_id, today)
    with post.panel(cast, corner.panel):
        arbitration.save_draft(referral_id, post.whole_text(), actor=_drawn(cast, corner, referral_id))
        issued, _ = arbitration.issue_determination(referral_id, actor=_drawn(cast, corner, referral_id))
    carry(cast, f"panel/{corner.panel}")
    council(
        cast, case, lambda one: escalation.answer_determination(issued.id, "decline", "We appeal.", actor=one),
        corner.director, today,
    )  # fmt: skip
    carry(cast, corner.council)
    _corrected(cast, corner, case, issued, today)
    _on_the_register(cast, corner, issued.id, today)
    _pursued(cast, corner, case, issued.id, today)
    service(cast, case, lambda iro: escalation.accept(dispute_id, closed("O9"), actor=iro), corner.iro, today)


def _heard(cast: Cast, corner: Corner, case: InCare, referral_id: UUID, today: date) -> None:
    """A round that both sides answer, and a paper."""
    asks = OrderGiven(kind=OrderKind.QUESTIONS, text="Who was asked?", asks=SIDES)
    with post.panel(cast, corner.panel):
        arbitrator = _drawn(cast, corner, referral_id)
        order_id, _ = arbitration.make_order(referral_id, asks, actor=arbitrator)
        arbitration.deliberate(referral_id, "remark", "To be weighed.", "", actor=arbitrator)
    carry(cast, f"panel/{corner.panel}")
    reply = FilingGiven(kind=FilingKind.REPLY, about=order_id, text="Nobody yet.")
    paper = FilingGiven(kind=FilingKind.PAPER, title="Search", text="Two were free.")
    council(cast, case, lambda one: escalation.file_for_council(referral_id, reply, actor=one), corner.director, today)
    for filing in (reply, paper):
        service(
            cast, case, lambda iro, filed=filing: escalation.file_for_service(referral_id, filed, actor=iro),
            corner.iro, today,
        )  # fmt: skip
    carry(cast, corner.council)


def _bundled(cast: Cast, corner: Corner, case: InCare, referral_id: UUID, today: date) -> None:
    """Each side has something withheld, one of them with the other's agreement; then the bundle is frozen and sent."""
    hide = Proposed(document="dispute", passage=3, words="her brother", reason="third_party", why="He is a child.")
    proposed, _ = council(
        cast, case, lambda one: escalation.propose_council_redaction(referral_id, hide, actor=one), corner.director,
        today,
    )  # fmt: skip
    second, _ = service(
        cast, case, lambda iro: escalation.propose_service_redaction(referral_id, hide, actor=iro), corner.iro, today
    )
    service(cast, case, lambda iro: escalation.check_for_service(proposed, True, "", actor=iro), corner.iro, today)
    council(
        cast, case, lambda one: escalation.check_for_council(second, False, "It is there.", actor=one),
        corner.director, today,
    )  # fmt: skip
    with pinned(cast.house(corner.council).service_pin()):
        escalation.freeze_bundles(today, actor=process("clock"))
    carry(cast, corner.council)


def _corrected(cast: Cast, corner: Corner, case: InCare, issued: Determination, today: date) -> None:
    """Each side asks for a slip to be put right: one is, one isn't."""
    first, second = Slip("reasons", "cost alone", "cost, alone"), Slip("findings", "nearer", "near")
    granted, _ = council(
        cast, case, lambda one: escalation.ask_council_correction(issued.id, first, "A comma.", actor=one),
        corner.director, today,
    )  # fmt: skip
    refused, _ = service(
        cast, case, lambda iro: escalation.ask_service_correction(issued.id, second, "Shorter.", actor=iro),
        corner.iro, today,
    )  # fmt: skip
    carry(cast, corner.council)
    with post.panel(cast, corner.panel):
        arbitrator = _drawn(cast, corner, issued.referral_id)
        arbitration.grant_slip(granted, actor=arbitrator)
        arbitration.refuse_slip(refused, "It is meant as it stands.", actor=arbitrator)
    carry(cast, f"panel/{corner.panel}")


def _on_the_register(cast: Cast, corner: Corner, determination_id: UUID, today: date) -> None:
    """One is delayed; the others are published, corrected, and one of them withdrawn."""
    house = f"panel/{corner.panel}"
    secretary = cast.actor(SECRETARIES[corner.panel], house)
    second = cast.actor(ARBITRATORS[corner.panel][0], house)

    def passed(summary: str) -> None:
        texts = {**work(determination_id, actor=secretary).texts, "summary": summary}
        kept, _ = arbitration.prepare_publication(determination_id, "iro", texts, actor=secretary)
        arbitration.check_publication(kept.id, True, dict.fromkeys(QUESTIONS, True), "", actor=second)

    with post.panel(cast, corner.panel):
        passed("A visit was not made.")
        if corner.council == "council/305":
            until = today + timedelta(days=30)
            arbitration.delay_publication(determination_id, "family", "A hearing.", until, actor=secretary)
            return
        published, _ = arbitration.publish_determination(determination_id, actor=secretary)
        passed("Visits were not made.")
        arbitration.correct_publication(published.id, "It was more than one.", actor=secretary)
        if corner.council == "council/351":
            arbitration.withdraw_publication(published.id, "It can be put together.", actor=secretary)


def _pursued(cast: Cast, corner: Corner, case: InCare, determination_id: UUID, today: date) -> None:
    """What was directed is reported on, and found wanting."""
    council(
        cast, case,
        lambda one: escalation.report_direction(determination_id, 1, "done", "We wrote to her.", actor=one),
        corner.director, today,
    )  # fmt: skip
    service(
        cast, case, lambda iro: escalation.find_direction(determination_id, 1, False, "No letter came.", actor=iro),
        corner.iro, today,
    )  # fmt: skip


def _drawn(cast: Cast, corner: Corner, referral_id: UUID) -> Actor:
    """The arbitrator whom the panel drew. In the panel."""
    person_id = Draw.objects.select_related("arbitrator").get(referral_id=referral_id).arbitrator.person_id
    every = (cast.actor(local, f"panel/{corner.panel}") for local in ARBITRATORS[corner.panel])
    return next(actor for actor in every if actor.person_id == person_id)


def _going_on(cast: Cast, corner: Corner) -> None:
    today = post.today()
    case = in_care(cast, corner.iro, corner.council)
    first, *_ = _reviewed(cast, corner, case, today)
    council(cast, case, lambda one: vote(first, VoteCast(agreed=True), actor=one), corner.manager, today)
    started = _raised(cast, corner, case, today)
    council(cast, case, lambda one: escalation.answer(started.stage_id, NO, actor=one), corner.manager, today)
    service(
        cast,
        case,
        lambda iro: escalation.consider_cafcass(started.dispute_id, False, "Not yet.", actor=iro),
        corner.iro,
        today,
    )


def _about_an_iro(cast: Cast, corner: Corner) -> None:
    """A concern about the IRO, soon after a dispute: flagged, answered by the manager, and by the board."""
    house = cast.house(corner.council)
    in_north = corner.council == "council/351"
    with pinned(house.own_pin()):
        director = cast.actor(corner.director, corner.council)
        iro = cast.person(corner.iro).id
        concern, _ = escalation.raise_iro_concern(iro, "Late.", "Be in time.", actor=director)
    relay(house)
    with pinned(house.service_pin()):
        manager = cast.actor("nils" if in_north else "mary", corner.council)
        escalation.answer_iro_concern(concern, "not_upheld", "In time.", actor=manager)
    with pinned(house.own_pin()):
        escalation.take_to_board(concern, "It was late.", actor=director)
    with pinned(house.service_pin()):
        head = cast.actor("nina" if in_north else "hugo", corner.council)
        escalation.answer_for_board(concern, "partly", "Once.", actor=head)


def _raised(cast: Cast, corner: Corner, case: InCare, day: date, **fields: object) -> StartedStage:
    asked = about(**BESIDE | fields)
    started, _ = service(
        cast, case, lambda iro: escalation.raise_dispute(case.period_id, asked, actor=iro), corner.iro, day
    )
    return started
