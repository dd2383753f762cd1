"""The database's own functions: who acts, the clock, HMAC, and the capture of each write. Text in, SQL out."""

from ledger import guards
from ledger.actor_tokens import FORGED, house_key, netstrings_sql
from ledger.actor_tokens import FORMAT as ACTOR_FORMAT
from ledger.guards import IMMUTABLE
from ledger.tables import Captured
from ledger.typed_text import line_sql
from tenants.protocol import Capture

FORMAT = "iro-leaf-1"
NO_ACTOR = "IR001"
"""SQLSTATE of a write without an actor."""

_DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

# In PL/pgSQL, whose plans a session keeps: PostgreSQL 17 plans a function of LANGUAGE sql anew at each call, which was
# a third of what a captured write cost.
PUBLIC = f"""
CREATE OR REPLACE FUNCTION public.hmac_sha256(salt bytea, data bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- RFC 2104 with a 16-byte key: PostgreSQL has sha256() but no HMAC without an extension.
  a int8 := ('x' || encode(substr(salt, 1, 8), 'hex'))::bit(64)::int8;
  b int8 := ('x' || encode(substr(salt, 9, 8), 'hex'))::bit(64)::int8;
BEGIN
  RETURN sha256(int8send(a # 6655295901103053916) || int8send(b # 6655295901103053916)
                || decode(repeat('5c', 48), 'hex')
                || sha256(int8send(a # 3906369333256140342) || int8send(b # 3906369333256140342)
                          || decode(repeat('36', 48), 'hex') || data));
END $$;
CREATE OR REPLACE FUNCTION public.ledger_now() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE {_DEFINER} AS $$
BEGIN
  -- Only a demonstration may have a clock of its own; within a transaction it goes on with the real one, so that two
  -- writes never share a moment.
  IF coalesce(current_setting('iro.clock', true), '') <> ''
     AND EXISTS (SELECT FROM public.tenants_installation WHERE demo) THEN
    RETURN current_setting('iro.clock')::timestamptz + (clock_timestamp() - transaction_timestamp());
  END IF;
  RETURN clock_timestamp();
END $$;
"""


def actor_key(schema: str, house: str) -> str:
    """The house's key of actors' tokens, where its functions find it: the one row of a table without a grant."""
    return f"""
INSERT INTO "{schema}".ledger_actorkey (id, key) VALUES (1, '\\x{house_key(house).hex()}')
ON CONFLICT (id) DO UPDATE SET key = excluded.key;
"""


def house_functions(schema: str, house: str, epoch: int) -> str:
    """`ledger_act`, `ledger_look` and `ledger_note_head` of one house, and what they stand on.

    The first two in two forms: the one without a role is the release before's, which works on until it is restarted.
    """
    # A server that a backup was restored into counts its transactions anew: the epoch keeps the old ones apart.
    prefix = f"'{epoch}:' || " if epoch > 1 else ""
    forms = "".join(_act(schema, words) + _look(schema, words) for words in (_WORDS, _WORDS_BEFORE))
    return f"""
CREATE OR REPLACE FUNCTION "{schema}".ledger_transaction() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT {prefix}pg_current_xact_id()::text
$$;
CREATE OR REPLACE FUNCTION "{schema}".ledger_ensure_token(a_words text, a_expires bigint, a_mac bytea) RETURNS void
LANGUAGE plpgsql {_DEFINER} AS $$
DECLARE
  the_key bytea := (SELECT key FROM "{schema}".ledger_actorkey WHERE id = 1);
  the_words text := {netstrings_sql([f"'{ACTOR_FORMAT}'", f"'{house}'", "session_user::text", "a_expires::text"])};
BEGIN
  -- Hashed once more before they are compared, so that how long the comparison takes says nothing.
  IF sha256(public.hmac_sha256(the_key, convert_to(the_words || a_words, 'UTF8'))) IS DISTINCT FROM sha256(a_mac)
     OR a_mac IS NULL OR a_expires < extract(epoch FROM clock_timestamp()) THEN
    RAISE EXCEPTION 'the token of the actor is not one for this' USING ERRCODE = '{FORGED}';
  END IF;
END $$;
{forms}
CREATE OR REPLACE FUNCTION "{schema}".ledger_note_head(a_origin text, a_size bigint, a_root text, a_note text)
RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
BEGIN
  INSERT INTO "{schema}".ledger_seenhead
    (change_id, actor, actor_name, purpose, door, request, login, at, transaction_id, salt, origin, size, root, note)
  VALUES (gen_random_uuid(), 'process:signer', 'signer', 'note the head of another log', 'clock', '', session_user,
          public.ledger_now(), "{schema}".ledger_transaction(), uuid_send(gen_random_uuid()),
          a_origin, a_size, a_root, a_note);
END $$;
"""


