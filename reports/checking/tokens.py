"""The signs and words of an expression with their places; full-width ones mean what the half-width ones do."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.checking.expressions import ExpressionError
from reports.marking import mark as _

_SIGNS = {"−": "-", "×": "*", "÷": "/", "==": "=", "≤": "<=", "≥": ">=", "≠": "<>", "!=": "<>"}
# As an input method types ASCII where it is left in Chinese; each character stands for one, so that places stay.
_HALF_WIDTH = {0xFF00 + code: 0x20 + code for code in range(1, 0x5F)}
_WORD = r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]*"
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<word>{_WORD})"
    r"|(?P<sign><=|>=|<>|!=|==|[-+*/=<>(),%@−×÷≤≥≠]))"
)
_UNKNOWN = _("“%(found)s” can't stand in an expression.")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, word or sign of the text from `start` to `end`; `text` is what it means, blank at the text's end."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of the text, and an empty one that ends it; raises ExpressionError at what is none."""
    place = 0
    half_width = text.translate(_HALF_WIDTH)
    while text[place:].strip():
        found = _TOKEN.match(half_width, place)
        if found is None or found.lastgroup is None:
            start = place + len(text[place:]) - len(text[place:].lstrip())
            raise ExpressionError(_UNKNOWN, start, start + 1, found=text[start])
        said = found[found.lastgroup]
        start = found.start(found.lastgroup)
        yield Token(found.lastgroup, _SIGNS.get(said, said), start, found.end())
        place = found.end()
    yield Token("end", "", len(text), len(text))


def with_codes(text: str, codes: Mapping[str, str]) -> str:
    """The text with the code of each word that `codes` knows in the word's place."""
    parts: list[str] = []
    end = 0
    for token in tokens(text):
        if token.kind == "word" and token.text in codes:
            parts += [text[end : token.start], codes[token.text]]
            end = token.end
    return "".join([*parts, text[end:]])
