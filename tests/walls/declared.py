"""What each login of the installation may do to each thing in the database, worked out from the protocol alone.

Nothing of tenants.grants stands behind it: that is what is on trial here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from config.protocol import PROTOCOL
from tenants.kinds import Kind
from tenants.models import House
from tenants.protocol import Capture, Verb

PRIVILEGES = {Verb.SEE: "SELECT", Verb.ADD: "INSERT", Verb.CORRECT: "UPDATE", Verb.REMOVE: "DELETE"}
SERVICES = ("gate", "relay", "sequencer", "migrator", "backup")
"""Logins of the whole installation, which stand beside those of its houses."""

GROUP = "every"
"""The role that holds what every working login may in the directory; nobody signs in as it or becomes it."""
PUBLIC = "public"
"""PostgreSQL's word for everybody: what it may do, each login may."""

Cell = tuple[str, str, str]
"""Login, thing (`schema.name`), privilege."""


@dataclass(frozen=True)
class Institution:
    """A house, as far as the names of its logins depend on it. `employer` runs the processes that serve it."""

    kind: Kind
    code: str
    employer: str

    @property
    def schema(self) -> str:
        return f"{self.kind}_{self.code}"

    @property
    def owner(self) -> str:
        return f"owner_{self.schema}"

    @property
    def logins(self) -> dict[str, str]:
        """Class of login in the protocol → the login that it is in this house."""
        service = {name: f"{name}_{self.employer}" for name in ("relay", "sequencer")}
        common = {"backup": "backup", "migrator": "migrator", str(self.kind): self.schema, **service}
        if self.kind is Kind.PANEL:
            return {**common, "reader": f"reader_{self.schema}"}
        return {**common, "region": self.employer, "auditor": self.employer.replace("region_", "auditor_")}

    @property
    def workers(self) -> set[str]:
        """Those under whom somebody acts here: the house's own, and in a council its region's."""
        return {self.logins[name] for name in (str(self.kind), "region") if name in self.logins}


def institution(house: House) -> Institution:
    own = f"{house.kind}_{house.code}"
    return Institution(Kind(house.kind), house.code, f"region_{house.region.code}" if house.region else own)


def every_login(institutions: list[Institution]) -> set[str]:
    return {login for one in institutions for login in one.logins.values()} | set(SERVICES)


def members(institutions: list[Institution]) -> set[str]:
    """Who belongs to the group: all but the backup, which has lines of its own; and the owners, whose functions run."""
    return every_login(institutions) - {"backup"} | {one.owner for one in institutions}


def known(institutions: list[Institution]) -> set[str]:
    return every_login(institutions) | set(owners(institutions)) | {GROUP, PUBLIC}


def history_of(table: str) -> str:
    """`casework_child` → `casework_historicalchild`."""
    app, name = table.split("_", 1)
    return f"{app}_historical{name}"


def tables(institutions: list[Institution]) -> set[Cell]:
    """Every cell of tables that somebody has, in houses and in public; all others nobody has."""
    found = set()
    for one in institutions:
        for name, login_class, privilege in _lines(one.kind):
            if login_class in one.logins:
                found.add((one.logins[login_class], f"{one.schema}.{name}", privilege))
    every = members(institutions) | {GROUP}
    for name, login_class, privilege in _lines(Kind.PUBLIC):
        for login in every if login_class == GROUP else {login_class} & every_login(institutions):
            found.add((login, f"public.{name}", privilege))
    return found


def _lines(kind: Kind) -> Iterator[tuple[str, str, str]]:
    for table in PROTOCOL.tables:
        if table.kind is not kind:
            continue
        for verb, privilege in PRIVILEGES.items():
            for party in table.who(verb):
                yield table.name, party.login, privilege
                if verb is Verb.SEE and table.capture is Capture.FULL:
                    yield history_of(table.name), party.login, privilege


def schemas(institutions: list[Institution]) -> set[Cell]:
    """USAGE where a login has work to do, and in the directory; CREATE nobody has."""
    inside = {(login, one.schema, "USAGE") for one in institutions for login in one.logins.values()}
    return inside | {(login, "public", "USAGE") for login in members(institutions) | {"backup", GROUP}}


def functions(institutions: list[Institution]) -> set[Cell]:
    """Whoever acts in a house may say so and be seen looking; its signer notes heads; the migrator opens windows."""
    acting = {
        (login, f"{one.schema}.{name}", "EXECUTE")
        for one in institutions
        for login in one.workers
        for name in ("ledger_act", "ledger_look")
    }
    noting = {(one.logins["sequencer"], f"{one.schema}.ledger_note_head", "EXECUTE") for one in institutions}
    reckoning = {
        (login, f"public.{name}", "EXECUTE") for login in known(institutions) for name in ("hmac_sha256", "ledger_now")
    }
    windows = {("migrator", f"public.{name}", "EXECUTE") for name in ("open_window", "close_window")}
    return acting | noting | reckoning | windows


def owners(institutions: list[Institution]) -> dict[str, str]:
    """Role that owns → the schema that it owns. Nobody signs in as one."""
    return {"owner_public": "public", **{one.owner: one.schema for one in institutions}}
