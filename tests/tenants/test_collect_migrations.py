"""The SQL of a plan is made once: what it builds is what Django's own executor builds, in every kind of house."""

import re

import pytest

from tenants import actions, executor
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN
from tenants.sql import rows

COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
       pg_get_expr(d.adbin, d.adrelid), a.attnum, c.relkind, pg_get_userbyid(c.relowner)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (c.oid, a.attnum) WHERE c.relnamespace = %s::regnamespace
"""
OTHERS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
    " WHERE connamespace = %s::regnamespace",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
    "SELECT t.tgname, pg_get_triggerdef(t.oid), t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE c.relnamespace = %s::regnamespace AND NOT t.tgisinternal",
    "SELECT proname, pg_get_functiondef(oid), proacl::text, pg_get_userbyid(proowner) FROM pg_proc"
    " WHERE pronamespace = %s::regnamespace",
    "SELECT c.relname, acl::text FROM pg_class c, unnest(c.relacl) acl WHERE c.relnamespace = %s::regnamespace",
    "SELECT acl::text FROM pg_namespace n, unnest(n.nspacl) acl WHERE n.oid = %s::regnamespace",
)


def catalogue(house):
    """Everything that the catalogue says of a house's schema, as text without its own name."""
    with pinned(INSTALLER_PIN):
        found = [row for query in (COLUMNS, *OTHERS) for row in rows(query, (house.schema_name,))]
        found += rows(f"SELECT app, name FROM {house.schema_name}.django_migrations")
    names = (house.schema_name, f"{house.kind}/{house.code}", f"auditor_{house.code.replace('-', '_')}")
    return sorted(re.sub("|".join(names), "NAME", str(row)) for row in found)


@pytest.mark.parametrize("add", [
    lambda code: actions.add_council(f"91{code}", name="Collected", region="london"),
    lambda code: actions.add_region(f"collected-{code}", "A region", panel="national"),
    lambda code: actions.add_panel(f"collected-{code}", "A panel"),
])  # fmt: skip
def test_a_house_from_collected_sql_equals_one_that_djangos_executor_built(cast, add, monkeypatch):
    collected = add(0)
    monkeypatch.setattr(executor, "_is_sql", lambda migration: False)
    ours, djangos = catalogue(collected), catalogue(add(1))
    assert len(ours) > 100
    assert ours == djangos
