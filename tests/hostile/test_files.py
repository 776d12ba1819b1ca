"""Hostile files wherever a person may send one: refused in words that say what to do, or only their text comes in.

The parsers are called here as their child processes call them; a process for each file would take minutes. That the
children are used and have limits is held by the tests of screening, of Word files and of spreadsheets.
"""

from collections.abc import Callable

import pytest

from reports.errors import UnreadableFile
from reports.importing import files as reports_in_files
from reports.importing import spreadsheets, text
from reports.importing.word import edited, interpret, package, reading
from reports.screening import formats, screen
from reports.screening.screening import LARGEST, answer
from tests.hostile.collection import every_file
from tests.hostile.files import ANY, Hostile
from tests.rounds import share

FILES = every_file()
SENTENCES = {
    value
    for module in (formats, package, text, spreadsheets, reading)
    for name, value in vars(module).items()
    if name.isupper() and isinstance(value, str)
}

# What the readers say of files made to be wrong, so that any other warning is seen.
WRONG_EXIF = pytest.mark.filterwarnings(
    "ignore:Tag data larger than file. Skipping tag 270$:UserWarning:PIL.TiffImagePlugin",
    "ignore:Corrupt EXIF data.  Expecting to read 12 bytes but only got 4. $:UserWarning:PIL.TiffImagePlugin",
)
WRONG_DAY = pytest.mark.filterwarnings(
    "ignore:Cell B1 is marked as a date but the serial value 99999999 is outside:UserWarning:openpyxl.worksheet._reader"
)


def as_evidence(one: Hostile) -> str:
    kind = formats.kind_of_name(one.name)
    if not one.data or len(one.data) > LARGEST:
        screen(one.name, one.data)
    answer(one.data, kind.value)
    return ANY


def as_report(one: Hostile) -> str:
    return "\n".join(line.text for line in reports_in_files.read_file(one.name, one.data).source)


def as_edited(one: Hostile) -> str:
    package.check_signature(one.data)
    edited.parse_edited(one.data)
    return ANY


def as_table(one: Hostile) -> str:
    return "\n".join("|".join(cells) for _number, cells in spreadsheets.parse_spreadsheet(one.data))


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word files are parsed in this process."""
    parsed = lambda data, numbering=None: interpret(reading.parse(data), numbering)  # noqa: E731
    monkeypatch.setattr(reports_in_files, "read_word", parsed)


def outcome(way: Callable[[Hostile], str], one: Hostile) -> tuple[str, str]:
    """What refuses the file that way, and what else comes of it."""
    try:
        return way(one), ""
    except UnreadableFile as error:
        return "", str(error)


def test_there_are_enough_and_each_is_another() -> None:
    assert len({one.what for one in FILES}) == len(FILES) == len({(one.name, one.data) for one in FILES}) >= 200


@WRONG_EXIF
def test_each_is_taken_as_evidence_or_refused_with_its_reason() -> None:
    assert {one.what: outcome(as_evidence, one)[1] for one in FILES} == {one.what: one.refusal for one in FILES}


@WRONG_DAY
def test_its_own_reader_makes_text_of_it_or_refuses_it_with_its_reason() -> None:
    told = share([one for one in FILES if one.read or one.becomes])
    found = {}
    for one in told:
        became, refused = outcome(as_table if one.name.endswith(".xlsx") else as_report, one)
        found[one.what] = (ANY if one.becomes == ANY and became else became, refused)
    assert found == {one.what: (one.becomes, one.read) for one in told}


@WRONG_DAY
def test_every_other_reader_reads_it_or_refuses_it_in_words() -> None:
    ways = (as_report, as_edited, as_table)
    refusals = {outcome(way, one)[1] for way in ways for one in share(FILES) if len(one.data) < LARGEST}
    assert refusals <= {"", *SENTENCES}
