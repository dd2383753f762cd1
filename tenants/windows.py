"""Recorded windows: the only time at which anybody works as the owner of a house's tables (design.md 3).

The migrator asks a function of the installer's for the window; the function writes it down and lends the owner's role.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tenants import digests, logins, pins
from tenants.sql import SQL, Identifier, rows, run


def functions() -> str:
    """SQL, run by the installer: `open_window` and `close_window`, callable by the migrator alone.

    A window keeps digests of the house's tables from before and after it. It can't be closed, and so nothing of it is
    committed, where history of before isn't what it was.
    """
    prefix, migrator = logins.role("owner_"), logins.role(logins.MIGRATOR)
    return f"""{digests.FUNCTIONS}
CREATE OR REPLACE FUNCTION public.open_window(a_schema text, a_owner text, a_reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE the_window bigint;
BEGIN
  IF NOT starts_with(a_owner, '{prefix}') OR coalesce(a_reason, '') = '' THEN
    RAISE EXCEPTION 'a window needs an owner of this installation and a reason';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = a_schema AND pg_get_userbyid(nspowner) = a_owner) THEN
    RAISE EXCEPTION 'a window is for a schema and the role that owns it';
  END IF;
  INSERT INTO public.tenants_window (schema, reason, opened_by, opened_at, transaction_id, before)
  VALUES (a_schema, a_reason, session_user, clock_timestamp(), pg_current_xact_id()::text,
          public.window_digest(a_schema, NULL)) RETURNING id INTO the_window;
  EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', a_owner, '{migrator}');
  RETURN the_window;
END $$;
CREATE OR REPLACE FUNCTION public.close_window(a_window bigint, a_owner text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  the_schema text;
  the_before jsonb;
  the_after jsonb;
  the_table text;
BEGIN
  EXECUTE format('REVOKE %I FROM %I', a_owner, '{migrator}');
  SELECT schema, before INTO the_schema, the_before FROM public.tenants_window
  WHERE id = a_window AND closed_at IS NULL AND transaction_id = pg_current_xact_id()::text;
  the_after := public.window_digest(the_schema, the_before);{digests.ENSURE_KEPT}
  UPDATE public.tenants_window SET closed_at = clock_timestamp(), after = the_after WHERE id = a_window;
END $$;
CREATE OR REPLACE FUNCTION public.ensure_closed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM public.tenants_window WHERE id = NEW.id AND closed_at IS NULL) THEN
    RAISE EXCEPTION 'a window is closed in the transaction that it is for' USING ERRCODE = '{digests.CHANGED}';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS ensure_closed ON public.tenants_window;
CREATE CONSTRAINT TRIGGER ensure_closed AFTER INSERT ON public.tenants_window DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION public.ensure_closed();
ALTER TABLE public.tenants_window ENABLE ALWAYS TRIGGER ensure_closed;
REVOKE EXECUTE ON FUNCTION public.ensure_closed() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION public.open_window(text, text, text), public.close_window(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.open_window(text, text, text), public.close_window(bigint, text) TO "{migrator}";
"""


def close_stale() -> str:
    """SQL, run by the installer: ends what a killed migrator of a release before this one may have left lent.

    A window of this release lives and dies with its transaction, so none that is committed is open.
    """
    prefix, migrator = logins.role("owner_"), logins.role(logins.MIGRATOR)
    return f"""
DO $$
DECLARE an_owner name;
BEGIN
  FOR an_owner IN
    SELECT owner.rolname FROM pg_auth_members m JOIN pg_roles owner ON owner.oid = m.roleid
    WHERE m.member = '{migrator}'::regrole AND starts_with(owner.rolname, '{prefix}')
  LOOP
    EXECUTE format('REVOKE %I FROM %I', an_owner, '{migrator}');
  END LOOP;
  UPDATE public.tenants_window SET closed_at = clock_timestamp() WHERE closed_at IS NULL;
END $$;
"""


@contextmanager
def window(owner: str, reason: str) -> Iterator[None]:
    """Work as `owner` in the pinned schema until the block ends: inside the caller's transaction, and on the record.

    No other session ever sees the role lent, and whatever ends the transaction ends the window: a killed run can't
    leave one open. A failure takes the record with it, as there was nothing that anybody did.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A window is opened inside the transaction that it is for.")
    role_name = logins.role(owner)
    [(number,)] = rows("SELECT public.open_window(%s, %s, %s)", (pins.current().schema, role_name, reason))
    run(SQL("SET LOCAL ROLE {}").format(Identifier(role_name)))
    yield
    run("RESET ROLE")
    run("SELECT public.close_window(%s, %s)", (number, role_name))
