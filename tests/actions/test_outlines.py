"""Outlines: drafted, saved, published; a published one never changes."""

from typing import Any

import pytest

from reports.actions import outlines
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.models import AuditEntry, Outline, OutlineChapter, Person, ReportType
from reports.queries import published_outline
from tests.factories import make_person, make_report, make_report_type

pytestmark = pytest.mark.django_db
CHAPTER = {"kind": "work", "heading": "专项整治", "guidance": "写事。", "required": True, "entry_style": "titled"}


@pytest.fixture
def admin() -> Person:
    return make_person()


@pytest.fixture
def report_type() -> ReportType:
    return make_report_type(recipient="县纪委监委")


def settings(**changes: Any) -> dict[str, Any]:
    return {
        "title_pattern": "{unit}{period}工作报告",
        "recipient": "县委",
        "layout": "letter",
        "numbering": "continuous",
        "preamble_guidance": "",
        "preamble_required": False,
        "closing": "特此报告。",
        "zero_report": "",
        "answers_place": "chapter",
        **changes,
    }


def save(outline: Outline, admin: Person, chapters: Any = (CHAPTER,), **changes: Any) -> None:
    outlines.save_outline(
        outline,
        settings=settings(**changes),
        chapters=chapters,
        by=admin,
        seen=outlines.fingerprint(outline),
    )


def headings(outline: Outline) -> list[tuple[int, str]]:
    return list(OutlineChapter.objects.filter(outline=outline).values_list("order", "heading"))


def test_a_draft_starts_as_a_copy_and_is_made_once(report_type: ReportType, admin: Person) -> None:
    draft = outlines.draft_outline(report_type, by=admin)

    assert (draft.number, draft.published_at, draft.recipient) == (2, None, "县纪委监委")
    published = published_outline(report_type)
    assert published is not None
    assert headings(draft) == headings(published)
    assert outlines.draft_outline(report_type, by=admin) == draft
    assert AuditEntry.objects.get().event == "outline.drafted"


def test_a_draft_is_saved_whole(report_type: ReportType, admin: Person) -> None:
    draft = outlines.draft_outline(report_type, by=admin)
    second = CHAPTER | {"heading": "", "kind": "problems", "entry_style": "inline", "required": False}

    save(draft, admin, [CHAPTER, second])

    draft = Outline.objects.get(pk=draft.pk)
    assert (draft.title_pattern, draft.layout, draft.numbering, draft.closing) == (
        "{unit}{period}工作报告",
        "letter",
        "continuous",
        "特此报告。",
    )
    assert headings(draft) == [(1, "专项整治"), (2, "")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_pattern": "{unit}{month}月"}, "title_pattern"),
        ({"title_pattern": "{unit"}, "title_pattern"),
        ({"title_pattern": "{}"}, "title_pattern"),
        ({"title_pattern": ""}, "title_pattern"),
        ({"recipient": "{boss}"}, "recipient"),
        ({"zero_report": "{boss}无"}, "zero_report"),
        ({"numbering": "roman"}, "numbering"),
        ({"layout": "scroll"}, "layout"),
    ],
)
def test_wrong_settings_leave_the_draft_alone(
    report_type: ReportType, admin: Person, changes: dict[str, str], field: str
) -> None:
    draft = outlines.draft_outline(report_type, by=admin)
    with pytest.raises(InvalidInput) as caught:
        save(draft, admin, **changes)
    assert caught.value.field == field
    assert len(headings(draft)) == 3


def test_a_wrong_chapter_leaves_the_draft_alone(report_type: ReportType, admin: Person) -> None:
    draft = outlines.draft_outline(report_type, by=admin)
    with pytest.raises(InvalidInput):
        save(draft, admin, [CHAPTER, CHAPTER | {"kind": "poem"}])
    assert len(headings(draft)) == 3


def test_two_administrators_do_not_overwrite_each_other(report_type: ReportType, admin: Person) -> None:
    draft = outlines.draft_outline(report_type, by=admin)
    seen = outlines.fingerprint(draft)
    save(draft, admin)
    with pytest.raises(StaleReport):
        outlines.save_outline(draft, settings=settings(), chapters=[], by=make_person(), seen=seen)
    assert headings(draft) == [(1, "专项整治")]


def test_publishing_makes_it_the_one_for_new_reports(report_type: ReportType, admin: Person) -> None:
    old = make_report(report_type=report_type)
    draft = outlines.draft_outline(report_type, by=admin)
    save(draft, admin)
    outlines.publish_outline(draft, by=admin)

    assert published_outline(report_type) == draft
    old.refresh_from_db()
    assert old.outline.number == 1
    with pytest.raises(WrongState):
        save(draft, admin)
    with pytest.raises(WrongState):
        outlines.publish_outline(draft, by=admin)
    with pytest.raises(WrongState):
        outlines.discard_outline(draft, by=admin)


def test_an_outline_without_chapters_is_not_published(report_type: ReportType, admin: Person) -> None:
    draft = outlines.draft_outline(report_type, by=admin)
    save(draft, admin, [])
    with pytest.raises(InvalidInput):
        outlines.publish_outline(draft, by=admin)


def test_a_draft_is_thrown_away_but_not_the_only_one(report_type: ReportType, admin: Person) -> None:
    outlines.discard_outline(outlines.draft_outline(report_type, by=admin), by=admin)
    assert report_type.outlines.count() == 1

    report_type.outlines.update(published_at=None)
    with pytest.raises(WrongState):
        outlines.discard_outline(report_type.outlines.get(), by=admin)


def test_a_type_without_outline_has_nothing_to_start_from(report_type: ReportType, admin: Person) -> None:
    report_type.outlines.all().delete()
    with pytest.raises(WrongState):
        outlines.draft_outline(report_type, by=admin)


def test_a_draft_that_somebody_has_thrown_away_is_gone(report_type: ReportType, admin: Person) -> None:
    draft = outlines.draft_outline(report_type, by=admin)
    outlines.discard_outline(Outline.objects.get(pk=draft.pk), by=admin)

    with pytest.raises(WrongState):
        outlines.publish_outline(draft, by=admin)
