"""The documentation of the workflow is the one that the table of moves gives."""

from pathlib import Path
from xml.etree import ElementTree

from django.core.management import call_command

from reports.choices import ReportState
from reports.management.workflow_docs import PLACES, ROUTES, page, picture, rectification_page
from reports.workflow import MOVES

DOCS = Path(__file__).parents[2] / "docs"


def test_the_files_are_up_to_date() -> None:
    """If not: `manage.py workflow_docs`."""
    assert (DOCS / "workflow.md").read_text(encoding="utf-8") == page()
    assert (DOCS / "rectification.md").read_text(encoding="utf-8") == rectification_page()
    assert (DOCS / "workflow.svg").read_text(encoding="utf-8") == picture()


def test_every_state_has_a_place_and_every_move_a_route_and_no_more() -> None:
    assert set(PLACES) == set(ReportState)
    assert set(ROUTES) == {(source, move.target) for move in MOVES for source in move.sources}


def test_the_picture_names_every_move_and_state() -> None:
    root = ElementTree.fromstring(picture())
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert words == {move.label for move in MOVES} | {state.label for state in ReportState}


def test_the_command_writes_the_same_bytes_every_time(tmp_path: Path) -> None:
    call_command("workflow_docs", folder=tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    call_command("workflow_docs", folder=tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert sorted(first) == ["rectification.md", "workflow.md", "workflow.svg"]
