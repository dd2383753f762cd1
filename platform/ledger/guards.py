"""What keeps written history as it is, whoever tries: triggers that refuse, on history and log. Text in, SQL out.

They hold the owner of the tables too, who may do all that a grant can give. A superuser can switch them off: what one
does then, verification finds (ledger.verify).
"""

IMMUTABLE = "IR002"
"""SQLSTATE of a change to history or to the log, or of a truncation."""
LOG = ("ledger_entry", "ledger_tile", "ledger_checkpoint")
"""Added to by the sequencer and the signer, and changed by nobody."""


def functions(schema: str, sequencer: str) -> str:
    """What the triggers call: for the log, for history, and, of `sequencer`, for the queue."""
    return f"""
CREATE OR REPLACE FUNCTION "{schema}".ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is for nobody to change: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{IMMUTABLE}';
END $$;
CREATE OR REPLACE FUNCTION "{schema}".ledger_refuse_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Capture is a trigger itself, and then this one is called within it.
  IF pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'history is written by capture alone: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{IMMUTABLE}';
END $$;
CREATE OR REPLACE FUNCTION "{schema}".ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- An erasure is a trigger too (ledger.erasing): row by row, ledger_refuse_unlawful looks at what it takes away.
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'history is for nobody to change: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{IMMUTABLE}';
END $$;
CREATE OR REPLACE FUNCTION "{schema}".ledger_refuse_unlawful() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() > 1 AND EXISTS (
    SELECT FROM "{schema}".ledger_erased WHERE history_table = TG_TABLE_NAME AND entry = OLD.history_id
    AND erased_in = "{schema}".ledger_transaction()
  ) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'history is for nobody to change: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{IMMUTABLE}';
END $$;
CREATE OR REPLACE FUNCTION "{schema}".ledger_refuse_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user = '{sequencer}' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'the log is the sequencer''s: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{IMMUTABLE}';
END $$;
"""


def triggers(schema: str) -> str:
    """Of the log's own tables."""
    return "\n".join([
        *(refuse(schema, table, "refuse_change", "UPDATE OR DELETE OR TRUNCATE") for table in LOG),
        *(refuse(schema, table, "refuse_others", "INSERT", "ledger_refuse_others") for table in LOG),
        refuse(schema, "ledger_queue", "refuse_change", "UPDATE OR TRUNCATE"),
        refuse(schema, "ledger_queue", "refuse_others", "DELETE", "ledger_refuse_others"),
        refuse(schema, "ledger_queue", "refuse_by_hand", "INSERT", "ledger_refuse_by_hand"),
        refuse(schema, "ledger_erased", "refuse_change", "UPDATE OR DELETE OR TRUNCATE"),
        refuse(schema, "ledger_erased", "refuse_by_hand", "INSERT", "ledger_refuse_by_hand"),
    ])  # fmt: skip


def history(schema: str, rows: str) -> str:
    """Of one table of history: written by capture, once; taken away by a lawful erasure alone."""
    return "".join([
        refuse(schema, rows, "refuse_change", "UPDATE OR DELETE OR TRUNCATE", "ledger_refuse_change"),
        refuse(schema, rows, "refuse_by_hand", "INSERT", "ledger_refuse_by_hand"),
        refuse(schema, rows, "refuse_unlawful", "DELETE", "ledger_refuse_unlawful", each="ROW"),
    ])  # fmt: skip


def refuse(
    schema: str, table: str, name: str, events: str, function: str = "ledger_refuse", *, each: str = "STATEMENT"
) -> str:
    return f"""
CREATE OR REPLACE TRIGGER "{name}" BEFORE {events} ON "{schema}"."{table}"
FOR EACH {each} EXECUTE FUNCTION "{schema}".{function}();
ALTER TABLE "{schema}"."{table}" ENABLE ALWAYS TRIGGER "{name}";"""
