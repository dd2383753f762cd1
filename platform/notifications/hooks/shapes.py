"""Webhooks as they are shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.acts import Receipt


@dataclass(frozen=True, slots=True)
class EndpointView:
    """`waiting` and `failed`: how many messages are on their way, and how many have failed for good."""

    id: UUID
    url: str
    description: str
    types: tuple[str, ...]
    active: bool
    added_by: str
    added_at: datetime
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class AddedEndpoint:
    """`secret` is shown this once."""

    id: UUID
    secret: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class MessageView:
    """`state`: waiting, delivered or failed. `answered` is the last status, `failure` why the last attempt failed."""

    id: UUID
    type: str
    state: str
    created_at: datetime
    attempts: int
    next_at: datetime | None
    delivered_at: datetime | None
    answered: int | None
    failure: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """The newest first; `next` is the `before` of the page after this one, None on the last."""

    items: tuple[MessageView, ...]
    next: UUID | None
