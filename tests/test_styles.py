"""The style sheets of pages lie over that of the frame: none of them dresses a piece of the frame anew by accident."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = Path(settings.BASE_DIR) / "static" / "reports" / "css"
# A rule for one class and nothing else.
BARE = re.compile(r"^\.([a-z-]+) \{", re.MULTILINE)
FRAME = set(BARE.findall((SHEETS / "app.css").read_text()))


@pytest.mark.parametrize("sheet", sorted(path.name for path in SHEETS.glob("*.css") if path.name != "app.css"))
def test_no_class_of_the_frame_is_dressed_anew(sheet: str) -> None:
    assert FRAME.isdisjoint(BARE.findall((SHEETS / sheet).read_text()))
