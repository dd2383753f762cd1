"""This service's own defaults, where neither law nor guidance sets a time: dispute stages, arbitration, break-glass."""

from functools import partial
from typing import Final

from timetable.rules.rule import Rule
from timetable.rules.statutory import IN_FORCE

_protocol = partial(Rule, unit="working_days", force="protocol", effective_from=IN_FORCE)
_dispute = partial(_protocol, source="Dispute protocol, default")
_arbitration = partial(_protocol, source="Arbitration protocol, default")

# The canonical formal levels: every council maps its own stages to them. L0 is informal and L5 arbitration.
LEVELS: Final = {"L1": "team", "L2": "service", "L3": "senior manager", "L4": "director"}

REACHED: Final = "the day the dispute reached this stage"
NOTICE: Final = "the day of the notice of arbitration"
DETERMINED: Final = "the day of the determination"
ASKED: Final = "the day on which shares were asked for"
DIRECTED: Final = "the day by which the panel directed it"
ORDERED: Final = "the day of the panel's order"
DISCLOSED: Final = "the day on which it was disclosed"
OBJECTED: Final = "the day of the objection"

DISPUTES: Final = (
    _dispute(
        code="dispute.informal",
        title="Informal resolution",
        amount=3,
        counted_from="the day the concern was first put",
    ),
    *(
        _dispute(code=f"dispute.stage.{level}", title=f"Answer at {name} level", amount=5, counted_from=REACHED)
        for level, name in LEVELS.items()
    ),
    *(
        _dispute(
            code=f"dispute.stage.{level}.urgent",
            title=f"Urgent answer at {name} level",
            amount=1,
            counted_from=REACHED,
        )
        for level, name in LEVELS.items()
    ),
)

ARBITRATION_STEPS: Final = (
    ("admissibility", "Decision on scope, and acknowledgement", 1, NOTICE),
    ("shares", "Shares of the draw sealed by both sides, then opened", 1, ASKED),
    ("panel", "Arbitrators selected, with their disclosures", 2, NOTICE),
    ("objection", "Objection to an arbitrator for conflict", 3, NOTICE),
    ("disclosure", "Objection to an arbitrator after a disclosure", 2, DISCLOSED),
    ("objection.decision", "Decision on an objection to an arbitrator", 2, OBJECTED),
    # As long as the IRO has to reply to the council's statement: from day 7 to day 9.
    ("questions", "Answer to the arbitrator's questions, and as long again when more time is asked for", 2, ORDERED),
    ("response", "Council's statement and documents", 7, NOTICE),
    ("reply", "IRO's statement in reply, and the child's views", 9, NOTICE),
    ("bundle", "Bundle closed", 10, NOTICE),
    ("hearing", "Hearing, or consideration on paper", 12, NOTICE),
    ("determination", "Determination with reasons", 15, NOTICE),
    ("determination.fast", "Final determination on the fast track", 5, NOTICE),
    ("slips", "Correction of typographical slips", 5, DETERMINED),
    ("answer", "Council's answer: comply, comply in part or explain", 5, DETERMINED),
    ("compliance", "First report on compliance", 10, DETERMINED),
    ("publication", "Anonymised publication", 20, DETERMINED),
    (
        "overdue",
        "Direction overdue: told to the director, and through the service to lead member and board",
        10,
        DIRECTED,
    ),
)

ARBITRATION: Final = tuple(
    _arbitration(code=f"arbitration.{step}", title=title, amount=amount, counted_from=start)
    for step, title, amount, start in ARBITRATION_STEPS
)

# Domain.md 8.5 [DESIGN].
BREAKGLASS: Final = (
    _protocol(
        code="break_glass.review",
        title="Review of a break-glass",
        amount=2,
        counted_from="the day on which it was used",
        source="Access protocol, default",
    ),
)

# Domain.md 1.14 [DESIGN]: the law says that the IRO is told, not how soon.
NOTICES: Final = tuple(
    _protocol(
        code=f"notice.{name}",
        title="Notice of a significant change",
        amount=amount,
        counted_from="the day of the change",
        source="Notice catalogue, default (CPPCR 2010 reg 37)",
    )
    for name, amount in (("one_day", 1), ("two_days", 2))
)

# Domain.md 3.5a [DESIGN].
CONDUCT: Final = (
    _protocol(
        code="iro_concern.retaliation",
        title="Concern about an IRO so soon that it may be retaliation",
        amount=20,
        counted_from="the day of that IRO's escalation",
        source="Independence protocol, default",
    ),
)

PROTOCOL: Final[tuple[Rule, ...]] = (*DISPUTES, *ARBITRATION, *BREAKGLASS, *CONDUCT, *NOTICES)
