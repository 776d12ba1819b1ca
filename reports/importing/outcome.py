"""What reading a file gives: the manuscript, and a note for everything that is not simply its text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reports.choices import LeftOutReason, LineKind, NoteKind
from reports.document import Manuscript
from reports.importing.lines import Line, SourceLine
from reports.marking import mark as _

MESSAGES: dict[str, tuple[NoteKind, str]] = {
    "left_out": (NoteKind.LEFT_OUT, _("left out: %(reason)s")),
    "renumbered": (NoteKind.RENUMBERED, _("numbered %(read)s in the file, now %(printed)s")),
    "numbered": (NoteKind.RENUMBERED, _("had no number in the file, now %(printed)s")),
    "title_joined": (NoteKind.JOINED, _("joined with the line above to one title")),
    "line_joined": (NoteKind.JOINED, _("joined with the line above, which it continues")),
    "signature_joined": (NoteKind.JOINED, _("joined with the line above to one signature")),
    "lead_joined": (NoteKind.JOINED, _("joined with the paragraph above, as its points share one paragraph")),
    "date_rewritten": (NoteKind.CHANGED, _("date written as %(printed)s")),
    "full_stop_added": (NoteKind.CHANGED, _("full stop added behind the heading")),
    "moved": (NoteKind.CHANGED, _("moved to another place of the report")),
    "controls_removed": (NoteKind.CHANGED, _("%(count)s unprintable characters removed")),
    "automatic_number": (NoteKind.CHANGED, _("automatic number written out as %(printed)s")),
    "unknown_number": (NoteKind.NOT_UNDERSTOOD, _("the automatic number of this paragraph was not understood")),
    "no_date": (NoteKind.NOT_UNDERSTOOD, _("not understood as a date; kept as text at the end")),
    "no_title": (NoteKind.NOT_UNDERSTOOD, _("no title found")),
    "points_out_of_order": (
        NoteKind.NOT_UNDERSTOOD,
        _("the points are not counted from 一是 in order; kept as one text"),
    ),
    "plain_number": (NoteKind.NOT_UNDERSTOOD, _("the number at its head is kept as text")),
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about source line `line`, with the words it is about.

    `code` names the message in `MESSAGES`, a message id of the catalogue; `values` fills it.
    """

    code: str
    line: int
    quote: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> NoteKind:
        """The family the message belongs to."""
        return MESSAGES[self.code][0]

    def message(self, translate: Callable[[str], str] = str) -> str:
        """What the note says; `translate` is gettext where there are catalogues."""
        return translate(MESSAGES[self.code][1]) % {name: translate(value) for name, value in self.values}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of a file format gives: plain lines, with notes on what only the file could tell."""

    lines: tuple[SourceLine, ...]
    notes: tuple[Note, ...] = ()


def decode_reading(data: Mapping[str, Any]) -> Reading:
    """Make a reading of what `dataclasses.asdict` made of one, after it went through JSON."""
    return Reading(tuple(map(_line, data["lines"])), tuple(map(_note, data["notes"])))


def _line(data: Mapping[str, Any]) -> SourceLine:
    hint, left_out = data["hint"], data["left_out"]
    return SourceLine(
        data["number"], data["text"], LineKind(hint) if hint else None, LeftOutReason(left_out) if left_out else None
    )


def _note(data: Mapping[str, Any]) -> Note:
    values = tuple((name, value) for name, value in data["values"])
    return Note(data["code"], data["line"], data["quote"], values)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file as it was read: `source` as it stood, `lines` with their parts, `manuscript` made of them, and notes."""

    manuscript: Manuscript
    notes: tuple[Note, ...]
    lines: tuple[Line, ...]
    source: tuple[SourceLine, ...]