# Column → parameter of the words that stand in each row of ledger_change and ledger_read, in the token's order.
_WORDS_BEFORE = {
    "actor": "a_actor", "actor_name": "a_name", "purpose": "a_purpose", "door": "a_door", "request": "a_request",
}  # fmt: skip
_WORDS = {
    "actor": "a_actor", "actor_name": "a_name", "role": "a_role", "purpose": "a_purpose", "door": "a_door",
    "request": "a_request",
}  # fmt: skip


def _act(schema: str, words: dict[str, str]) -> str:
    return f"""CREATE OR REPLACE FUNCTION "{schema}".ledger_act(
  a_change uuid, {_parameters(words)}, a_expires bigint, a_mac bytea
) RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
BEGIN
  PERFORM "{schema}".ledger_ensure_token(
    {netstrings_sql(["'act'", "a_change::text", *words.values()])}, a_expires, a_mac);
  IF coalesce(current_setting('iro.change', true), '') <> '' THEN
    RAISE EXCEPTION 'one change a transaction' USING ERRCODE = '{NO_ACTOR}';
  END IF;
  IF a_actor = '' OR a_purpose = '' THEN
    RAISE EXCEPTION 'an act needs an actor and a purpose' USING ERRCODE = '{NO_ACTOR}';
  END IF;
  INSERT INTO "{schema}".ledger_change
    (change_id, {", ".join(words)}, login, at, transaction_id, salt)
  VALUES (a_change, {", ".join(words.values())}, session_user, public.ledger_now(),
          "{schema}".ledger_transaction(), uuid_send(gen_random_uuid()));
  -- Where capture looks, never what it believes: it takes actor and purpose from the row above.
  PERFORM set_config('iro.change', a_change::text, true);
END $$;
"""


def _look(schema: str, words: dict[str, str]) -> str:
    return f"""CREATE OR REPLACE FUNCTION "{schema}".ledger_look(
  a_change uuid, {_parameters(words)}, a_what text, a_children text, a_expires bigint, a_mac bytea
) RETURNS void LANGUAGE plpgsql {_DEFINER} AS $$
BEGIN
  PERFORM "{schema}".ledger_ensure_token(
    {netstrings_sql(["'look'", "a_change::text", *words.values(), "a_what", "a_children"])}, a_expires, a_mac);
  INSERT INTO "{schema}".ledger_read
    (change_id, {", ".join(words)}, login, at, transaction_id, salt, what, children)
  VALUES (a_change, {", ".join(words.values())}, session_user, public.ledger_now(),
          "{schema}".ledger_transaction(), uuid_send(gen_random_uuid()), a_what, a_children::jsonb);
END $$;
"""


def _parameters(words: dict[str, str]) -> str:
    return ", ".join(f"{name} text" for name in words.values())


def header_sql(table: Captured, house: str, row: str) -> list[tuple[str, str, str]]:
    """(name, type, SQL) of a leaf's header, in its fixed order, for `row`: an alias of a row of history or of SELF."""
    is_self = table.capture is Capture.SELF
    return [
        ("format", "text", f"'{FORMAT}'"),
        ("house", "text", f"'{house}'"),
        ("table", "text", f"'{table.name}'"),
        ("key", "text", f'{row}."{table.key.name}"::text'),
        ("entry", "integer", f"{row}.{table.entry}"),
        ("kind", "text", "'+'" if is_self else f"{row}.history_type"),
        ("actor", "text", f"{row}.{'actor' if is_self else 'history_user_id'}"),
        ("purpose", "text", f"{row}.{'purpose' if is_self else 'history_change_reason'}"),
        ("change", "uuid", f"{row}.change_id"),
        ("at", "timestamptz", f"{row}.{'at' if is_self else 'history_date'}"),
        ("transaction", "text", f"{row}.transaction_id"),
    ]


def leaf_sql(table: Captured, house: str, row: str) -> str:
    """SQL for the leaf hash of `row`, an alias of a row of history (or of a SELF table)."""
    header = header_sql(table, house, row)
    lines = " || ".join(line_sql(name, kind, expression) for name, kind, expression in header)
    commitment = f"encode({commitment_sql(table, row)}, 'hex')"
    return f"""sha256('\\x00'::bytea || convert_to({lines}
    || 'group.content:commitment:64:' || {commitment} || E'\\n', 'UTF8'))"""


def commitment_sql(table: Captured, row: str) -> str:
    """SQL for the commitment (32 octets) to the content of `row`."""
    content = " || ".join(line_sql(c.name, c.type, f'{row}."{c.name}"') for c in table.columns)
    return f"public.hmac_sha256({row}.salt, convert_to({content}, 'UTF8'))"


