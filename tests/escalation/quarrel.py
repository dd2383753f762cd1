"""Disputes for tests: raised, answered and moved by the people whose part it is, on the day that it is."""

from datetime import date

from escalation import actions, queries
from escalation.models import Dispute, Stage
from escalation.shapes import AnswerGiven, Closed, RaisedDispute
from ledger.models import Change
from notifications.relay import relay
from tenants.pins import pinned
from tests.arbitration import post
from tests.reviews.care import on

DAY = date(2026, 4, 1)  # domain.md 2.3: limits 10, 17 and 24 April, 1 May
NO = AnswerGiven(position="disagree", text="There is no money for it.")
PURPOSES = (
    "raise a dispute", "take a dispute higher", "answer a dispute", "accept a dispute", "withdraw a dispute",
    "consider Cafcass", "refer a dispute to arbitration", "state the council's case", "state the service's case",
    "answer a determination",
)  # fmt: skip


def about(**fields) -> RaisedDispute:
    return RaisedDispute(
        **{
            "issue": "IC13",
            "rag": "amber",
            "description": "Time with her brother was agreed in February and never arranged.",
            "impact": "She asks for him every day.",
            "child_wishes": "I want to see Joe.",
            "outcome_sought": "Two visits a month from May.",
        }
        | fields
    )


def closed(outcome="O1", *, free=True) -> Closed:
    return Closed(outcome=outcome, outcome_for_child="She sees Joe twice a month.", own_free_decision=free)


def service(cast, case, act, by="ada", day=DAY):
    """`act(actor)` in the child's council as its region, on `day`."""
    with pinned(cast.house(case.council).service_pin()), on(day):
        return act(cast.actor(by, case.council))


def council(cast, case, act, by="max", day=DAY):
    """`act(actor)` in the council as itself, on `day`."""
    with pinned(cast.house(case.council).own_pin()), on(day):
        return act(cast.actor(by, case.council))


def begin(cast, case, day=DAY, **fields):
    """A dispute raised by ada; the stage that began."""
    return service(cast, case, lambda ada: actions.raise_dispute(case.period_id, about(**fields), actor=ada), day=day)[
        0
    ]


def carry(cast, house):
    """All post out of a house: twice, for what came before that on which it builds is tried again."""
    relay(cast.house(house))
    post.relay_again(cast, house)


def put_in_shares(cast, case, referral_id, day, iro="ada", director="dora", panel="panel/national"):
    """The urn comes back from the panel, both sides seal, the post opens what was sealed, and the draw comes back."""
    for house in (case.council, panel):
        carry(cast, house)
    service(cast, case, lambda who: actions.seal_service_share(referral_id, "4 2", actor=who), iro, day)
    council(cast, case, lambda who: actions.seal_council_share(referral_id, "", actor=who), director, day)
    for house in (case.council, panel, case.council, panel):
        carry(cast, house)


def seen(cast, case, dispute_id, by="ada", day=DAY):
    return service(cast, case, lambda who: queries.dispute(dispute_id, actor=who), by, day)


def written(cast, case) -> tuple[int, int, int]:
    """How many disputes, stages and acts of people on disputes there are: to compare before and after a refusal."""
    with pinned(cast.house(case.council).service_pin()):
        acts = Change.objects.filter(purpose__in=PURPOSES).count()
        return Dispute.objects.count(), Stage.objects.count(), acts
