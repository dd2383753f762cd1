"""Lawful erasure: the one function by which history ever loses what it held (design.md 4). Text in, SQL out.

It is a trigger of the table of erasures, so there is no erasure without its row, and no such row without an erasure. It
believes nothing that the row says: who proposed and who confirms it takes from their acts, which the database proved.
What stays of each entry is its leaf's header and the commitment (`ledger_erased`), so every leaf can be made again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from ledger.functions import commitment_sql
from ledger.tables import Captured, captured_tables
from tenants import grants, logins
from tenants.grants import protocol
from tenants.kinds import Kind
from tenants.models import House
from tenants.protocol import Capture

NOT_TWO_PERSONS = "IR021"
"""SQLSTATE of an erasure that one person, or one side alone, would make."""
NOTHING_THERE = "IR022"
"""SQLSTATE of an erasure of what isn't there, or was erased before."""


@dataclass(frozen=True)
class Erasing:
    """What is erased in a kind of house: `root` and every row that hangs on it by foreign keys.

    `proposal` has the columns `<column>` (whose record), and `ground`; `erasure` has it as `proposal_id`, its key.
    `ensure(schema)` makes the function `<ensured>(uuid, text)`, which raises where the law forbids it.
    `also(schema)` is SQL that clears what isn't captured, with `the_keys`, those of all rows that go, at hand.
    """

    root: str
    column: str
    proposal: str
    erasure: str
    ensured: str
    ensure: Callable[[str], str]
    also: Callable[[str], str]


def of(kind: Kind) -> Erasing | None:
    """How a kind of house erases; None where nothing is erased."""
    path = settings.ERASING.get(kind.value)
    found: Erasing | None = import_string(path) if path else None
    return found


@dataclass(frozen=True)
class Hanging:
    """A table with rows that go, and the (column, table) by which they hang on others that go."""

    table: Captured
    by: tuple[tuple[str, str], ...]

    @property
    def keys(self) -> str:
        """The variable that holds the keys of the rows that go."""
        return f"of_{self.table.name}"


def hanging(kind: Kind, root: str) -> list[Hanging]:
    """`root` and every captured table that hangs on it, by the models' foreign keys; those hung upon come first."""
    tables = {table.name: table for table in captured_tables(kind) if table.capture is Capture.FULL}
    links = {name: list(_links(model, set(tables))) for name, model in _models(set(tables))}
    goes = {root}
    while more := {name for name, found in links.items() if name not in goes and goes & {to for _, to in found}}:
        goes |= more
    found = {name: tuple((column, to) for column, to in links[name] if to in goes and to != name) for name in goes}
    order = TopologicalSorter({name: sorted({to for _, to in by}) for name, by in sorted(found.items())})
    return [Hanging(tables[name], found[name]) for name in order.static_order()]


def loose(kind: Kind, gone: list[Hanging]) -> list[tuple[str, str, str]]:
    """(table, column, table that goes) of what isn't captured and hangs on rows that go: it goes before them."""
    names = {one.table.name for one in gone}
    apart = {table.name for table in protocol().of(kind) if table.capture is Capture.NONE}
    found = [(name, column, to) for name, model in _models(apart) for column, to in _links(model, names)]
    return sorted(found)


def _models(names: set[str]) -> Iterator[tuple[str, type[models.Model]]]:
    return ((model._meta.db_table, model) for model in apps.get_models() if model._meta.db_table in names)


def _links(model: type[models.Model], names: set[str]) -> Iterator[tuple[str, str]]:
    for field in model._meta.concrete_fields:
        if field.column and field.remote_field is not None and field.remote_field.model._meta.db_table in names:
            yield field.column, field.remote_field.model._meta.db_table


def erase_sql(house: House) -> str:
    """The function and its trigger; nothing for a kind of house that erases nothing."""
    kind = Kind(house.kind)
    erasing = of(kind)
    if erasing is None:
        return ""
    schema, gone = house.schema_name, hanging(kind, erasing.root)
    return "\n".join([
        erasing.ensure(schema),
        _function(house, erasing, gone),
        f"""
CREATE OR REPLACE TRIGGER "erase" BEFORE INSERT ON "{schema}"."{erasing.erasure}"
FOR EACH ROW EXECUTE FUNCTION "{schema}".ledger_erase();
ALTER TABLE "{schema}"."{erasing.erasure}" ENABLE ALWAYS TRIGGER "erase";""",
    ])  # fmt: skip


