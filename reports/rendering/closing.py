"""The recipient's colon, the date and the place of the signature: what the cover prints, alike in every writer."""

import datetime
from unicodedata import east_asian_width


def recipient_line(recipient: str) -> str:
    """The recipient with its full-width colon (GB/T 9704-2012, 7.3.2)."""
    return recipient.rstrip(":： ") + "："


def printed_date(date: datetime.date) -> str:
    """Arabic numerals without leading noughts (7.3.5.4): 2026年1月5日."""
    return f"{date.year}年{date.month}月{date.day}日"


def width(text: str) -> float:
    """The width of `text` in Chinese characters; a half-width character counts one half."""
    return sum(0.5 if east_asian_width(character) in ("Na", "H", "N") else 1.0 for character in text)


def closing_indents(signature: str, date: str) -> tuple[float, float]:
    """Characters left free right of the signature and right of the date, without a seal (7.3.5.2).

    The signature keeps two characters free and the date starts two characters right of it; a date longer than the
    signature keeps the two characters itself and the signature moves left with it.
    """
    signed, dated = width(signature), width(date)
    if not signature or dated > signed:
        return dated + 4 - signed, 2.0
    return 2.0, signed - dated
