"""A manuscript becomes a draft that says the same words, and nothing that is there is overwritten."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.actions.importing import create_report_from_manuscript
from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.composing import compose
from reports.composing.fitting import fit
from reports.document import Chapter, Cover, Entry, Letterhead, Manuscript, build_document, inline_text, plain_text
from reports.document.nodes import Document, Paragraph
from reports.errors import InvalidInput, NotAllowed, WrongState
from reports.models import AuditEntry, Report
from tests.cast import Cast
from tests.factories import make_letterhead, make_period, make_report, make_report_type
from tests.rounds import rounds

pytestmark = pytest.mark.django_db

COVER = Cover("某局年度汇报", "县纪委监委", "某局", datetime.date(2026, 12, 18))
WHOLE = Manuscript(
    COVER,
    preamble="现将情况汇报如下：",
    chapters=(
        Chapter(
            ChapterKind.WORK,
            "工作开展的情况",
            lead="主要做了两件事。",
            entries=(Entry("压实责任", "签了书。\n查了账。"), Entry("抓教育", "")),
        ),
        Chapter(
            ChapterKind.PROBLEMS,
            "",
            "存在问题：",
            style=EntryStyle.INLINE,
            entries=(Entry("", "甲。"), Entry("", "乙。")),
        ),
        Chapter(ChapterKind.NEXT_STEPS, "", "下一步继续努力。"),
        Chapter(ChapterKind.WORK, "其他事项", style=EntryStyle.OWN_LINE, entries=(Entry("采购", "全程在场。"),)),
    ),
    closing="特此报告。",
)


def make(manuscript: Manuscript, cast: Cast, **values: str) -> Report:
    report_type = make_report_type(**values)
    report_type.outlines.get().chapters.update(guidance="写清次数。")
    return create_report_from_manuscript(
        manuscript, unit=cast.bureau, period=make_period(), report_type=report_type, by=cast.clerk
    )


def unanchored(document: Document) -> tuple[object, ...]:
    """What a document says and how it is set, without the names of its places."""
    blocks = [
        (type(block).__name__, [inline_text(inline) for inline in block.inlines])
        if isinstance(block, Paragraph)
        else (type(block).__name__, [plain_text(block)])
        for block in document.body
    ]
    return (document.cover, blocks)


@pytest.mark.parametrize(
    ("number", "urgency", "kept"),
    [
        ("云应急〔2026〕12号", "加急", (12, "加急")),
        ("云应急[2026]第007号 ", "", (7, "")),
        ("云应急〔2026〕　号", "很急", (None, "")),
        ("云应急〔2026〕12345号", "特急", (None, "特急")),
        ("", "", (None, "")),
    ],
)
def test_number_and_urgency_of_a_file_are_taken_its_letterhead_is_the_units(
    cast: Cast, number: str, urgency: str, kept: tuple[int | None, str]
) -> None:
    cover = replace(COVER, letterhead=Letterhead("别的局文件", number, ("某人",), urgency))
    report = make(replace(WHOLE, cover=cover), cast, layout="letterhead")
    assert (report.serial, report.urgency) == kept
    assert compose(report).cover.letterhead is None
    make_letterhead(cast.bureau)
    printed = compose(report).cover.letterhead
    assert printed is not None
    assert printed.organ == "云岭县应急管理局文件"


def test_text_before_the_first_attachment_becomes_one_without_a_title(cast: Cast) -> None:
    attached = Chapter(ChapterKind.ATTACHMENTS, "", "见下表。", entries=(Entry("名单", "张三"),))
    report = make(replace(WHOLE, chapters=(attached,)), cast)
    assert list(report.attachments.values_list("heading", "body")) == [("", "见下表。"), ("名单", "张三")]
    assert report.chapters.get(kind=ChapterKind.ATTACHMENTS).lead == ""


def test_the_draft_says_what_the_manuscript_says(cast: Cast) -> None:
    report = make(WHOLE, cast)

    assert unanchored(compose(Report.objects.get(pk=report.pk))) == unanchored(build_document(WHOLE))


def test_chapters_take_guidance_and_duties_from_the_outline_that_they_fit(cast: Cast) -> None:
    report = make(WHOLE, cast)

    assert list(report.chapters.values_list("kind", "heading", "guidance", "required", "entry_style")) == [
        ("work", "工作开展的情况", "写清次数。", True, "titled"),
        ("problems", "", "写清次数。", True, "inline"),
        ("next_steps", "", "写清次数。", True, "titled"),
        ("work", "其他事项", "", False, "own_line"),
    ]


def test_chapters_beside_the_outlines_are_the_units_own(cast: Cast) -> None:
    chapters = make(WHOLE, cast).chapters.all()
    assert [(chapter.heading, chapter.own) for chapter in chapters if chapter.own] == [("其他事项", True)]


def test_entries_stand_in_the_table_of_their_kind(cast: Cast) -> None:
    report = make(WHOLE, cast)

    assert (report.workitems.count(), report.problems.count(), report.nextsteps.count()) == (3, 2, 0)


def test_what_the_cover_lacks_is_filled_as_in_an_empty_draft(cast: Cast) -> None:
    report = make(replace(WHOLE, cover=Cover()), cast, recipient="县委")

    assert (report.title, report.recipient, report.signature, report.document_date) == (
        f"云岭县应急管理局{report.period.year}年度党风廉政建设工作汇报",
        "县委",
        "云岭县应急管理局",
        None,
    )


def test_it_is_an_ordinary_draft_with_two_audit_entries(cast: Cast) -> None:
    report = make(WHOLE, cast)

    assert (report.state, report.version, report.created_by) == ("draft", 1, cast.clerk)
    assert list(AuditEntry.objects.order_by("pk").values_list("event", flat=True)) == [
        "report.created",
        "report.imported",
    ]


def test_a_report_that_is_there_is_never_overwritten(cast: Cast) -> None:
    old = make_report(cast.bureau, filled=True)

    with pytest.raises(WrongState):
        create_report_from_manuscript(
            WHOLE, unit=old.unit, period=old.period, report_type=old.report_type, by=cast.clerk
        )

    assert Report.objects.count() == 1
    assert old.chapters.count() == 3


def test_nobody_imports_for_another_unit(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_report_from_manuscript(
            WHOLE, unit=cast.other_bureau, period=make_period(), report_type=make_report_type(), by=cast.clerk
        )


@pytest.mark.parametrize(
    ("manuscript", "words"),
    [
        (Manuscript(Cover(title="长" * 201)), "200"),
        (Manuscript(Cover(recipient="长" * 101)), "100"),
        (Manuscript(Cover(), chapters=(Chapter(ChapterKind.WORK, "长" * 121),)), "120"),
        (Manuscript(Cover(), chapters=(Chapter(ChapterKind.WORK, "", entries=(Entry("长" * 201, ""),)),)), "200"),
    ],
)
def test_a_heading_too_long_for_its_field_is_refused_in_words(manuscript: Manuscript, words: str, cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="长长长") as refusal:
        make(manuscript, cast)

    assert words in str(refusal.value)
    assert not Report.objects.exists()


text = st.text(st.sampled_from("一二是甲乙。：（）\n a"), max_size=12)
line = st.text(st.sampled_from("一二是甲乙。：（） a"), max_size=12)
manuscripts = st.builds(
    Manuscript,
    cover=st.just(COVER),
    preamble=text,
    chapters=st.lists(
        st.builds(
            Chapter,
            kind=st.sampled_from(ChapterKind),
            heading=line,
            lead=text,
            style=st.sampled_from(EntryStyle),
            entries=st.lists(st.builds(Entry, heading=line, body=text), max_size=3).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
    closing=text,
    numbering=st.sampled_from(Numbering),
)


@settings(max_examples=rounds(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(manuscript=manuscripts, numbering=st.sampled_from(Numbering))
def test_any_manuscript_comes_out_as_the_words_it_had(cast: Cast, manuscript: Manuscript, numbering: Numbering) -> None:
    report = make(manuscript, cast, numbering=numbering.value)

    fitted = tuple(part.chapter for part in fit(manuscript, report.outline))
    said = build_document(replace(manuscript, chapters=fitted, numbering=numbering))
    assert unanchored(compose(report)) == unanchored(said)
    if {chapter.kind for chapter in manuscript.chapters} >= set(ChapterKind) - {ChapterKind.ATTACHMENTS}:
        assert fitted == manuscript.chapters
