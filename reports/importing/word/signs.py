"""Symbols of picture fonts and formulas, written as plain characters where there are such."""

from lxml import etree

from reports.importing.word.ooxml import M

_PRIVATE = range(0xF000, 0xF100)
# What offices tick and list with; the fonts number their pictures like the letters of ASCII.
_WINGDINGS = {
    0x28: "☎", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0xA1: "○", 0xA7: "▪",
    0xA8: "□", 0xB2: "☆", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "□"}
_SYMBOL = {0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈", 0xB7: "•", 0x6D: "μ"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_BETWEEN = {"f": "/", "sSup": "^", "sSub": "_"}


def symbol_text(font: str, code: str) -> str | None:
    """The character that `w:sym` stands for; None for a picture without one."""
    try:
        value = int(code, 16)
    except ValueError:
        return None
    table = _FONTS.get(font.strip().lower())
    if value in _PRIVATE or table:
        return (table or {}).get(value & 0xFF)
    return chr(value) if 0x20 <= value < 0xD800 else None


def is_plain_formula(element: etree._Element) -> bool:
    """Whether the formula is a line of characters, without fractions, roots or the like."""
    return all(
        str(inner.tag) in (f"{M}oMath", f"{M}r", f"{M}t") for inner in element.iter(f"{M}*") if not _is_property(inner)
    )


def formula_text(element: etree._Element) -> str:
    """The formula on one line: a/b, a^b, a_b."""
    name = str(element.tag).removeprefix(M)
    if name == "t":
        return element.text or ""
    parts = [formula_text(inner) for inner in element if not _is_property(inner)]
    if name in _BETWEEN:
        return _BETWEEN[name].join(f"({part})" if len(part) > 1 else part for part in parts)
    return "".join(parts)


def _is_property(element: etree._Element) -> bool:
    return not str(element.tag).startswith(M) or str(element.tag).endswith("Pr")
