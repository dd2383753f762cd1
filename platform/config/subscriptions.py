"""Who carries out what after an event, and under which login (design.md 6). One line a subscriber, grouped by tag.

A subscriber is a function in `subscribers.py` of the domain that does the work;
a tag without a line ends in its outbox.
"""

from collections.abc import Callable, Mapping

from arbitration import subscribers as arbitration
from casework import subscribers as casework
from escalation import subscribers as escalation
from notifications.events import Event, Subscription
from notifications.hooks import rules as hooks
from notifications.hooks import subscribers as webhooks
from notifications.tags import Tag
from reviews import subscribers as reviews
from tenants import logins, queries
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import Pin
from tenants.problems import NotFound
from workforce import subscribers as workforce


def in_region_of_council(event: Event) -> Pin:
    """In the region that serves the council in which it happened, as the region."""
    return queries.region_of(event.house).own_pin()


def in_council_of_payload(event: Event) -> Pin:
    """In the council that the payload names, as the region that serves it: only from that region, or from its panel."""
    return _council_of_payload(event).service_pin()


def in_council_as_itself(event: Event) -> Pin:
    """The same, as the council: for what its own side kept there from the other."""
    return _council_of_payload(event).own_pin()


def _council_of_payload(event: Event) -> House:
    council = queries.council(event.payload["council"])
    region = queries.region_of(council)
    if event.house.pk not in (region.pk, region.panel_id):
        raise NotFound(f"{event.house.title} has no business in council {council.code}.")
    return council


def in_its_council(event: Event) -> Pin:
    """In the council of which it tells, as the region that serves it."""
    return in_council_of_payload(event) if event.house.kind != Kind.COUNCIL else event.house.service_pin()


def in_panel_of_council(event: Event) -> Pin:
    """In the panel to which the council's region is bound, as that panel itself."""
    region = queries.region_of(event.house)
    if region.panel is None:
        raise NotFound(f"{region.name} has no panel: bind it to one, and what waits here is delivered.")
    return queries.house(Kind.PANEL, region.panel.code).own_pin()


def at_the_gate(event: Event) -> Pin:
    """In the directory, which knows who holds which role and where their mail goes."""
    return Pin(logins.GATE)


def _to(run: Callable[[Event], None], where: Callable[[Event], Pin], *, inbox: bool = True) -> Subscription:
    """Named after its function, e.g. `workforce.propose_iro`: the name is kept in the outbox, so it must not change."""
    return Subscription(f"{run.__module__.partition('.')[0]}.{run.__name__}", run, where, inbox)


