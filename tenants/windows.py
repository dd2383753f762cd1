"""Recorded windows: the only time at which anybody works as the owner of a house's tables (design.md 3).

The migrator asks a function of the installer's for the window; the function writes it down and lends the owner's role.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tenants import logins
from tenants.pins import Pin, pinned
from tenants.sql import SQL, Identifier, rows, run


def functions() -> str:
    """SQL, run by the installer: `open_window` and `close_window`, callable by the migrator alone."""
    prefix, migrator = logins.role("owner_"), logins.role(logins.MIGRATOR)
    return f"""
CREATE OR REPLACE FUNCTION public.open_window(a_schema text, a_owner text, a_reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE the_window bigint;
BEGIN
  IF NOT starts_with(a_owner, '{prefix}') OR coalesce(a_reason, '') = '' THEN
    RAISE EXCEPTION 'a window needs an owner of this installation and a reason';
  END IF;
  INSERT INTO public.tenants_window (schema, reason, opened_by, opened_at)
  VALUES (a_schema, a_reason, session_user, clock_timestamp()) RETURNING id INTO the_window;
  EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', a_owner, '{migrator}');
  RETURN the_window;
END $$;
CREATE OR REPLACE FUNCTION public.close_window(a_window bigint, a_owner text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('REVOKE %I FROM %I', a_owner, '{migrator}');
  UPDATE public.tenants_window SET closed_at = clock_timestamp() WHERE id = a_window AND closed_at IS NULL;
END $$;
REVOKE EXECUTE ON FUNCTION public.open_window(text, text, text), public.close_window(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.open_window(text, text, text), public.close_window(bigint, text) TO "{migrator}";
"""


@contextmanager
def window(pin: Pin, owner: str, reason: str) -> Iterator[None]:
    """Work as `owner` in the schema of `pin` until the block ends; opened and closed on the record."""
    role_name = logins.role(owner)
    with pinned(pin):
        [(number,)] = rows("SELECT public.open_window(%s, %s, %s)", (pin.schema, role_name, reason))
        try:
            run(SQL("SET ROLE {}").format(Identifier(role_name)))
            yield
        finally:
            run("RESET ROLE")
            run("SELECT public.close_window(%s, %s)", (number, role_name))