def capture_sql(schema: str, house: str, table: Captured) -> str:
    """Functions and triggers that capture every write to one table, however it is made."""
    return _capture_self(schema, house, table) if table.capture is Capture.SELF else _capture_full(schema, house, table)


def _capture_self(schema: str, house: str, table: Captured) -> str:
    return f"""
CREATE OR REPLACE FUNCTION "{schema}"."capture_{table.name}"() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
BEGIN
  INSERT INTO "{schema}".ledger_queue (change_id, table_name, entry, leaf)
  SELECT h.change_id, '{table.name}', h.id, {leaf_sql(table, house, "h")} FROM new_rows h ORDER BY h.id;
  RETURN NULL;
END $$;
{_trigger(schema, table.name, "capture_add", "AFTER INSERT", f'"capture_{table.name}"', "NEW TABLE AS new_rows")}
{guards.refuse(schema, table.name, "refuse_change", "UPDATE OR DELETE OR TRUNCATE")}
"""


def _capture_full(schema: str, house: str, table: Captured) -> str:
    name, key = table.name, table.key.name
    changed = f'old_rows o JOIN new_rows n ON n."{key}" = o."{key}" WHERE n.* IS DISTINCT FROM o.*'
    bodies = {
        "add": ("+", "n", "new_rows n", "AFTER INSERT", "NEW TABLE AS new_rows"),
        "correct": ("~", "n", changed, "AFTER UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
        "remove": ("-", "o", "old_rows o", "AFTER DELETE", "OLD TABLE AS old_rows"),
    }
    parts = []
    for verb, (kind, alias, source, event, tables) in bodies.items():
        function = f'"capture_{name}_{verb}"'
        parts.append(_full_function(schema, house, table, function, verb, kind, alias, source))
        parts.append(_trigger(schema, name, f"capture_{verb}", event, function, tables))
    parts.append(guards.refuse(schema, name, "refuse_truncate", "TRUNCATE"))
    parts.append(guards.history(schema, table.rows))
    return "\n".join(parts)


def _full_function(
    schema: str, house: str, table: Captured, function: str, verb: str, kind: str, alias: str, source: str
) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(f'{alias}."{column.name}"' for column in table.columns)
    any_row = "old_rows" if verb == "remove" else "new_rows"
    same_keys = (
        f"""
  IF (SELECT count(*) FROM new_rows) <> (SELECT count(*) FROM old_rows o JOIN new_rows n
                                         ON n."{table.key.name}" = o."{table.key.name}") THEN
    RAISE EXCEPTION 'the key of a captured row never changes' USING ERRCODE = '{IMMUTABLE}';
  END IF;"""
        if verb == "correct"
        else ""
    )
    return f"""
CREATE OR REPLACE FUNCTION "{schema}".{function}() RETURNS trigger LANGUAGE plpgsql {_DEFINER} AS $$
DECLARE
  a_change uuid;
  a_actor text;
  a_purpose text;
  a_moment timestamptz := public.ledger_now();
BEGIN
  IF NOT EXISTS (SELECT FROM {any_row}) THEN RETURN NULL; END IF;
  -- Only ledger_act writes such a row, and only of this transaction is it believed: a setting could be anybody's word.
  SELECT c.change_id, c.actor, c.purpose INTO a_change, a_actor, a_purpose FROM "{schema}".ledger_change c
  WHERE c.change_id = nullif(current_setting('iro.change', true), '')::uuid
    AND c.transaction_id = "{schema}".ledger_transaction();
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a write without an actor is refused (%)', TG_TABLE_NAME USING ERRCODE = '{NO_ACTOR}';
  END IF;{same_keys}
  WITH h AS (
    INSERT INTO "{schema}"."{table.rows}" ({columns}, history_type, history_date, history_change_reason,
                                           history_user_id, change_id, transaction_id, salt)
    SELECT {values}, '{kind}', a_moment, a_purpose, a_actor, a_change, "{schema}".ledger_transaction(),
           uuid_send(gen_random_uuid())
    FROM {source}
    RETURNING *
  )
  INSERT INTO "{schema}".ledger_queue (change_id, table_name, entry, leaf)
  SELECT a_change, '{table.name}', h.history_id, {leaf_sql(table, house, "h")} FROM h ORDER BY h.history_id;
  RETURN NULL;
END $$;"""


def _trigger(schema: str, table: str, name: str, event: str, function: str, tables: str) -> str:
    return f"""
CREATE OR REPLACE TRIGGER "{name}" {event} ON "{schema}"."{table}" REFERENCING {tables}
FOR EACH STATEMENT EXECUTE FUNCTION "{schema}".{function}();
ALTER TABLE "{schema}"."{table}" ENABLE ALWAYS TRIGGER "{name}";"""
