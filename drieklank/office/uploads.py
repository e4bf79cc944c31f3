"""Uploads go to a file that has no name: whatever happens, nothing of it stays on disk.

A file over the limit is counted to its end but not kept, so that the form can say how large it may be.
"""

from __future__ import annotations

import tempfile
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST: Final = 100 * 1024 * 1024


class UnlinkedFileHandler(FileUploadHandler):
    """Writes an upload to an unlinked temporary file, which is gone as soon as it is closed."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        # Stands open until Django closes the request's files.
        self._file = tempfile.TemporaryFile(prefix="upload-")  # noqa: SIM115 -- closed by whoever holds the upload

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= MOST:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self._file.seek(0)
        return UploadedFile(
            file=self._file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()
