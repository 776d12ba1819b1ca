"""After a stale save the clerk takes one or the other side at every field, by one button and without a script."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from reports.choices import ChapterKind, EntryStyle, Layout, Outcome, ReportState, Urgency
from reports.forms.answers import AnswerForm
from reports.forms.chapters import ChapterForm
from reports.forms.drafting import CoverForm, PreambleForm
from reports.forms.entries import ENTRY_FORMS
from reports.models import Answer, Chapter, Entry, NextStep, Outline, Report, WorkItem
from tests.browsing import Sent, fields_of
from tests.cast import Cast
from tests.factories import make_chapter, make_entry, make_period, make_report

pytestmark = pytest.mark.django_db

DAY, OTHER_DAY = datetime.date(2026, 12, 22), datetime.date(2026, 12, 24)


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


@dataclass
class Case:
    """A row with a field: its step, its name in HTML, what the head has stored meanwhile and what the clerk typed."""

    row: Any
    name: str
    stored: Any
    mine: Any

    @property
    def url(self) -> str:
        if isinstance(self.row, Answer):
            return f"/reports/{self.row.report_id}/steps/earlier/"
        if isinstance(self.row, Report):
            return f"/reports/{self.row.pk}/steps/{'preamble' if self.name == 'preamble' else 'cover'}/"
        chapter = self.row if isinstance(self.row, Chapter) else self.row.chapter
        return f"/reports/{chapter.report_id}/steps/chapter-{chapter.uuid}/"

    @property
    def sent_as(self) -> str:
        if isinstance(self.row, Answer):
            return f"{NextStep.objects.get(answers=self.row).uuid}-{self.name}"
        return f"{self.row.uuid}-{self.name}" if isinstance(self.row, Entry) else self.name

    def in_database(self) -> Any:
        value = getattr(type(self.row)._default_manager.get(pk=self.row.pk), self.name)
        return sorted(other.pk for other in value.all()) if hasattr(value, "all") else value

    def store(self) -> None:
        """The head saves: the field is another, and the version too."""
        if isinstance(self.stored, list):
            getattr(self.row, self.name).set(self.stored)
        else:
            type(self.row)._default_manager.filter(pk=self.row.pk).update(**{self.name: self.stored})
        Report.objects.update(version=5)


Make = Callable[[Report], Case]


def as_sent(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else ["" if value is None else str(value)]


def of_report(name: str, stored: Any, mine: Any) -> Make:
    return lambda report: Case(report, name, stored, mine)


def of_letterhead(name: str, stored: Any, mine: Any) -> Make:
    """A field of the cover that only types with a letterhead have."""

    def make(report: Report) -> Case:
        Outline.objects.update(layout=Layout.LETTER.value)
        report.outline.refresh_from_db()
        return Case(report, name, stored, mine)

    return make


def of_chapter(name: str, stored: Any, mine: Any) -> Make:
    return lambda report: Case(report.chapters.all()[0], name, stored, mine)


def of_entry(kind: ChapterKind, name: str, stored: Any, mine: Any) -> Make:
    def make(report: Report) -> Case:
        chapter = report.chapters.filter(kind=kind).first() or make_chapter(report, kind)
        return Case(make_entry(chapter, "甲", "乙"), name, stored, mine)

    return make


def of_links(kind: ChapterKind, name: str, offered: Callable[[Report], list[Entry]]) -> Make:
    def make(report: Report) -> Case:
        one, two, three = (row.pk for row in offered(report))
        return Case(make_entry(report.chapters.get(kind=kind)), name, [one, two], [three])

    return make


def problems(report: Report) -> list[Entry]:
    return [make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), name) for name in "甲乙丙"]


def of_answer(name: str, *values: Any) -> Make:
    """A field of an answer; `values` are what is stored and what is typed, or one function that makes three rows."""

    def make(report: Report) -> Case:
        earlier = make_report(
            report.unit,
            by=report.created_by,
            report_type=report.report_type,
            period=make_period(year=report.period.year - 1),
            state=ReportState.APPROVED,
        )
        make_entry(earlier.chapters.get(kind=ChapterKind.NEXT_STEPS), "甲")
        answer = Answer.objects.create(report=report, next_step=earlier.nextsteps.get())
        if len(values) == 2:
            return Case(answer, name, *values)
        one, two, three = (row.pk for row in values[0](report))
        return Case(answer, name, [one, two], [three])

    return make


def work(report: Report) -> list[Entry]:
    return [make_entry(report.chapters.get(kind=ChapterKind.WORK), name) for name in "甲乙丙"]


PROBLEMS, NEXT = ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS
FIELDS: dict[str, Make] = {
    **{f"cover {name}": of_report(name, "库里的", "我写的") for name in ("title", "recipient", "signature", "closing")},
    "cover document_date": of_report("document_date", DAY, OTHER_DAY),
    "cover serial": of_letterhead("serial", 3, 4),
    "cover urgency": of_letterhead("urgency", Urgency.EXTRA.value, Urgency.URGENT.value),
    "preamble preamble": of_report("preamble", "库里的\n第二段", "我写的"),
    "chapter heading": of_chapter("heading", "库里的", "我写的"),
    "chapter lead": of_chapter("lead", "库里的\n第二段", "我写的"),
    "chapter entry_style": of_chapter("entry_style", EntryStyle.INLINE.value, EntryStyle.POINTS.value),
    **{f"{kind.value} heading": of_entry(kind, "heading", "库里的", "我写的") for kind in ChapterKind},
    **{f"{kind.value} body": of_entry(kind, "body", "", "我写的") for kind in ChapterKind},
    "problems cause": of_entry(PROBLEMS, "cause", "库里的", "我写的"),
    "problems responsible_leader": of_entry(PROBLEMS, "responsible_leader", "王建平", "周明远"),
    "problems responsible_office": of_entry(PROBLEMS, "responsible_office", "工程股", "指挥股"),
    "problems deadline": of_entry(PROBLEMS, "deadline", OTHER_DAY, DAY),
    "problems measures": of_entry(PROBLEMS, "measures", "库里的", "我写的"),
    "next_steps responsible": of_entry(NEXT, "responsible", "工程股", "指挥股"),
    "next_steps deadline": of_entry(NEXT, "deadline", DAY, OTHER_DAY),
    "next_steps addresses": of_links(NEXT, "addresses", problems),
    "earlier outcome": of_answer("outcome", Outcome.DONE.value, Outcome.DROPPED.value),
    "earlier text": of_answer("text", "库里的\n第二段", "我写的"),
    "earlier work_items": of_answer("work_items", work),
}
# Which entry carries a subject on is that entry's own; activities are offered once they are looked for;
# the others ask for something and store nothing.
NOT_OF_THE_ANSWER = {"earlier continues_in", "earlier written_in", "earlier find", "earlier activities"}


def test_no_field_of_the_wizard_is_left_out() -> None:
    forms: dict[str, Any] = {"cover": CoverForm, "preamble": PreambleForm, "chapter": ChapterForm, **ENTRY_FORMS}
    forms["earlier"] = AnswerForm
    found = {f"{name} {field}" for name, form in forms.items() for field in form.base_fields}
    assert set(FIELDS) | NOT_OF_THE_ANSWER == found


def press(clerk: Client, url: str, page: str, **button: str) -> tuple[int, str]:
    """Send the page's form with a button of it, which must be there."""
    for name, value in button.items():
        assert f'name="{name}" value="{value}"' in page
    answer = clerk.post(url, {**fields_of(page, "step-form"), **button})
    return answer.status_code, answer.content.decode()


