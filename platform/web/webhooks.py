"""Where the council's systems are told of what happens: endpoints, messages, a test, another secret, sending again."""

from typing import ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.permissions import Permission
from notifications.hooks import actions, queries
from notifications.hooks.rules import LONGEST_ADDRESS, WANTED
from notifications.hooks.shapes import EndpointView, MessageView
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.widgets import CheckboxSelectMultiple

COLUMNS = (
    "Address", "Told of", "State", {"label": "On the way", "numeric": True}, {"label": "Failed", "numeric": True},
)  # fmt: skip
MESSAGE_COLUMNS = ("What", "When", "State", {"label": "Attempts", "numeric": True}, "Send again")
_COLOURS = {"delivered": "green", "failed": "red", "waiting": "yellow"}
_MANAGE: dict[str, Permission] = {"get": Permission.WEBHOOK_MANAGE, "post": Permission.WEBHOOK_MANAGE}


class Webhooks(HousePage):
    """GET: the council's endpoints."""

    permissions: ClassVar = {"get": Permission.WEBHOOK_MANAGE}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        rows = [self._row(one) for one in queries.endpoints(actor=self.actor)]
        return self.show("webhooks/list.html", {"columns": COLUMNS, "rows": rows})

    def _row(self, one: EndpointView) -> list[object]:
        return [
            {"text": one.url, "url": reverse("webhook", args=[self.code, one.id]), "hint": one.description},
            ", ".join(one.types),
            {"text": "Active", "colour": "green"} if one.active else {"text": "Paused", "colour": "grey"},
            {"text": one.waiting},
            {"text": one.failed, "colour": "red"} if one.failed else {"text": 0},
        ]


class EndpointForm(Form):
    url = forms.CharField(label="Address", max_length=LONGEST_ADDRESS, help_text="It begins with https://.")
    types = forms.MultipleChoiceField(
        label="What is it told of?", choices=[(one, one) for one in WANTED], widget=CheckboxSelectMultiple
    )
    description = forms.CharField(label="What is it? (optional)", max_length=200, required=False)


class AddWebhook(FormPage):
    """`…/webhooks/new/`. POST: url, types, description. Then: the endpoint's page, which shows its secret once."""

    permissions: ClassVar = _MANAGE
    template = "webhooks/add.html"
    form_class = EndpointForm

    def crumbs(self) -> list[Crumb]:
        return [("Webhooks", reverse("webhooks", args=[self.code]))]

    def carry_out(self, form: Form) -> Done:
        added = actions.add_endpoint(**form.cleaned_data, actor=self.actor)
        told = "It is told from now on. Make a secret, by which it knows that it is us."
        return Done(reverse("webhook", args=[self.code, added.id]), told)


class Webhook(HousePage):
    """GET: an endpoint and its messages. POST `do`: test, rotate (shows the secret, once), pause or resume."""

    permissions: ClassVar = _MANAGE

    def crumbs(self) -> list[Crumb]:
        return [("Webhooks", reverse("webhooks", args=[self.code]))]

    def get(self, request: HttpRequest, code: str, webhook_id: UUID) -> HttpResponse:
        return self._show(webhook_id)

    def post(self, request: HttpRequest, code: str, webhook_id: UUID) -> HttpResponse:
        wanted = request.POST.get("do", "")
        if wanted == "rotate":
            return self._show(webhook_id, secret=actions.rotate_secret(webhook_id, actor=self.actor).secret)
        if wanted in ("pause", "resume"):
            actions.change_endpoint(webhook_id, active=wanted == "resume", actor=self.actor)
            told = "It is active again." if wanted == "resume" else "It is paused: nothing is sent there."
        else:
            actions.send_test(webhook_id, actor=self.actor)
            told = "A test is on its way. Load this page again in a few seconds to see what became of it."
        messages.success(request, told)
        return redirect(reverse("webhook", args=[code, webhook_id]))

    def _show(self, webhook_id: UUID, secret: str = "") -> HttpResponse:
        endpoint = queries.endpoint(webhook_id, actor=self.actor)
        rows = [self._message(endpoint.id, one) for one in queries.messages(webhook_id, actor=self.actor).items]
        context = {"endpoint": endpoint, "secret": secret, "columns": MESSAGE_COLUMNS, "rows": rows}
        return self.show("webhooks/one.html", context)

    def _message(self, endpoint_id: UUID, one: MessageView) -> list[object]:
        hint = one.failure
        if one.state == "waiting" and one.next_at and one.attempts:
            hint = f"{one.failure}; next at {localtime(one.next_at):%-d %B, %H:%M}"
        url = reverse("replay_webhook", args=[self.code, endpoint_id, one.id])
        return [
            {"text": one.type, "hint": f"msg_{one.id.hex}"},
            f"{localtime(one.created_at):%-d %B %Y, %H:%M}",
            {"text": one.state.capitalize(), "colour": _COLOURS[one.state], "hint": hint},
            {"text": one.attempts},
            {"text": "Send again", "url": url} if one.state != "waiting" else {"text": "–"},
        ]


class ReplayWebhook(FormPage):
    """`…/webhooks/<webhook_id>/messages/<message_id>/replay/`. POST: nothing more. Then: the endpoint's page."""

    permissions: ClassVar = _MANAGE
    template = "webhooks/replay.html"
    form_class = Form

    def crumbs(self) -> list[Crumb]:
        return [("Webhooks", reverse("webhooks", args=[self.code]))]

    def prepare(self) -> dict[str, object]:
        return {"endpoint": queries.endpoint(self.kwargs["webhook_id"], actor=self.actor)}

    def carry_out(self, form: Form) -> Done:
        actions.replay(self.kwargs["message_id"], actor=self.actor)
        address = reverse("webhook", args=[self.code, self.kwargs["webhook_id"]])
        return Done(address, "The message is on its way again.")