_WORK: Mapping[Tag, tuple[Subscription, ...]] = {
    Tag.APPOINTMENT_MADE: (_to(workforce.note_appointment, in_region_of_council),),
    Tag.ARBITRATION_DETERMINED: (_to(escalation.record_determination, in_council_of_payload),),
    Tag.BREAKGLASS_OPENED: (_to(casework.mail_break_glass, at_the_gate, inbox=False),),
    Tag.BUNDLE_FROZEN: (_to(arbitration.take_in_bundle, in_panel_of_council),),
    Tag.CASE_ERASED: (_to(workforce.forget_case, in_region_of_council),),
    Tag.CASE_MISPLACED: (
        _to(workforce.note_period_ended, in_region_of_council),
        _to(casework.mail_right_council, at_the_gate, inbox=False),
    ),
    Tag.CASE_OPENED: (_to(workforce.propose_iro, in_region_of_council),),
    Tag.COMMENDED: (_to(escalation.mail_commendation, at_the_gate, inbox=False),),
    Tag.DECISIONS_ISSUED: (_to(reviews.mail_managers, at_the_gate, inbox=False),),
    Tag.DETERMINATION_ANSWERED: (_to(arbitration.record_answer, in_panel_of_council),),
    Tag.DETERMINATION_UNANSWERED: (_to(escalation.mail_of_silence, at_the_gate, inbox=False),),
    Tag.DIRECTION_FOUND: (_to(arbitration.note_found_direction, in_panel_of_council),),
    Tag.DIRECTION_OVERDUE: (
        _to(escalation.mail_overdue, at_the_gate, inbox=False),
        _to(arbitration.note_overdue_direction, in_panel_of_council),
    ),
    Tag.DISPUTE_ANSWERED: (_to(workforce.note_dispute, in_region_of_council),),
    Tag.DISPUTE_CLOSED: (_to(workforce.note_dispute, in_region_of_council),),
    Tag.DISPUTE_RAISED: (_to(workforce.note_dispute, in_region_of_council),),
    Tag.DISPUTE_REFERRED: (
        _to(arbitration.take_in_referral, in_panel_of_council),
        _to(workforce.note_dispute, in_region_of_council),
    ),
    Tag.FILING_MADE: (_to(arbitration.take_in_filing, in_panel_of_council),),
    Tag.IRO_CONCERN_ANSWERED: (_to(escalation.mail_iro_concern_answered, at_the_gate, inbox=False),),
    Tag.IRO_CONCERN_RAISED: (
        _to(escalation.check_retaliation, in_its_council),
        _to(escalation.mail_iro_concern, at_the_gate, inbox=False),
    ),
    Tag.IRO_CONCERN_TAKEN: (_to(escalation.mail_board, at_the_gate, inbox=False),),
    Tag.IRO_PROPOSED: (_to(casework.record_proposal, in_council_of_payload),),
    Tag.NOTICE_ACKNOWLEDGED: (_to(workforce.note_notices, in_region_of_council),),
    Tag.NOTICE_GIVEN: (_to(workforce.note_notices, in_region_of_council),),
    Tag.ORDER_MADE: (_to(escalation.record_order, in_council_of_payload),),
    Tag.ORDER_RECEIVED: (_to(escalation.mail_order, at_the_gate, inbox=False),),
    Tag.PANEL_DRAWN: (_to(escalation.record_draw, in_council_of_payload),),
    Tag.PERIOD_ENDED: (_to(workforce.note_period_ended, in_region_of_council),),
    Tag.PERIOD_REOPENED: (_to(workforce.reopen_case, in_region_of_council),),
    Tag.RETALIATION_FLAGGED: (_to(escalation.mail_flag, at_the_gate, inbox=False),),
    Tag.REVIEW_CLAIMED: (_to(workforce.note_review, in_region_of_council),),
    Tag.REVIEW_HELD: (_to(workforce.note_review, in_region_of_council),),
    Tag.SEAT_VACATED: (_to(escalation.record_vacancy, in_council_of_payload),),
    Tag.SHARES_ASKED: (_to(escalation.mail_shares_asked, at_the_gate, inbox=False),),
    Tag.SHARES_CALLED: (
        _to(escalation.open_council_share, in_council_as_itself),
        _to(escalation.open_service_share, in_council_of_payload),
    ),
    Tag.SHARE_OPENED: (_to(arbitration.open_share, in_panel_of_council),),
    Tag.SHARE_SEALED: (_to(arbitration.seal_share, in_panel_of_council),),
    Tag.SLIP_ASKED: (_to(arbitration.take_in_slip, in_panel_of_council),),
    Tag.SLIP_CORRECTED: (_to(escalation.record_correction, in_council_of_payload),),
    Tag.SLIP_REFUSED: (_to(escalation.record_slip_refusal, in_council_of_payload),),
    Tag.STAGE_STARTED: (
        _to(workforce.note_dispute, in_region_of_council),
        _to(escalation.mail_responders, at_the_gate, inbox=False),
    ),
    Tag.STATEMENT_MADE: (_to(arbitration.record_statement, in_panel_of_council),),
    Tag.URN_LAID: (_to(escalation.record_urn, in_council_of_payload),),
}
_TOLD = _to(webhooks.queue_webhooks, in_its_council)
SUBSCRIPTIONS: Mapping[Tag, tuple[Subscription, ...]] = {
    tag: (*_WORK.get(tag, ()), *([_TOLD] if tag in hooks.TYPES else [])) for tag in Tag if tag in {*_WORK, *hooks.TYPES}
}
"""The work of each event, and for some a word to the council's own systems."""
