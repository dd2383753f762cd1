"""What injected SQL would try, written for one login: each table of each house, and every door that PostgreSQL has."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.walls.declared import Cell

MUST_FAIL, MAY_RUN = True, False


@dataclass(frozen=True)
class Payload:
    """`refused` where the database has to say no; where it may say yes, nothing may come of it."""

    title: str
    statement: str
    refused: bool = MUST_FAIL

    @property
    def words(self) -> str:
        """As it is typed into the search: ends the string, and leaves the rest a comment."""
        return f"'; {self.statement} --"


@dataclass(frozen=True)
class Target:
    """Who injects, and what there is: `tables` as schema.name, `allowed` the cells of their login."""

    login: str
    role: str
    prefix: str
    home: str
    tables: tuple[str, ...]
    allowed: frozenset[Cell]
    logins: tuple[str, ...]

    def may(self, table: str, privilege: str) -> bool:
        return (self.login, table, privilege) in self.allowed

    @property
    def foreign(self) -> str:
        """A table of a house in which this login has nothing at all."""
        known = {table.split(".")[0] for _, table, _ in self.allowed}
        return next(table for table in self.tables if table.split(".")[0] not in known)


WRITES = {
    "UPDATE": "UPDATE {} SET {} = DEFAULT",
    "DELETE": "DELETE FROM {}",
    "INSERT": "INSERT INTO {} DEFAULT VALUES",
    "TRUNCATE": "TRUNCATE {}",
}


def every(target: Target, columns: dict[str, str]) -> Iterator[Payload]:
    yield from _reads(target)
    yield from _writes(target, columns)
    yield from _roles(target)
    yield from _settings(target)
    yield from _files()
    yield from _making(target)
    yield from _others(target)
    yield from _history(target)


def _reads(target: Target) -> Iterator[Payload]:
    for table in target.tables:
        if not target.may(table, "SELECT"):
            yield Payload(f"read {table}", f"SELECT t::text FROM {table} t")
            schema, name = table.split(".")
            yield Payload(
                f"read {table} by path", f"SET search_path TO {schema}; SELECT t::text FROM {schema}.{name} t"
            )


def _writes(target: Target, columns: dict[str, str]) -> Iterator[Payload]:
    for table in target.tables:
        for privilege, template in WRITES.items():
            if not target.may(table, privilege):
                yield Payload(f"{privilege} {table}", template.format(table, columns[table]))


def _roles(target: Target) -> Iterator[Payload]:
    for login in target.logins:
        if login != target.login:
            role = f"{target.prefix}{login}"
            yield Payload(f"become {login}", f"SET ROLE {role}; SELECT t::text FROM {target.tables[0]} t")
            yield Payload(f"sign in as {login}", f"SET SESSION AUTHORIZATION {role}")
    for role in ("postgres", "pg_read_all_data", "pg_write_all_data", "pg_execute_server_program", "pg_monitor"):
        yield Payload(f"become {role}", f"SET ROLE {role}")
        yield Payload(f"join {role}", f"GRANT {role} TO {target.role}")
    yield Payload("more power", f"ALTER ROLE {target.role} SUPERUSER")
    yield Payload("a password", f"ALTER ROLE {target.prefix}gate PASSWORD 'x'")
    yield Payload("defaults of another login", f"ALTER ROLE {target.prefix}gate SET search_path TO pg_temp")
    yield Payload("a new role", "CREATE ROLE mallory LOGIN PASSWORD 'x'")
    yield Payload("everybody's passwords", "SELECT rolname, rolpassword FROM pg_authid")
    yield Payload("everybody's passwords, elsewhere", "SELECT * FROM pg_shadow")


def _settings(target: Target) -> Iterator[Payload]:
    schema, name = target.foreign.split(".")
    for setting in ("session_replication_role = replica", "allow_system_table_mods = on", "log_statement = 'all'"):
        yield Payload(f"SET {setting}", f"SET {setting}")
    for setting in ("row_security = off", f"search_path = {schema}, public", "default_transaction_read_only = off"):
        yield Payload(f"SET {setting}", f"SET {setting}; SELECT t::text FROM {schema}.{name} t")
    for setting in ("shared_preload_libraries = 'x'", "log_statement = 'all'"):
        yield Payload(f"ALTER SYSTEM {setting}", f"ALTER SYSTEM SET {setting}")
    yield Payload("a library", "LOAD '/tmp/x.so'")
    yield Payload("reload", "SELECT pg_reload_conf()")
    yield Payload("secret settings", "SELECT t::text FROM pg_hba_file_rules t")
    yield Payload("settings' files", "SELECT t::text FROM pg_file_settings t")


def _files() -> Iterator[Payload]:
    for statement in (
        "COPY (SELECT 1) TO PROGRAM 'true'", "COPY (SELECT 1) TO '/tmp/walls'", "CREATE TEMP TABLE x (y text)",
        "COPY casework_child FROM PROGRAM 'true'", "COPY arbitration_referral FROM '/etc/passwd'",
        "SELECT pg_read_file('PG_VERSION')", "SELECT pg_read_binary_file('PG_VERSION')", "SELECT pg_ls_dir('.')",
        "SELECT pg_stat_file('PG_VERSION')", "SELECT lo_import('/etc/passwd')", "SELECT lo_export(1, '/tmp/walls')",
        "SELECT pg_ls_logdir()", "SELECT pg_ls_waldir()", "SELECT pg_read_file('/etc/passwd', 0, 10)",
        "SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS x (y int)", "SELECT pg_current_logfile()",
        "SELECT pg_switch_wal()", "SELECT pg_create_restore_point('x')", "CHECKPOINT",
        "SELECT pg_logical_emit_message(true, 'a', 'b') FROM pg_authid",
    ):  # fmt: skip
        yield Payload(statement, statement)


def _making(target: Target) -> Iterator[Payload]:
    for schema in (target.home, "public", "pg_catalog"):
        yield Payload(f"a table in {schema}", f"CREATE TABLE {schema}.mine (x text)")
        yield Payload(f"a view in {schema}", f"CREATE VIEW {schema}.mine AS SELECT 1")
        yield Payload(f"a sequence in {schema}", f"CREATE SEQUENCE {schema}.mine")
        yield Payload(f"a type in {schema}", f"CREATE TYPE {schema}.mine AS (x text)")
        yield Payload(
            f"a function in {schema}",
            f"CREATE FUNCTION {schema}.mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        )
    for statement in (
        "CREATE SCHEMA mine", "CREATE DATABASE mine", "CREATE EXTENSION dblink", "CREATE EXTENSION plpython3u",
        "CREATE EXTENSION postgres_fdw", "CREATE LANGUAGE mine HANDLER x", "CREATE TABLESPACE x LOCATION '/tmp'",
        "CREATE PUBLICATION x FOR ALL TABLES", "CREATE SUBSCRIPTION x CONNECTION '' PUBLICATION x",
        "CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION x()", "CREATE FOREIGN DATA WRAPPER x",
        "CREATE SERVER x FOREIGN DATA WRAPPER x", "CREATE CAST (text AS int) WITH INOUT",
        "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ):  # fmt: skip
        yield Payload(statement, statement)


def _others(target: Target) -> Iterator[Payload]:
    """Other people's sessions, and blocks of code that hide what they do."""
    foreign = target.foreign
    others = f"FROM pg_stat_activity WHERE usename <> '{target.role}' AND datname = current_database()"
    yield Payload("end others", f"SELECT pg_terminate_backend(pid) {others}")
    yield Payload("stop others", f"SELECT pg_cancel_backend(pid) {others}")
    yield Payload("watch others", f"SELECT query, client_addr {others}", MAY_RUN)
    yield Payload("a block", f"DO $$ BEGIN EXECUTE 'SELECT t::text FROM {foreign} t'; END $$")
    yield Payload(
        "a block that tells by its error",
        f"DO $$ DECLARE x text; BEGIN SELECT t::text INTO x FROM {foreign} t; RAISE EXCEPTION '%', x; END $$",
    )
    yield Payload("through XML", f"SELECT query_to_xml('SELECT * FROM {foreign}', true, true, '')")
    yield Payload("through XML, whole", f"SELECT schema_to_xml('{foreign.split('.')[0]}', true, true, '')")
    yield Payload("by statistics", "SELECT tablename, most_common_vals::text FROM pg_stats", MAY_RUN)
    yield Payload("statistics themselves", "SELECT * FROM pg_statistic")
    yield Payload("an open cursor", f"DECLARE x CURSOR WITH HOLD FOR SELECT t::text FROM {foreign} t")
    yield Payload("a prepared statement", f"PREPARE x AS SELECT t::text FROM {foreign} t; EXECUTE x")
    yield Payload("other sessions' statements", "SELECT statement FROM pg_prepared_statements", MAY_RUN)
    yield Payload("a lock on what is another's", f"LOCK TABLE {foreign}")
    yield Payload("a long name", f"COMMENT ON TABLE {foreign} IS 'mine'")
    yield Payload("sleeping channel", "LISTEN walls; NOTIFY walls, 'x'", MAY_RUN)


