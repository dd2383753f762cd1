"""A council's 903 return by page: handed in, watched while it is loaded, and what was found in it row by row."""

import tempfile
from typing import Any, BinaryIO, ClassVar, cast
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.permissions import Permission
from casework import actions, queries
from casework.actions.returns import HandedFile
from casework.queries import FINDING_COLUMNS, Wanted
from casework.queries.shapes import FindingPage, FindingView, ImportView
from tenants.downloads import streamed_attachment
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.widgets import RadioSelect

COLUMNS = ("Handed in", "By", "Files", "What became of it")
FILE_COLUMNS = ("File", "What it is", *({"label": name, "numeric": True} for name in ("Rows", "Taken in", "Left out")))
COUNT_COLUMNS = ("What", *({"label": name, "numeric": True} for name in ("New", "Changed", "As it was")))
RULE_COLUMNS = ("Rule", {"label": "Rows", "numeric": True})
STATES = {
    "received": ("Waiting", "grey"),
    "checking": ("Being checked", "blue"),
    "writing": ("Being written", "blue"),
    "checked": ("Checked only", "teal"),
    "done": ("Loaded", "green"),
    "refused": ("Refused", "red"),
    "cancelled": ("Cancelled", "grey"),
    "failed": ("Failed", "red"),
}
"""A load's state in words, each with the colour of its tag."""
SEVERITIES = {
    "reject_file": "The file is left out",
    "reject_row": "The row is left out",
    "warn": "Taken in, to be put right",
    "info": "Taken in",
}
"""What a finding means for what it was found in."""
EVERY = 5
"""Seconds after which the page of a load that runs looks again, until that is switched off (WCAG 2.2.1)."""
# What is larger goes to the disk.
_IN_MEMORY = 1024 * 1024


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; the value is a list of UploadedFile."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class ReturnForm(Form):
    file = FilesField(
        label="The files of the return",
        help_text="The CSV files (Header, Episodes, …) or the XML file, together; you can choose several at once."
        f" At most {settings.RETURN_MOST // 1024**2} MB.",
        # What is wrong with a file is for the report to say.
        allow_empty_file=True,
    )
    accept = forms.ChoiceField(
        label="What if a row has an error?",
        choices=[("good", "Load the rows without errors"), ("all", "Load nothing at all")],
        initial="good",
        widget=RadioSelect,
    )
    dry_run = forms.BooleanField(label="Only check the files, and write nothing", required=False)
    collection_year = forms.IntegerField(
        label="Collection year",
        help_text="The year of its 31 March. Leave it empty for the present one.",
        required=False,
    )


class _Returns(HousePage):
    def crumbs(self) -> list[Crumb]:
        return [("Returns", reverse("imports", args=[self.code]))]


class Imports(HousePage):
    """GET: the returns that were handed in, the newest first."""

    permissions: ClassVar = {"get": Permission.CASE_VIEW_ALL}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        rows = [self._row(one) for one in queries.imports(actor=self.actor)]
        may_submit = self.actor.may(Permission.CASE_SUBMIT)
        return self.show("imports/list.html", {"columns": COLUMNS, "rows": rows, "may_submit": may_submit})

    def _row(self, one: ImportView) -> list[object]:
        text, colour = STATES[one.state]
        at = f"{localtime(one.handed_at):%-d %B %Y, %H:%M}"
        return [
            {"text": at, "url": reverse("import", args=[self.code, one.id])},
            one.handed_by,
            {"text": len(one.files), "hint": f"collection year {one.collection_year}"},
            {"text": text, "colour": colour},
        ]


class HandIn(_Returns, FormPage):
    """`…/imports/new/`. POST (multipart): file (several), accept, dry_run, collection_year."""

    permissions: ClassVar = {"get": Permission.CASE_SUBMIT, "post": Permission.CASE_SUBMIT}
    template = "imports/new.html"
    form_class = ReturnForm
    body_most = settings.RETURN_MOST + settings.FORM_AROUND_PAPER

    def make_form(self, data: QueryDict | None) -> Form:
        return ReturnForm(data, self.request.FILES if data is not None else None)

    def carry_out(self, form: Form) -> Done:
        given = dict(form.cleaned_data)
        files: list[UploadedFile[Any]] = given.pop("file")
        handed = [HandedFile(one.name or "", cast(BinaryIO, one)) for one in files]
        taken = actions.receive_return(handed, **given, actor=self.actor)
        return Done(reverse("import", args=[self.code, taken.import_id]), "The files are here and will be checked.")


