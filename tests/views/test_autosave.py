"""What a page sends by itself while somebody types: each field is saved, refused or somebody else's by itself."""

import datetime
from typing import Any

import pytest
from django.test import Client, override_settings

from reports.actions.moves import submit_report
from reports.choices import ChapterKind, Outcome
from reports.models import AuditEntry, Report, Sitting
from tests.cast import Cast
from tests.factories import make_chapter, make_entry, make_period, make_report
from tests.writing import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


def stored(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def events(report: Report) -> list[str]:
    return list(AuditEntry.objects.filter(report=report).order_by("pk").values_list("event", flat=True))


def test_what_was_typed_is_stored_and_told(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report)
    status, told = page.send({"closing": "特此报告。"})
    assert (status, told["refused"], told["changed"]) == (200, {}, {})
    assert (stored(report).closing, stored(report).version, told["version"]) == ("特此报告。", 2, 2)
    assert datetime.time.fromisoformat(told["at"])
    # The next one goes on from there.
    assert page.send({"closing": "特此报告"})[1]["changed"] == {}
    assert stored(report).closing == "特此报告"


def test_entries_are_saved_by_field(cast: Cast, report: Report) -> None:
    entry = make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), "甲", "乙")
    page = Page(cast.clerk, report, f"chapter-{entry.chapter.uuid}")
    told = page.send({f"{entry.uuid}-cause": "认识不足", f"{entry.uuid}-deadline": "2026-12-01"})[1]
    entry.refresh_from_db()
    assert told["saved"].keys() == {f"{entry.uuid}-cause", f"{entry.uuid}-deadline"}
    assert (entry.heading, entry.body, entry.cause) == ("甲", "乙", "认识不足")  # type: ignore[attr-defined]


def test_two_people_in_two_fields_do_not_meet(cast: Cast, report: Report) -> None:
    clerk, head = Page(cast.clerk, report), Page(cast.head, report)
    clerk.send({"closing": "特此报告。"})
    assert head.send({"recipient": "县纪委监委"})[1]["changed"] == {}
    assert (stored(report).closing, stored(report).recipient) == ("特此报告。", "县纪委监委")


def test_two_people_in_one_field_meet_there_alone(cast: Cast, report: Report) -> None:
    clerk, head = Page(cast.clerk, report), Page(cast.head, report)
    clerk.send({"closing": "特此报告。"})
    told = head.send({"closing": "专此报告。", "recipient": "县纪委监委"})[1]
    assert (stored(report).closing, stored(report).recipient) == ("特此报告。", "县纪委监委")
    theirs = told["changed"]["closing"]
    assert (told["saved"].keys(), theirs["value"]) == ({"recipient"}, ["特此报告。"])
    assert "<del>特</del><ins>专</ins>" in theirs["note"]
    assert "林小雨" in theirs["note"]
    # To keep the own text is to write on theirs.
    head.bases["closing"] = theirs["base"]
    head.send({"closing": "专此报告。"})
    assert stored(report).closing == "专此报告。"


def test_a_page_whose_answer_was_lost_goes_on_from_what_it_stored_itself(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report)
    known = dict(page.bases)
    page.send({"closing": "特此报告，"})
    page.bases = known
    told = page.send({"closing": "特此报告，请审阅。"})[1]
    assert (told["changed"], told["saved"].keys()) == ({}, {"closing"})
    assert stored(report).closing == "特此报告，请审阅。"


@pytest.mark.parametrize("same_person", [True, False])
def test_what_was_written_there_since_is_a_conflict_all_the_same(cast: Cast, report: Report, same_person: bool) -> None:
    page = Page(cast.clerk, report)
    known = dict(page.bases)
    page.send({"closing": "特此报告，"})
    Page(cast.clerk if same_person else cast.head, report).send({"closing": "专此报告。"})
    page.bases = known
    assert page.send({"closing": "特此报告，请审阅。"})[1]["changed"]["closing"]["value"] == ["专此报告。"]
    assert stored(report).closing == "专此报告。"


def test_the_same_words_typed_twice_are_no_conflict(cast: Cast, report: Report) -> None:
    clerk, head = Page(cast.clerk, report), Page(cast.head, report)
    clerk.send({"closing": "特此报告。"})
    assert head.send({"closing": "特此报告。"})[1]["saved"].keys() == {"closing"}
    assert stored(report).version == 2


def test_what_cannot_be_stored_is_told_and_does_not_keep_the_rest(cast: Cast, report: Report) -> None:
    told = Page(cast.clerk, report).send({"document_date": "2026-02-31", "closing": "特此报告。", "title": "长" * 201})[
        1
    ]
    assert (told["refused"].keys(), told["saved"].keys()) == ({"document_date", "title"}, {"closing"})
    assert "没有这一天" in told["refused"]["document_date"]


