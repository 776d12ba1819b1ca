"""What reading a file gives: the manuscript, and a note for everything that is not simply its text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.choices import FaceSet, LatinFace, Layout, LeftOutReason, LineKind, LinePitch, NoteKind
from reports.document import Manuscript, Typography
from reports.importing.lines import Line, SourceLine
from reports.marking import mark as _

MESSAGES: dict[str, tuple[NoteKind, str]] = {
    "left_out": (NoteKind.LEFT_OUT, _("left out: %(reason)s")),
    "renumbered": (NoteKind.RENUMBERED, _("numbered %(read)s in the file, now %(printed)s")),
    "numbered": (NoteKind.RENUMBERED, _("had no number in the file, now %(printed)s")),
    "title_joined": (NoteKind.JOINED, _("joined with the line above to one title")),
    "line_joined": (NoteKind.JOINED, _("joined with the line above, which it continues")),
    "lead_joined": (NoteKind.JOINED, _("joined with the paragraph above, as its points share one paragraph")),
    "date_rewritten": (NoteKind.CHANGED, _("date written as %(printed)s")),
    "full_stop_added": (NoteKind.CHANGED, _("full stop added behind the heading")),
    "moved": (NoteKind.CHANGED, _("moved to another place of the report")),
    "controls_removed": (NoteKind.CHANGED, _("%(count)s unprintable characters removed")),
    "inserted": (NoteKind.CHANGED, _("insertion by %(author)s (%(when)s) taken over")),
    "deleted": (NoteKind.CHANGED, _("deletion by %(author)s (%(when)s) taken over: these words are gone")),
    "moved_here": (NoteKind.CHANGED, _("moved here by %(author)s (%(when)s), taken over")),
    "formatted": (NoteKind.CHANGED, _("formatted anew by %(author)s (%(when)s), taken over")),
    "row_deleted": (NoteKind.CHANGED, _("a tracked change deleted rows of this table: they are gone")),
    "not_taken": (NoteKind.LEFT_OUT, _("not taken into the draft: the settings of unit and report type say it")),
    "comment": (NoteKind.LEFT_OUT, _("comment by %(author)s (%(when)s): %(text)s")),
    "cells_merged": (NoteKind.CHANGED, _("merged cells of the table are written out one by one")),
    "cell_joined": (NoteKind.JOINED, _("the paragraphs of a table's cell stand on one line")),
    "table_nested": (NoteKind.CHANGED, _("a table inside a table is written into its cell")),
    "table_flattened": (NoteKind.CHANGED, _("a table of one row or one column is kept as text")),
    "tables_joined": (NoteKind.JOINED, _("joined with the table right above it")),
    "bullet_left_out": (NoteKind.CHANGED, _("the mark before this paragraph of a list is left out")),
    "link_left_out": (NoteKind.CHANGED, _("the address of the link is left out: %(address)s")),
    "outside_left_out": (NoteKind.LEFT_OUT, _("a reference to something outside the file is left out (%(kind)s)")),
    "field_written_out": (NoteKind.CHANGED, _("written out as text what the field %(field)s draws")),
    "formula_flattened": (NoteKind.NOT_UNDERSTOOD, _("the formula is written on one line; look at it again")),
    "unknown_symbol": (NoteKind.NOT_UNDERSTOOD, _("a symbol behind these words is not known; □ stands for it")),
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
class Comment:
    """A comment of a Word file: whose, when (ISO, "" where unknown), what it says, and the words it stands at.

    `line` is the number of the source line, `start` and `end` count its characters; a comment on several lines ends
    with its first. `name` tells it from the others of the file, `answers` names the one that it answers, or "".
    """

    name: str
    author: str
    date: str
    text: str
    line: int
    start: int
    end: int
    answers: str = ""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of a file format gives: plain lines, with notes on what only the file could tell, and comments.

    `exact`: this program wrote the file and nobody saved it since, so that its hints are the whole truth. Then
    `sealed`, `layout` and `typography` are what its page says without words.
    """

    lines: tuple[SourceLine, ...]
    notes: tuple[Note, ...] = ()
    comments: tuple[Comment, ...] = ()
    exact: bool = False
    sealed: bool = False
    layout: Layout = Layout.LETTERHEAD
    typography: Typography = field(default_factory=Typography)


def decode_reading(data: Mapping[str, Any]) -> Reading:
    """Make a reading of what `dataclasses.asdict` made of one, after it went through JSON."""
    comments = tuple(Comment(**comment) for comment in data["comments"])
    typography = data["typography"]
    return Reading(
        lines=tuple(map(_line, data["lines"])),
        notes=tuple(map(_note, data["notes"])),
        comments=comments,
        exact=data["exact"],
        sealed=data["sealed"],
        layout=Layout(data["layout"]),
        typography=Typography(
            LinePitch(typography["line_pitch"]), LatinFace(typography["latin"]), FaceSet(typography["faces"])
        ),
    )


def _line(data: Mapping[str, Any]) -> SourceLine:
    hint = LineKind(data["hint"]) if data["hint"] else None
    left_out = LeftOutReason(data["left_out"]) if data["left_out"] else None
    counted = tuple((start, end) for start, end in data["counted"])
    return SourceLine(data["number"], data["text"], hint, left_out, data["lead"], counted)


def _note(data: Mapping[str, Any]) -> Note:
    values = tuple((name, value) for name, value in data["values"])
    return Note(data["code"], data["line"], data["quote"], values)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file as it was read: `source` as it stood, `lines` with their parts, `manuscript` made of them, and notes.

    `comments` are those of a Word file; they belong to no part of the manuscript.
    """

    manuscript: Manuscript
    notes: tuple[Note, ...]
    lines: tuple[Line, ...]
    source: tuple[SourceLine, ...]
    comments: tuple[Comment, ...] = ()
