"""The plain data between the importer's two stages: source lines, and lines with the part they play."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.choices import ChapterKind, LeftOutReason, LineKind
from reports.errors import InvalidInput
from reports.marking import mark as _


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the file, or a paragraph of a Word file: its number from 1 and its text as it stands.

    `hint` is what the file's own styles and faces say it is, or None; `lead` counts the first characters that are set
    apart as an entry's heading. `left_out` is set by a reader for what can't be part of the text (a picture).
    `counted` has the stretches (first character, one behind the last) that this program's own styles mark as number
    and heading of an entry.
    """

    number: int
    text: str
    hint: LineKind | None = None
    left_out: LeftOutReason | None = None
    lead: int = 0
    counted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of source line `number` and the part it plays in the report.

    - `text` is the piece as it stands, without outer white space; the number of a heading is still in it. The pieces
      of a source line are its text, cut between them and nowhere else changed.
    - `chapter` is set where a chapter of that kind opens: always on a `CHAPTER` heading, and on an `ENTRY`, `POINT`
      or `PARAGRAPH` where a chapter without a heading begins.
    - `runs_on`: the piece continues the paragraph of the piece before it. An `ENTRY` or `POINT` holds the heading
      only; a `PARAGRAPH` that runs on behind it is the run-in text, one that doesn't makes it a heading on a line of
      its own. `POINT`s that run on share one paragraph.
    - `reason` is set on what is `LEFT_OUT`.
    """

    number: int
    text: str
    kind: LineKind
    chapter: ChapterKind | None = None
    runs_on: bool = False
    reason: LeftOutReason | None = None

    @property
    def kept(self) -> bool:
        """Whether the piece is part of the report."""
        return self.kind is not LineKind.LEFT_OUT

    def cut(self, place: int, **changes: Any) -> tuple["Line", "Line"]:
        """Divide the piece before character `place`; the second half runs on and takes `changes`."""
        first = replace(self, text=self.text[:place].rstrip())
        second = replace(self, text=self.text[place:].lstrip(), chapter=None, runs_on=True)
        return first, replace(second, **changes)


def encode_lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Write lines as JSON data, one object each; blank where a value is unset."""
    return [
        {
            "number": line.number,
            "text": line.text,
            "kind": line.kind.value,
            "chapter": line.chapter.value if line.chapter else "",
            "runs_on": line.runs_on,
            "reason": line.reason.value if line.reason else "",
        }
        for line in lines
    ]


def decode_lines(data: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """Read what `encode_lines` wrote, also when a person has changed kinds and boundaries.

    Raises InvalidInput for anything that is no list of lines.
    """
    try:
        return tuple(_decode(item) for item in data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(_("The list of lines can't be read; upload the file again.")) from error


def _decode(item: Mapping[str, Any]) -> Line:
    kind = LineKind(item["kind"])
    chapter = ChapterKind(item["chapter"]) if item.get("chapter") else None
    if kind is LineKind.CHAPTER and chapter is None:
        chapter = ChapterKind.WORK
    reason = LeftOutReason(item["reason"]) if item.get("reason") else None
    if kind is LineKind.LEFT_OUT and reason is None:
        reason = LeftOutReason.PERSON
    return Line(
        number=int(item["number"]),
        text=str(item["text"]),
        kind=kind,
        chapter=chapter,
        runs_on=bool(item.get("runs_on")),
        reason=reason if kind is LineKind.LEFT_OUT else None,
    )
