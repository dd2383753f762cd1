"""Addresses as they are, and one more that leaks on purpose: what the attacks must find."""

from contextlib import closing
from typing import ClassVar

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from psycopg2.sql import SQL, Identifier

import config.urls
from accounts.permissions import Permission
from tests import databases
from web.page import HousePage


class Leak(HousePage):
    """`/councils/<code>/leaks/<how>?<schema>`: reads or writes there as the superuser, which no wall holds."""

    permissions: ClassVar = {"get": Permission.CASE_VIEW}

    def get(self, request: HttpRequest, code: str, how: str) -> HttpResponse:
        schema = request.META["QUERY_STRING"]
        table = {"table": "escalation_answer", "header": "workforce_officer"}.get(how, "casework_child")
        with closing(databases.superuser(connection.settings_dict["NAME"])) as connected, connected.cursor() as cursor:
            if how == "write":
                cursor.execute(f"ALTER TABLE {schema}.casework_worker DISABLE TRIGGER USER")
                cursor.execute(f"UPDATE {schema}.casework_worker SET team = 'x'")
                return HttpResponse()
            cursor.execute(SQL("SELECT t::text FROM {} t").format(Identifier(schema, table)))
            words = " ".join(row for (row,) in cursor.fetchall())
        if how == "error":
            raise ValueError(words)
        return HttpResponse(headers={"X-Leak": words}) if how == "header" else HttpResponse(words)


urlpatterns = [*config.urls.urlpatterns, path("councils/<str:code>/leaks/<str:how>", Leak.as_view())]
