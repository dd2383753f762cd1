"""`python -m infra.bench.stock.prepare`: tables, a council with its host name, a client; prints its credentials."""

import json
import os
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command

DATABASE_VARIABLE = "STOCK_DATABASE_URL"
CLIENT_ID, CLIENT_SECRET, HOST = "stock", "stock-secret", "210.stock.test"


def prepare() -> None:
    """Into the (empty) database that STOCK_DATABASE_URL names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "infra.bench.stock.settings"
    django.setup()
    call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
    council = _model("tenancy", "Council")(schema_name="council_210", name="Southwark")
    council.save(verbosity=0)
    _model("tenancy", "Domain").objects.create(domain=HOST, tenant=council, is_primary=True)
    _model("oauth2_provider", "Application").objects.create(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        client_type="confidential",
        authorization_grant_type="client-credentials",
    )
    print(json.dumps({"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "host": HOST}))  # noqa: T201


def _model(label: str, name: str) -> Any:
    """By name: before `django.setup()` no model can be imported."""
    return apps.get_app_config(label).get_model(name)


if __name__ == "__main__":
    prepare()
