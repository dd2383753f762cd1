"""`iro ledger verify|export`: whether all is what was recorded, and a bundle for those who check it themselves."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from accounts.actor import Door, process
from config.cli.login import under
from escalation import evidence
from ledger import epochs
from ledger.export import export, written_whole
from ledger.faults import Fault
from ledger.signer import log_key
from ledger.verify import Finding, Summary, verify
from tenants import logins, queries
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.problems import Invalid

EXPORTER = process("iro ledger export", *evidence.READER, door=Door.COMMAND)


@click.group()
def ledger() -> None:
    """The log of each house, which proves its history."""


@ledger.command("verify")
@click.option("--council", default="", help="Only this council, by its DfE code.")
@click.option("--house", default="", help="Only this house, as council/210, region/london or panel/national.")
@click.option("--json", "as_json", is_flag=True, help="Findings and figures as JSON.")
@under(logins.BACKUP)
def verify_houses(council: str, house: str, as_json: bool) -> None:
    """Compare rows, history, log and checkpoints with what was recorded and signed. Exits 1 if anything differs."""
    results = []
    for one in _chosen(council, house):
        findings: list[Finding] = []
        progress = _progress(one.title)
        summary = verify(one, findings.append, progress)
        progress("")
        results.append((summary, findings))
        if not as_json:
            _tell(summary, findings)
    if as_json:
        houses = [{**summary.as_dict(), "findings": [one.as_dict() for one in found]} for summary, found in results]
        click.echo(json.dumps({"ok": not any(found for _, found in results), "houses": houses}, indent=2))
    sys.exit(1 if any(found for _, found in results) else 0)


@ledger.command("export")
@click.option("--council", default="", help="The council, by its DfE code.")
@click.option("--house", default="", help="Or a house, as region/london or panel/national.")
@click.option("--case", "child", default="", help="Only this council’s case, by its own reference of the child.")
@click.option("--dispute", default="", help="Only this council’s dispute, by its reference.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@under(logins.GATE)
def export_house(council: str, house: str, child: str, dispute: str, out: Path) -> None:
    """Write the signed log, or a part, with all that it commits to. It holds children's data: for its owner alone."""
    if not council and not house:
        raise Invalid("Say which house: --council CODE or --house KIND/CODE.")
    [chosen] = _chosen(council, house)
    try:
        if child or dispute:
            _export_part(chosen, child, dispute, out)
            return
        done = export(chosen, out, actor=EXPORTER)
    except (Fault, OSError) as failure:
        raise click.ClickException(f"{out} was not written: {failure}") from failure
    click.echo(f"{done.path}: {done.leaves} leaves of {done.origin}, cosigned by {done.witnesses}.")
    click.echo(f"Anybody can check it: iro-verify {done.path}")


@ledger.command("replace-key")
@click.option("--council", default="", help="The council, by its DfE code.")
@click.option("--house", default="", help="Or a house, as region/london or panel/national.")
@under(logins.INSTALLER)
def replace_key(council: str, house: str) -> None:
    """Have another key sign a house’s log from now on; the old one signs a leaf that names it (where the signer is)."""
    if not council and not house:
        raise Invalid("Say which house: --council CODE or --house KIND/CODE.")
    [chosen] = _chosen(council, house)
    old = chosen.origin
    opened = epochs.replace_key(chosen, actor=process("iro ledger replace-key", door=Door.COMMAND))
    click.echo(
        f"{old} was signed last for {opened.last.size} leaves; {chosen.origin} goes on with {log_key(chosen.origin)}"
    )
    click.echo("Next: `iro migrate`, have the witnesses enrol the new key, and publish it to those who verify.")


def _export_part(house: House, child: str, dispute: str, out: Path) -> None:
    if house.kind != Kind.COUNCIL or (child and dispute):
        raise Invalid("A part is of a council: --council CODE with --case REFERENCE or --dispute REFERENCE.")
    with written_whole(out) as file:
        with pinned(house.service_pin()):
            made = (evidence.of_case if child else evidence.of_dispute)(child or dispute, actor=EXPORTER)
        file.write(made.content)
    click.echo(f"{out}: {made.leaves} leaves of {house.origin}, each with its proof.")
    click.echo(f"Anybody can check it: iro-verify {out}")


def _chosen(council: str, house: str) -> list[House]:
    if council and house:
        raise Invalid("Give --council or --house, not both.")
    if not council and not house:
        return queries.houses()
    kind, _, code = f"council/{council}".partition("/") if council else house.partition("/")
    if kind not in (Kind.COUNCIL, Kind.REGION, Kind.PANEL):
        raise Invalid("A house is written council/210, region/london or panel/national.", errors={"house": house})
    return [queries.house(Kind(kind), code)]


def _progress(title: str) -> Callable[[str], None]:
    """One line that is written over and over, on a terminal only; the empty text clears it."""

    def show(what: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{title}: {what} …" if what else "\r\033[K", nl=False, err=True)

    return show


def _tell(summary: Summary, findings: list[Finding]) -> None:
    verdict = "is what was recorded" if not findings else f"{len(findings)} findings"
    click.echo(
        f"{summary.house}: {verdict}. {summary.entries} entries of history, {summary.leaves} leaves"
        f" ({summary.signed} signed, {summary.waiting} waiting), {summary.checkpoints} checkpoints."
    )
    for erasure in summary.erasures:
        click.echo(f"  {erasure}")
    for finding in findings:
        click.echo(f"  {finding}")
    for note in summary.notes:
        click.echo(f"  note: {note}")
