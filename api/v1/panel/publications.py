"""`/api/v1/panel/publications`: a determination on its way to the register, and what happens to it there."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Day, Strict, Text
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from arbitration import actions, publication_views
from arbitration.publishing import (
    GROUNDS,
    OUTCOMES,
    QUESTIONS,
    AlreadyChecked,
    AlreadyPrepared,
    AlreadyPublished,
    AlreadyWithdrawn,
    NotPublishable,
    SamePerson,
    StillTraceable,
)
from arbitration.register_shapes import PublicationDocket, PublicationWork, VersionWork
from ledger.acts import Receipt


class VersionIn(Strict):
    outcome = serializers.ChoiceField(choices=list(OUTCOMES), help_text="Whose view prevailed")
    texts = serializers.DictField(
        child=Text(max_length=LONGEST, allow_blank=True),
        help_text="Each field of `labels` → its text. What is blank or still names somebody is refused at its name",
    )


class CheckIn(Strict):
    passed = serializers.BooleanField(help_text="False returns the version, with reasons")
    affirmed = serializers.ListField(
        child=serializers.ChoiceField(choices=list(QUESTIONS)), max_length=len(QUESTIONS), required=False, default=list,
        help_text="What you looked for and affirm; a version passes with all of them",
    )  # fmt: skip
    reasons = Text(max_length=LONGEST, required=False, allow_blank=True, default="", help_text="What has to be changed")


class DelayIn(Strict):
    ground = serializers.ChoiceField(choices=list(GROUNDS), help_text="What could be harmed")
    reason = Text(max_length=LONGEST, help_text="Which proceedings, and how; read by the panel’s people alone")
    until = Day(help_text="The last word on a ground counts; today ends what it held back")


class ReasonIn(Strict):
    reason = Text(max_length=LONGEST, help_text="The register shows it to anybody, so it must lead to nobody")


@dataclass(frozen=True, slots=True)
class Published:
    """How it is cited from now on, and the last part of its address under `/register/<panel>/`."""

    id: UUID
    citation: str
    slug: str
    sha256: str
    receipt: Receipt


class Publications(HouseView):
    permissions: ClassVar = {"GET": Permission.PUBLICATION_CHECK}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_publications",
            "Determinations on their way to the register, the secretary’s all, an arbitrator’s own; and versions "
            "that wait for a second person. Recorded.",
            returns=PublicationDocket,
        )
    }

    def get(self, request: Request) -> Response:
        """The oldest first; `limit` says why it is due then."""
        return Response(as_json(publication_views.docket(actor=self.actor)))


class OnePublication(HouseView):
    permissions: ClassVar = {"GET": Permission.PUBLICATION_PREPARE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_publication",
            "The newest version, or the determination with all that is known taken out; and what may still lead to "
            "somebody. Recorded.",
            returns=PublicationWork,
        )
    }

    def get(self, request: Request, determination_id: UUID) -> Response:
        return Response(as_json(publication_views.work(determination_id, actor=self.actor)))


class Versions(HouseView):
    permissions: ClassVar = {"POST": Permission.PUBLICATION_PREPARE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "prepare_publication",
            "Keep an anonymised version, as often as it is needed; each waits for a second person’s check.",
            takes=VersionIn,
            returns=MoveKept,
            status=201,
            problems=(StillTraceable, NotPublishable, AlreadyPrepared),
            example={
                "outcome": "iro",
                "texts": {
                    "summary": "A child lived far from school, and nothing nearer was looked for.",
                    "issues": "Whether a nearer placement was looked for.",
                    "child_wishes": "The child wished to stay at the same school.",
                    "findings": "Two placements nearer by were never looked at.",
                    "reasons": "The council gives cost alone.",
                    "answer": "The council says that no home is free.",
                    "item_1": "Offer a nearer placement.",
                    "owner_1": "The director",
                },
            },
            once=True,
        )
    }

    @once
    def post(self, request: Request, determination_id: UUID) -> Response:
        given = VersionIn.read(request.data)
        kept, receipt = actions.prepare_publication(
            determination_id, given["outcome"], given["texts"], actor=self.actor
        )
        return Response(as_json(MoveKept(kept.id, receipt)), status=201)


class OneVersion(HouseView):
    permissions: ClassVar = {"GET": Permission.PUBLICATION_CHECK}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_version",
            "A version as it would stand on the register, and what may still be a trace. Recorded.",
            returns=VersionWork,
        )
    }

    def get(self, request: Request, prepared_id: UUID) -> Response:
        """Anybody of the panel may read it, the dispute behind it or not: a second person is needed."""
        return Response(as_json(publication_views.check_work(prepared_id, actor=self.actor)))


class Checks(HouseView):
    permissions: ClassVar = {"POST": Permission.PUBLICATION_CHECK}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "check_publication",
            "Pass a version, or return it with reasons: once, and never by whoever prepared it.",
            takes=CheckIn,
            returns=MoveKept,
            status=201,
            problems=(SamePerson, AlreadyChecked, NotPublishable),
            example={"passed": False, "reasons": "The town can be guessed from the lighthouse."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, prepared_id: UUID) -> Response:
        given = CheckIn.read(request.data)
        answers = {name: name in given["affirmed"] for name in QUESTIONS}
        kept, receipt = actions.check_publication(
            prepared_id, given["passed"], answers, given["reasons"], actor=self.actor
        )
        return Response(as_json(MoveKept(kept.id, receipt)), status=201)


class Publishing(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "publish_determination",
            "Put the newest version, which a second person passed, on the register under the next citation.",
            returns=Published,
            status=201,
            problems=(NotPublishable, StillTraceable, AlreadyPublished),
            once=True,
        )
    }

    @once
    def post(self, request: Request, determination_id: UUID) -> Response:
        kept, receipt = actions.publish_determination(determination_id, actor=self.actor)
        told = Published(kept.id, kept.content["citation"], kept.slug, kept.sha256, receipt)
        return Response(as_json(told), status=201)


class Delays(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "delay_publication",
            "Not before a day, so that no court case is harmed. The register tells how many are delayed, no more.",
            takes=DelayIn,
            returns=MoveKept,
            status=201,
            problems=(AlreadyPublished, NotPublishable),
            example={"ground": "criminal", "reason": "A trial in June.", "until": "2026-07-01"},
            once=True,
        )
    }

    @once
    def post(self, request: Request, determination_id: UUID) -> Response:
        given = DelayIn.read(request.data)
        kept, receipt = actions.delay_publication(determination_id, **given, actor=self.actor)
        return Response(as_json(MoveKept(kept.id, receipt)), status=201)


class PublishedCorrections(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "correct_publication",
            "The newest version that passed takes the place of what stands on the register, with the reason beside it.",
            takes=ReasonIn,
            returns=MoveKept,
            status=201,
            problems=(NotPublishable, StillTraceable, AlreadyWithdrawn, AlreadyPublished),
            example={"reason": "The summary said too much."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, publication_id: UUID) -> Response:
        reason = ReasonIn.read(request.data)["reason"]
        kept, receipt = actions.correct_publication(publication_id, reason, actor=self.actor)
        return Response(as_json(MoveKept(kept.id, receipt)), status=201)


class PublishedWithdrawals(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "withdraw_publication",
            "Show the text no longer, for good. Citation, hash and reason stay.",
            takes=ReasonIn,
            returns=MoveKept,
            status=201,
            problems=(StillTraceable, AlreadyWithdrawn),
            example={"reason": "Somebody could be recognised after all."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, publication_id: UUID) -> Response:
        reason = ReasonIn.read(request.data)["reason"]
        kept, receipt = actions.withdraw_publication(publication_id, reason, actor=self.actor)
        return Response(as_json(MoveKept(kept.id, receipt)), status=201)
