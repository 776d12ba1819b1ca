"""What direct formatting says about lines: a line in 黑体 is a chapter, an opening in 楷体 an entry's heading."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.choices import LineKind
from reports.importing.numbers import number_at
from reports.importing.word.content import Piece
from reports.importing.words import LONGEST_CHAPTER_HEADING, LONGEST_ENTRY_HEADING, LONGEST_TITLE

# Half points: 小二 and larger is no body text.
_LARGE = 36
_FACES = {
    "heading": ("黑体", "simhei", "heiti"),
    "lead": ("楷", "kaiti", "stkaiti"),
    "title": ("小标宋", "xiaobiaosong", "中宋", "zhongsong"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as it looks: its place, its pieces, and whether it stands in the middle."""

    number: int
    pieces: tuple[Piece, ...]
    centred: bool
    hint: LineKind | None = None

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(piece.text for piece in self.pieces)


def formatted_hints(lines: Sequence[Seen]) -> tuple[dict[int, LineKind], dict[int, int]]:
    """The part of each line whose looks tell it, and how many of its first characters are an entry's heading.

    What a text is mostly set in says nothing: only what stands out from it does.
    """
    faces = Counter[str]()
    for line in lines:
        for piece in line.pieces:
            faces[_face(piece)] += len(piece.text)
    body = faces.most_common(1)[0][0] if faces else ""
    bold = sum(len(piece.text) for line in lines for piece in line.pieces if piece.look.bold) * 2 > faces.total()
    hints, leads = dict[int, LineKind](), dict[int, int]()
    _titles(lines, body, hints)
    for line in lines:
        if line.number in hints or line.hint or not line.text.strip():
            continue
        if _wholly(line.pieces, "heading", body) and len(line.text.strip()) <= LONGEST_CHAPTER_HEADING:
            hints[line.number] = LineKind.CHAPTER
        elif lead := _lead(line, body, bold=bold):
            leads[line.number] = lead
            if not line.text[lead:].strip():
                hints[line.number] = LineKind.ENTRY
    return hints, leads


def _titles(lines: Sequence[Seen], body: str, hints: dict[int, LineKind]) -> None:
    """The first lines in the face or size of titles; above them a large red one is the letterhead."""
    begun = False
    for line in lines:
        if not line.text.strip():
            continue
        if _is_title(line, body):
            red = any(piece.look.color == "FF0000" for piece in line.pieces)
            hints[line.number] = LineKind.ORGAN if red else LineKind.TITLE
            begun = begun or not red
        elif begun or len(line.text.strip()) > LONGEST_TITLE:
            return


def _is_title(line: Seen, body: str) -> bool:
    pieces = [piece for piece in line.pieces if piece.text.strip()]
    if not line.centred or len(line.text.strip()) > LONGEST_TITLE or number_at(line.text.strip()):
        return False
    return _wholly(line.pieces, "title", body) or all((piece.look.size or 0) >= _LARGE for piece in pieces)


def _wholly(pieces: Iterable[Piece], face: str, body: str) -> bool:
    """Whether all Chinese characters of the pieces are set in `face`, which the body isn't."""
    found = [_face(piece) for piece in pieces if _is_chinese(piece)]
    return face != body and bool(found) and all(each == face for each in found)


def _lead(line: Seen, body: str, *, bold: bool) -> int:
    """How many of the first characters stand out as an entry's heading: by their style, in 楷体, or else in bold."""
    length = _opening(line.pieces, lambda piece: bool(piece.look.lead))
    length = length or _opening(line.pieces, lambda piece: body != "lead" and _face(piece) == "lead")
    if not length and not bold and number_at(line.text.strip()):
        length = _opening(line.pieces, lambda piece: bool(piece.look.bold))
    return length if len(line.text[:length].strip()) <= LONGEST_ENTRY_HEADING + 10 else 0


def _opening(pieces: Iterable[Piece], test: Callable[[Piece], bool]) -> int:
    """How many characters the pieces take up that pass the test, before the first Chinese ones that don't."""
    length = taken = 0
    for piece in pieces:
        taken += len(piece.text)
        if test(piece):
            length = taken
        elif _is_chinese(piece):
            break
    return length


def _is_chinese(piece: Piece) -> bool:
    """Whether the face for Chinese shows in the piece; Latin letters and digits have one of their own."""
    return any(character > "⺀" and character != "\u3000" for character in piece.text)


def _face(piece: Piece) -> str:
    name = (piece.look.face or "").lower()
    return next((kind for kind, names in _FACES.items() if any(each in name for each in names)), "")
