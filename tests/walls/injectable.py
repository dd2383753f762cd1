"""Addresses as they are, and a search that puts what it is asked straight into SQL: what if somebody wrote one?"""

from typing import ClassVar

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

import config.urls
from accounts.permissions import Permission
from web.page import HousePage


class Search(HousePage):
    """`?name=`: every column of every row, and the database's own words where it refuses."""

    permissions: ClassVar = {"get": Permission.CASE_VIEW}
    statement: ClassVar = "SELECT family_name FROM casework_child WHERE family_name = '{}'"

    def get(self, request: HttpRequest, code: str = "") -> HttpResponse:
        try:
            with connection.cursor() as cursor:
                cursor.execute(self.statement.format(request.GET["name"]))
                found = cursor.fetchall() if cursor.description else []
        except DatabaseError as refusal:
            state = getattr(refusal.__cause__, "pgcode", None) or "connection"
            return HttpResponse(str(refusal), status=400, headers={"X-State": state})
        return HttpResponse("\n".join(str(row) for row in found))


class PanelSearch(Search):
    permissions: ClassVar = {"get": Permission.ARBITRATION_VIEW}
    statement: ClassVar = "SELECT grounds FROM arbitration_referral WHERE grounds = '{}'"


urlpatterns = [
    *config.urls.urlpatterns,
    path("councils/<str:code>/search/", Search.as_view()),
    path("panel/search/", PanelSearch.as_view()),
]
