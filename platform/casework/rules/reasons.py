"""Reasons that people give, which stay with what they did. Pure."""

from tenants.problems import Invalid

SHORTEST_REASON = 20


class ReasonNeeded(Invalid):
    code = "reason-needed"
    title = "A reason is needed"


def ensure_reason(text: str) -> str:
    """The reason without spaces around it. Raises ReasonNeeded for fewer than 20 characters."""
    reason = text.strip()
    if len(reason) < SHORTEST_REASON:
        problem = f"Say why in at least {SHORTEST_REASON} characters"
        raise ReasonNeeded("Nothing was written.", errors={"reason": problem})
    return reason
