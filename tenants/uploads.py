"""What comes in by form or multipart and is too large to be held in memory."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class UnnamedFileUploadHandler(FileUploadHandler):
    """Behind MemoryFileUploadHandler: a file on the store's own disk that never has a name.

    Django's own handler leaves a child's data in the machine's folder for temporary files when a worker is killed;
    what has no name is gone with its process.
    """

    file: UploadedFile[Any]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        home = Path(settings.FILES_HOME)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file = UploadedFile(
            tempfile.TemporaryFile(dir=home),  # noqa: SIM115  the request closes it
            cast(str, self.file_name),
            cast(str, self.content_type),
            0,
            self.charset,
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        self.file.seek(0)
        self.file.size = file_size
        return self.file
