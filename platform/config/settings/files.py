"""What people hand in: where it is kept, and how much is taken. Django's own storage is for nobody."""

import os

from config import environment

FILES_HOME = os.environ.get("IRO_FILES") or environment.home() / "files"
SCANNER = os.environ.get("IRO_SCANNER", "")
"""clamd as `tcp://host:port` or `unix:/path`: what it has not passed isn't kept. Empty: nothing is scanned."""
PAPER_MOST = 20 * 1024 * 1024
"""The largest paper, in bytes. In memory while it comes and goes, and nowhere else on the way."""
FORM_AROUND_PAPER = 64 * 1024
"""What a form or a multipart message may take beside the paper itself."""
RETURN_MOST = 200 * 1024 * 1024
"""The largest return that is handed in by page or API, in bytes, all its files together. Never whole in memory."""
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "tenants.uploads.UnnamedFileUploadHandler",
]
"""Never Django's second one, which leaves a child's paper in the machine's folder for temporary files."""
FILE_UPLOAD_MAX_MEMORY_SIZE = PAPER_MOST + FORM_AROUND_PAPER
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
"""No `default`: whoever reaches for django.core.files.storage.default_storage is refused."""
