"""What the buttons of the outline editor do with the chapters."""

import pytest

from reports.forms.outlines import OutlineChapterForm, chapters_after


def sent(*headings: str, positions: tuple[int, ...] = ()) -> list[OutlineChapterForm]:
    forms = []
    for place, heading in enumerate(headings):
        data = {"heading": heading, "kind": "work", "entry_style": "titled", "guidance": "", "required": "on"}
        form = OutlineChapterForm(data | {"position": str(positions[place] if positions else place)})
        assert form.is_valid()
        forms.append(form)
    return forms


@pytest.mark.parametrize(
    ("act", "headings", "place"),
    [
        ("save", "甲乙丙", None),
        ("up-1", "乙甲丙", 0),
        ("up-0", "甲乙丙", 0),
        ("down-1", "甲丙乙", 2),
        ("down-2", "甲乙丙", 2),
        ("remove-0", "乙丙", 0),
        ("remove-2", "甲乙", 1),
        ("add", "甲乙丙", 3),
        ("up-9", "甲乙丙", None),
        ("remove-x", "甲乙丙", None),
        ("explode-1", "甲乙丙", None),
    ],
)
def test_each_button_does_what_it_says(act: str, headings: str, place: int | None) -> None:
    rows, looked_at = chapters_after(sent("甲", "乙", "丙"), act)
    assert ("".join(row["heading"] for row in rows), looked_at) == (headings, place)
    assert len(rows) == len(headings) + (act == "add")


def test_what_was_moved_on_the_screen_counts() -> None:
    forms = sent("甲", "乙", "丙", positions=(2, 0, 1))
    assert [row["heading"] for row in chapters_after(forms, "save")[0]] == ["乙", "丙", "甲"]
    assert [row["heading"] for row in chapters_after(forms, "remove-0")[0]] == ["乙", "丙"]
    assert [row["heading"] for row in chapters_after(forms, "up-2")[0]] == ["丙", "乙", "甲"]
