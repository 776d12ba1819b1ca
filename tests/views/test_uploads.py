"""Uploaded files are held in memory, and what is too large is cut off without being forgotten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory

from reports.importing.text import LARGEST_FILE


@pytest.mark.parametrize(
    ("size", "kept"), [(0, 0), (5, 5), (LARGEST_FILE, LARGEST_FILE), (LARGEST_FILE + 9, LARGEST_FILE + 1)]
)
def test_a_file_has_its_true_size_whatever_was_kept(rf: RequestFactory, size: int, kept: int) -> None:
    request = rf.post("/", {"file": SimpleUploadedFile("签到表.pdf", b"x" * size)})

    file = request.FILES["file"]
    assert isinstance(file, UploadedFile)
    assert (file.name, file.size, len(file.read())) == ("签到表.pdf", size, kept)
