"""The panel's orders: one page, whose form asks what this order needs. Every order goes to both sides."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from accounts.permissions import Permission
from arbitration import actions
from arbitration.procedure import OrderGiven
from tenants.problems import NotFound
from timetable.procedure import SIDES, OrderKind
from timetable.rules import LONDON
from web.forms import DateField, Form
from web.page import Done
from web.panel import OfReferral
from web.procedure import HEADINGS, orders_open
from web.widgets import RadioSelect

_LEADS = {
    OrderKind.QUESTIONS: "Whoever is asked has 2 working days, and as long again when they ask for it. You can put the "
    "next round when they answered, or their time is over.",
    OrderKind.SUMMARY: "Say why there is no real prospect. Both sides have 2 working days to be heard on that; then "
    "you can determine without waiting for statements.",
    OrderKind.HEARING: "By video, two hours at the most. Say how to come in, and whether an interpreter comes.",
    OrderKind.PAPERS: "Say why no hearing is needed.",
    OrderKind.INTERIM: "What is to be done until the determination, and by when: within 48 hours of the notice. It "
    "takes no statutory duty from the council, and places no child.",
    OrderKind.DISCLOSURE: "When in doubt, disclose. Both sides can object within 2 working days.",
    OrderKind.UPHELD: "The arbitrator leaves at once, and the place is drawn again.",
}


class OrderForm(Form):
    """`asks` for questions, `on` and `at` for a hearing, `due_on` for an interim direction; `text` always."""

    asks = forms.ChoiceField(
        label="Whom do you ask?",
        choices=[("both", "Both sides"), ("council", "The council"), ("service", "The IRO")],
        widget=RadioSelect(),
    )
    on = DateField(label="Day of the hearing")
    at = forms.TimeField(label="At", help_text="Such as 14:30, in England", input_formats=["%H:%M"])
    due_on = DateField(label="By when is it carried out?")
    text = forms.CharField(label="What do you say to both sides?", widget=forms.Textarea({"rows": 8}))

    def __init__(self, *args: Any, kind: OrderKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = {OrderKind.QUESTIONS: ("asks",), OrderKind.HEARING: ("on", "at"), OrderKind.INTERIM: ("due_on",)}
        for name in ("asks", "on", "at", "due_on"):
            if name not in needed.get(kind, ()):
                del self.fields[name]

    def order(self, kind: OrderKind, about: UUID | None) -> OrderGiven:
        given = self.cleaned_data
        asked = given.get("asks", "")
        return OrderGiven(
            kind=kind, text=given["text"], asks=SIDES if asked == "both" else tuple(filter(None, (asked,))),
            hearing_at=datetime.combine(given["on"], given["at"], LONDON) if "on" in given else None,
            due_on=given.get("due_on"), about=about,
        )  # fmt: skip


class MakeOrder(OfReferral):
    """`/panel/referrals/<referral_id>/orders/new/?kind=…&about=…`. POST: what the kind needs, and text."""

    permissions: ClassVar = {"get": Permission.ARBITRATION_VIEW, "post": Permission.ARBITRATION_VIEW}
    template: ClassVar[str] = "panel/order.html"
    form_class = OrderForm

    kind: OrderKind
    about: UUID | None

    def prepare(self) -> dict[str, object]:
        context, asked = super().prepare(), self.request.GET
        try:
            self.kind = OrderKind(asked.get("kind", ""))
            self.about = UUID(asked["about"]) if "about" in asked else None
        except ValueError as unknown:
            raise NotFound("There is no such order.") from unknown
        if (self.kind, self.about) not in {(kind, about) for kind, about, _ in orders_open(self.referral)}:
            raise NotFound("This order can’t be made, or not any more. Open the referral again to see what can.")
        decided = [one for one in self.referral.procedure.filings if one.id == self.about]
        return {**context, "heading": HEADINGS[self.kind], "lead": _LEADS.get(self.kind, ""), "decided": decided}

    def make_form(self, data: Any) -> Form:
        return OrderForm(data, kind=self.kind)

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, OrderForm)
        actions.make_order(self.referral_id, form.order(self.kind, self.about), actor=self.actor)
        # Whoever upholds an objection still sees the referral; whoever sat may have gone from it.
        return Done(f"{self.address}#procedure", "The order is made, and goes to both sides.")
