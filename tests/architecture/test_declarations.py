"""Deny by default: every route, table, task and command has a declared owner and permission."""

import importlib

from celery import current_app
from django.apps import apps
from django.conf import settings

from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from config.cli import COMMANDS, WITHOUT_SETTINGS, iro
from config.cli.django_commands import LOGINS
from config.protocol import PROTOCOL
from notifications.tags import Tag
from tenants.kinds import Kind
from tenants.protocol import Capture
from tenants.tasks import PinnedTask


def test_every_model_has_a_line_in_the_protocol_of_each_kind_that_it_lives_in():
    missing = []
    histories = {model.history.model for model in apps.get_models() if hasattr(model, "history")}
    for kind, entry in settings.TENANT_TYPES.items():
        for model in apps.get_models(include_auto_created=True):
            app = model._meta.app_config.name
            if (
                app in entry["APPS"]
                and model not in histories
                and model._meta.db_table not in PROTOCOL.by_kind[Kind(kind)]
            ):
                missing.append(f"{kind}: {model._meta.db_table}")
    assert missing == []


def test_captured_models_have_history():
    models = {model._meta.db_table: model for model in apps.get_models()}
    for table in PROTOCOL.tables:
        if table.capture is Capture.FULL:
            assert hasattr(models[table.name], "history"), table.name


def test_no_app_lives_in_public_and_in_a_kind():
    public = set(settings.TENANT_TYPES["public"]["APPS"])
    for kind in ("council", "region", "panel"):
        assert not public & set(settings.TENANT_TYPES[kind]["APPS"])


def test_every_task_of_ours_says_its_house_and_login():
    current_app.loader.import_default_modules()
    ours = {name: task for name, task in current_app.tasks.items() if not name.startswith("celery.")}
    assert ours
    assert [name for name, task in ours.items() if not isinstance(task, PinnedTask)] == []


def test_every_command_has_a_declared_login():
    def leaves(command):
        subcommands = getattr(command, "commands", None)
        return [command] if subcommands is None else [leaf for one in subcommands.values() for leaf in leaves(one)]

    without = []
    for name, address in COMMANDS.items():
        if name in WITHOUT_SETTINGS:
            continue
        module, _, attribute = address.partition(":")
        for leaf in leaves(getattr(importlib.import_module(module), attribute)):
            if not hasattr(leaf.callback, "login"):
                without.append(f"{name} {leaf.name}")
    assert without == []
    assert iro.get_command(None, "migrate_schemas") is None
    assert dict(sorted(LOGINS.items())) == LOGINS


def test_enums_are_sorted_and_every_role_has_permissions():
    for enum in (Permission, Role, Tag):
        names = [member.name for member in enum]
        assert names == sorted(names), enum
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_no_council_role_holds_a_right_of_the_service():
    service = {
        Permission.REVIEW_HOLD,
        Permission.DISPUTE_RAISE,
        Permission.WORKFORCE_MANAGE,
        Permission.ARBITRATION_DETERMINE,
    }
    for role in Role:
        if role.side == "council":
            assert not ROLE_PERMISSIONS[role] & service
