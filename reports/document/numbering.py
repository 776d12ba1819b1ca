"""Numbers of chapters, entries and points, computed once for every output (GB/T 9704-2012, 7.3.3)."""

_DIGITS = "零一二三四五六七八九"


def chinese_number(value: int) -> str:
    """Write `value` (1 to 9,999) as it stands in headings: 1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五.

    Raises ValueError outside that range.
    """
    if not 1 <= value <= 9999:
        raise ValueError(f"no heading number for {value}")
    parts: list[str] = []
    pending_zero = False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            parts += (["零"] if pending_zero and parts else []) + [_DIGITS[digit], name]
            pending_zero = False
        elif parts:
            pending_zero = True
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def chapter_number(position: int) -> str:
    """First level, for the chapter at `position` (from 1): 一、"""
    return f"{chinese_number(position)}、"


def entry_number(position: int) -> str:
    """Second level, for the entry at `position` (from 1): （一）"""
    return f"（{chinese_number(position)}）"


def point_number(position: int) -> str:
    """The words that count points inside a paragraph, from 1: 一是"""
    return f"{chinese_number(position)}是"
