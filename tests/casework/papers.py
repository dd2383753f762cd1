"""Papers as a council hands them in."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

PDF = b"%PDF-1.7\n% Zo\xc3\xab's care plan"


def zipped(*names):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return held.getvalue()


def send(headers, child_id, code="210", *, name="Care plan.pdf", content=PDF, kind="care_plan", **more):
    """By the API, as a council's system does."""
    body = {"kind": kind, "file": SimpleUploadedFile(name, content, "application/x-anything"), **more}
    return Client().post(f"/api/v1/councils/{code}/cases/{child_id}/papers", body, headers=headers)