def typed(page: str, case: Case, value: Any) -> Sent:
    return {**fields_of(page, "step-form"), case.sent_as: as_sent(value)}


def stale(clerk: Client, case: Case) -> str:
    """The page of a clerk who typed `mine` and saved it after the head stored theirs."""
    sent = typed(clerk.get(case.url).content.decode(), case, case.mine)
    case.store()
    answer = clerk.post(case.url, sent)
    assert answer.status_code == 409
    return answer.content.decode()


@pytest.mark.parametrize("make", FIELDS.values(), ids=FIELDS)
def test_both_sides_can_be_taken_and_taken_back(clerk: Client, report: Report, make: Make) -> None:
    case = make(report)
    page = stale(clerk, case)
    stored = case.in_database()
    assert fields_of(page, "step-form")[case.sent_as] == as_sent(case.mine)

    # Theirs, mine again, theirs for good: the button keeps the focus, the version stays the one that was seen.
    for wanted in (stored, case.mine, stored):
        status, page = press(clerk, case.url, page, take=case.sent_as)
        found = fields_of(page, "step-form")
        assert (status, found["version"], found[case.sent_as]) == (409, ["1"], as_sent(wanted))
        assert page.count("autofocus") == 1
        assert f'id="take-{case.sent_as}" autofocus' in page
    assert case.in_database() == stored

    assert press(clerk, case.url, page, mine="5")[0] == 302
    assert case.in_database() == stored


