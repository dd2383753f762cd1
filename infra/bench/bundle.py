"""`python -m infra.bench.bundle`: how long a bundle of many documents takes to freeze, to print and to verify.

Documents are as long as a review's record, each with a redaction. Every figure is of the whole bundle; `iro-verify` is
measured as a process of its own, which starts, reads the file and checks it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ledger import disclosure
from ledger.disclosure import Document, Passage, Withheld, open_version
from ledger.printing import pdf

SENTENCE = "The social worker said that time with her brother would be arranged before the next review. "
COVER = {
    "reference": "D-BNCH-2345", "council_name": "Southwark", "region": "london", "closed_on": "2026-04-20", "head": "",
    "number": 1,
}  # fmt: skip
Made = TypeVar("Made")


def documents(count: int) -> list[Document]:
    """Each of two passages, 7,000 characters together."""
    passages = (Passage("What was said", SENTENCE * 40), Passage("What was decided", SENTENCE * 36))
    sides = ("council", "service", "")
    return [
        Document(f"document-{at}", f"Document {at}", sides[at % 3], "2026-04-01", passages)
        for at in range(1, count + 1)
    ]


def measured(what: str, times: int, make: Callable[[], Made]) -> Made:
    """The median of so many runs, told; what the last one made."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        made = make()
        took.append(time.perf_counter() - begun)
    sys.stdout.write(f"{what:<44}{sorted(took)[len(took) // 2]:8.3f} s\n")
    return made


def verified(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "ledger.verifier", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603  our own command
    if done.returncode:
        raise SystemExit(done.stdout.decode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    made = documents(asked.documents)
    withheld = [Withheld(one.key, 0, 40, 51, "third_party") for one in made]
    closed = measured("freeze", asked.times, lambda: disclosure.freeze(COVER, made, withheld))
    opened = measured("make the open version", asked.times, lambda: open_version(closed))
    counted = measured("verify, in the process", asked.times, lambda: disclosure.verify(closed))
    printed = measured("print as PDF", asked.times, lambda: pdf(opened))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for version, content in (("open.json", opened), ("closed.json", closed)):
            (folder / version).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        measured("iro-verify open.json", asked.times, lambda: verified(folder, "open.json"))
        both = ("open.json", "--against", "closed.json")
        measured("iro-verify open.json --against closed.json", asked.times, lambda: verified(folder, *both))
        size = (folder / "closed.json").stat().st_size
    sizes = f"JSON {size / 1e6:.1f} MB, PDF {len(printed) / 1e6:.1f} MB"
    sys.stdout.write(f"{counted.documents} documents, {counted.pages} pages; {sizes}\n")


if __name__ == "__main__":
    main()
