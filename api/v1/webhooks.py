"""`/api/v1/councils/{code}/webhooks`: where a council's systems are told of what happens, by Standard Webhooks."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict, Text
from api.views import HouseView
from ledger.acts import Receipt
from notifications.hooks import actions, queries
from notifications.hooks.rules import (
    LONGEST_ADDRESS,
    WANTED,
    EndpointPaused,
    NotReplayable,
    TooManyEndpoints,
    WebhookInvalid,
)
from notifications.hooks.shapes import AddedEndpoint, EndpointView, MessagePage


def _types(**words: Any) -> serializers.ListField:
    return serializers.ListField(child=serializers.ChoiceField(choices=list(WANTED)), min_length=1, **words)


class EndpointIn(Strict):
    url = Text(max_length=LONGEST_ADDRESS, help_text="https, port 443, an address on the internet")
    types = _types(help_text="What it is told of")
    description = Text(max_length=200, required=False, allow_blank=True, default="")


class EndpointChange(Strict):
    url = Text(max_length=LONGEST_ADDRESS, required=False)
    types = _types(required=False)
    description = Text(max_length=200, required=False, allow_blank=True)
    active = serializers.BooleanField(required=False, help_text="false: paused, nothing is sent")


class MessagesQuery(Strict):
    before = serializers.UUIDField(required=False, default=None, help_text="`next` of the page before")
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)


@dataclass(frozen=True, slots=True)
class EndpointList:
    items: tuple[EndpointView, ...]


@dataclass(frozen=True, slots=True)
class EndpointChanged:
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class TestQueued:
    message_id: UUID


class Webhooks(HouseView):
    permissions: ClassVar = {"GET": Permission.WEBHOOK_MANAGE, "POST": Permission.WEBHOOK_MANAGE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation("list_webhooks", "The council's endpoints, the oldest first.", returns=EndpointList),
        "POST": Operation(
            "add_webhook",
            "Be told of what happens at this address. `secret` signs, and is shown this once.",
            takes=EndpointIn,
            returns=AddedEndpoint,
            status=201,
            problems=(WebhookInvalid, TooManyEndpoints),
            example={"url": "https://council.example/hooks", "types": ["iro.appointed", "decisions.issued"]},
            secret=True,
        ),
    }

    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(EndpointList(queries.endpoints(actor=self.actor))))

    def post(self, request: Request, code: str) -> Response:
        return Response(as_json(actions.add_endpoint(**EndpointIn.read(request.data), actor=self.actor)), status=201)


class Webhook(HouseView):
    permissions: ClassVar = {"GET": Permission.WEBHOOK_MANAGE, "PATCH": Permission.WEBHOOK_MANAGE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation("read_webhook", "One endpoint.", returns=EndpointView),
        "PATCH": Operation(
            "change_webhook",
            "What is sent is changed. Paused, it is told nothing, and what waits goes on when it is active again.",
            takes=EndpointChange,
            returns=EndpointChanged,
            problems=(WebhookInvalid,),
            example={"active": False},
            once=True,
        ),
    }

    def get(self, request: Request, code: str, webhook_id: UUID) -> Response:
        return Response(as_json(queries.endpoint(webhook_id, actor=self.actor)))

    @once
    def patch(self, request: Request, code: str, webhook_id: UUID) -> Response:
        receipt = actions.change_endpoint(webhook_id, **EndpointChange.read(request.data), actor=self.actor)
        return Response(as_json(EndpointChanged(receipt)))


class Rotation(HouseView):
    permissions: ClassVar = {"POST": Permission.WEBHOOK_MANAGE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "rotate_webhook_secret",
            "Another secret signs from now on, shown this once; the old one signs beside it for 24 hours.",
            returns=AddedEndpoint,
            status=201,
            secret=True,
        )
    }

    def post(self, request: Request, code: str, webhook_id: UUID) -> Response:
        return Response(as_json(actions.rotate_secret(webhook_id, actor=self.actor)), status=201)


class Test(HouseView):
    permissions: ClassVar = {"POST": Permission.WEBHOOK_MANAGE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "test_webhook",
            "Send a message of type `webhook.test` soon; what became of it stands among the messages.",
            returns=TestQueued,
            status=202,
            problems=(EndpointPaused,),
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, webhook_id: UUID) -> Response:
        return Response(as_json(TestQueued(actions.send_test(webhook_id, actor=self.actor))), status=202)


class Messages(HouseView):
    permissions: ClassVar = {"GET": Permission.WEBHOOK_MANAGE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_webhook_messages",
            "What an endpoint was told, the newest first, and how far each message is.",
            returns=MessagePage,
            parameters=(MessagesQuery,),
        )
    }

    def get(self, request: Request, code: str, webhook_id: UUID) -> Response:
        asked = MessagesQuery.read(request.query_params.dict())
        return Response(as_json(queries.messages(webhook_id, **asked, actor=self.actor)))


class Replay(HouseView):
    permissions: ClassVar = {"POST": Permission.WEBHOOK_MANAGE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "replay_webhook_message",
            "Send a message again, under the same `webhook-id`.",
            status=204,
            problems=(NotReplayable,),
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, message_id: UUID) -> Response:
        actions.replay(message_id, actor=self.actor)
        return Response(status=204)
