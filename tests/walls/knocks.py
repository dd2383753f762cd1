"""Each address × house × object × method as one principal knocks; what came of it is held against the oracle."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpResponse
from django.test import Client
from psycopg2.sql import SQL, Identifier

from tenants.kinds import Kind
from tests.walls import oracle
from tests.walls.canaries import Aviary, of_house
from tests.walls.principals import COUNCILS, Principal
from tests.walls.routes import Route

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
NOBODYS = UUID("00000000-0000-4000-8000-000000000000")
ALIASES = {"break_glass": "breakglass", "case": "child", "import": "handedreturn", "iro_concern": "iroconcern"}
"""Slots that are named after something else than the table of their object."""
WORDS = {
    "level": ("L1",),
    "council": COUNCILS,
    "code": COUNCILS,
    "kind": ("Header", "OC2"),
    "file": ("open.json", "closed.json"),
    "version": ("open", "closed"),
    "number": ("1", "9"),
}
"""What stands in slots that are no keys."""

LEAF = "leaf_hash"
"""The slot of a leaf: not a key of a table, but what a receipt names."""

Objects = dict[tuple[str, str], list[UUID | str]]
"""(slot, schema) → keys of real objects there."""


@dataclass(frozen=True)
class Knock:
    route: Route
    method: str
    path: str
    house: str

    @property
    def number(self) -> int:
        """The same in each run, spread evenly: a sample takes those below a limit."""
        return int.from_bytes(blake2b(f"{self.method} {self.path}".encode(), digest_size=4).digest())


def objects(cursor: Any, schemas: dict[str, Kind], routes: Iterable[Route]) -> Objects:
    """For each slot that takes a key, the first and the last object of each house that has such a table."""
    found: Objects = {}
    for slot in {slot for route in routes for slot in route.slots if slot.endswith("_id")}:
        stem = slot.removesuffix("_id")
        for schema, kind in schemas.items():
            for model in of_house(kind):
                if _is_of(model, ALIASES.get(stem, stem)):
                    keys = _keys(cursor, schema, model)
                    found.setdefault((slot, schema), []).extend(dict.fromkeys((keys[0], keys[-1])))
    for schema in schemas:
        cursor.execute(
            SQL("SELECT encode(leaf, 'hex') FROM {0} ORDER BY index").format(Identifier(schema, "ledger_entry"))
        )
        leaves = [leaf for (leaf,) in cursor.fetchall()]
        found[LEAF, schema] = [*leaves[:1], *leaves[-1:]]
    return found


def _is_of(model: type[models.Model], stem: str) -> bool:
    """`proposal` → `AppointmentProposal`, `period` → `PeriodOfCare`."""
    name = model.__name__.lower()
    return isinstance(model._meta.pk, models.UUIDField) and (name.endswith(stem) or name.startswith(stem))


def _keys(cursor: Any, schema: str, model: type[models.Model]) -> list[UUID]:
    cursor.execute(
        SQL("SELECT {0}::text FROM {1} ORDER BY 1").format(
            Identifier(model._meta.pk.column), Identifier(schema, model._meta.db_table)
        )
    )
    return [UUID(key) for (key,) in cursor.fetchall()]


def knocks(routes: Iterable[Route], keys: Objects) -> Iterator[Knock]:
    """Every one there is: an object of each house in each house's address."""
    for route in routes:
        choices = [_choices(slot, keys) for slot in route.slots]
        for words in product(*choices):
            filled = dict(zip(route.slots, words, strict=True))
            house = f"council/{filled['code']}" if route.kind is Kind.COUNCIL else ""
            for method in METHODS:
                yield Knock(route, method, route.path(filled), house)


def _choices(slot: str, keys: Objects) -> list[str]:
    if slot in WORDS:
        return list(WORDS[slot])
    found = [str(key) for (name, _), of_house in keys.items() if name == slot for key in of_house]
    assert found, f"No table was found whose keys stand in <{slot}>: name the slot after it, or add an alias."
    return [*dict.fromkeys(found), str(NOBODYS)]


@dataclass(frozen=True)
class Finding:
    """What should not have come of a knock."""

    who: str
    knock: str
    what: str


def knock_at(client: Client, who: Principal, knock: Knock, aviary: Aviary) -> tuple[list[Finding], int]:
    """Faults of the answer, and how many words of the house it showed."""
    fate = oracle.fate(who, knock.route, knock.house, knock.method)
    response: Any = client.generic(knock.method, knock.path, data="{}", content_type=_type(knock))
    shown = aviary.found(text_of(response))
    faults = []
    if response.status_code not in fate.statuses:
        faults.append(f"answered {response.status_code}, not one of {sorted(fate.statuses)}")
    for canary in shown:
        if not fate.reached or not oracle.may_see(who, fate.reached, canary):
            faults.append(f"shows {canary}")
    title = f"{knock.method} {knock.path}"
    return [Finding(who.name, title, fault) for fault in faults], len(shown)


def _type(knock: Knock) -> str:
    return "application/json" if knock.route.is_api else "application/x-www-form-urlencoded"


def text_of(response: HttpResponse) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    return f"{headers}\n{cookies}\n{response.getvalue().decode(errors='replace')}"
