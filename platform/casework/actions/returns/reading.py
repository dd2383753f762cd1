"""A return's files into the staged tables, and what was wrong with a file as such."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count

from casework.actions.returns.progress import Progress
from casework.models import STAGED, ReturnFinding
from casework.ssda903.headings import FileKind
from casework.ssda903.report import RowFinding, Severity
from casework.ssda903.sources import Source, Unreadable, ensure_one_form, open_source
from casework.ssda903.staging import stage
from tenants import files


@dataclass(slots=True)
class ReadFiles:
    """`kinds` also of files without rows; `files` as in ReturnImport, without what is known only after the check."""

    kinds: set[FileKind] = field(default_factory=set)
    files: list[dict[str, Any]] = field(default_factory=list)
    unreadable: bool = False


def read_files(load_id: UUID, handed: list[dict[str, Any]], progress: Progress) -> ReadFiles:
    """Stage every file. One that breaks off leaves no row of its own staged, and a finding that says why."""
    read, seen, forms = ReadFiles(), set[str](), list[Source]()
    for index, file in enumerate(handed):
        if file["sha256"] in seen:
            _report(load_id, index, _again(file["name"]))
            read.files.append({**file, "kinds": [], "encoding": "", "rows": 0})
            continue
        seen.add(file["sha256"])
        read.files.append(_read_file(load_id, index, file, read, forms, progress))
    return read


def _read_file(
    load_id: UUID, index: int, file: dict[str, Any], read: ReadFiles, forms: list[Source], progress: Progress
) -> dict[str, Any]:
    shown = {**file, "kinds": [], "encoding": "", "rows": 0}
    try:
        with files.opened(files.Kept(file["sha256"], file["size"])) as stream:
            source = open_source(file["name"], stream)
            ensure_one_form([*forms, source])
            forms.append(source)
            for more in stage(load_id, index, source.rows()):
                progress.done += more
                progress.at("reading")
    except Unreadable as broken:
        read.unreadable = True
        for model in STAGED.values():
            model._default_manager.filter(load_id=load_id, file=index).delete()
        refused = RowFinding(file["name"], broken.row, "", broken.rule, Severity.REJECT_FILE, broken.reason)
        _report(load_id, index, refused)
        return shown
    read.kinds |= source.kinds
    for remark in source.remarks:
        _report(load_id, index, remark)
    shown |= {"kinds": sorted(source.kinds), "encoding": source.encoding, "rows": source.row_count}
    return shown | {"rejected": source.rejected}


def _again(name: str) -> RowFinding:
    return RowFinding(
        name, None, "", "P-F14", Severity.INFO, "This file is the same as an earlier one of this load: once is enough."
    )


def _report(load_id: UUID, index: int, finding: RowFinding) -> None:
    ReturnFinding(
        load_id=load_id, file=index, row=finding.row, column=finding.column, rule=finding.rule,
        severity=finding.severity.value, message=finding.message, value=finding.value,
    ).save(force_insert=True)  # fmt: skip


def count_files(load_id: UUID, read: ReadFiles) -> list[dict[str, Any]]:
    """The files with how many of their rows were taken and left out, once they are checked."""
    taken, left_out = Counter[int](), Counter[int]()
    for model in STAGED.values():
        found = (
            model._default_manager.filter(load_id=load_id).values_list("file", "rejected").annotate(rows=Count("id"))
        )
        for file, rejected, rows in found:
            (left_out if rejected else taken)[file] += rows
    return [
        {**file, "taken": taken[index], "rejected": file.get("rejected", 0) + left_out[index]}
        for index, file in enumerate(read.files)
    ]
