"""`iro cases import-903 --council CODE PATH…`: a council's return, loaded from files, with a report row by row."""

import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from accounts.actor import Door, process
from accounts.permissions import Permission
from api.rendering import as_json
from casework.actions import load_return
from casework.actions.erasing import remove_unnamed
from casework.actions.returns import HandedFile
from casework.actions.returns.progress import told_to_nobody
from casework.queries import every_finding, export_return, findings, one_import
from casework.queries.shapes import FindingView, ImportView
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
@click.option(
    "--accept",
    type=click.Choice(["good", "all"]),
    default="good",
    show_default=True,
    help="Leave rows with errors out, or load nothing if any has one.",
)
@click.option("--dry-run", is_flag=True, help="Check, and say what would be written; write nothing.")
@click.option("--year", type=int, help="Collection year, by its 31 March; today's if not given.")
@click.option("--json", "as_data", is_flag=True, help="The whole report as JSON, for another program.")
@click.argument("paths", nargs=-1, required=True, type=_FILE)
@under(logins.GATE)
def import_903(
    council: str, accept: str, dry_run: bool, year: int | None, as_data: bool, paths: tuple[Path, ...]
) -> None:
    """Load the files of an SSDA903 return (CSV or XML), in any order; the same files again change nothing."""
    actor = process("iro cases import-903", Permission.CASE_SUBMIT, Permission.CASE_VIEW_ALL, door=Door.COMMAND)
    told = told_to_nobody if as_data else _tell
    with pinned(queries.council(council).own_pin()), ExitStack() as opened:
        handed = [HandedFile(path.name, opened.enter_context(path.open("rb"))) for path in paths]
        loaded = load_return(
            handed, accept=accept, dry_run=dry_run, collection_year=year, actor=actor, told=told
        )  # fmt: skip
        view = one_import(loaded, actor=actor)
        if as_data:
            found = list(every_finding(loaded, actor=actor))
            click.echo(json.dumps(as_json({"import": view, "findings": found}), indent=2))
        else:
            _show(view, findings(loaded, actor=actor, limit=SHOWN).items)
    if view.problem is not None:
        raise click.ClickException(f"Refused ({view.problem.code}): {view.problem.title}. {view.problem.detail}")


def _tell(stage: str, done: int, total: int) -> None:
    click.echo(f"  {stage}: {done} of {total} rows" if total else f"  {stage}: {done} rows", err=True)


def _show(view: ImportView, shown: Sequence[FindingView]) -> None:
    for file in view.files:
        click.echo(
            f"{file.name} ({', '.join(file.kinds) or 'not recognised'}): {file.rows} rows, {file.taken} taken in, "
            f"{file.rejected} left out"
        )
    if shown:
        for line in table(shown):
            click.echo(line)
    hidden = sum(view.findings.values()) - len(shown)
    if hidden:
        click.echo(f"… and {hidden} more: see --json.")
    if view.state == "done" and view.change_id is None:
        click.echo("These files were loaded before: nothing was changed.")
        return
    for name, count in view.counts.items():
        click.echo(f"{name}: {count.created} new, {count.updated} changed, {count.unchanged} as they were")
    if view.state == "checked":
        click.echo("A dry run: nothing was written.")


def table(found: Iterable[FindingView]) -> list[str]:
    """The findings in columns, headings first; the last column, the message, runs on as far as it must."""
    rows = [COLUMNS, *(tuple(_cell(getattr(one, column)) for column in COLUMNS) for one in found)]
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
