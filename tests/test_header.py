"""The head of every test run says whether the bureau's own reports are tried."""

from pathlib import Path

import pytest

from tests import conftest


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([Path("seeds/000.txt"), Path("seeds/001.txt")], "the bureau's own reports: 2 in seeds"),
        ([], "the bureau's own reports: none in seeds (LIANBAO_SEEDS names another folder), so their tests skip"),
    ],
)
def test_the_header_says_whether_the_seeds_were_found(
    monkeypatch: pytest.MonkeyPatch, found: list[Path], words: str
) -> None:
    monkeypatch.setattr(conftest, "SEEDS", found)
    monkeypatch.setattr(conftest, "SEEDS_FOLDER", Path("seeds"))
    assert conftest.pytest_report_header() == words


def test_the_header_is_printed(pytestconfig: pytest.Config) -> None:
    """Less than verbosity 0 prints no header; only a person at the command line may ask for that."""
    assert "-q" not in pytestconfig.getini("addopts")