def _function(house: House, erasing: Erasing, gone: list[Hanging]) -> str:
    schema, names = house.schema_name, grants.house_logins(house)
    keys = "\n".join(f"  {one.keys} uuid[];" for one in gone)
    return f"""
CREATE OR REPLACE FUNCTION "{schema}".ledger_erase() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  the_root uuid;
  the_keys uuid[];
  the_ground text;
  the_proposer record;
  the_confirmer record;
{keys}
BEGIN
  SELECT p."{erasing.column}", p.ground INTO the_root, the_ground FROM "{schema}"."{erasing.proposal}" p
  WHERE p.id = NEW.proposal_id;
  SELECT c.actor, c.login INTO the_proposer FROM "{schema}"."{_history(erasing.proposal, house)}" h
  JOIN "{schema}".ledger_change c ON c.change_id = h.change_id
  WHERE h.id = NEW.proposal_id AND h.history_type = '+';
  SELECT c.actor, c.actor_name, session_user::text AS login INTO the_confirmer FROM "{schema}".ledger_change c
  WHERE c.change_id = nullif(current_setting('iro.change', true), '')::uuid
    AND c.transaction_id = "{schema}".ledger_transaction();
  IF the_proposer IS NULL OR the_confirmer IS NULL OR the_proposer.actor = the_confirmer.actor
     OR the_proposer.login <> '{logins.role(names["region"])}' OR the_proposer.actor NOT LIKE 'person:%'
     OR the_confirmer.login <> '{logins.role(names[str(house.kind)])}' OR the_confirmer.actor NOT LIKE 'person:%' THEN
    RAISE EXCEPTION 'an erasure needs two persons, one of each side' USING ERRCODE = '{NOT_TWO_PERSONS}';
  END IF;
  -- Whoever would add to the record waits for this row, and then finds it gone.
  PERFORM FROM "{schema}"."{erasing.root}" WHERE id = the_root FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM "{schema}"."{erasing.erasure}" e WHERE e.proposal_id = NEW.proposal_id) THEN
    RAISE EXCEPTION 'there is nothing to erase' USING ERRCODE = '{NOTHING_THERE}';
  END IF;
  PERFORM "{schema}"."{erasing.ensured}"(the_root, the_ground);
{_collected(schema, erasing, gone)}
{erasing.also(schema)}
{_loosened(schema, loose(Kind(house.kind), gone))}
{"".join(_taken_away(schema, house.title, one) for one in gone)}
  NEW.confirmed_by := the_confirmer.actor_name;
  SELECT count(*), encode(sha256(convert_to(coalesce(string_agg({digest_line_sql()}, ''
    ORDER BY e.table_name COLLATE "C", e.entry), ''), 'UTF8')), 'hex') INTO NEW.entries, NEW.digest
  FROM "{schema}".ledger_erased e WHERE e.erasure_id = NEW.proposal_id;
  RETURN NEW;
END $$;"""


def digest_line_sql() -> str:
    """SQL for the line of one erased entry, `e`, in the digest of its erasure."""
    return "e.table_name || ':' || e.entry || ':' || encode(e.commitment, 'hex') || E'\\n'"


def _history(table: str, house: House) -> str:
    return next(one.rows for one in captured_tables(Kind(house.kind)) if one.name == table)


def _collected(schema: str, erasing: Erasing, gone: list[Hanging]) -> str:
    lines = []
    for one in gone:
        if one.table.name == erasing.root:
            lines.append(f"  {one.keys} := ARRAY[the_root];")
            continue
        hung = " OR ".join(f't."{column}" = ANY(of_{to})' for column, to in one.by)
        key, source = one.table.key.name, f'"{schema}"."{one.table.name}"'
        lines.append(f'  {one.keys} := ARRAY(SELECT t."{key}" FROM {source} t WHERE {hung});')
    lines.append(f"  the_keys := {' || '.join(one.keys for one in gone)};")
    return "\n".join(lines)


def _loosened(schema: str, found: list[tuple[str, str, str]]) -> str:
    return "\n".join(
        f'  DELETE FROM "{schema}"."{table}" WHERE "{column}" = ANY(of_{to});' for table, column, to in found
    )


def _taken_away(schema: str, house: str, one: Hanging) -> str:
    """The rows first: capture writes down that they go, and that entry goes with the others."""
    table, key = one.table, f'"{one.table.key.name}"'
    # Foreign keys are checked when the transaction ends: the order of the tables doesn't matter.
    return f"""
  DELETE FROM "{schema}"."{table.name}" WHERE {key} = ANY({one.keys});
  INSERT INTO "{schema}".ledger_erased (table_name, history_table, key, entry, kind, actor, purpose, change_id, at,
                                        transaction_id, commitment, erasure_id, erased_in)
  SELECT '{table.name}', '{table.rows}', h.{key}::text, h.history_id, h.history_type, h.history_user_id,
         h.history_change_reason, h.change_id, h.history_date, h.transaction_id,
         {commitment_sql(table, "h")}, NEW.proposal_id, "{schema}".ledger_transaction()
  FROM "{schema}"."{table.rows}" h WHERE h.{key} = ANY({one.keys}) ORDER BY h.history_id;
  DELETE FROM "{schema}"."{table.rows}" h WHERE h.{key} = ANY({one.keys});"""
