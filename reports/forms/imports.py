"""The recognised structure of an uploaded file as a person corrects it: a part for each line, cuts and joins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from reports.choices import ChapterKind, LineKind, NoteKind
from reports.errors import InvalidInput
from reports.importing import Line, Note
from reports.importing.correcting import join, part_of, split, with_part

Parts = tuple[tuple[str, str | Promise], ...]
Groups = tuple[tuple[str | Promise, Parts], ...]
QUOTED = 30

# What the list beside each line offers, in groups; the words are `importing.correcting`'s.
PARTS: Groups = (
    (
        _("Letterhead"),
        (
            ("organ", _("Issuing body's mark")),
            ("document_number", _("Document number")),
            ("signer", _("Signer")),
            ("urgency", _("Urgency")),
        ),
    ),
    (
        _("Opening"),
        (
            ("title", _("Title")),
            ("recipient", _("Recipient")),
            ("preamble", _("Preamble")),
        ),
    ),
    (
        _("Chapter heading"),
        (
            ("chapter.work", pgettext_lazy("chapter", "Chapter: work done")),
            ("chapter.problems", pgettext_lazy("chapter", "Chapter: problems")),
            ("chapter.next_steps", pgettext_lazy("chapter", "Chapter: next steps")),
        ),
    ),
    (
        _("Text"),
        (
            ("entry", _("Entry heading")),
            ("paragraph", _("Paragraph")),
            ("paragraph+", _("Goes on from above")),
            ("point", _("Point, own paragraph")),
            ("point+", _("Point, run on")),
            ("table", _("Row of a table")),
        ),
    ),
    (
        _("A chapter without heading begins here"),
        (
            ("paragraph.work", pgettext_lazy("unheaded", "No heading: work done")),
            ("paragraph.problems", pgettext_lazy("unheaded", "No heading: problems")),
            ("paragraph.next_steps", pgettext_lazy("unheaded", "No heading: next steps")),
        ),
    ),
    (
        _("End"),
        (
            ("closing", _("Closing")),
            ("signature", _("Signature")),
            ("date", _("Date")),
            ("note", _("Note below the date")),
        ),
    ),
    (
        _("Behind the signed text"),
        (
            ("attachment", _("Title of an attachment")),
            ("copy_to", _("Copy to")),
            ("printed", _("Printed by and on")),
        ),
    ),
    (_("Not part of the report"), (("left_out", _("Left out")),)),
)

_LABELS = {part: label for _group, parts in PARTS for part, label in parts}


@dataclass(frozen=True, slots=True)
class Row:
    """A line as the page shows it: its place in the list, its part, and whether it begins a line of the file.

    `options` is the list of parts as HTML, `typed` a cut that was refused, as it was typed, `chosen` the part that was
    chosen in another window and is not saved, in words.
    """

    place: int
    line: Line
    part: str
    first: bool
    options: SafeString
    reason: str
    typed: str | None
    chosen: str | Promise


def rows(lines: Sequence[Line], refused: Mapping[str, str], stale: Mapping[str, str]) -> Iterator[Row]:
    """The lines for the page; a part that the list doesn't offer by itself is offered where it stands.

    `refused` is what was posted and could not be done, `stale` what was posted for lines that changed meanwhile, or
    nothing.
    """
    options: dict[str, SafeString] = {}
    chosen = _chosen(stale)
    number = 0
    for place, line in enumerate(lines):
        part = part_of(line)
        # Made once for each part: the list stands beside every line of the file.
        options[part] = options.get(part) or part_options(line)
        typed = refused.get(f"text-{place}", line.text)
        yield Row(
            place,
            line,
            part,
            first=line.number != number,
            options=options[part],
            reason=gettext(line.reason.label) if line.reason else "",
            typed=typed if typed.split() != line.text.split() else None,
            chosen=chosen.get(line.text, "") if chosen.get(line.text) != _LABELS.get(part) else "",
        )
        number = line.number


def _chosen(stale: Mapping[str, str]) -> dict[str, str | Promise]:
    """What was chosen for each line, by its text: its place may be another one now."""
    chosen = {}
    for name, text in stale.items():
        place = name.removeprefix("text-")
        if place != name and (label := _LABELS.get(stale.get(f"part-{place}", ""))):
            chosen[text.strip()] = label
    return chosen


def part_options(line: Line) -> SafeString:
    """The parts a line may play, as the options of a select; its own is chosen, also where the list lacks it."""
    own = part_of(line)
    usual = any(own == part for _group, parts in PARTS for part, _label in parts)
    groups = PARTS if usual else (*PARTS, (gettext("As recognised"), ((own, unusual_label(line)),)))
    listed = ((group, _options(parts, own)) for group, parts in groups)
    return format_html_join("", '<optgroup label="{}">{}</optgroup>', listed)


def _options(parts: Parts, own: str) -> SafeString:
    chosen, other = '<option value="{}" selected>{}</option>', '<option value="{}">{}</option>'
    options = (format_html(chosen if part == own else other, part, label) for part, label in parts)
    return format_html_join("", "{}", ((option,) for option in options))


def unusual_label(line: Line) -> str:
    """The words for a rare part: the kind, and the kind of the chapter without heading that it opens."""
    kind = gettext(LineKind(line.kind).label)
    return f"{kind} · {gettext(ChapterKind(line.chapter).label)}" if line.chapter else kind


def corrected(lines: Sequence[Line], posted: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines with the posted corrections: `part-N`, `text-N` (cut where it breaks), and `join` naming one line.

    `posted` may hold all lines or only those that changed. Raises InvalidInput for what the page can't have sent.
    """
    try:
        return _corrected(tuple(lines), posted)
    except ValueError as error:
        raise InvalidInput(gettext("This correction was not understood; look at the page again.")) from error


def _corrected(lines: tuple[Line, ...], posted: Mapping[str, str]) -> tuple[Line, ...]:
    for place, line in enumerate(lines):
        part = posted.get(f"part-{place}", part_of(line))
        if part != part_of(line):
            lines = (*lines[:place], with_part(line, part), *lines[place + 1 :])
    joined = int(posted.get("join") or 0)
    # From the end, so that the places in front stay what the page called them.
    for place in reversed(range(len(lines))):
        cut = split(lines, place, posted.get(f"text-{place}", lines[place].text))
        joined += len(cut) - len(lines) if place < joined else 0
        lines = cut
    return join(lines, joined)


def told(notes: Sequence[Note]) -> list[dict[str, Any]]:
    """The importer's notes for the page, grouped by their family, the weightiest first."""
    order = (NoteKind.NOT_UNDERSTOOD, NoteKind.LEFT_OUT, NoteKind.CHANGED, NoteKind.JOINED, NoteKind.RENUMBERED)
    groups = ((kind, [note for note in notes if note.kind is kind]) for kind in order)
    return [{"label": gettext(kind.label), "notes": list(map(_told, own))} for kind, own in groups if own]


def _told(note: Note) -> dict[str, Any]:
    quote = note.quote if len(note.quote) <= QUOTED else f"{note.quote[:QUOTED]}…"
    return {"line": note.line, "message": note.message(gettext), "quote": quote}
