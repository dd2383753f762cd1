"""Limits that law and statutory guidance set, as data.

A change of the law is a new row here and an `effective_to` on the old one. Sources: the Care Planning,
Placement and Case Review (England) Regulations 2010 (CPPCR 2010), in force from 1 April 2011 together with
the IRO Handbook; before that the Review of Children's Cases Regulations 1991 (SI 1991/895), kept because
children who came into care under them are in care still.
"""

from datetime import date
from functools import partial
from typing import Final

from timetable.rules.rule import Rule

IN_FORCE: Final = date(2011, 4, 1)

_law = partial(Rule, force="law", effective_from=IN_FORCE)
_law_of_1991 = partial(
    Rule,
    force="law",
    source="SI 1991/895 reg 3",
    effective_from=date(1991, 10, 14),
    effective_to=date(2011, 3, 31),
)
_guidance = partial(Rule, force="guidance", unit="working_days", source="IRO Handbook 2010", effective_from=IN_FORCE)

BECAME_LOOKED_AFTER: Final = "the day the child became looked after"
FIRST_REVIEW: Final = "the day of the first review"
PREVIOUS_REVIEW: Final = "the day of the previous review"
COMPLETED: Final = "the day the review was completed"

REVIEWS: Final = (
    _law(
        code="review.first",
        title="First review",
        amount=20,
        unit="working_days",
        counted_from=BECAME_LOOKED_AFTER,
        source="CPPCR 2010 reg 33(1)",
    ),
    _law(
        code="review.second",
        title="Second review",
        amount=3,
        unit="months",
        counted_from=FIRST_REVIEW,
        source="CPPCR 2010 reg 33(2)",
    ),
    _law(
        code="review.further",
        title="Further review",
        amount=6,
        unit="months",
        counted_from=PREVIOUS_REVIEW,
        source="CPPCR 2010 reg 33(2)",
    ),
    _law(
        code="review.adjourned",
        title="Completion of an adjourned review",
        amount=20,
        unit="working_days",
        counted_from="the day the review was adjourned",
        source="CPPCR 2010 reg 36(2)",
    ),
    _law_of_1991(code="review.first", title="First review", amount=28, unit="days", counted_from=BECAME_LOOKED_AFTER),
    _law_of_1991(code="review.second", title="Second review", amount=3, unit="months", counted_from=FIRST_REVIEW),
    _law_of_1991(code="review.further", title="Further review", amount=6, unit="months", counted_from=PREVIOUS_REVIEW),
)

APPOINTMENT: Final = (
    _guidance(code="iro.notified", title="IRO service told of the child", amount=2, counted_from=BECAME_LOOKED_AFTER),
    _guidance(code="iro.appointed", title="IRO appointed", amount=5, counted_from=BECAME_LOOKED_AFTER),
)

PREPARATION: Final = (
    _guidance(
        code="consultation",
        title="Social worker and IRO speak about the review",
        amount=15,
        direction="before",
        counted_from="the day of the review",
    ),
    _guidance(
        code="papers",
        title="Papers available to the IRO",
        amount=3,
        direction="before",
        counted_from="the day of the review",
    ),
)

RECORD: Final = (
    _guidance(code="decisions.issued", title="Decisions issued in writing", amount=5, counted_from=COMPLETED),
    _guidance(
        code="decisions.reply",
        title="Manager's reply to the decisions",
        amount=5,
        counted_from="the day the decisions were received",
    ),
    _guidance(code="decisions.circulated", title="Decisions circulated", amount=10, counted_from=COMPLETED),
    _guidance(code="record.full", title="Full record of the review", amount=15, counted_from=COMPLETED),
    _guidance(code="record.distributed", title="Record distributed", amount=20, counted_from=COMPLETED),
)

DISPUTE: Final = (
    _guidance(
        code="dispute.whole",
        title="Whole formal dispute process",
        amount=20,
        counted_from="the day the dispute was raised",
        source="IRO Handbook 2010 para 6.2",
    ),
)

STATUTORY: Final[tuple[Rule, ...]] = (*REVIEWS, *APPOINTMENT, *PREPARATION, *RECORD, *DISPUTE)
