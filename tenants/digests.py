"""What a window must leave as it was: the SQL that digests a house's tables before and after it.

It runs as the installer, so whoever works in the window can't have it say anything else.
"""

CHANGED = "IR005"
"""SQLSTATE of a window that would end with history altered, or with a trigger of capture gone."""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION public.window_digest(a_schema text, a_before jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO'
SET bytea_output = 'hex' SET extra_float_digits = 1 AS $$
DECLARE
  the_table record;
  the_columns text[];
  the_key text;
  the_most bigint;
  the_rows bigint;
  the_digest bytea;
  found jsonb := '{}';
BEGIN
  FOR the_table IN
    SELECT c.oid, c.relname::text AS name,
      EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'refuse_change') AS is_history,
      ARRAY(SELECT t.tgname::text FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled = 'A' ORDER BY 1) AS always
    FROM pg_class c WHERE c.relnamespace = to_regnamespace(a_schema) AND c.relkind = 'r'
      AND (a_before IS NULL OR a_before ? c.relname)
  LOOP
    -- Only columns of PostgreSQL's own types: the text of another type could be made by whoever works in the window.
    SELECT array_agg(a.attname::text ORDER BY a.attname) INTO the_columns FROM pg_attribute a
    JOIN pg_type y ON y.oid = a.atttypid AND y.typnamespace = 'pg_catalog'::regnamespace
    WHERE a.attrelid = the_table.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND (a_before IS NULL OR a_before -> the_table.name -> 'columns' ? a.attname);
    SELECT a.attname INTO the_key FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = the_table.oid AND i.indisprimary AND i.indnkeyatts = 1;
    the_most := (a_before -> the_table.name ->> 'most')::bigint;
    IF the_table.is_history AND a_before IS NULL THEN
      EXECUTE format('SELECT max(%I) FROM ONLY %I.%I', the_key, a_schema, the_table.name) INTO the_most;
    END IF;
    EXECUTE format(
      'SELECT count(*),'
      ' sha256(coalesce(string_agg(sha256(convert_to(ROW(%s)::text, ''UTF8'')), '''' ORDER BY %s), ''''))'
      ' FROM ONLY %I.%I t %s',
      (SELECT string_agg(format('t.%I', one), ', ') FROM unnest(the_columns) one),
      CASE WHEN the_key IS NULL THEN 'ROW(t.*)::text' ELSE format('t.%I', the_key) END, a_schema, the_table.name,
      -- What was added meanwhile is no change of what was there.
      CASE WHEN the_most IS NOT NULL AND the_key IS NOT NULL THEN format('WHERE t.%I <= %s', the_key, the_most)
           WHEN the_table.is_history THEN 'WHERE false' ELSE '' END
    ) INTO the_rows, the_digest;
    found := found || jsonb_build_object(the_table.name, jsonb_build_object(
      'oid', the_table.oid, 'history', the_table.is_history, 'always', to_jsonb(the_table.always),
      'columns', to_jsonb(the_columns), 'most', the_most, 'rows', the_rows, 'sha256', encode(the_digest, 'hex')));
  END LOOP;
  RETURN found;
END $$;
REVOKE EXECUTE ON FUNCTION public.window_digest(text, jsonb) FROM PUBLIC;
"""

ENSURE_KEPT = f"""
  FOR the_table IN SELECT key FROM jsonb_each(the_before) WHERE (value ->> 'history')::bool LOOP
    IF (the_before -> the_table) - 'always' IS DISTINCT FROM (the_after -> the_table) - 'always' THEN
      RAISE EXCEPTION 'a window changed what was there in %', the_table USING ERRCODE = '{CHANGED}';
    END IF;
  END LOOP;
  FOR the_table IN SELECT key FROM jsonb_each(the_after) LOOP
    IF NOT the_after -> the_table -> 'always' @> (the_before -> the_table -> 'always') THEN
      RAISE EXCEPTION 'a window left % without a trigger that it had', the_table USING ERRCODE = '{CHANGED}';
    END IF;
  END LOOP;"""
"""Of close_window: history of the same table, to the letter; a table that stays keeps its triggers of `always`."""
