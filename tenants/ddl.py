"""Tables, functions and rights change in a recorded window only: an event trigger of the whole database (design.md 4).

It refuses every statement that changes the catalogue, to everybody but a superuser. A superuser can switch it off, and
`differences` finds that: a promise against superusers is a proof (ledger.verify), never a lock.
"""

import re

from tenants import logins
from tenants.sql import rows

OUTSIDE = "IR004"
"""SQLSTATE of a statement that would change the catalogue outside a window."""
TRIGGER = "refuse_ddl"
_BODY = f"""
BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN RETURN; END IF;
  -- A window's row is written in the transaction that it is for, and by the installer's function alone.
  IF EXISTS (SELECT FROM public.tenants_window
             WHERE closed_at IS NULL AND transaction_id = pg_current_xact_id()::text) THEN RETURN; END IF;
  RAISE EXCEPTION '% is for a recorded window only', tg_tag USING ERRCODE = '{OUTSIDE}';
END """
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION public.refuse_ddl() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $${_BODY}$$;
REVOKE EXECUTE ON FUNCTION public.refuse_ddl() FROM PUBLIC;
DROP EVENT TRIGGER IF EXISTS {TRIGGER};
CREATE EVENT TRIGGER {TRIGGER} ON ddl_command_start EXECUTE FUNCTION public.refuse_ddl();
ALTER EVENT TRIGGER {TRIGGER} ENABLE ALWAYS;
"""
_SWITCHES = re.compile(r"^(session_replication_role|event_triggers|search_path|row_security)=")


def differences() -> list[tuple[str, str]]:
    """(what, what is wrong): the trigger or its function altered or off, or a setting by which triggers keep silent."""
    found = rows(
        "SELECT e.evtevent, e.evtenabled, e.evttags IS NULL, p.pronamespace::regnamespace || '.' || p.proname,"
        " p.prosrc, p.prosecdef, p.proconfig = '{\"search_path=pg_catalog, pg_temp\"}', r.rolsuper"
        " FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid JOIN pg_roles r ON r.oid = p.proowner"
        " WHERE e.evtname = %s",
        (TRIGGER,),
    )
    wanted = ("ddl_command_start", "A", True, "public.refuse_ddl", _BODY, True, True, True)
    what = f"event trigger {TRIGGER}"
    wrong = [] if found == [wanted] else [(what, "is not the declared one" if found else "is missing")]
    return [*wrong, *((f"setting of {who}", setting) for who, setting in _silencing())]


def _silencing() -> list[tuple[str, str]]:
    found = rows(
        "SELECT coalesce(r.rolname, d.datname, 'everybody'), unnest(s.setconfig) FROM pg_db_role_setting s"
        " LEFT JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase"
        " WHERE (r.rolname IS NULL OR starts_with(r.rolname, %s))"
        " AND (d.datname IS NULL OR d.datname = current_database()) ORDER BY 1, 2",
        (logins.role(""),),
    )
    return [(who, setting) for who, setting in found if _SWITCHES.match(setting)]
