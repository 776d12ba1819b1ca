"""Two or ten people at the same moment: one wins, the others are told, and nothing is written twice."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from reports.actions import moves, outlines, people, periods, report_types, reviews, units
from reports.actions.audit import record
from reports.actions.chapters import add_chapter, move_chapter
from reports.actions.drafting import create_report, save_cover, save_preamble
from reports.actions.imports import confirm_upload, give_up_upload, keep_upload
from reports.actions.ledger import merge_activities, remember_wording, save_activity, void_activity
from reports.choices import ChapterKind, Genre, LeadingBody, PeriodKind, ReportState, Role, UnitKind
from reports.errors import ReportError
from reports.models import (
    Activity,
    AuditEntry,
    Decision,
    Extension,
    ImportedFile,
    KindWording,
    Membership,
    Outline,
    Period,
    Person,
    Report,
    ReportType,
    Snapshot,
    Thread,
    Unit,
)
from reports.queries.ledger import counted
from tests.cast import Cast
from tests.factories import (
    give_role,
    make_activity,
    make_chapter,
    make_kind,
    make_period,
    make_person,
    make_report,
    make_report_type,
)
from tests.hostile.together import kinds, together
from tests.writing import Page

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (
    "一、工作开展情况\n（一）压实责任。层层签订责任书。\n二、存在的主要问题\n（一）学习不深。个别支部学习不够深入。\n"
)


def fresh(row: Any) -> Any:
    """The row as another request reads it."""
    return type(row)._default_manager.get(pk=row.pk)


def events(name: str) -> int:
    return AuditEntry.objects.filter(event=name).count()


def submitted(cast: Cast) -> tuple[Report, Snapshot]:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    moves.submit_report(report, by=cast.clerk, version=report.version)
    return report, report.snapshots.get()


def times(number: int, act: Callable[[], Any]) -> list[Any]:
    return together(*[act] * number)


def test_of_two_saves_with_the_same_version_one_is_told_and_overwrites_nothing(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    texts = ["第一个人写的。", "第二个人写的。"]
    results = together(
        *(lambda text=text: save_preamble(fresh(report), preamble=text, by=cast.clerk, version=1) for text in texts)
    )
    winner = next(text for text, result in zip(texts, results, strict=True) if isinstance(result, Report))
    assert kinds(results) == ["StaleReport", "done"]
    assert (fresh(report).preamble, fresh(report).version, events("report.preamble_saved")) == (winner, 2, 1)


def test_four_people_who_type_at_once_in_four_fields_all_keep_what_they_typed(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    fields = {"title": "标题", "recipient": "县纪委", "closing": "特此报告。", "signature": "应急管理局"}
    pages = [(Page(cast.clerk, report), {name: text}) for name, text in fields.items()]
    results = together(*(partial(page.send, typed) for page, typed in pages))
    told = [answer for _status, answer in results]
    # Who lost the race four times over is told so and sends it again.
    for (page, typed), answer in zip(pages, told, strict=True):
        if "saved" not in answer:
            page.send(typed)
    assert {name: getattr(fresh(report), name) for name in fields} == fields
    assert events("report.sitting_began") == 1


def test_what_is_typed_while_the_report_is_submitted_is_in_the_snapshot_or_refused(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    page = Page(cast.clerk, report)
    (status, told), submission = together(
        partial(page.send, {"closing": "专此报告。"}),
        lambda: moves.submit_report(fresh(report), by=cast.clerk, version=1),
    )
    if isinstance(submission, Report):
        assert (status, told["why"]) == (409, "WrongState")
        assert "专此报告" not in report.snapshots.get().document
    else:
        assert (status, fresh(report).closing, report.snapshots.count()) == (200, "专此报告。", 0)


def test_one_save_sent_ten_times_at_once_is_one_change(cast: Cast) -> None:
    page = Page(cast.clerk, make_report(cast.bureau, by=cast.clerk))
    results = times(10, partial(page.send, {"closing": "特此报告。"}, sequence=1))
    assert {status for status, _told in results} <= {200, 409}
    assert (fresh(page.report).closing, fresh(page.report).version) == ("特此报告。", 2)


def test_of_two_who_place_a_chapter_at_once_one_is_told(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    own = make_chapter(report)
    results = together(
        lambda: add_chapter(fresh(report), kind=ChapterKind.WORK, heading="甲", after=None, by=cast.clerk, version=1),
        lambda: move_chapter(fresh(report), fresh(own), to=0, by=cast.head, version=1),
    )
    assert kinds(results) == ["StaleReport", "done"]
    assert list(report.chapters.values_list("order", flat=True)) == list(range(1, report.chapters.count() + 1))


def test_ten_submits_make_one_snapshot_one_decision_and_one_audit_entry(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    results = times(10, lambda: moves.submit_report(fresh(report), by=cast.clerk, version=1))
    assert kinds(results).count("done") == 1
    assert set(kinds(results)) <= {"done", "StaleReport", "WrongState"}
    assert (report.snapshots.count(), report.decisions.count(), events("report.submit")) == (1, 1, 1)


def test_of_two_officers_one_decides_and_the_other_is_told(cast: Cast) -> None:
    colleague = make_person("另一位审核员")
    give_role(colleague, Role.OFFICER, cast.bureau)
    report, snapshot = submitted(cast)
    seen = (snapshot.number, snapshot.sha256)
    results = together(
        lambda: moves.approve_report(fresh(report), by=cast.officer, seen=seen),
        lambda: moves.return_report(fresh(report), by=colleague, seen=seen, reason="请写具体。"),
    )
    decision = Decision.objects.get(report=report, move__in=["approve", "return"])
    assert kinds(results).count("done") == 1
    assert isinstance(next(one for one in results if isinstance(one, Exception)), ReportError)
    assert fresh(report).state == decision.to_state
    assert events("report.approve") + events("report.return") == 1


def test_approving_and_withdrawing_at_once_never_approves_what_was_withdrawn(cast: Cast) -> None:
    report, snapshot = submitted(cast)
    seen = (snapshot.number, snapshot.sha256)
    results = together(
        lambda: moves.approve_report(fresh(report), by=cast.officer, seen=seen),
        lambda: moves.withdraw_report(fresh(report), by=cast.clerk, version=2),
    )
    snapshot.refresh_from_db()
    assert kinds(results).count("done") == 1
    approved = fresh(report).state == ReportState.APPROVED
    assert (snapshot.withdrawn_at is None, snapshot.opened_at is not None) == (approved, approved)
    assert events("snapshot.opened") == events("report.approve") == int(approved)


def test_a_report_is_either_opened_or_withdrawn(cast: Cast) -> None:
    report, snapshot = submitted(cast)
    results = together(
        lambda: reviews.open_snapshot(fresh(snapshot), by=cast.officer),
        lambda: moves.withdraw_report(fresh(report), by=cast.clerk, version=2),
    )
    snapshot.refresh_from_db()
    assert kinds(results) == ["WrongState", "done"]
    assert (snapshot.opened_at is None) != (snapshot.withdrawn_at is None)
    assert events("snapshot.opened") + events("report.withdraw") == 1


def test_a_comment_is_resolved_once(cast: Cast) -> None:
    _report, snapshot = submitted(cast)
    reviews.open_snapshot(snapshot, by=cast.officer)
    thread = reviews.open_thread(snapshot, "title", "题目请写全。", by=cast.officer)
    results = times(4, lambda: reviews.resolve_thread(fresh(thread), by=cast.officer))
    assert (kinds(results), events("thread.resolved")) == (["WrongState"] * 3 + ["done"], 1)


def test_no_comment_comes_behind_the_approval(cast: Cast) -> None:
    report, snapshot = submitted(cast)
    reviews.open_snapshot(snapshot, by=cast.officer)
    seen = (snapshot.number, snapshot.sha256)
    together(
        lambda: moves.approve_report(fresh(report), by=cast.officer, seen=seen),
        lambda: reviews.open_thread(fresh(snapshot), "title", "题目请写全。", by=cast.officer),
    )
    still_open = Thread.objects.filter(report=report, state="open").exists()
    assert (fresh(report).state == ReportState.APPROVED, still_open) in ((True, False), (False, True))


def test_a_report_is_started_once(cast: Cast) -> None:
    period, report_type = make_period(), make_report_type()
    results = times(4, lambda: create_report(cast.bureau, period, report_type, by=cast.clerk))
    assert (kinds(results), Report.objects.count()) == (["WrongState"] * 3 + ["done"], 1)
    assert events("report.created") == 1


def test_a_unit_is_deactivated_or_starts_a_report_never_both(cast: Cast) -> None:
    period, report_type = make_period(), make_report_type()
    for _round in range(5):
        Report.objects.update(discarded_at=timezone.now())
        Unit.objects.filter(pk=cast.bureau.pk).update(active=True)
        results = together(
            partial(create_report, fresh(cast.bureau), period, report_type, by=cast.clerk),
            partial(units.deactivate_unit, fresh(cast.bureau), by=cast.admin),
        )
        assert kinds(results) in (["WrongState", "done"], ["InvalidInput", "done"])
        assert fresh(cast.bureau).active == Report.objects.filter(discarded_at=None).exists()


def uploaded(cast: Cast) -> ImportedFile:
    return keep_upload(
        "旧稿.txt", TEXT.encode(), unit=cast.bureau, period=make_period(), report_type=make_report_type(), by=cast.clerk
    )


def test_a_file_is_confirmed_once(cast: Cast) -> None:
    imported = uploaded(cast)
    results = times(4, lambda: confirm_upload(fresh(imported), by=cast.clerk, version=1))
    assert kinds(results).count("done") == 1
    assert (Report.objects.count(), events("import.confirmed"), ImportedFile.objects.count()) == (1, 1, 0)


def test_a_file_is_either_confirmed_or_given_up(cast: Cast) -> None:
    imported = uploaded(cast)
    one, other = fresh(imported), fresh(imported)
    together(
        lambda: confirm_upload(one, by=cast.clerk, version=1),
        lambda: give_up_upload(other, by=cast.clerk),
    )
    assert events("import.confirmed") + events("import.given_up") == 1
    assert Report.objects.count() == events("import.confirmed")


def outline_values(outline: Outline) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    settings = {name: getattr(outline, name) for name in outlines.SETTINGS}
    chapters = [{name: getattr(part, name) for name in outlines.CHAPTER_FIELDS} for part in outline.chapters.all()]
    return settings, chapters


def test_two_saves_of_an_outline_do_not_mix_their_chapters(cast: Cast) -> None:
    draft = outlines.draft_outline(make_report_type(), by=cast.admin)
    settings, chapters = outline_values(draft)
    seen = outlines.fingerprint(draft)
    save = [
        lambda heading=heading: outlines.save_outline(
            fresh(draft),
            settings=settings,
            chapters=[part | {"heading": heading} for part in chapters],
            by=cast.admin,
            seen=seen,
        )
        for heading in ("甲", "乙", "丙", "丁")
    ]
    results = together(*save)
    assert kinds(results) == ["StaleReport"] * 3 + ["done"]
    assert len({part.heading for part in draft.chapters.all()}) == 1
    assert (draft.chapters.count(), events("outline.saved")) == (3, 1)


def test_a_published_outline_is_not_changed_by_a_save_that_comes_second(cast: Cast) -> None:
    draft = outlines.draft_outline(make_report_type(), by=cast.admin)
    settings, chapters = outline_values(draft)
    stale = fresh(draft)
    outlines.publish_outline(draft, by=cast.admin)
    with pytest.raises(ReportError):
        outlines.save_outline(
            stale, settings=settings, chapters=chapters[:1], by=cast.admin, seen=outlines.fingerprint(draft)
        )
    with pytest.raises(ReportError):
        outlines.discard_outline(stale, by=cast.admin)
    assert draft.chapters.count() == 3


def test_an_outline_is_drafted_and_published_once(cast: Cast) -> None:
    report_type = make_report_type()
    drafted = times(4, lambda: outlines.draft_outline(fresh(report_type), by=cast.admin))
    draft = report_type.outlines.get(published_at__isnull=True)
    copies = [fresh(draft) for _ in range(4)]
    published = together(*(lambda copy=copy: outlines.publish_outline(copy, by=cast.admin) for copy in copies))
    assert not [
        one for one in [*drafted, *published] if isinstance(one, Exception) and not isinstance(one, ReportError)
    ]
    assert (events("outline.drafted"), events("outline.published")) == (1, 1)


def test_two_administrators_cannot_lock_each_other_out(cast: Cast) -> None:
    second = make_person("第二管理员")
    give_role(second, Role.ADMIN)
    one, other = fresh(cast.admin), fresh(second)
    results = together(
        lambda: people.disable_person(fresh(second), by=one), lambda: people.disable_person(fresh(cast.admin), by=other)
    )
    assert kinds(results) == ["WrongState", "done"]
    assert Membership.objects.filter(role=Role.ADMIN.value, person__is_active=True).count() == 1


def make_unit_again(cast: Cast) -> Unit:
    return units.create_unit(
        name="新局",
        short_name="新局",
        code="NEW",
        kind=UnitKind.BUREAU.value,
        leading_body=LeadingBody.PARTY_GROUP.value,
        parent=fresh(cast.county),
        by=cast.admin,
    )


def make_period_again(cast: Cast) -> Period:
    day = datetime.date
    return periods.create_period(
        code="2031",
        year=2031,
        kind=PeriodKind.YEAR.value,
        first_day=day(2031, 1, 1),
        last_day=day(2031, 12, 31),
        opens=day(2031, 6, 1),
        due=day(2031, 12, 1),
        closes=day(2031, 12, 31),
        by=cast.admin,
    )


def make_type_again(cast: Cast) -> ReportType:
    return report_types.create_report_type(
        "twice", name="两次", genre=Genre.BRIEFING.value, period_kinds=[PeriodKind.YEAR.value], by=cast.admin
    )


ONCE: dict[str, Callable[[Cast], Any]] = {
    "unit.created": make_unit_again,
    "period.created": make_period_again,
    "report_type.created": make_type_again,
    "person.created": lambda cast: people.create_person("twice", "两次", by=cast.admin),
    "person.role_given": lambda cast: people.give_role(fresh(cast.clerk), Role.CLERK, cast.other_bureau, by=cast.admin),
}


@pytest.mark.parametrize("event", ONCE)
def test_what_exists_once_is_created_once_and_the_second_is_told(event: str, cast: Cast) -> None:
    results = times(4, lambda: ONCE[event](cast))
    failures = [one for one in results if isinstance(one, Exception)]
    assert [one for one in failures if not isinstance(one, ReportError)] == []
    assert (len(failures), events(event)) == (3, 1)


def test_an_extension_is_granted_to_a_unit_once(cast: Cast) -> None:
    period = make_period()
    until = period.closes + datetime.timedelta(days=9)
    results = times(
        4, lambda: periods.grant_extension(period, cast.bureau, until=until, reason="机构改革", by=cast.admin)
    )
    assert [one for one in results if isinstance(one, Exception) and not isinstance(one, ReportError)] == []
    assert Extension.objects.count() == 1


@pytest.mark.parametrize("event", ["person.disabled", "person.role_ended", "extension.ended", "unit.deactivated"])
def test_what_ends_is_written_down_once(event: str, cast: Cast) -> None:
    period = make_period()
    periods.grant_extension(period, cast.bureau, until=period.closes, reason="机构改革", by=cast.admin)
    endings: dict[str, tuple[Any, Callable[..., Any]]] = {
        "person.disabled": (cast.outsider, people.disable_person),
        "person.role_ended": (cast.outsider.memberships.get(), people.end_role),
        "extension.ended": (Extension.objects.get(), periods.end_extension),
        "unit.deactivated": (cast.other_bureau, units.deactivate_unit),
    }
    row, end = endings[event]
    copies = [fresh(row) for _ in range(4)]
    results = together(*(lambda copy=copy: end(copy, by=cast.admin) for copy in copies))
    assert [one for one in results if isinstance(one, Exception) and not isinstance(one, ReportError)] == []
    assert events(event) == 1


def test_a_new_name_reaches_a_report_that_is_saved_at_the_same_moment(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    words: dict[str, Any] = {
        "title": "另一个题目",
        "recipient": "县纪委",
        "signature": "署名",
        "document_date": None,
        "closing": "",
    }
    names = {"name": "云岭县新名局", "short_name": "新名局", "code": cast.bureau.code, "kind": cast.bureau.kind}
    for _round in range(5):
        version = fresh(report).version
        words["title"] += "。"
        names["name"] += "一"
        together(
            partial(save_cover, fresh(report), **words, by=cast.clerk, version=version),
            lambda: units.change_unit(
                fresh(cast.bureau), **names, leading_body=cast.bureau.leading_body, by=cast.admin
            ),
        )
        assert fresh(report).unit_name == names["name"]


def test_an_act_that_breaks_in_the_middle_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    before = AuditEntry.objects.count()

    def broken(*args: object, **kwargs: object) -> None:
        record("report.half", by=cast.clerk, report=report)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(moves, "record", broken)
    with pytest.raises(RuntimeError):
        moves.submit_report(report, by=cast.clerk, version=1)
    now = fresh(report)
    assert (now.state, now.version, AuditEntry.objects.count()) == (ReportState.DRAFT, 1, before)
    assert (Snapshot.objects.count(), Decision.objects.count()) == (0, 0)


def test_a_person_who_was_disabled_is_out_on_the_next_request(cast: Cast, client: Any) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    client.force_login(cast.clerk)
    assert client.get(f"/reports/{report.pk}/").status_code == 200
    Membership.objects.filter(person=cast.clerk).delete()
    assert client.get(f"/reports/{report.pk}/").status_code == 404
    Person.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert client.get(f"/reports/{report.pk}/").status_code == 302


def test_of_two_changes_of_an_activity_one_is_told(cast: Cast) -> None:
    activity = make_activity(cast.bureau)
    titles = ["第一个人改的", "第二个人改的"]
    results = together(
        *(lambda title=title: save_activity(fresh(activity), by=cast.clerk, version=1, title=title) for title in titles)
    )
    winner = next(title for title, result in zip(titles, results, strict=True) if isinstance(result, Activity))
    assert kinds(results) == ["StaleReport", "done"]
    assert (fresh(activity).title, fresh(activity).version, activity.versions.count()) == (winner, 2, 1)


def test_a_meeting_that_is_merged_and_voided_at_once_counts_once(cast: Cast) -> None:
    kind = make_kind()
    first, second, third = (make_activity(cast.bureau, kind) for _number in range(3))
    merge_activities(first, [second], by=cast.clerk)
    together(
        lambda: merge_activities(fresh(third), [fresh(second)], by=cast.clerk),
        lambda: void_activity(fresh(first), by=cast.clerk, version=1, reason="误记"),
    )
    living = Activity.objects.filter(voided_at__isnull=True)
    heads = set(living.filter(same_as__isnull=True))
    assert {row.same_as for row in living if row.same_as} <= heads
    assert set(counted(living)) == heads


def test_two_who_teach_the_same_words_teach_them_once(cast: Cast) -> None:
    kind = make_kind()
    results = times(2, lambda: remember_wording(cast.bureau, "廉谈", kind, by=cast.clerk))
    assert kinds(results) == ["done", "done"]
    assert (KindWording.objects.count(), events("activity.wording_remembered")) == (1, 1)
