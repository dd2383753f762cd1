"""Capture as it is installed, against capture as it is declared: to the letter of every function and trigger."""

import re
from collections.abc import Iterator

from ledger.capture import declared_sql
from ledger.functions import PUBLIC
from ledger.tables import captured_tables
from ledger.verify.findings import Finding
from tenants import catalogue, ddl
from tenants.kinds import Kind
from tenants.models import House
from tenants.sql import rows

_FUNCTION = re.compile(
    r'CREATE OR REPLACE FUNCTION "?(?P<schema>\w+)"?\."?(?P<name>\w+)"?\((?P<head>.*?)AS \$\$(?P<body>.*?)\$\$',
    re.DOTALL,
)
_TRIGGER = re.compile(r'CREATE OR REPLACE TRIGGER "(?P<name>\w+)" (?P<rest>.*?\);)', re.DOTALL)
_PATH = "search_path=pg_catalog, pg_temp"


def check_installed(house: House) -> Iterator[Finding]:
    """What the protocol declares; functions and triggers by their text; no stranger among triggers, no rule."""
    tables = captured_tables(Kind(house.kind))
    schema = house.schema_name
    declared = declared_sql(house)
    for difference in catalogue.differences(house):
        yield Finding("catalogue-differs", house.title, difference.what, detail=difference.found)
    for what, wrong in ddl.differences():
        yield Finding("catalogue-differs", house.title, what, detail=wrong)
    functions = _declared_functions(declared + PUBLIC)
    live = _live_functions(schema)
    for name in sorted(functions):
        if sorted(live.get(name, [])) != sorted(functions[name]):
            detail = "the function isn't the declared one" if name in live else "the function is missing"
            yield Finding("catalogue-differs", house.title, name, detail=detail)
    # Tables outside capture may have triggers of their own, declared by their apps.
    watched = {name for one in tables for name in (one.name, one.rows)}
    wanted = _declared_triggers(declared)
    found = {at: text for at, text in _live_triggers(schema).items() if at[0] in watched or at[0].startswith("ledger_")}
    for table, name in sorted(wanted.keys() | found.keys()):
        if wanted.get((table, name)) != found.get((table, name)):
            detail = "the trigger isn't the declared one" if (table, name) in wanted else "nobody declared this trigger"
            yield Finding("catalogue-differs", house.title, f"{table}.{name}", detail=detail)
    for table, name in _rules(schema):
        yield Finding("catalogue-differs", house.title, f"{table}.{name}", detail="nobody declared this rule")


def _declared_functions(text: str) -> dict[str, list[tuple[str, bool, bool]]]:
    """`schema.name` → of each of its forms: body, whether it runs as its owner, whether its path is fixed."""
    found: dict[str, list[tuple[str, bool, bool]]] = {}
    for one in _FUNCTION.finditer(text):
        form = (one["body"], "SECURITY DEFINER" in one["head"], "SET search_path" in one["head"])
        found.setdefault(f"{one['schema']}.{one['name']}", []).append(form)
    return found


def _live_functions(schema: str) -> dict[str, list[tuple[str, bool, bool]]]:
    found: dict[str, list[tuple[str, bool, bool]]] = {}
    for name, body, definer, config in rows(
        "SELECT n.nspname || '.' || p.proname, p.prosrc, p.prosecdef, p.proconfig FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN (%s, 'public')",
        (schema,),
    ):
        # Any other setting than the fixed path makes it another function.
        fixed = config == [_PATH] if config else False
        found.setdefault(name, []).append((body if fixed or not config else str(config), definer, fixed))
    return found


def _declared_triggers(text: str) -> dict[tuple[str, str], str]:
    found = {}
    for one in _TRIGGER.finditer(text):
        definition = _plain(f"CREATE TRIGGER {one['name']} {one['rest']}")
        table = definition.partition(" ON ")[2].split(" ", maxsplit=1)[0].rpartition(".")[2]
        found[table, one["name"]] = definition
    return found


def _live_triggers(schema: str) -> dict[tuple[str, str], str]:
    found = rows(
        # pg_get_triggerdef leaves the function's schema out where the path has it: it is named here.
        "SELECT c.relname, t.tgname, split_part(pg_get_triggerdef(t.oid), 'EXECUTE FUNCTION ', 1)"
        " || 'EXECUTE FUNCTION ' || p.pronamespace::regnamespace || '.' || p.proname"
        " || '(' || encode(t.tgargs, 'escape') || ')' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " JOIN pg_proc p ON p.oid = t.tgfoid WHERE c.relnamespace = to_regnamespace(%s) AND NOT t.tgisinternal",
        (schema,),
    )
    return {(table, name): _plain(definition) for table, name, definition in found}


def _plain(definition: str) -> str:
    """One spelling for what is declared and what PostgreSQL prints: no quotes, single spaces, events in one order."""
    text = " ".join(definition.replace('"', "").rstrip(";").split())
    head, _, tail = text.partition(" ON ")
    words = head.split(" ", maxsplit=4)
    return " ".join([*words[:4], " OR ".join(sorted(words[4].split(" OR "))), "ON", tail])


def _rules(schema: str) -> list[tuple[str, str]]:
    return [
        (table, name)
        for table, name in rows(
            "SELECT c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class"
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relkind IN ('r', 'p')",
            (schema,),
        )
    ]
