"""What stands around the body: what the report's type asks for, with what its unit has settled and the report says."""

import re
from dataclasses import replace

from reports.choices import Genre, Layout, Urgency
from reports.document import Cover, Document, Imprint, Letterhead
from reports.document.layouts import PARTS, Parts
from reports.models import LetterheadSettings, Outline, Report

GAP = "\u3000"
# What stands between a body's name and the end of its mark (GB/T 9704-2012, 7.2.4), where the format has it.
DOCUMENT = "文件"
_SERIAL = re.compile(r"(?<!\d)0*([1-9]\d{0,3})号\s*$")


def cover_of(report: Report, given: LetterheadSettings | None) -> Cover:
    """The cover of the report; without a letterhead where its type has none, or its unit has settled nothing."""
    cover = Cover(report.title, report.recipient, report.signature, report.document_date)
    layout = Layout(report.outline.layout)
    parts = PARTS[layout]
    if not parts.letterhead or given is None:
        return cover
    upward = Genre(report.report_type.genre).upward
    letterhead = Letterhead(
        organ=given.organ if parts.suffix else given.organ.removesuffix(DOCUMENT),
        number=document_number(report, given),
        signers=tuple(given.signers.splitlines()) if upward and parts.signers else (),
        urgency=report.urgency,
        layout=layout,
    )
    return replace(
        cover,
        letterhead=letterhead,
        sealed=given.sealed,
        note=given.note if upward else "",
        imprint=_imprint(report, given, parts),
    )


def document_number(report: Report, given: LetterheadSettings) -> str:
    """The document number (发文字号), with a gap for a year or a number that the report doesn't have yet."""
    year = report.document_date.year if report.document_date else GAP * 2
    return f"{given.code_word}〔{year}〕{report.serial or GAP}号"


def take_cover(report: Report, cover: Cover) -> None:
    """Put what the cover of a file says into the fields of `report`; what it lacks stays as it is.

    Of its letterhead only number and urgency are taken: the rest belongs to the unit.
    """
    report.title = cover.title or report.title
    report.recipient = cover.recipient or report.recipient
    report.signature = cover.signature or report.signature
    report.document_date = cover.date or report.document_date
    if cover.letterhead is not None:
        report.serial = int(_serial(cover.letterhead) or 0) or None
        report.urgency = cover.letterhead.urgency if cover.letterhead.urgency in list(Urgency) else ""


def same_writing(one: Document, other: Document) -> bool:
    """Whether both say the same of what a unit writes, whatever was settled for letterhead, imprint and typography."""

    def written(document: Document) -> tuple[object, ...]:
        cover = document.cover
        return document.body, document.attachments, cover.title, cover.recipient, cover.signature, cover.date

    if written(one) != written(other):
        return False
    mine, theirs = one.cover.letterhead, other.cover.letterhead
    if mine is None or theirs is None:
        return True
    return (mine.urgency, _serial(mine)) == (theirs.urgency, _serial(theirs))


def _serial(letterhead: Letterhead) -> str:
    found = _SERIAL.search(letterhead.number)
    return found[1] if found else ""


def first_signature(outline: Outline, unit_name: str, given: LetterheadSettings | None) -> str:
    """How a new report is signed: by the unit, or by the bodies that sign its documents together."""
    together = given.signing_bodies if given and PARTS[Layout(outline.layout)].letterhead else ""
    return together or unit_name


def _imprint(report: Report, given: LetterheadSettings, parts: Parts) -> Imprint | None:
    """Who gets a copy, who printed it and when, as far as the format says so."""
    if parts.printed:
        return Imprint(given.copy_to, given.printed_by or report.unit_name, report.document_date)
    return Imprint(given.copy_to) if given.copy_to else None
