"""Parts that are missing: required ones that are empty, entries without a heading or a text, hollow chapters."""

from collections.abc import Iterator

from reports.choices import ChapterKind, EntryStyle
from reports.document import Chapter, Manuscript
from reports.document.building import keyed_chapters
from reports.marking import mark as _
from reports.proofreading.findings import Finding, Rule, Severity
from reports.proofreading.requirements import Requirements

NO_TITLE = Rule(
    "no_title",
    Severity.BLOCK,
    _("The report has no title yet."),
    _("The title stands at the head of the printed report and names the file."),
    _("Fill in the title on the cover."),
)
NO_SIGNATURE = Rule(
    "no_signature",
    Severity.BLOCK,
    _("The signature is empty."),
    _("Without it nobody sees which unit the report comes from."),
    _("Fill in the full name of the unit on the cover."),
)
NO_DATE = Rule(
    "no_date",
    Severity.WARN,
    _("The report has no date yet."),
    _("The date stands below the signature; it is the day on which the report is signed."),
    _("Fill in the date on the cover."),
)
NO_PREAMBLE = Rule(
    "no_preamble",
    Severity.BLOCK,
    _("The preamble is empty."),
    _("This kind of report opens with a paragraph before its first chapter."),
    _("Write the preamble; two or three sentences are enough."),
)
EMPTY_CHAPTER = Rule(
    "empty_chapter",
    Severity.BLOCK,
    _("“%(chapter)s” has no text yet."),
    _("This kind of report must have the chapter."),
    _("Add at least one entry to it, or write its opening text."),
)
EMPTY_ENTRY = Rule(
    "empty_entry",
    Severity.BLOCK,
    _("An entry in “%(chapter)s” is empty."),
    _("Only its number would be printed."),
    _("Write it, or remove the entry."),
)
NO_BODY = Rule(
    "no_body",
    Severity.WARN,
    _("This entry has a heading but no text."),
    _("A heading alone tells the reader nothing that can be checked."),
    _("Say what was done, when, by whom and how often."),
)
NO_HEADING = Rule(
    "no_heading",
    Severity.WARN,
    _("This entry has no heading."),
    _("In this chapter each entry opens with a heading."),
    _("Give it a short heading, or set the chapter's entries in another way."),
)
NAMELESS_ATTACHMENT = Rule(
    "nameless_attachment",
    Severity.BLOCK,
    _("An attachment has no title."),
    _("Its title is printed below the report and at the head of its own page."),
    _("Give it a title, or remove the attachment."),
)
EMPTY_ATTACHMENT = Rule(
    "empty_attachment",
    Severity.WARN,
    _("This attachment has a title but no text."),
    _("A page with the title alone would be printed."),
    _("Write its text or paste its table, or remove the attachment."),
)
HOLLOW_CHAPTER = Rule(
    "hollow_chapter",
    Severity.WARN,
    _("“%(chapter)s” says hardly anything."),
    _("A chapter of a word or two reads as if nothing had been done."),
    _("Write at least one full sentence, with facts."),
)
A_SENTENCE = 12


def cover_is_complete(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Title and signature are there, and a date."""
    cover = manuscript.cover
    if not cover.title.strip():
        yield Finding(NO_TITLE, "title")
    if not cover.signature.strip():
        yield Finding(NO_SIGNATURE, "signature")
    if cover.date is None:
        yield Finding(NO_DATE, "date")


def required_parts_are_written(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """The preamble and the chapters that the report's type asks for have some text."""
    if requirements.preamble and not manuscript.preamble.strip():
        yield Finding(NO_PREAMBLE, "preamble-1")
    for anchor, chapter, entries in keyed_chapters(manuscript):
        if chapter.key in requirements.chapters and not entries and not chapter.lead.strip():
            yield Finding(EMPTY_CHAPTER, anchor, field="add", params={"chapter": _name(chapter)})


def entries_are_complete(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """No entry is empty; titled entries have heading and text."""
    for _anchor, chapter, entries in keyed_chapters(manuscript):
        if chapter.kind is ChapterKind.ATTACHMENTS:
            continue
        titled = chapter.style in (EntryStyle.TITLED, EntryStyle.OWN_LINE)
        for anchor, entry in entries:
            heading, body = entry.heading.strip(), entry.body.strip()
            if not heading and not body:
                yield Finding(EMPTY_ENTRY, anchor, field="body", params={"chapter": _name(chapter)})
            elif not body and titled:
                yield Finding(NO_BODY, anchor, heading, field="body")
            elif not heading and titled:
                yield Finding(NO_HEADING, anchor, body[:40], field="heading")


def attachments_are_complete(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Each attachment has a title, and something below it."""
    for _anchor, chapter, entries in keyed_chapters(manuscript):
        if chapter.kind is not ChapterKind.ATTACHMENTS:
            continue
        for anchor, entry in entries:
            if not entry.heading.strip():
                yield Finding(NAMELESS_ATTACHMENT, anchor, entry.body.strip()[:40], field="heading")
            elif not entry.body.strip():
                yield Finding(EMPTY_ATTACHMENT, anchor, entry.heading.strip(), field="body")


def chapters_say_something(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """A chapter with text has more than a word or two of it."""
    for anchor, chapter, entries in keyed_chapters(manuscript):
        text = _text(chapter)
        if 0 < len(text) < A_SENTENCE and chapter.kind is not ChapterKind.ATTACHMENTS:
            where, field = (anchor, "lead") if chapter.lead.strip() else (entries[0][0], "body")
            yield Finding(HOLLOW_CHAPTER, where, text, field, {"chapter": _name(chapter)})


def _text(chapter: Chapter) -> str:
    return "".join([chapter.lead.strip(), *(f"{e.heading.strip()}{e.body.strip()}" for e in chapter.entries)])


def _name(chapter: Chapter) -> str:
    return chapter.heading.strip() or ("附件" if chapter.kind is ChapterKind.ATTACHMENTS else "……")
