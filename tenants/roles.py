"""The server's roles of one installation: logins, owners, and the group that every working login belongs to.

All as the installer, in its transaction. A role that is there already is made to fit: it may be of an installation of
the same name that was dropped, or keep the password of a key that was changed since.
"""

from collections.abc import Iterable

from django.db import connection
from psycopg2.extensions import encrypt_password

from tenants import logins
from tenants.sql import SQL, Composable, Identifier, Literal, role, rows, run

_ORDINARY = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"


def ensure_logins(names: Iterable[str], *, bypass: bool = False) -> None:
    """Roles that may log in, with the derived passwords, and nothing else."""
    # SCRAM stretches a password against guessing. Nobody guesses 256 bits, so it would only cost time at each connect.
    run("SET LOCAL scram_iterations = 1")
    options = SQL(f"LOGIN {_ORDINARY} {'BYPASSRLS' if bypass else 'NOBYPASSRLS'} PASSWORD ")
    found = {name: options + Literal(_verifier(name)) for name in names}
    _ensure(found)
    # What a session is doing shows in pg_stat_activity to every session of the same login: names, and actors' tokens.
    run(SQL("; ").join(SQL("ALTER ROLE {} SET track_activities = off").format(role(name)) for name in found))


def ensure_owners(names: Iterable[str]) -> None:
    """Roles that own tables, or stand for others, and can't log in."""
    _ensure(dict.fromkeys(names, SQL(f"NOLOGIN {_ORDINARY}")))


def join_everybody(names: Iterable[str]) -> None:
    """What the group may its members may; none of them can become it (PostgreSQL 16)."""
    members = SQL(", ").join(map(role, sorted(names)))
    run(SQL("GRANT {} TO {} WITH INHERIT TRUE, SET FALSE").format(role(logins.EVERY), members))


def allow_to_connect(*names: str) -> None:
    [(database,)] = rows("SELECT current_database()")
    run(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(Identifier(database), SQL(", ").join(map(role, names))))


def _ensure(options: dict[str, Composable]) -> None:
    known = rows("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", ([logins.role(name) for name in options],))
    there = {name for (name,) in known}
    verbs = {name: SQL("ALTER" if logins.role(name) in there else "CREATE") for name in options}
    run(SQL("; ").join(SQL("{} ROLE {} {}").format(verbs[name], role(name), options[name]) for name in sorted(options)))


def _verifier(login: str) -> str:
    """The password as PostgreSQL keeps it: no statement, and so no log of the server, ever holds it as it is."""
    made: str = encrypt_password(logins.password(login), logins.role(login), connection.connection, "scram-sha-256")
    return made
