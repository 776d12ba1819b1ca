"""What reading a file gives: the manuscript, and a note for everything that is not simply its text."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.choices import NoteKind
from reports.document import Manuscript
from reports.importing.lines import Line, SourceLine


def _(text: str) -> str:
    """Mark `text` for the translation catalogue and return it unchanged."""
    return text


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
class Outcome:
    """A file as it was read: `source` as it stood, `lines` with their parts, `manuscript` made of them, and notes."""

    manuscript: Manuscript
    notes: tuple[Note, ...]
    lines: tuple[Line, ...]
    source: tuple[SourceLine, ...]
