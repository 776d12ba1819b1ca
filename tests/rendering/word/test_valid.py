"""Microsoft's own validator finds nothing wrong in the Word files."""

import datetime
import json
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings

from reports.choices import ThreadState
from reports.document import Cover, Document, anchors
from reports.rendering import DRAFT_MARK, Remark, Said, render_changes, render_review, render_word
from tests.document.strategies import built_documents, documents, wild_line
from tests.rendering.samples import DOCUMENT
from tests.rounds import rounds

VALIDATOR = Path(__file__).parents[2] / "validator"
AT = datetime.datetime(2026, 7, 8, 9, 30)
pytestmark = pytest.mark.office


def faults(files: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """What the validator finds wrong, by the name of the file; files without a fault are left out."""
    assert (VALIDATOR / "node_modules").exists(), "run scripts/validator first"
    for name, data in files.items():
        (folder / name).write_bytes(data)
    command = ["node", str(VALIDATOR / "validate.mjs"), *files]
    answer = subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    found = json.loads(answer.stdout)
    assert set(found) == set(files)
    return {
        name: [f"{one['path']['partUri']} {one['path']['xpath']}: {one['description']}" for one in all_of_it]
        for name, all_of_it in found.items()
        if all_of_it
    }


def test_a_fault_is_found(tmp_path: Path) -> None:
    package = docx.Document(BytesIO(render_word(DOCUMENT)))
    properties = package.paragraphs[0]._p.get_or_add_pPr()
    properties.append(properties[0])
    properties.insert(0, OxmlElement("w:jc"))
    package.save(str(tmp_path / "out.docx"))
    assert list(faults({"broken.docx": (tmp_path / "out.docx").read_bytes()}, tmp_path)) == ["broken.docx"]


def test_every_file_is_valid(tmp_path: Path) -> None:
    files = {"sample": render_word(DOCUMENT), "draft": render_word(DOCUMENT, mark=DRAFT_MARK)}
    files["empty"] = render_word(Document(Cover(), ()))
    shorter = Document(DOCUMENT.cover, DOCUMENT.body[1:3])
    files |= {"added": _changes(shorter, DOCUMENT), "removed": _changes(DOCUMENT, shorter)}
    files["review"] = render_review(
        DOCUMENT, [_remark("title", "甲", "乙"), _remark("entry-4", "丙"), _remark("x", "丁")]
    )
    _collect(files)
    assert faults({f"{name}.docx": data for name, data in files.items()}, tmp_path) == {}


def _collect(files: dict[str, bytes]) -> None:
    """Files of random documents, such as reports make and such as no report makes."""

    @settings(max_examples=rounds(30))
    @given(documents(wild_line), built_documents)
    def collect(wild: Document, built: Document) -> None:
        files[f"wild-{len(files)}"] = render_word(wild)
        files[f"built-{len(files)}"] = render_word(built)
        files[f"changes-{len(files)}"] = _changes(wild, built)
        remarks = [_remark(anchor, "甲\n乙", "") for anchor in sorted(anchors(built))]
        files[f"review-{len(files)}"] = render_review(built, remarks)

    collect()


def _changes(old: Document, new: Document) -> bytes:
    return render_changes(old, new, author="青石县财政局", at=AT)


def _remark(anchor: str, *texts: str) -> Remark:
    return Remark(anchor, "会议", tuple(Said("何志远", AT, text) for text in texts), ThreadState.ANSWERED)