def test_an_older_save_that_comes_late_writes_nothing(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report)
    before = dict(page.bases)
    page.send({"closing": "新的"})
    page.send({"closing": ""})
    page.bases = before
    status, told = page.send({"closing": "旧的"}, sequence=1)
    assert (status, told["saved"], stored(report).closing) == (200, {}, "")


def test_what_was_removed_is_told(cast: Cast, report: Report) -> None:
    entry = make_entry(report.chapters.get(kind=ChapterKind.WORK), "甲", "乙")
    page = Page(cast.clerk, report, f"chapter-{entry.chapter.uuid}")
    type(entry).objects.update(removed_at=report.changed_at)  # type: ignore[attr-defined]
    assert f"{entry.uuid}-body" in page.send({f"{entry.uuid}-body": "还在写"})[1]["refused"]
    own = make_chapter(report)
    page = Page(cast.clerk, report, f"chapter-{own.uuid}")
    own.delete()
    status, told = page.send({"lead": "还在写"})
    assert (status, told["why"], "已被他人删除" in told["words"]) == (409, "StaleReport", True)


def test_nothing_is_saved_after_the_report_was_handed_on(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    page = Page(cast.clerk, report)
    submit_report(report, by=cast.clerk, version=report.version)
    status, told = page.send({"closing": "太晚了"})
    assert (status, told["why"], stored(report).closing) == (409, "WrongState", report.closing)


def test_another_person_at_the_same_computer_sends_nothing(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report)
    page.client.force_login(cast.head)
    status, told = page.send({"closing": "林小雨写的"})
    assert (status, told["why"], stored(report).closing) == (409, "NotTheirs", report.closing)


def test_who_is_signed_out_is_told_so(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report)
    page.client.logout()
    assert page.send({"closing": "x"}) == (401, {})


def test_a_page_of_another_sign_in_is_told_so(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report)
    page.client = Client(enforce_csrf_checks=True)
    page.client.force_login(cast.clerk)
    assert page.send({"closing": "x"}) == (403, {"why": "OldPage"})


@pytest.mark.parametrize(
    "said",
    [
        {"fields": []},
        {"fields": {"closing": {"value": "x", "base": ""}}},
        {"fields": {"closing": {"value": [1], "base": ""}}},
        {"fields": {"closing": {"base": ""}}},
        {"page": "nicht"},
        {"page": 5},
        {"sequence": 0},
        {"sequence": 2**31},
        {"sequence": 1e400},
        {"person": None},
    ],
)
def test_what_no_page_sends_is_refused(cast: Cast, report: Report, said: dict[str, Any]) -> None:
    status, told = Page(cast.clerk, report).send({}, **said)
    assert (status, told["why"], stored(report).version) == (422, "InvalidInput", 1)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "[" * 100_000])
def test_a_body_that_is_no_save_is_refused(cast: Cast, report: Report, body: str) -> None:
    page = Page(cast.clerk, report)
    answer = page.client.post(f"{page.url}autosave/", body, "application/json", headers={"Accept": "application/json"})
    assert answer.status_code == 422


def test_characters_that_no_database_keeps_are_left_out(cast: Cast, report: Report) -> None:
    assert Page(cast.clerk, report).send({"closing": "特\x00此\ud800𠮷"})[0] == 200
    assert stored(report).closing == "特此𠮷"


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_more_than_the_site_takes_is_refused_in_words(cast: Cast, report: Report) -> None:
    status, told = Page(cast.clerk, report).send({"closing": "长" * 1000})
    assert (status, told["why"]) == (413, "TooLarge")


def test_typing_melts_into_one_sitting(cast: Cast, report: Report) -> None:
    page = Page(cast.clerk, report)
    before = len(events(report))
    for number in range(5):
        page.send({"closing": "特此报告。" * number})
    Page(cast.clerk, report, "preamble").send({"preamble": "今年以来"})
    assert events(report)[before:] == ["report.sitting_began"]
    sitting = Sitting.objects.get()
    assert (sitting.typed, sitting.changes.keys()) == (5, {"cover/closing", "preamble/preamble"})
    assert sitting.changes["cover/closing"]["after"] == ["特此报告。" * 4]


def test_the_answer_that_carries_a_subject_on_goes_on_being_saved(cast: Cast, report: Report) -> None:
    earlier = make_report(
        report.unit,
        by=cast.clerk,
        report_type=report.report_type,
        period=make_period(year=report.period.year - 1),
        state="approved",
    )
    subject = make_entry(earlier.chapters.get(kind=ChapterKind.NEXT_STEPS), "甲")
    page = Page(cast.clerk, report, "earlier")
    page.send({f"{subject.uuid}-outcome": Outcome.GOING_ON.value})
    told = page.send({f"{subject.uuid}-text": "还在做"})[1]
    assert (told["changed"], report.nextsteps.count()) == ({}, 1)
    assert (
        page.bases[f"{subject.uuid}-continues_in"]
        == Page(cast.clerk, report, "earlier").bases[f"{subject.uuid}-continues_in"]
    )
