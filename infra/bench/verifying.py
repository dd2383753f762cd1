"""`python -m infra.bench.verifying`: how long `iro-verify` takes for a house of many events, and how much memory.

The bundle is made without a database, of rows as a council's house has them: a line a change, a child, an episode, a
review, a decision. The command runs as a process of its own, as an outsider runs it, with a policy.
"""

import json
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import UUID

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import canonical
from ledger.bundle import BundleHead, BundleLeaf, Group, write_bundle
from ledger.canonical import Field
from ledger.notes import COSIGNATURE, Checkpoint, Signer, add_signatures, cosign_checkpoint, parse_note, sign_checkpoint
from ledger.tree import Frontier

HOUSE = "iro/council/210"
START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_TEXT = (
    "The placement gives Zoë what the plan asks for; contact with her brother has not begun, though it was decided in"
    " January. The social worker writes to the other council by Friday and tells the IRO what was agreed. "
)


@dataclass(frozen=True)
class Run:
    """One run of the command: seconds of the clock and of the processor, and the process's greatest size in MB."""

    seconds: float
    processor: float
    megabytes: float


@click.command(help="Make a bundle and verify it; exit status 1 if it is refused.")
@click.option("--events", default=1_000_000, show_default=True, type=click.IntRange(1))
@click.option("--runs", default=3, show_default=True, type=click.IntRange(1))
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option("--folder", type=click.Path(file_okay=False, exists=True, path_type=Path), help="For the file, a while.")
def command(events: int, runs: int, as_json: bool, folder: Path | None) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as made:
        bundle, policy = write(Path(made), events)
        size = bundle.stat().st_size
        found = [run(bundle, policy) for _ in range(runs)]
    middle = Run(*(median(values) for values in zip(*(asdict(one).values() for one in found), strict=True)))
    if as_json:
        figures = {"events": events, "octets": size, "runs": [asdict(one) for one in found], "median": asdict(middle)}
        click.echo(json.dumps(figures, indent=2))
        return
    click.echo(f"{events} events, {size / 1e6:.0f} MB, {os.cpu_count()} processors, medians of {runs} runs")
    click.echo(f"{middle.seconds:.1f} s, {events / middle.seconds:.0f} events/s, {middle.processor:.1f} s of processor")
    click.echo(f"{middle.megabytes:.0f} MB at most")


def run(bundle: Path, policy: Path) -> Run:
    """Verify it in a process; raises SystemExit where it is refused."""
    line = [sys.executable, "-m", "ledger.verifier", str(bundle), "--policy", str(policy)]
    began = time.perf_counter()
    process = subprocess.Popen(line, stdout=subprocess.PIPE)  # noqa: S603  this interpreter, our file
    told = process.stdout.read() if process.stdout else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not told.startswith(b"VERIFIED"):
        sys.exit(told.decode())
    return _run(time.perf_counter() - began, used)


def _run(seconds: float, used: resource.struct_rusage) -> Run:
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def write(folder: Path, events: int) -> tuple[Path, Path]:
    """A bundle and a policy that trusts it. The head comes first in the file, so its leaves are made twice."""
    log, witness = (Signer(name, Ed25519PrivateKey.generate()) for name in (f"{HOUSE}/1", "witness.example/w1"))
    salt = secrets.token_bytes(canonical.SALT_OCTETS)
    frontier = Frontier(leaf.leaf for leaf in leaves(events, salt))
    note = sign_checkpoint(Checkpoint(log.name, events, frontier.root()), log)
    note = add_signatures(note, str(cosign_checkpoint(parse_note(note), witness, int(START.timestamp()))))
    keys = str(log.verifier()), str(witness.verifier(COSIGNATURE))
    bundle, policy = folder / "bundle.jsonl", folder / "policy"
    with bundle.open("wb") as out:
        head = BundleHead(HOUSE, log.name, note, keys[0], keys[1:], START.strftime("%Y-%m-%dT%H:%M:%SZ"))
        write_bundle(out, head, leaves(events, salt))
    policy.write_text(f"log {keys[0]}\nwitness {keys[1]}\nquorum 1\n", encoding="utf-8")
    return bundle, policy


def leaves(events: int, salt: bytes) -> Iterator[BundleLeaf]:
    kinds = list(_ROWS.items())
    for index in range(events):
        table, fields = kinds[index % len(kinds)]
        at = START + timedelta(seconds=index)
        header = canonical.header(
            house=HOUSE, table=table, key=str(UUID(int=index)), entry=index + 1, kind="~" if index % 7 == 3 else "+",
            actor="person:3f0c8d4e-2f1b-4f43-9d53-3a8f4b9d8a11", purpose="hold a review",
            change=UUID(int=index - index % len(kinds)), at=at, transaction=str(700_000 + index // len(kinds)),
        )  # fmt: skip
        group = Group(salt, (("id", "uuid", str(UUID(int=index))), *fields))
        leaf = canonical.leaf_hash(canonical.leaf_bytes(header, {"content": group.commit()}))
        yield BundleLeaf(index, leaf, list(header), {"content": group})


_WHOSE: tuple[Field, ...] = (("period_id", "uuid", str(UUID(int=2))), ("note", "text", _TEXT[:80]))
_ROWS: dict[str, tuple[Field, ...]] = {
    "ledger_change": (
        ("actor_name", "text", "Ada Fairweather"), ("door", "text", "page"), ("login", "text", "iro_region_london"),
        ("request", "text", "0d9c5a7f4c1e4d2b8f7f6f1e2d3c4b5a"),
    ),
    "casework_child": (
        ("date_of_birth", "date", "2015-02-03"), ("ethnicity", "text", "WBRI"), ("family_name", "text", "Example"),
        ("given_names", "text", "Zoë"), ("reference", "text", "SW-1001"), ("sex", "text", "F"),
        ("submitted_at", "timestamptz", "2026-01-05T08:00:00.000000Z"), ("upn", "text", "A123456789012"),
    ),
    "casework_episode": (
        *_WHOSE, ("legal_status", "text", "C1"), ("need", "text", "N1"), ("placement_provider", "text", "PR1"),
        ("placement_type", "text", "U4"), ("started_on", "date", "2026-01-05"),
    ),
    "reviews_review": (
        *_WHOSE, ("child_views", "text", _TEXT), ("held_on", "date", "2026-02-01"),
        ("iro_name", "text", "Ada Fairweather"), ("kind", "text", "first"), ("limit", "date", "2026-02-02"),
        ("number", "integer", "1"),
        ("participation", "text", "PN1"), ("what_was_discussed", "text", _TEXT * 3),
    ),
    "reviews_decision": (
        *_WHOSE, ("due_on", "date", "2026-02-27"), ("number", "integer", "3"), ("owner_name", "text", "Pat Deacon"),
        ("priority", "text", "high"), ("text", "text", _TEXT),
    ),
}  # fmt: skip

if __name__ == "__main__":
    command()
