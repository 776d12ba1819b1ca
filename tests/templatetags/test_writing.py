"""Guidance: one line, and more where there is more."""

import pytest

from reports.templatetags.writing import first_sentence, further_sentences


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("", "", ""),
        ("写具体问题", "写具体问题", ""),
        ("写事。写清次数。", "写事。", "写清次数。"),
        ("称“本局。”不称“我们”。再写。", "称“本局。”", "不称“我们”。再写。"),
        (" 行吗？行！ ", "行吗？", "行！"),
    ],
)
def test_guidance_is_cut_after_its_first_sentence(text: str, first: str, rest: str) -> None:
    assert (first_sentence(text), further_sentences(text)) == (first, rest)
