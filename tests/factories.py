"""Rows for tests, made with as few words as possible: plain functions, every value may be given."""

import datetime
import hashlib
from dataclasses import asdict
from itertools import count
from pathlib import PurePath
from typing import Any

from django.utils import timezone

from reports import media
from reports.choices import (
    ChapterKind,
    CheckKind,
    CheckSeverity,
    Computation,
    EntryStyle,
    FileKind,
    Genre,
    LeadingBody,
    PeriodKind,
    RectificationState,
    Role,
    UnitKind,
)
from reports.composing import compose
from reports.document import digest, encode
from reports.importing.word.edited import parse_edited
from reports.models import (
    Activity,
    ActivityKind,
    Chapter,
    CheckRule,
    EditedFile,
    Entry,
    Evidence,
    Indicator,
    LetterheadSettings,
    Membership,
    Outline,
    OutlineChapter,
    Period,
    Person,
    Report,
    ReportType,
    Snapshot,
    StoredFile,
    Unit,
)
from reports.models.entries import ENTRY_MODELS
from reports.rendering.word import render_word
from reports.screening import EXTENSIONS

PASSWORD = "Lan-tian-2026"

_numbers = count(1)


def make_unit(name: str = "", *, parent: Unit | None = None, **values: Any) -> Unit:
    """A unit at the root, or below `parent`."""
    number = next(_numbers)
    values = {
        "name": name or f"第{number}局",
        "short_name": name[:8] or f"{number}局",
        "code": f"U{number}",
        "kind": UnitKind.BUREAU.value,
        "leading_body": LeadingBody.PARTY_GROUP.value,
        **values,
    }
    if parent is not None:
        parent.refresh_from_db()
    tree = Unit.objects
    unit: Unit = tree.add_root(values) if parent is None else tree.add_child(parent, values)
    return unit


def make_person(full_name: str = "", *, password: str = "", **values: Any) -> Person:
    """A person without a role; a password is set only where one is given (hashing takes time)."""
    number = next(_numbers)
    person = Person(username=f"person{number}", full_name=full_name or f"第{number}人")
    for name, value in values.items():
        setattr(person, name, value)
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    return person


def give_role(person: Person, role: Role, unit: Unit | None = None, *, with_subunits: bool = False) -> Membership:
    """A role of the person; the cached roles of this instance are forgotten."""
    person.__dict__.pop("_memberships", None)
    return Membership.objects.create(person=person, role=role.value, unit=unit, with_subunits=with_subunits)


def make_period(code: str = "", **values: Any) -> Period:
    """A year that is open now, whatever today is."""
    today = timezone.localdate()
    year = values.pop("year", today.year)
    values = {
        "code": code or f"P{next(_numbers)}",
        "year": year,
        "kind": PeriodKind.YEAR.value,
        "first_day": datetime.date(year, 1, 1),
        "last_day": datetime.date(year, 12, 31),
        "opens": today - datetime.timedelta(days=30),
        "due": today + datetime.timedelta(days=10),
        "closes": today + datetime.timedelta(days=30),
        **values,
    }
    return Period.objects.create(**values)


DEFAULT_CHAPTERS = (
    (ChapterKind.WORK, "工作开展情况"),
    (ChapterKind.PROBLEMS, "存在的主要问题"),
    (ChapterKind.NEXT_STEPS, "下一步工作打算"),
)


def make_report_type(code: str = "", *, chapters: Any = DEFAULT_CHAPTERS, **values: Any) -> ReportType:
    """A type with one published outline; `chapters` are pairs of kind and heading."""
    outline_values = {
        name: values.pop(name)
        for name in ("title_pattern", "recipient", "layout", "numbering", "preamble_required", "closing")
        if name in values
    }
    values = {
        "code": code or f"type{next(_numbers)}",
        "name": "年度党风廉政建设工作汇报",
        "genre": Genre.BRIEFING.value,
        "period_kinds": [PeriodKind.YEAR.value],
        **values,
    }
    report_type = ReportType.objects.create(**values)
    outline = Outline.objects.create(
        report_type=report_type,
        number=1,
        published_at=timezone.now(),
        **{"title_pattern": "{unit}{year}年度党风廉政建设工作汇报", **outline_values},
    )
    for order, (kind, heading) in enumerate(chapters, 1):
        OutlineChapter.objects.create(outline=outline, order=order, kind=kind.value, heading=heading)
    return report_type


def make_report(
    unit: Unit | None = None,
    *,
    by: Person | None = None,
    period: Period | None = None,
    report_type: ReportType | None = None,
    filled: bool = False,
    **values: Any,
) -> Report:
    """A draft with the chapters of its type; `filled` gives every required part a text."""
    unit = unit or make_unit()
    by = by or make_person()
    period = period or make_period()
    report_type = report_type or make_report_type()
    outline = report_type.outlines.get(number=1)
    report = Report.objects.create(
        unit=unit,
        unit_name=unit.name,
        period=period,
        report_type=report_type,
        outline=outline,
        **{
            "title": f"{unit.name}{period.year}年度党风廉政建设工作汇报",
            "signature": unit.name,
            "document_date": datetime.date(period.year, 12, 20),
            "created_by": by,
            "changed_by": by,
            **values,
        },
    )
    for chapter in outline.chapters.all():
        Chapter.objects.create(
            report=report,
            order=chapter.order,
            kind=chapter.kind,
            heading=chapter.heading,
            guidance=chapter.guidance,
            required=chapter.required,
            entry_style=chapter.entry_style,
        )
    if filled:
        fill(report)
    return report


