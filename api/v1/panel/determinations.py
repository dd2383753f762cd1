"""`…/referrals/{id}/draft` and `…/determination`: written by whoever presides, then locked for ever."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.conditions import ensure_unchanged, etag
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Day, Strict, Text
from api.v1.kept import LONGEST
from api.views import HouseView
from arbitration import actions, queries
from arbitration.reach import ItemKind
from arbitration.rules import AlreadyIssued, ArbitratorConflicted, DraftChanged, NotComplete, NotHeard, PanelIncomplete
from arbitration.shapes import DraftItem, DraftText
from ledger.acts import Receipt

MOST_ITEMS = 6


class ItemIn(Strict):
    kind = serializers.ChoiceField(
        choices=[str(kind) for kind in ItemKind],
        help_text="What it is: process and recommend are to be done by somebody, the others are found",
    )
    text = Text(max_length=LONGEST, help_text="What is determined")
    owner = Text(
        max_length=200, required=False, allow_blank=True, default="",
        help_text="Who is to do it: a post or a person, not a team; left out for what is found",
    )  # fmt: skip
    due_on = Day(required=False, allow_null=True, default=None, help_text="By which day; left out for what is found")


class DraftIn(Strict):
    issues = Text(max_length=LONGEST, allow_blank=True, help_text="The questions that are answered")
    evidence = Text(max_length=LONGEST, allow_blank=True, help_text="What was read or heard, and what is missing")
    findings = Text(max_length=LONGEST, allow_blank=True, help_text="What happened, and which view of it prevails")
    reasons = Text(max_length=LONGEST, allow_blank=True, help_text="Why: deal with what each side said")
    items = serializers.ListField(child=ItemIn(), max_length=MOST_ITEMS, help_text="An item is whole, or is left out")


@dataclass(frozen=True, slots=True)
class DraftSaved:
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Issued:
    """`sha256` is of the content, for good; the council answers up to `answer_limit`."""

    id: UUID
    sha256: str
    issued_on: date
    answer_limit: date
    receipt: Receipt


class DeterminationDraft(HouseView):
    permissions: ClassVar = {"GET": Permission.ARBITRATION_DETERMINE, "PUT": Permission.ARBITRATION_DETERMINE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_draft",
            "The working text, empty before it is begun. For everybody but whoever presides there is none: 404.",
            returns=DraftText,
        ),
        "PUT": Operation(
            "save_draft",
            "The working text anew, as it shall be. Nobody else reads it.",
            takes=DraftIn,
            returns=DraftSaved,
            problems=(AlreadyIssued, DraftChanged),
            example={
                "issues": "Whether a placement nearer to school was looked for.",
                "evidence": "The bundle and both statements; no record of a search is among them.",
                "findings": "Two placements nearer by were never looked at.",
                "reasons": "The council gives cost alone.",
                "items": [
                    {"kind": "breach", "text": "The search that the review asked for was never made."},
                    {
                        "kind": "recommend",
                        "text": "Offer a placement within 20 miles",
                        "owner": "The director",
                        "due_on": "2026-06-01",
                    },
                ],
            },
            once=True,
            conditional=True,
            headers={"ETag": "Of the draft as it is now"},
        ),
    }

    def get(self, request: Request, referral_id: UUID) -> Response:
        return Response(as_json(queries.draft(referral_id, actor=self.actor)))

    @once
    def put(self, request: Request, referral_id: UUID) -> Response:
        given = DraftIn.read(request.data)
        text = DraftText(items=tuple(DraftItem(**item) for item in given.pop("items")), **given)
        with transaction.atomic():
            ensure_unchanged(request, etag(as_json(queries.draft_to_save(referral_id, actor=self.actor))))
            receipt = actions.save_draft(referral_id, text, actor=self.actor)
        return Response(as_json(DraftSaved(receipt)), headers={"ETag": etag(as_json(text))})


class Determinations(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_DETERMINE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "issue_determination",
            "Issue the draft that was read, by its ETag. It is locked for ever; whoever comes second gets 409.",
            returns=Issued,
            status=201,
            problems=(AlreadyIssued, NotComplete, NotHeard, PanelIncomplete, ArbitratorConflicted),
            once=True,
            conditional=True,
        )
    }

    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        """A slip of the pen is put right beside it afterwards; nothing else is."""
        with transaction.atomic():
            ensure_unchanged(request, etag(as_json(queries.draft_to_save(referral_id, actor=self.actor))))
            kept, receipt = actions.issue_determination(referral_id, actor=self.actor)
        issued = Issued(kept.id, kept.sha256, kept.issued_on, kept.answer_limit, receipt)
        return Response(as_json(issued), status=201)
