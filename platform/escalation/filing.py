"""What a side can file with the panel now, and what it must say. Pure, over `timetable.procedure`."""

from datetime import date
from typing import Final

from escalation.ladder import NotNow
from escalation.panel_shapes import Bench, FilingGiven, FilingOption
from escalation.rules import Incomplete
from timetable.procedure import FilingKind, Ordered, OrderKind, Procedure, may_object
from timetable.rules import WorkingCalendar

LONGEST_TITLE: Final = 120


def options(
    known: Procedure, side: str, bench: Bench, today: date, calendar: WorkingCalendar
) -> tuple[FilingOption, ...]:  # fmt: skip
    """All that this side can file, what is asked of it first."""
    answers = [_answer(known, one, side) for one in known.orders if known.may_answer(one, side, today)]
    more = [_more(one) for one in known.orders if known.may_have_more_time(one, side, today)]
    late = today > known.closes_on
    paper = FilingOption(
        kind=FilingKind.PAPER, about=None, title="A paper for the bundle", until=None if late else known.closes_on,
        late=late,
    )  # fmt: skip
    return (*answers, *more, paper, *_objections(known, side, bench, today, calendar))


def _answer(known: Procedure, order: Ordered, side: str) -> FilingOption:
    title = f"Answer to order {order.number}, {order.kind.label.lower()}"
    if order.kind is OrderKind.WAIVER:
        title = f"Waiver of what {order.made_by} disclosed in order {order.number}"
    kind = order.kind.answered_by
    return FilingOption(kind=kind, about=order.id, title=title, until=known.limit_for(order, side))


def _more(order: Ordered) -> FilingOption:
    return FilingOption(
        kind=FilingKind.MORE_TIME, about=order.id, title=f"More time for order {order.number}, until "
        f"{order.extended:%-d %B %Y}", until=order.limit,
    )  # fmt: skip


def _objections(
    known: Procedure, side: str, bench: Bench, today: date, calendar: WorkingCalendar
) -> list[FilingOption]:  # fmt: skip
    since = [one.made_on for one in known.orders if one.kind in (OrderKind.DISCLOSURE, OrderKind.WAIVER)]
    since += [bench.drawn_on] if bench.drawn_on else []
    if not may_object(since, today, calendar):
        return []
    open_now = {one.about for one in known.objections() if one.side == side}
    return [
        FilingOption(kind=FilingKind.OBJECTION, about=id_, title=f"Objection to {name}", name=name)
        for id_, name in bench.sitting.items()
        if id_ not in open_now
    ]


def ensure(given: FilingGiven, open_now: tuple[FilingOption, ...]) -> FilingOption:
    """The option that is taken. Raises NotNow where there is none such now, Incomplete where something isn't said."""
    chosen = next((one for one in open_now if (one.kind, one.about) == (given.kind, given.about)), None)
    if chosen is None:
        raise NotNow("This can't be filed, or not any more. Open the dispute again to see what can.")
    faults = {}
    if given.kind is FilingKind.PAPER and not 0 < len(given.title.strip()) <= LONGEST_TITLE:
        faults["title"] = f"Give it a title, in at most {LONGEST_TITLE} characters."
    if given.kind is not FilingKind.MORE_TIME and not given.text.strip():
        faults["text"] = "Write something here."
    if chosen.late and not given.why_late.strip():
        faults["why_late"] = "The bundle is closed. Say why this comes late: the arbitrator decides."
    if faults:
        raise Incomplete("Something is missing.", errors=faults)
    return chosen
