"""What a council may be told of, with which words, where to, and when it is tried again."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from urllib.parse import urlsplit

from notifications.tags import Tag
from tenants.problems import Conflict, Invalid, Problem

MOST_ENDPOINTS = 10
LONGEST_ADDRESS = 500
OVERLAP = timedelta(hours=24)
"""How long the old secret still signs beside a new one."""
LEASE = timedelta(seconds=60)
"""After which a message whose sender died is taken up by another."""
BACK_OFF = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 20 * 3600)
)
"""What is waited after each attempt that failed: three days in all, then it has failed for good."""
GONE = 410
TEST = "webhook.test"
TYPES: Mapping[Tag, str] = MappingProxyType(
    {
        Tag.APPOINTMENT_MADE: "iro.appointed",
        Tag.ARBITRATION_DETERMINED: "determination.issued",
        Tag.CASE_MISPLACED: "case.misplaced",
        Tag.CASE_OPENED: "case.received",
        Tag.DECISIONS_ISSUED: "decisions.issued",
        Tag.DISPUTE_ANSWERED: "dispute.answered",
        Tag.DISPUTE_CLOSED: "dispute.closed",
        Tag.DISPUTE_RAISED: "dispute.raised",
        Tag.DISPUTE_REFERRED: "dispute.referred",
        Tag.NOTICE_ACKNOWLEDGED: "notice.acknowledged",
        Tag.PERIOD_ENDED: "case.ended",
        Tag.REVIEW_HELD: "review.held",
        Tag.STAGE_STARTED: "dispute.escalated",
    }
)
"""An event's type as a council knows it. With `decisions.issued` the days to vote have begun: `reply_limit`."""
WANTED = tuple(sorted(TYPES.values()))
_TOLD = (
    "answer_limit", "appointed_on", "child_id", "council", "determination_id", "dispute_id", "dispute_limit",
    "iro_id", "level", "limit", "next_review_limit", "period_id", "referral_id", "reply_limit", "review_id", "stage_id",
)  # fmt: skip
_KEYS = ("dispute_id", "period_id", "referral_id", "child_id")


class WebhookInvalid(Invalid):
    code = "webhook-invalid"
    title = "This can't be a webhook's endpoint"


class AddressRefused(WebhookInvalid):
    code = "webhook-address-refused"
    title = "The service sends nothing to this address"


class TooManyEndpoints(Conflict):
    code = "webhook-too-many"
    title = "There are as many endpoints as a council may have"


class NotReplayable(Conflict):
    code = "webhook-message-waiting"
    title = "The message is still on its way"


class EndpointPaused(Conflict):
    code = "webhook-paused"
    title = "The endpoint is paused"


class NotSent(Problem):
    """An attempt that failed; `reason` is kept with the message, and says nothing of what the endpoint answered."""

    def __init__(self, reason: str, answered: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.answered = reason, answered


def content(tag: Tag, payload: Mapping[str, object]) -> dict[str, object]:
    """Ids and dates of the event: of a child nothing else ever goes out by webhook."""
    return {name: payload[name] for name in _TOLD if payload.get(name) is not None}


def ordering_key(payload: Mapping[str, object]) -> str:
    """Messages of one dispute, or else of one period of care, arrive in the order in which they happened."""
    return str(next((payload[name] for name in _KEYS if payload.get(name)), ""))


def ensure_endpoint(url: str, types: list[str], *, loopback: bool) -> None:
    """Raises WebhookInvalid with each fault. Where the name leads is looked at when something is sent there."""
    errors = {}
    fault = _address_fault(url, loopback=loopback)
    if fault:
        errors["url"] = fault
    unknown = sorted(set(types) - set(WANTED))
    if unknown or not types:
        errors["types"] = f"Name some of {', '.join(WANTED)}."
    if errors:
        raise WebhookInvalid("Correct what `errors` names.", errors=errors)


def _address_fault(url: str, *, loopback: bool) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "Send an address such as https://council.example/hooks."
    if len(url) > LONGEST_ADDRESS or not url.isascii() or not url.isprintable() or " " in url:
        return f"Send at most {LONGEST_ADDRESS} letters of ASCII, without blanks."
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        return "Send an address that begins with https://."
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        return "Send an address with a host, and without a user's name, a password or a fragment."
    if port is not None and port != 443 and not loopback:
        return "Leave the port out: https's own, 443, is the only one that is used."
    return ""
