"""The blind draw as the two sides meet it: each puts in a share, and saves the record that anybody can check."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from accounts.permissions import Permission
from escalation import actions, queries
from escalation.ladder import Move
from escalation.panel_shapes import CandidateView
from escalation.shapes import DisputeView
from tenants.problems import NotFound
from web.arbitration import OfReferral
from web.dispute_forms import ShareForm
from web.forms import Form
from web.page import Done, HousePage

SIDES = {"council": "The council", "service": "The IRO"}
TITLES = {
    "sole": "sole arbitrator", "chair": "legal chair", "social_work": "social work member", "lay": "lay member",
}  # fmt: skip
STATES = {"opened": "its share", "sealed": "sealed, and not opened: its commitment counted", "absent": "nothing"}
COLUMNS = ("Arbitrator", "Referrals in hand", "In the draw")


def draw_box(found: DisputeView) -> dict[str, object]:
    """What the page of a dispute shows of the draw; nothing before the panel has said who can be drawn."""
    draw = found.referral.draw if found.referral else None
    if draw is None:
        return {}
    record = draw.drawn.record if draw.drawn else None
    return {
        "draw": draw,
        "draw_columns": COLUMNS,
        "draw_rows": [candidate_row(one, record) for one in draw.candidates],
        "sealed": [
            (words, next((one.commitment for one in draw.sealed if one.side == side), ""))
            for side, words in SIDES.items()
        ],
        "shares": put_in(record) if record else [],
        "sitting": [(TITLES.get(one.place, one.place), one) for one in draw.sitting],
    }


def candidate_row(one: CandidateView, record: Mapping[str, Any] | None) -> list[object]:
    """Who could be drawn, or could not, in a table with COLUMNS."""
    place: object = f"No: {one.why}" if one.why else f"Yes, weight {one.weight}"
    if record and one.id in {drawn["id"] for drawn in record["drawn"]}:
        place = {"text": "Drawn", "colour": "green"}
    return [{"text": one.name, "hint": one.id}, "–" if one.why else str(one.load), place]


def put_in(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(side, what it put in) of a draw that is done."""
    return [(SIDES[one["side"]], STATES[one["state"]]) for one in record["shares"]]


class _Share(OfReferral):
    template = "arbitration/share.html"
    form_class = ShareForm


class CouncilShare(_Share):
    """`…/disputes/<dispute_id>/draw/council/`, once, until the limit. POST: words (may be blank)."""

    permissions: ClassVar = {"get": Permission.STATEMENT_COUNCIL, "post": Permission.STATEMENT_COUNCIL}
    move = Move.SEAL_COUNCIL_SHARE

    def carry_out(self, form: Form) -> Done:
        actions.seal_council_share(self.referral_id, form.cleaned_data["words"], actor=self.actor)
        return Done(f"{self.address}#draw", "The council’s share is sealed. It is opened when all shares are sealed.")


class ServiceShare(_Share):
    """`…/disputes/<dispute_id>/draw/service/`, for the child's IRO, as above. POST: words (may be blank)."""

    permissions: ClassVar = {"get": Permission.STATEMENT_SERVICE, "post": Permission.STATEMENT_SERVICE}
    move = Move.SEAL_SERVICE_SHARE

    def carry_out(self, form: Form) -> Done:
        actions.seal_service_share(self.referral_id, form.cleaned_data["words"], actor=self.actor)
        return Done(f"{self.address}#draw", "Your share is sealed. It is opened when all shares are sealed.")


class DrawRecord(HousePage):
    """GET `…/disputes/<dispute_id>/draw/record`: the newest draw as `iro-verify` takes it, or draw `?number=`; 404
    before it."""

    permissions: ClassVar = {"get": Permission.DISPUTE_VIEW}

    def get(self, request: HttpRequest, code: str, dispute_id: UUID) -> HttpResponse:
        number = number_asked(request)
        record = queries.draw_record(dispute_id, number, actor=self.actor)
        return record_file(record, queries.dispute(dispute_id, actor=self.actor).line.reference)


def number_asked(request: HttpRequest) -> int | None:
    """`?number=`: which draw. Raises NotFound for what is no number."""
    asked = request.GET.get("number")
    if asked is None:
        return None
    if not asked.isascii() or not asked.isdigit() or len(asked) > 4:
        raise NotFound("There is no such draw.")
    return int(asked)


def record_file(record: Any, reference: str) -> HttpResponse:
    """Raises NotFound where there is none yet."""
    if record is None:
        raise NotFound("There is no draw yet. Come back when it is done.")
    text = json.dumps(record, ensure_ascii=False, indent=1)
    name = f'attachment; filename="draw-{reference}.json"'
    return HttpResponse(text, content_type="application/json", headers={"Content-Disposition": name})