@pytest.mark.parametrize("make", FIELDS.values(), ids=FIELDS)
def test_what_was_taken_back_is_saved(clerk: Client, report: Report, make: Make) -> None:
    case = make(report)
    page = stale(clerk, case)
    for _theirs_and_mine in range(2):
        page = press(clerk, case.url, page, take=case.sent_as)[1]
    assert press(clerk, case.url, page, mine="5")[0] == 302
    assert case.in_database() == case.mine


def test_a_choice_is_shown_in_words(clerk: Client, report: Report) -> None:
    assert "<p>已完成" in stale(clerk, FIELDS["earlier outcome"](report))


def test_the_differences_are_shown(clerk: Client, report: Report) -> None:
    case = of_report("closing", "专此报告。", "特此报告。")(report)
    assert "<del>专</del><ins>特</ins>" in stale(clerk, case)


def test_what_is_written_after_the_other_side_was_taken_counts(clerk: Client, report: Report) -> None:
    case = FIELDS["preamble preamble"](report)
    page = press(clerk, case.url, stale(clerk, case), take="preamble")[1]
    clerk.post(case.url, {**typed(page, case, "两边合起来"), "mine": "5"})
    assert case.in_database() == "两边合起来"


@pytest.mark.parametrize("leave", [True, False])
def test_an_entry_that_was_removed_stays_removed_or_comes_back(clerk: Client, report: Report, leave: bool) -> None:
    case = FIELDS["work body"](report)
    sent = typed(clerk.get(case.url).content.decode(), case, "还在写")
    clerk.post(case.url, {**sent, case.sent_as: "乙", "act": f"remove:{case.row.uuid}"})
    page = clerk.post(case.url, sent).content.decode()
    for _press in range(1 if leave else 2):
        status, page = press(clerk, case.url, page, take=f"left-{case.row.uuid}")
        assert (status, "还在写" in page, f'id="take-left-{case.row.uuid}" autofocus' in page) == (409, True, True)

    press(clerk, case.url, page, mine="2")

    stored = WorkItem.objects.get()
    assert (stored.removed_at is not None, stored.body) == (leave, "乙" if leave else "还在写")


def test_a_wrong_day_on_a_stale_page_does_not_hide_the_conflict(clerk: Client, report: Report) -> None:
    """The answer must not carry the new version: the next save would overwrite what nobody has seen."""
    url = f"/reports/{report.pk}/steps/cover/"
    sent = fields_of(clerk.get(url).content.decode(), "step-form")
    Report.objects.update(version=5, closing="库里的")

    answer = clerk.post(url, {**sent, "document_date": "2026-02-31"})

    page = answer.content.decode()
    assert (answer.status_code, fields_of(page, "step-form")["version"]) == (409, ["1"])
    assert "库里的" in page
    assert clerk.post(url, {**fields_of(page, "step-form"), "mine": "5"}).status_code == 422
    assert Report.objects.get().closing == "库里的"


def test_a_chapter_that_was_removed_meanwhile_is_told(clerk: Client, report: Report) -> None:
    chapter = make_chapter(report)
    url = f"/reports/{report.pk}/steps/chapter-{chapter.uuid}/"
    sent = fields_of(clerk.get(url).content.decode(), "step-form")
    chapter.delete()
    answer = clerk.post(url, {**sent, "lead": "我写的"})
    assert (answer.status_code, "这一章已被他人删除" in answer.content.decode()) == (409, True)


def test_taking_what_is_no_field_changes_nothing(clerk: Client, report: Report) -> None:
    answer = clerk.post(f"/reports/{report.pk}/steps/cover/", {"version": "1", "title": "我的", "take": "unknown"})
    assert (answer.status_code, 'value="我的"' in answer.content.decode()) == (409, True)
    assert clerk.post(f"/reports/{report.pk}/steps/check/", {"version": "1", "take": "title"}).status_code == 409
