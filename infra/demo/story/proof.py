"""The end of the story: the whole record is compared with the log, exported, and checked as an outsider would."""

import subprocess

from infra.demo import narrator
from infra.demo.faults import Refused
from infra.demo.running.folder import Folder
from infra.demo.running.processes import program
from infra.demo.story import commands

EXPORTED = "210"


def show(folder: Folder) -> None:
    narrator.heading("Is everything still what was recorded?")
    narrator.command("iro", "ledger", "verify")
    _print(commands.run("ledger", "verify"))
    bundle = folder.files / f"council_{EXPORTED}.iro"
    bundle.unlink(missing_ok=True)
    narrator.command("iro", "ledger", "export", "--council", EXPORTED, "--out", str(bundle))
    _print(commands.run("ledger", "export", "--council", EXPORTED, "--out", str(bundle)))
    narrator.command("iro-verify", str(bundle))
    checked = subprocess.run(  # noqa: S603  our own program
        [program("iro-verify"), str(bundle)], capture_output=True, text=True, check=False
    )
    _print(checked.stdout + checked.stderr)
    if checked.returncode:
        raise Refused(f"iro-verify found fault with {bundle}.", "read what it says above.")


def _print(text: str) -> None:
    for line in text.strip().splitlines():
        narrator.say(f"    {line}")
