"""`python -m infra.bench.feeding`: batches of the daily feed a second, over HTTP, beside the same rows by raw SQL.

Three kinds of day: children who are new, a placement that changed for each, and the same batch again after a time-out,
which changes nothing. The floor writes a new child's rows, a batch in one transaction, without HTTP, checks or history.
By turns, one sender, as a council has it.
"""

import http.client
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import click

from infra import embedded
from infra.bench.cases import case
from infra.bench.doors import Refused, bearer_token
from infra.bench.floor import FloorCounter
from infra.bench.servers import Serving, site
from infra.bench.surroundings import COUNCIL, build, iro

KINDS = ("floor", "new", "changed", "sent again")
_SCOPE = "api://iro/.default"
Record = dict[str, Any]


@dataclass(frozen=True)
class Sender:
    """One kept-alive connection with a token that outlasts the run."""

    connection: http.client.HTTPConnection
    headers: dict[str, str] = field(repr=False)

    def send(self, records: list[Record]) -> None:
        path = f"/feeds/dfe/v0.8/children_social_care_data/{COUNCIL}/children"
        self.connection.request("POST", path, json.dumps(records), self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200 or len(json.loads(body)) != len(records):
            raise Refused(f"{answer.status}: {body[:500]!r}")


def sender(port: int, client: dict[str, str]) -> Sender:
    """Its token comes as the department's senders ask for it."""
    token = bearer_token(
        port, "127.0.0.1", client["client_id"], client["client_secret"], path="/oauth2/v2.0/token", scope=_SCOPE
    )
    headers = {
        "Authorization": f"Bearer {token}", "SupplierKey": client["supplier_key"], "Content-Type": "application/json",
    }  # fmt: skip
    return Sender(http.client.HTTPConnection("127.0.0.1", port, timeout=60), headers)


def batch(run: str, records: int) -> list[Record]:
    return [_record(f"{run}-{number}", number) for number in range(records)]


def changed(records: list[Record]) -> list[Record]:
    """Deltas: the placement of each child ends, and another follows."""
    found = []
    for one in records:
        [episode] = one["social_care_episodes"]
        [placement] = episode["child_looked_after_placements"]
        ended = placement | {"end_date": "2026-06-01", "end_reason": "X1"}
        key = f"{placement['child_looked_after_placement_id']}b"
        follows = placement | {
            "child_looked_after_placement_id": key, "start_date": "2026-06-01", "start_reason": "P",
        }  # fmt: skip
        of_episode = {
            "social_care_episode_id": episode["social_care_episode_id"],
            "child_looked_after_placements": [ended, follows],
        }
        found.append(
            {name: one[name] for name in ("la_child_id", "mis_child_id")} | {"social_care_episodes": [of_episode]}
        )
    return found


def _record(key: str, number: int) -> Record:
    child = case(key, number)["child"]
    placement = {
        "child_looked_after_placement_id": f"P-{key}", "start_date": f"2026-0{1 + number % 5}-05", "start_reason": "S",
        "placement_type": "U6", "postcode": "SE15 4AA", "end_date": None, "end_reason": None, "change_reason": None,
        "purge": False,
    }  # fmt: skip
    details = {
        "first_name": child["given_names"], "surname": child["family_name"], "date_of_birth": child["date_of_birth"],
        "sex": child["sex"], "ethnicity": child["ethnicity"], "purge": False,
    }  # fmt: skip
    worker = {"worker_id": f"SW2{number % 20:05}", "start_date": "2026-01-05", "end_date": None}
    episode = {
        "social_care_episode_id": f"S-{key}", "care_worker_details": [worker],
        "child_looked_after_placements": [placement], "purge": False,
    }  # fmt: skip
    return {
        "la_child_id": key, "mis_child_id": f"M-{key}"[:36], "purge": False, "child_details": details,
        "social_care_episodes": [episode],
    }  # fmt: skip


def rounds(here: Sender, floor: FloorCounter, number: int, records: int) -> Iterator[dict[str, float]]:
    """Seconds of a batch of each kind."""
    for one in range(number):
        new = batch(f"F{one}", records)
        later, cases = changed(new), [case(f"R{one}-{place}", place) for place in range(records)]
        yield {
            "floor": _timed(floor.submit_all, cases),
            "new": _timed(here.send, new),
            "changed": _timed(here.send, later),
            "sent again": _timed(here.send, later),
        }


def _timed(work: Callable[[list[Record]], None], what: list[Record]) -> float:
    begun = time.perf_counter()
    work(what)
    return time.perf_counter() - begun


def tell(taken: list[dict[str, float]], records: int) -> Iterator[str]:
    floor = median(one["floor"] for one in taken)
    for kind in KINDS:
        middle = median(one[kind] for one in taken)
        yield (
            f"{kind:<11} {1 / middle:7.1f} batches/s  {records / middle:8,.0f} records/s  {middle * 1000:7.1f} ms"
            f"  ×{middle / floor:.2f} of the floor"
        )


@click.command(help="Send batches of the daily feed: new children, changes, and the same again; beside raw SQL.")
@click.option("--batches", default=20, show_default=True, type=click.IntRange(1), help="Of each kind.")
@click.option("--records", default=100, show_default=True, type=click.IntRange(1, 100), help="In a batch.")
@click.option(
    "--home", default=Path("var/bench-feeding"), show_default=True, help="Deleted before and after.",
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
def command(batches: int, records: int, home: Path) -> None:
    home = home.resolve()
    try:
        found = build(home, click.echo)
        shown = iro(found.ours, "clients", "add", "--council", COUNCIL, "--feed")
        client = dict(re.findall(r"^(client_\w+|supplier_key):\s+(\S+)$", shown, re.MULTILINE))
        with site("config.wsgi:application", found.ours, Serving()) as port:
            # One batch of each first, to warm what warms.
            taken = list(rounds(sender(port, client), FloorCounter(found.dsn), batches + 1, records))[1:]
    except (embedded.EmbeddedError, RuntimeError) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    finally:
        embedded.remove(home)
    click.echo(f"{batches} batches of each kind, {records} records each")
    for line in tell(taken, records):
        click.echo(line)


if __name__ == "__main__":
    command()
