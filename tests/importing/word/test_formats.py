"""Numbers as Word and WPS print them, in every format that Chinese files have."""

import pytest

from reports.importing.word.formats import padded, printed


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("decimal", (1, 12), ("1", "12")),
        ("decimalZero", (1, 12), ("01", "12")),
        ("decimalFullWidth", (10,), ("１０",)),
        ("decimalEnclosedCircle", (1, 20, 21), ("①", "⑳", "㉑")),
        ("decimalEnclosedCircleChinese", (2,), ("②",)),
        ("decimalEnclosedParen", (1, 20, 21), ("⑴", "⒇", "21")),
        ("decimalEnclosedFullstop", (1, 20), ("⒈", "⒛")),
        ("numberInDash", (3,), ("- 3 -",)),
        ("upperRoman", (4, 1999), ("IV", "MCMXCIX")),
        ("lowerRoman", (9,), ("ix",)),
        ("upperLetter", (1, 26, 27, 53), ("A", "Z", "AA", "AAA")),
        ("lowerLetter", (28,), ("bb",)),
        ("ordinal", (1, 2, 3, 11, 22), ("1st", "2nd", "3rd", "11th", "22nd")),
        ("hex", (255,), ("FF",)),
        ("chineseCounting", (1, 10, 11, 20, 99, 105), ("一", "十", "十一", "二十", "九十九", "一○五")),
        ("chineseCountingThousand", (0, 10, 21, 105, 1010), ("零", "十", "二十一", "一百零五", "一千零一十")),
        ("japaneseCounting", (12,), ("十二",)),
        ("ideographDigital", (10, 21), ("一〇", "二一")),
        ("chineseLegalSimplified", (1, 10, 21), ("壹", "壹拾", "贰拾壹")),
        ("ideographLegalTraditional", (2, 12), ("貳", "壹拾貳")),
        ("ideographEnclosedCircle", (1, 10, 11), ("㊀", "㊉", "11")),
        ("ideographTraditional", (1, 10), ("甲", "癸")),
        ("ideographZodiac", (12,), ("亥",)),
        ("ideographZodiacTraditional", (1, 60), ("甲子", "癸亥")),
        ("none", (1,), ("",)),
        ("bullet", (1,), ("",)),
    ],
)
def test_formats(name: str, values: tuple[int, ...], expected: tuple[str, ...]) -> None:
    assert tuple(printed(name, value) for value in values) == expected


@pytest.mark.parametrize(("name", "value"), [("hebrew1", 1), ("upperRoman", 4000), ("upperLetter", 0), ("x", 1)])
def test_what_a_format_cannot_say(name: str, value: int) -> None:
    with pytest.raises(ValueError, match=name if name in ("hebrew1", "x") else str(value)):
        printed(name, value)


def test_custom_formats() -> None:
    assert padded("001, 002, 003, ...", 12) == "012"
    with pytest.raises(ValueError, match="甲"):
        padded("甲, 乙", 1)
