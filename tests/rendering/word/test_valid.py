"""Microsoft's own validator finds nothing wrong in the Word files."""

import json
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given, settings

from reports.document import Cover, Document
from reports.rendering import DRAFT_MARK, render_word
from tests.document.strategies import built_documents, documents, wild_line
from tests.rendering.samples import DOCUMENT

VALIDATOR = Path(__file__).parents[2] / "validator"
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
    _collect(files)
    assert faults({f"{name}.docx": data for name, data in files.items()}, tmp_path) == {}


def _collect(files: dict[str, bytes]) -> None:
    """Files of random documents, such as reports make and such as no report makes."""

    @settings(max_examples=30, deadline=None)
    @given(documents(wild_line), built_documents)
    def collect(wild: Document, built: Document) -> None:
        files[f"wild-{len(files)}"] = render_word(wild)
        files[f"built-{len(files)}"] = render_word(built)

    collect()