def fill(report: Report) -> None:
    """Write a preamble and one entry into each chapter."""
    report.preamble = "今年以来，我局认真落实全面从严治党主体责任，现将工作情况汇报如下："
    report.save(update_fields=["preamble"])
    for chapter in report.chapters.all():
        number = next(_numbers)
        make_entry(chapter, f"第{number}项要点", f"围绕重点环节逐条细化措施，明确到岗到人，编号{number}。")


def make_entry(chapter: Chapter, heading: str = "压实责任", body: str = "层层签订责任书。", **values: Any) -> Entry:
    """An entry at the end of the chapter, of the kind that the chapter holds."""
    model = ENTRY_MODELS[chapter.kind]
    if values.get("rectification_state") == RectificationState.CLOSED:
        values.setdefault("closed_at", timezone.now())
    order = model.objects.filter(chapter=chapter).count() + 1  # type: ignore[attr-defined]
    entry: Entry = model.objects.create(  # type: ignore[attr-defined]
        report=chapter.report, chapter=chapter, heading=heading, body=body, **{"order": order, **values}
    )
    return entry


def make_chapter(report: Report, kind: ChapterKind = ChapterKind.WORK, heading: str = "专项工作") -> Chapter:
    """One more chapter at the end of the report, the unit's own."""
    return Chapter.objects.create(
        report=report,
        order=report.chapters.count() + 1,
        kind=kind.value,
        heading=heading,
        own=True,
        entry_style=EntryStyle.TITLED.value,
    )


def make_letterhead(unit: Unit, **values: Any) -> LetterheadSettings:
    """The unit's letterhead with everything filled in."""
    values = {
        "organ": f"{unit.name}文件",
        "code_word": "云应急",
        "signers": "林小雨\n周明远",
        "note": "联系人：林小雨，电话：0871-5550100",
        "copy_to": "县委办公室，县政府办公室",
        **values,
    }
    return LetterheadSettings.objects.create(unit=unit, **values)


def make_evidence(entry: Entry, name: str = "警示教育大会.jpg", *, data: bytes = b"", **values: Any) -> Evidence:
    """A file at the entry, on disk too; a picture with its thumbnail. Nothing looked through it."""
    report, number = entry.report, next(_numbers)
    data = data or f"evidence {number}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    kind = EXTENSIONS[PurePath(name).suffix]
    media.write(media.content_place(report.unit_id, sha256), data)
    if kind is FileKind.JPEG:
        media.write(media.thumbnail_place(report.unit_id, sha256), b"small")
    file, _new = StoredFile.objects.get_or_create(
        unit=report.unit, sha256=sha256, defaults={"size": len(data), "kind": kind.value}
    )
    values = {"order": number % 30_000, "added_by": report.created_by, **values}
    return Evidence.objects.create(report=report, entry=entry.uuid, file=file, name=name, **values)


def make_snapshot(report: Report, *, by: Person | None = None, **values: Any) -> Snapshot:
    """A frozen version of the rows as they stand."""
    text = encode(compose(report))
    return Snapshot.objects.create(
        report=report,
        document=text,
        sha256=digest(text),
        **{
            "number": report.snapshots.count() + 1,
            "edition": report.edition,
            "unit_name": report.unit_name,
            "created_by": by or report.created_by,
            **values,
        },
    )


def make_edited(report: Report, by: Person, **values: Any) -> EditedFile:
    """The report's own Word file as it was downloaded, uploaded again."""
    content = asdict(parse_edited(render_word(compose(report))))
    return EditedFile.objects.create(report=report, uploaded_by=by, name="改稿.docx", **{"content": content, **values})


def make_kind(name: str = "", **values: Any) -> ActivityKind:
    """A kind of activity."""
    number = next(_numbers)
    return ActivityKind.objects.create(**{"code": f"kind_{number}", "name": name or f"第{number}类活动", **values})


def make_activity(unit: Unit, kind: ActivityKind | None = None, day: str = "", **values: Any) -> Activity:
    """An activity of the unit on a day like 2026-05-24 (today where none is given)."""
    first = datetime.date.fromisoformat(day) if day else timezone.localdate()
    keeper = values.pop("by", None) or make_person()
    kind = kind or make_kind()
    values = {"title": f"{kind.name}{next(_numbers)}", "last_day": first, **values}
    return Activity.objects.create(
        unit=unit, kind=kind, first_day=first, created_by=keeper, changed_by=keeper, **values
    )


def make_indicator(
    code: str = "", *kinds: ActivityKind, computation: Computation = Computation.COUNT, **values: Any
) -> Indicator:
    """An indicator that counts activities of these kinds."""
    number = next(_numbers)
    values = {"code": code or f"indicator_{number}", "name": f"第{number}项指标", "unit_word": "次", **values}
    indicator = Indicator.objects.create(computation=computation.value, **values)
    indicator.kinds.set(kinds)
    return indicator


def make_rule(expression: str = "", code: str = "", **values: Any) -> CheckRule:
    """A cross-check, over figures unless another kind is said."""
    number = next(_numbers)
    report_types = values.pop("report_types", ())
    values = {
        "code": code or f"rule_{number}",
        "name": f"第{number}条规则",
        "kind": CheckKind.EXPRESSION.value,
        "severity": CheckSeverity.VERIFY.value,
        "expression": expression,
        "message": "两个数不相符。",
        "mend": "核对台账。",
        "order": number,
        **values,
    }
    rule = CheckRule.objects.create(**values)
    rule.report_types.set(report_types)
    return rule
