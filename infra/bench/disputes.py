"""`python -m infra.bench.disputes`: disputes from raising to the council's last word, request by request.

Over HTTP by the people whose part it is, on a site and a worker as they are served. A step's time is its request's
alone; what crosses from house to house in between is waited for, and told apart: it is what a side waits.
"""

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import click

from infra import embedded
from infra.bench.cases import case
from infra.bench.servers import Serving, site
from infra.bench.surroundings import COUNCIL, ROOT, Credentials, install, iro, started
from infra.demo.faults import Refused
from infra.demo.running.browser import Browser
from infra.demo.story.reviewing import date_fields
from ledger.draws import verify

PASSWORD = "bench-violet-saddle-72"  # noqa: S105  of an installation that is deleted after the run
PATIENCE, PAUSE = 60.0, 0.02
PEOPLE: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "manager": ("council_manager", f"council/{COUNCIL}", ()),
    "director": ("director", f"council/{COUNCIL}", ()),
    "iro": ("iro", "region/london", ("--registration", "SW420001")),
    "arbitrator": ("arbitrator", "panel/national", ("--background", "Former IRO")),
}
RAISED = {
    "issue": "IC13", "rag": "red", "urgent": True, "description": "No contact since March.",
    "impact": "She cries after school.", "child_wishes": "I want to see my brother.",
    "outcome_sought": "Two visits a month.",
}  # fmt: skip
HOUSE = f"/api/v1/councils/{COUNCIL}"
Done = TypeVar("Done")


class Stopwatch:
    """Seconds of each step, by its name, in the order in which they first came."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = defaultdict(list)

    def __call__(self, step: str, work: Callable[[], Done]) -> Done:
        begun = time.perf_counter()
        done = work()
        self.taken[step].append(time.perf_counter() - begun)
        return done

    def wait(self, step: str, work: Callable[[], Done | None]) -> Done:
        """Until it is there; the whole wait counts."""
        return self(f"({step})", lambda: _patiently(work))


def _patiently(work: Callable[[], Done | None]) -> Done:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = work()
        if found is not None:
            return found
        time.sleep(PAUSE)
    raise RuntimeError(f"Waited {PATIENCE:.0f} seconds in vain.")


class Quarrel:
    """One dispute about a child of its own, by the people who have a part in it."""

    def __init__(self, browsers: Mapping[str, Browser], watch: Stopwatch) -> None:
        self.iro, self.manager = browsers["iro"], browsers["manager"]
        self.director, self.arbitrator = browsers["director"], browsers["arbitrator"]
        self.watch = watch

    def run(self, child_id: str) -> bool:
        """From raising to closing; whether the draw, done again from its record, gave the same name."""
        self._climb(child_id)
        drawn = self._before_the_panel()
        self._determine()
        self._follow()
        return drawn

    def _climb(self, child_id: str) -> None:
        begun = self._send("raise", self.iro, f"{HOUSE}/cases/{child_id}/disputes", RAISED)
        stage = begun["stage"]
        self.address, self.page = (
            f"{HOUSE}/disputes/{stage['dispute_id']}", f"/councils/{COUNCIL}/disputes/{stage['dispute_id']}/",
        )  # fmt: skip
        answer = {"stage_id": stage["stage_id"], "position": "disagree", "text": "There is no money for it."}
        self._move("answer", self.manager, "answers", answer)
        self._move("climb", self.iro, "steps", {"reason": "It can’t wait.", "level": "L4"})
        self._move("consider Cafcass", self.iro, "cafcass", {"referred": False, "reason": "The panel first."})
        self._move("refer", self.iro, "referral", {"grounds": "The answer leaves her alone."})

    def _before_the_panel(self) -> bool:
        self.watch.wait("until the urn is laid", lambda: self._seen()["referral"]["draw"])
        self._move("share of the IRO", self.iro, "service-share", {"words": "4 2"})
        self._move("share of the council", self.director, "council-share", {})
        self.watch.wait("until it is drawn", lambda: self._seen()["referral"]["draw"]["drawn"])
        self._move("statement of the IRO", self.iro, "service-statement", {"text": "She waits."})
        self._move("statement of the council", self.director, "council-statement", {"text": "No money."})
        record = self.watch("record of the draw", lambda: self.iro.get(f"{self.page}draw/record").json())
        return len(verify(record).seated) == len(record["drawn"])

    def _determine(self) -> None:
        """By the panel's pages, as an arbitrator does it."""
        reference = self._seen()["line"]["reference"]
        desk = f"/panel/referrals/{self._seen()['referral']['id']}/"
        self.watch.wait("until the arbitrator has both sides", lambda: self._heard(desk))
        text = {
            "findings": f"Nothing was arranged ({reference}).", "reasons": "Cost alone is none.",
            "issues": "Whether contact was arranged.", "evidence": "Both statements.", "item_1_kind": "process",
            "item_1_text": "Two visits a month.", "item_1_owner": "The director",
            **date_fields("item_1_due_on", date.today() + timedelta(days=30)),  # noqa: DTZ011
        }  # fmt: skip
        self.watch("draft", lambda: self.arbitrator.submit(f"{desk}draft/", text))
        self.watch("issue", lambda: self.arbitrator.submit(f"{desk}issue/", {"understood": "on"}))
        self.watch.wait("until the council has it", lambda: self._seen()["determination"])

    def _heard(self, desk: str) -> bool | None:
        found = self.arbitrator.get(desk).text
        return True if "She waits." in found and "No money." in found else None

    def _follow(self) -> None:
        self._move("comply", self.director, "determination/answer", {"position": "comply"})
        self._move("report", self.manager, "directions/1/reports", {"progress": "done", "text": "Arranged."})
        self._move("find", self.iro, "directions/1/findings", {"carried_out": True, "text": "She told me."})
        ended = {"outcome": "O9", "outcome_for_child": "She sees him.", "own_free_decision": True}
        self._move("close", self.iro, "closure", ended)
        self.watch("read it all", self._seen)

    def _seen(self) -> Any:
        return self.iro.get(self.address).json()

    def _move(self, step: str, who: Browser, path: str, body: object) -> Any:
        return self._send(step, who, f"{self.address}/{path}", body)

    def _send(self, step: str, who: Browser, path: str, body: object) -> Any:
        return self.watch(step, lambda: who.send("POST", path, body))


