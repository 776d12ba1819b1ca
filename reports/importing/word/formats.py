"""The number formats of Word (ECMA-376, 17.18.59 ST_NumberFormat) that Chinese Word and WPS write."""

from collections.abc import Callable

from reports.document.numbering import chinese_number

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_SIMPLIFIED_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def printed(name: str, value: int) -> str:
    """The number `value` in the format of that name; "" for a format without numbers.

    Raises ValueError for a format that is not known here, or that doesn't reach that far.
    """
    if name not in _FORMATS:
        raise ValueError(name)
    return _FORMATS[name](value)


def padded(pattern: str, value: int) -> str:
    """The custom format whose numbers begin as `pattern` does ("001, 002, 003, ..."); raises ValueError for others."""
    first = pattern.split(",")[0].strip()
    if not first.isdecimal() or int(first) != 1:
        raise ValueError(pattern)
    return str(value).zfill(len(first))


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        raise ValueError(value)
    text = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        text += letters * count
    return text


def _letters(value: int) -> str:
    """A to Z, then AA to ZZ, AAA …: Word repeats the letter."""
    if not 0 < value < 26 * 30:
        raise ValueError(value)
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th") if value % 100 not in (11, 12, 13) else "th"
    return f"{value}{ending}"


def _chinese(value: int) -> str:
    return "零" if value == 0 else chinese_number(value)


def _chinese_digits(value: int) -> str:
    """From 100 on by digits (一○○): what sets chineseCounting apart from chineseCountingThousand."""
    return _chinese(value) if value < 100 else _by_digits("○一二三四五六七八九")(value)


def _legal(value: int, digits: dict[int, int]) -> str:
    """The form of amounts of money, which writes 10 as 壹拾."""
    text = _chinese(value)
    return (f"一{text}" if text.startswith("十") else text).translate(digits)


def _by_digits(digits: str) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(digit)] for digit in str(value))


def _one_of(characters: str) -> Callable[[int], str]:
    """One character a number; past the last, Word goes on in Arabic numerals."""
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else str(value)


def _in_turn(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)]


_ENCLOSED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_FORMATS: dict[str, Callable[[int], str]] = {
    "bullet": lambda value: "",
    "none": lambda value: "",
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _one_of(_ENCLOSED),
    "decimalEnclosedCircleChinese": _one_of(_ENCLOSED),
    "decimalEnclosedFullstop": _one_of("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": _one_of("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "chineseCounting": _chinese_digits,
    "taiwaneseCounting": _chinese_digits,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _by_digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _by_digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _by_digits("○一二三四五六七八九"),
    "chineseLegalSimplified": lambda value: _legal(value, _SIMPLIFIED_LEGAL),
    "ideographLegalTraditional": lambda value: _legal(value, _TRADITIONAL),
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": lambda value: _in_turn(_STEMS)(value) + _in_turn(_BRANCHES)(value),
}
