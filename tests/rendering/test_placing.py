"""The width of a text in characters."""

import pytest

from reports.rendering.placing import width


@pytest.mark.parametrize(("text", "characters"), [("", 0), ("廉政", 2), ("2026年", 3), ("𠮷“—", 3), ("Ab", 1)])
def test_width_in_characters(text: str, characters: float) -> None:
    assert width(text) == characters