class Import(_Returns):
    """GET: how far a load is, and the row report (`?severity=`, `?rule=`, `?after=`). `?still`: don't look again."""

    permissions: ClassVar = {"get": Permission.CASE_VIEW_ALL}

    def get(self, request: HttpRequest, code: str, import_id: UUID) -> HttpResponse:
        found, asked = queries.one_import(import_id, actor=self.actor), _asked(request)
        still = "still" in request.GET
        page = queries.findings(import_id, actor=self.actor, wanted=asked, after=_number(request.GET.get("after", "")))
        answer = self.show(
            "imports/import.html",
            {
                "found": found,
                "may_submit": self.actor.may(Permission.CASE_SUBMIT),
                "state": STATES[found.state],
                "still": still,
                "every": EVERY,
                "asked": asked,
                "severities": [(SEVERITIES.get(name, name), name, count) for name, count in found.findings.items()],
            }
            | _tables(found)
            | _report(page, asked),
        )
        if not (found.is_over or still):
            answer.headers["Refresh"] = str(EVERY)
        return answer


class Cancel(_Returns, FormPage):
    """`…/imports/<import_id>/cancel/`."""

    permissions: ClassVar = {"get": Permission.CASE_SUBMIT, "post": Permission.CASE_SUBMIT}
    template = "imports/cancel.html"
    form_class = Form

    def prepare(self) -> dict[str, object]:
        return {"found": queries.one_import(self.kwargs["import_id"], actor=self.actor)}

    def carry_out(self, form: Form) -> Done:
        actions.cancel_return(self.kwargs["import_id"], actor=self.actor)
        return Done(reverse("import", args=[self.code, self.kwargs["import_id"]]), "Cancelled: nothing was written.")


class FindingsFile(HousePage):
    """GET: the row report as a CSV file, with the filters of the page."""

    permissions: ClassVar = {"get": Permission.CASE_VIEW_ALL}

    def get(self, request: HttpRequest, code: str, import_id: UUID) -> FileResponse:
        file = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115  the answer closes it
        queries.findings_file(import_id, file, actor=self.actor, wanted=_asked(request))
        file.seek(0)
        return streamed_attachment(file, "text/csv; charset=utf-8", f"findings-{import_id}.csv")


def _asked(request: HttpRequest) -> Wanted:
    return Wanted(request.GET.get("severity", ""), request.GET.get("rule", ""))


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def _tables(found: ImportView) -> dict[str, object]:
    unknown = "Not recognised" if found.is_over else "Not read yet"
    return {
        "file_columns": FILE_COLUMNS,
        "files": [
            [one.name, ", ".join(one.kinds) or unknown, one.rows, one.taken, one.rejected] for one in found.files
        ],
        "count_columns": COUNT_COLUMNS,
        "counts": [
            [name.replace("_", " ").capitalize(), one.created, one.updated, one.unchanged]
            for name, one in found.counts.items()
        ],
    }


def _report(page: FindingPage, asked: Wanted) -> dict[str, object]:
    chosen = {name: word for name, word in (("severity", asked.severity), ("rule", asked.rule)) if word}
    return {
        "page": page,
        "columns": [label for _, label in FINDING_COLUMNS],
        "rows": [_finding(one) for one in page.items],
        "rule_columns": RULE_COLUMNS,
        "rules": [[{"text": rule, "url": f"?rule={rule}#report"}, count] for rule, count in page.rules.items()],
        "next_url": f"?{urlencode({**chosen, 'after': page.next})}#report" if page.next is not None else "",
        "file_query": f"?{urlencode(chosen)}" if chosen else "",
    }


def _finding(one: FindingView) -> list[object]:
    cells = {name: getattr(one, name) for name, _ in FINDING_COLUMNS} | {
        "severity": SEVERITIES.get(one.severity, one.severity)
    }
    return [cell if cell != "" else None for cell in cells.values()]
