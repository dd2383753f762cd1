"""The council appoints the IRO whom the region proposes: one press of a button each (domain.md 1.4)."""

from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.permissions import Permission
from casework import actions, queries
from web.page import HousePage


class Appointments(HousePage):
    """GET: the proposals that wait for the council, the most urgent first."""

    permissions: ClassVar = {"get": Permission.APPOINTMENT_CONFIRM}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self.show("appointments/list.html", {"waiting": queries.waiting_proposals(actor=self.actor)})


class ConfirmAppointment(HousePage):
    """POST without fields: the proposal becomes the council's appointment. Then: the list again."""

    permissions: ClassVar = {"post": Permission.APPOINTMENT_CONFIRM}

    def post(self, request: HttpRequest, code: str, proposal_id: UUID) -> HttpResponse:
        made = actions.confirm_appointment(proposal_id, actor=self.actor)
        child = queries.case(made.child_id, actor=self.actor)
        messages.success(request, f"{made.iro_name} is the IRO of {child.name} from today, and can open the case now.")
        return redirect("appointments", code)