def _history(target: Target) -> Iterator[Payload]:
    """To act as another, to write without a trace, to take a wall away."""
    a_table = next(
        table for table in target.tables if table.startswith(f"{target.home}.") and target.may(table, "SELECT")
    )
    change = "'00000000-0000-4000-8000-000000000000'"
    for schema in (target.home, *sorted({table.split(".")[0] for table in target.tables} - {target.home, "public"})):
        yield Payload(
            f"act as another in {schema}",
            f"SELECT {schema}.ledger_act({change}, 'person:x', 'X', 'IRO', 'y', 'page', '', 9999999999, 'x'::bytea)",
        )
        yield Payload(f"the key of {schema}", f"SELECT key FROM {schema}.ledger_actorkey")
    for statement in (
        f"SELECT {target.home}.ledger_ensure_token('', 9999999999, 'x'::bytea)",
        f"ALTER TABLE {a_table} DISABLE TRIGGER ALL",
        f"ALTER TABLE {a_table} OWNER TO CURRENT_USER",
        f"DROP TABLE {a_table}",
        f"DROP SCHEMA {target.home} CASCADE",
        f"ALTER SCHEMA {target.home} RENAME TO mine",
        f"GRANT SELECT ON {a_table} TO PUBLIC WITH GRANT OPTION; SELECT 1 / 0",
        f"CREATE TRIGGER mine BEFORE INSERT ON {a_table} EXECUTE FUNCTION x()",
        f"CREATE RULE mine AS ON SELECT TO {a_table} DO INSTEAD SELECT 1",
        f"CREATE INDEX ON {a_table} ((1))",
        f"CREATE POLICY mine ON {a_table}",
        f"REINDEX TABLE {a_table}",
        "SELECT public.open_window('a', 'b', 'c')",
        "SELECT public.close_window(1, 'b')",
        "REASSIGN OWNED BY CURRENT_USER TO postgres",
    ):
        yield Payload(statement, statement)
    yield Payload("a change that nobody made", f"SELECT set_config('iro.change', {change}, false)", MAY_RUN)
    yield Payload("a clock", "SELECT set_config('iro.clock', '2020-01-01', false)", MAY_RUN)
