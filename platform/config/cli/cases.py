"""`iro cases import-903 --council CODE PATH…`: a council's return, loaded from files, with a report row by row."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import click

from accounts.actor import Door, process
from accounts.permissions import Permission
from api.rendering import as_json
from casework.actions import load_return
from casework.actions.erasing import remove_unnamed
from casework.actions.returns import ReturnRefused
from casework.queries import export_return
from casework.shapes import LoadResult
from casework.ssda903.export import NOTE
from casework.ssda903.headings import FileKind
from config.cli.login import under
from tenants import logins, queries
from tenants.pins import pinned

COLUMNS = ("file", "row", "column", "rule", "severity", "message")
SHOWN = 200
_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group()
def cases() -> None:
    """Children's cases, from files."""


@cases.command("import-903")
@click.option("--council", required=True, help="The council's DfE code.")
@click.option("--json", "as_data", is_flag=True, help="The whole report as JSON, for another program.")
@click.argument("paths", nargs=-1, required=True, type=_FILE)
@under(logins.GATE)
def import_903(council: str, as_data: bool, paths: tuple[Path, ...]) -> None:
    """Load the Header and Episodes files of an SSDA903 return, in any order; the same files again change nothing."""
    house = queries.council(council)
    files = [(path.name, path.read_bytes()) for path in paths]
    with pinned(house.own_pin()):
        try:
            result = load_return(
                files, actor=process("iro cases import-903", Permission.CASE_SUBMIT, door=Door.COMMAND)
            )
        except ReturnRefused as refused:
            _show_refusal(refused, as_data)
            raise
    if as_data:
        click.echo(json.dumps(as_json(result), indent=2))
    else:
        _show(result)


def _show_refusal(refused: ReturnRefused, as_data: bool) -> None:
    report = cast(Mapping[str, Any], refused.extra["report"])
    if as_data:
        click.echo(json.dumps({"code": refused.code, "report": report}, indent=2))
    else:
        _show_report(report)


def _show(result: LoadResult) -> None:
    _show_report(result.report)
    if result.already_loaded:
        click.echo("These files were loaded before: nothing was changed. The report above is the earlier one.")
        return
    for name in ("children", "periods", "episodes"):
        counts = getattr(result, name)
        click.echo(f"{name}: {counts.created} new, {counts.updated} changed, {counts.unchanged} as they were")


def _show_report(report: Mapping[str, Any]) -> None:
    for file in report["files"]:
        kind = file["kind"] or "not recognised"
        click.echo(f"{file['name']} ({kind}): {file['rows']} rows, {file['taken']} taken, {file['rejected']} left out")
    findings: Sequence[Mapping[str, Any]] = report["findings"]
    if findings:
        for line in table(findings[:SHOWN]):
            click.echo(line)
    for left in report.get("left_out", ()):
        click.echo(f"child {left['child']} left out ({left['rule']}): {left['message']}")
    hidden = max(len(findings) - SHOWN, 0) + report["left_off"]
    if hidden:
        click.echo(f"… and {hidden} more: see --json.")


def table(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """The findings in columns, headings first; the last column, the message, runs on as far as it must."""
    rows = [COLUMNS, *(tuple(_cell(finding[column]) for column in COLUMNS) for finding in findings)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS) - 1)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    ]


def _cell(value: object) -> str:
    return "" if value is None else str(value)


@cases.command("export-903")
@click.option("--council", required=True, help="The council's DfE code.")
@click.option("--year", type=click.IntRange(2000, 2100), help="Collection year of OC2 and OC3, by its 31 March.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@under(logins.GATE)
def export_903(council: str, year: int | None, folder: Path) -> None:
    """Write the council's return into FOLDER: the eleven CSV files, in this year's coding, and a note on them."""
    actor = process("iro cases export-903", Permission.RETURN_EXPORT, door=Door.COMMAND)
    folder.mkdir(parents=True, exist_ok=True)
    with pinned(queries.council(council).own_pin()):
        for kind in FileKind:
            with (folder / f"{kind}.csv").open("wb") as file:
                rows = export_return(kind, file, actor=actor, collection_year=year)
            click.echo(f"{kind}.csv: {rows} rows")
    (folder / "NOTE.txt").write_text(f"{NOTE}\n")
    click.echo(NOTE)


@cases.command("sweep-files")
@click.option("--council", required=True, help="The council's DfE code.")
@under(logins.GATE)
def sweep_files(council: str) -> None:
    """Remove the files of papers that no record names: what a crash, or an erasure, left behind."""
    with pinned(queries.council(council).own_pin()):
        click.echo(f"{council}: {remove_unnamed()} files removed.")