@contextmanager
def worker(environment: Mapping[str, str]) -> Iterator[None]:
    """`iro worker`, ended with the block."""
    words = [str(Path(sys.executable).with_name("iro")), "worker"]
    process = subprocess.Popen(  # noqa: S603  our own words
        words, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def people(environment: Mapping[str, str]) -> None:
    for name, (role, house, more) in PEOPLE.items():
        words = ("--role", role, "--house", house, *more, "--password", PASSWORD)
        iro(environment, "people", "invite", f"{name}@bench.example", name.title(), *words)


def signed_in(address: str) -> dict[str, Browser]:
    found = {name: Browser(address) for name in PEOPLE}
    for name, browser in found.items():
        browser.sign_in(f"{name}@bench.example", PASSWORD)
    return found


def children(address: str, client: Credentials, manager: Browser, many: int) -> list[str]:
    """The ids of children whose IRO the council has appointed."""
    system = Browser(address)
    system.take_token(client.client_id, client.client_secret)
    ids = [system.send("POST", f"{HOUSE}/cases", case(f"B-{number}", number))["id"] for number in range(many)]
    for one in ids:
        proposed = _patiently(lambda one=one: system.get(f"{HOUSE}/cases/{one}").json()["proposal"])  # type: ignore[misc]
        manager.submit(f"/councils/{COUNCIL}/appointments/{proposed['id']}/confirm", {})
    return ids


def tell(taken: Mapping[str, list[float]], redone: int) -> Iterator[str]:
    requests = [name for name in taken if not name.startswith("(")]
    for name, seconds in taken.items():
        yield f"{name:<40} p50 {median(seconds) * 1000:8.1f} ms   slowest {max(seconds) * 1000:8.1f} ms"
    whole = sum(median(taken[name]) for name in requests)
    yield f"{len(requests)} requests a dispute, {whole * 1000:.0f} ms together"
    yield f"{redone} draws done again from their records; all agree"


@click.command(help="Disputes from raising to closing over HTTP: each request's median, and what a side waits between.")
@click.option("--disputes", "many", default=20, show_default=True, type=click.IntRange(1))
@click.option(
    "--home", default=Path("var/bench-disputes"), show_default=True, help="Deleted before and after.",
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
def command(many: int, home: Path) -> None:
    home = home.resolve()
    try:
        environment = started(home, click.echo)
        client = install(environment)
        people(environment)
        with worker(environment), site("config.wsgi:application", environment, Serving()) as port:
            address = f"127.0.0.1:{port}"
            browsers, watch, warmed = signed_in(address), Stopwatch(), Stopwatch()
            first, *others = children(address, client, browsers["manager"], many + 1)
            Quarrel(browsers, warmed).run(first)
            redone = sum(Quarrel(browsers, watch).run(one) for one in others)
    except (embedded.EmbeddedError, RuntimeError, Refused) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    finally:
        embedded.remove(home)
    for line in tell(watch.taken, redone):
        click.echo(line)


if __name__ == "__main__":
    command()
