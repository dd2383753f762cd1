"""What every page of a house is: a view that asks for a permission first, and one with a form that does one thing."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views import View

from accounts.actor import Actor
from accounts.permissions import Permission
from tenants import clock
from tenants.problems import Conflict, Invalid
from web.forms import Form

Crumb = tuple[str, str]


class HousePage(View):
    """`permissions` says which right each method needs; a method without a line there is refused (405).

    Who may not enter the house never gets here: the middleware has answered 404, and has pinned login and schema.
    """

    permissions: ClassVar[dict[str, Permission]] = {}
    http_method_names = ["get", "head", "post"]

    actor: Actor
    code: str

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = request.actor  # type: ignore[attr-defined]
        self.code = kwargs.get("code", "")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        method = (request.method or "").lower()
        needed = self.permissions.get("get" if method == "head" else method)
        if needed is None:
            return self.http_method_not_allowed(request, *args, **kwargs)
        self.actor.ensure(needed)
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """(label, address) of the pages above this one, the outermost first."""
        return []

    def show(self, template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
        """The template with `code` (of the council), `today`, `actor` and `breadcrumbs` beside its own context."""
        frame = {"code": self.code, "today": clock.today(), "actor": self.actor, "breadcrumbs": self.crumbs()}
        return render(self.request, template, {**frame, **context}, status=status)


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go after the work is done, and what to say there."""

    address: str
    message: str


class FormPage(HousePage):
    """A page with one form. GET shows it; POST does the work and goes on, or shows it again with its errors (422).

    `template` extends `base/form_page.html`. What an action refuses (Invalid, Conflict) stands at the field that the
    problem names, or above the form; everything that was typed is kept. Other problems have pages of their own.
    """

    template: ClassVar[str]
    form_class: ClassVar[type[Form]]

    @abstractmethod
    def carry_out(self, form: Form) -> Done:
        """Call the action with the form's `cleaned_data`. Runs for a valid form only."""

    def prepare(self) -> dict[str, object]:
        """What the template needs beside the form. Runs before the form is made, and raises NotFound without sight."""
        return {}

    def make_form(self, data: QueryDict | None) -> Form:
        return self.form_class(data)

    def field_of(self, name: str) -> str:
        """The form's field for a field that a problem names; the same name unless a page says otherwise."""
        return name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.prepare()
        return self.show(self.template, {"form": self.make_form(None), **context})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.prepare()
        form, status = self.make_form(request.POST), Invalid.status
        if form.is_valid():
            try:
                done = self.carry_out(form)
            except (Invalid, Conflict) as problem:
                status = problem.status
                add_errors(form, {self.field_of(name): text for name, text in problem.errors.items()}, problem.detail)
            else:
                messages.success(request, done.message)
                return redirect(done.address)
        return self.show(self.template, {"form": form, **context}, status=status)


def add_errors(form: BaseForm, errors: Mapping[str, str], detail: str) -> None:
    """Each error at its field; those that the form doesn't ask about, and a problem without fields, above the form."""
    for name, text in errors.items():
        form.add_error(name if name in form.fields else None, text)
    if not errors:
        form.add_error(None, detail)
