"""The bundle for the panel by the API: read open or closed, printed, and what is withheld proposed and checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict, Text
from api.v1.kept import MoveKept
from api.views import HouseView
from escalation import actions, queries
from escalation.ladder import NotNow
from escalation.redactions import LONGEST_WHY, LONGEST_WORDS, AlreadyChecked, NotRedactable, Proposed
from escalation.rules import Incomplete
from ledger.acts import Receipt
from ledger.disclosure import CLOSED, OPEN, REASONS
from ledger.printing import NotPrintable, pdf
from reviews.rules import NotTheChildsIro
from tenants.downloads import attachment

VERSION = OpenApiParameter("version", str, OpenApiParameter.PATH, enum=[OPEN, CLOSED])


@dataclass(frozen=True, slots=True)
class DisclosedBundleFile:
    """A version of a bundle, as `iro-verify` takes it: save the answer as it is. `root` is the same in both versions.

    Of a document: title, side, pages, receipts, and passages of pieces. A piece that is withheld has its reason and
    its commitment, and neither text nor salt. What the file lacks is null: `iro-verify` says what is wrong with it.
    """

    format: str
    version: str
    root: str
    cover: dict[str, Any]
    documents: list[dict[str, Any]]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "DisclosedBundleFile":
        values: dict[str, Any] = {field.name: content.get(field.name) for field in fields(cls)}
        return cls(**values)


def printed(content: Mapping[str, Any]) -> HttpResponse:
    """The same as PDF/A, to be saved."""
    name = f"bundle-{content['cover']['reference']}-{content['cover']['number']}-{content['version']}.pdf"
    return attachment(pdf(content), "application/pdf", name)


class DisputeBundle(HouseView):
    permissions: ClassVar = {"GET": Permission.DISPUTE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_dispute_bundle",
            "The newest bundle for the panel, open or closed: both sides read both. The look is recorded.",
            returns=DisclosedBundleFile,
            parameters=(VERSION,),
        )
    }

    def get(self, request: Request, code: str, dispute_id: UUID, version: str) -> Response:
        content = queries.bundle_content(dispute_id, version, actor=self.actor)
        return Response(as_json(DisclosedBundleFile.of(content)))


class DisputeBundlePrinted(HouseView):
    permissions: ClassVar = {"GET": Permission.DISPUTE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "print_dispute_bundle",
            "The same with its index and page numbers as PDF. The look is recorded.",
            media_type="application/pdf",
            parameters=(VERSION,),
            problems=(NotPrintable,),
        )
    }

    def get(self, request: Request, code: str, dispute_id: UUID, version: str) -> HttpResponse:
        return printed(queries.bundle_content(dispute_id, version, actor=self.actor))


class RedactionIn(Strict):
    document = serializers.CharField(max_length=60, help_text="`key` of a document of the bundle’s index")
    passage = serializers.IntegerField(min_value=1, max_value=999, help_text="The number of its passage, from 1")
    words = serializers.CharField(
        max_length=LONGEST_WORDS, trim_whitespace=False, required=False, allow_blank=True, default="",
        help_text="As they stand there, exactly once; blank withholds all of the passage",
    )  # fmt: skip
    reason = serializers.ChoiceField(
        choices=list(REASONS), help_text="`privileged` only by whoever wrote the document: the panel doesn’t read it"
    )
    why = Text(max_length=LONGEST_WHY, help_text="The other side reads it and checks it; the bundle doesn’t hold it")


class RedactionCheckIn(Strict):
    agreed = serializers.BooleanField(help_text="Without agreement nothing is withheld")
    note = Text(max_length=LONGEST_WHY, required=False, allow_blank=True, default="", help_text="Needed with no")


EXAMPLE = {
    "document": "dispute", "passage": 3, "words": "her brother", "reason": "third_party",
    "why": "He is a child himself, and of no part in this.",
}  # fmt: skip


class _Proposes(HouseView):
    carry_out: ClassVar[Callable[..., tuple[UUID, Receipt]]]

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        given = Proposed(**RedactionIn.read(request.data))
        kept = self.carry_out(queries.referral_of(dispute_id, actor=self.actor), given, actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)


class CouncilsRedaction(_Proposes):
    permissions: ClassVar = {"POST": Permission.STATEMENT_COUNCIL}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "propose_council_redaction",
            "The council asks for words of the bundle to be withheld. The child's IRO checks it.",
            takes=RedactionIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotRedactable),
            example=EXAMPLE,
            once=True,
        )
    }
    carry_out = staticmethod(actions.propose_council_redaction)


class ServicesRedaction(_Proposes):
    permissions: ClassVar = {"POST": Permission.STATEMENT_SERVICE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "propose_service_redaction",
            "The child's IRO asks for words of the bundle to be withheld. The council checks it.",
            takes=RedactionIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, NotRedactable),
            example=EXAMPLE,
            once=True,
        )
    }
    carry_out = staticmethod(actions.propose_service_redaction)


class _Checks(HouseView):
    carry_out: ClassVar[Callable[..., tuple[UUID, Receipt]]]

    @once
    def post(self, request: Request, code: str, redaction_id: UUID) -> Response:
        given = RedactionCheckIn.read(request.data)
        kept = self.carry_out(redaction_id, given["agreed"], given["note"], actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)


class CouncilsCheck(_Checks):
    permissions: ClassVar = {"POST": Permission.STATEMENT_COUNCIL}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "check_for_council",
            "The council says whether a redaction that the IRO proposed is right, once.",
            takes=RedactionCheckIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, AlreadyChecked, Incomplete),
            example={"agreed": True},
            once=True,
        )
    }
    carry_out = staticmethod(actions.check_for_council)


class ServicesCheck(_Checks):
    permissions: ClassVar = {"POST": Permission.STATEMENT_SERVICE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "check_for_service",
            "The child's IRO says whether a redaction that the council proposed is right, once.",
            takes=RedactionCheckIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, AlreadyChecked, Incomplete),
            example={"agreed": False, "note": "The panel needs to know whose placement it was."},
            once=True,
        )
    }
    carry_out = staticmethod(actions.check_for_service)
