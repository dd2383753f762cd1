"""What the live catalogue says of a house, against what the protocol declares (design.md 3)."""

from dataclasses import dataclass

from tenants import ddl, grants, logins
from tenants.kinds import Kind
from tenants.models import House
from tenants.problems import Problem
from tenants.protocol import Capture
from tenants.sql import relations, rows


class CatalogueDiffers(Problem):
    code = "catalogue-differs"
    status = 500
    title = "The database is not as the protocol declares it"


@dataclass(frozen=True)
class Difference:
    what: str
    found: str

    def __str__(self) -> str:
        return f"{self.what}: {self.found}"


def differences(house: House) -> list[Difference]:
    """Owners, grants, trigger states and tables without a line in the protocol. As the installer or the migrator."""
    there = relations(house.schema_name)
    return [
        *_tables(house, there),
        *_grants(grants.house_privileges(house), there),
        *_strangers(house.schema_name, there),
        *_owners(house, there),
        *_triggers(house, there),
    ]


def installation_differences() -> list[Difference]:
    """The directory's grants, and what each role of this installation is and belongs to. As installer or migrator."""
    there = relations("public")
    return [
        *_grants(grants.public_privileges(), there),
        *_strangers("public", there),
        *_roles(),
        *_memberships(),
        *(Difference(what, wrong) for what, wrong in ddl.differences()),
    ]


def check(house: House) -> None:
    found = differences(house)
    if found:
        lines = "; ".join(map(str, found[:20]))
        raise CatalogueDiffers(f"{house.schema_name}: {lines}. Run `iro migrate`, then `iro councils check`.")


def _present(there: list[int]) -> set[str]:
    tables = "SELECT relname FROM pg_class WHERE oid = ANY(%s::oid[]) AND relkind IN ('r', 'p')"
    return {name for (name,) in rows(tables, (there,))}


def _tables(house: House, there: list[int]) -> list[Difference]:
    declared = {table.name for table in grants.protocol().of(Kind(house.kind))}
    known = declared | set(grants.histories().values())
    present = _present(there)
    return [
        *(Difference(name, "has no line in the protocol") for name in sorted(present - known)),
        *(Difference(name, "is declared but not there") for name in sorted(declared - present)),
    ]


def _grants(declared: set[tuple[str, str, str]], there: list[int]) -> list[Difference]:
    live = grants.live(there)
    return [
        *(Difference(f"{login} on {table}", f"{verb} is missing") for login, table, verb in sorted(declared - live)),
        *(
            Difference(f"{login} on {table}", f"{verb} is not declared")
            for login, table, verb in sorted(live - declared)
        ),
    ]


def _strangers(schema: str, there: list[int]) -> list[Difference]:
    """Rights of PUBLIC, of roles that aren't this installation's, and of single columns: none is declared."""
    found = rows(
        "SELECT a.what, coalesce(r.rolname, 'PUBLIC'), a.privilege FROM ("
        " SELECT c.relname AS what, a.grantee, a.privilege_type AS privilege"
        " FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = ANY(%s::oid[]) AND a.grantee <> c.relowner"
        " UNION ALL SELECT n.nspname, a.grantee, a.privilege_type"
        " FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname = %s AND a.grantee <> n.nspowner"
        ") a LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE NOT starts_with(coalesce(r.rolname, ''), %s)"
        " UNION ALL SELECT c.relname || '.' || t.attname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type"
        " FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid, aclexplode(t.attacl) a"
        " LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE t.attrelid = ANY(%s::oid[])",
        (there, schema, logins.role(""), there),
    )
    return [Difference(f"{who} on {what}", f"{privilege} is not declared") for what, who, privilege in sorted(found)]


def _roles() -> list[Difference]:
    """No role of ours is more than a login, and none but the backup looks past row security."""
    found = rows(
        "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)"
        " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR (rolbypassrls AND rolname <> %s))",
        (logins.role(""), logins.role(logins.BACKUP)),
    )
    return [Difference(name, "may more than a login may") for (name,) in sorted(found)]


def _memberships() -> list[Difference]:
    """A login belongs to the group of all and can't become it; an owner is lent inside a window's transaction only."""
    found = rows(
        "SELECT m.rolname, g.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member"
        " JOIN pg_roles g ON g.oid = a.roleid WHERE starts_with(m.rolname, %s)"
        " AND NOT (g.rolname = %s AND a.inherit_option AND NOT a.set_option AND NOT a.admin_option)",
        (logins.role(""), logins.role(logins.EVERY)),
    )
    return [Difference(member, f"belongs to {group}") for member, group in sorted(found)]


def _owners(house: House, there: list[int]) -> list[Difference]:
    owner = logins.role(logins.house_owner(house.kind, house.code))
    found = rows(
        "SELECT c.relname, pg_get_userbyid(c.relowner) FROM pg_class c"
        " WHERE c.oid = ANY(%s::oid[]) AND c.relkind IN ('r', 'p', 'v', 'S') AND pg_get_userbyid(c.relowner) <> %s"
        " UNION ALL SELECT n.nspname, pg_get_userbyid(n.nspowner) FROM pg_namespace n"
        " WHERE n.nspname = %s AND pg_get_userbyid(n.nspowner) <> %s",
        (there, owner, house.schema_name, owner),
    )
    return [Difference(name, f"is owned by {who}") for name, who in found]


def _triggers(house: House, there: list[int]) -> list[Difference]:
    live = {
        (table, name)
        for table, name in rows(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgrelid = ANY(%s::oid[]) AND NOT t.tgisinternal AND t.tgenabled = 'A'",
            (there,),
        )
    }
    return [Difference(f"{table}.{name}", "is missing or not ALWAYS") for table, name in sorted(_wanted(house) - live)]


def _wanted(house: House) -> set[tuple[str, str]]:
    wanted = {("notifications_outboxevent", "stamp")}
    histories = grants.histories()
    for table in grants.protocol().of(Kind(house.kind)):
        if table.capture is Capture.SELF:
            wanted |= {(table.name, "capture_add"), (table.name, "refuse_change")}
        elif table.capture is Capture.FULL:
            wanted |= {(table.name, f"capture_{verb}") for verb in ("add", "correct", "remove")}
            wanted |= {(table.name, "refuse_truncate")}
            wanted |= {(histories[table.name], name) for name in ("refuse_change", "refuse_by_hand", "refuse_unlawful")}
    return wanted
