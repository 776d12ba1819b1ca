"""Starting a report and saving its cover and preamble: what is written, what is refused."""

import datetime

import pytest
from django.utils import timezone

from reports.actions.drafting import create_report, discard_report, remember_step, save_cover, save_preamble
from reports.choices import ChapterKind, LeadingBody, PeriodKind, ReportState
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import AuditEntry, Extension, Outline, Report, Unit
from reports.queries.chain import digest_of
from tests.cast import Cast
from tests.factories import make_period, make_report, make_report_type, make_snapshot

pytestmark = pytest.mark.django_db


def events(report: Report) -> list[str]:
    return list(AuditEntry.objects.filter(report=report).order_by("pk").values_list("event", flat=True))


def test_a_report_starts_with_what_the_system_knows(cast: Cast) -> None:
    report_type = make_report_type(
        title_pattern="{unit}{leading_body}{year}年度（{period}）{short}情况{报告}",
        recipient="{unit}上级",
        closing="特此报告。",
    )
    period = make_period(year=2026, kind=PeriodKind.YEAR)

    report = create_report(cast.bureau, period, report_type, by=cast.clerk)

    report.refresh_from_db()
    assert report.title == f"云岭县应急管理局党组2026年度（2026年度）{cast.bureau.short_name}情况{{报告}}"
    assert (report.recipient, report.signature, report.closing) == (
        "云岭县应急管理局上级",
        "云岭县应急管理局",
        "特此报告。",
    )
    assert (report.state, report.version, report.unit_name, report.created_by) == (
        ReportState.DRAFT,
        1,
        "云岭县应急管理局",
        cast.clerk,
    )
    assert [(c.order, c.kind, c.heading) for c in report.chapters.all()] == [
        (1, ChapterKind.WORK, "工作开展情况"),
        (2, ChapterKind.PROBLEMS, "存在的主要问题"),
        (3, ChapterKind.NEXT_STEPS, "下一步工作打算"),
    ]
    assert events(report) == ["report.created"]


@pytest.mark.parametrize(
    ("kind", "first_day", "words"),
    [
        (PeriodKind.FIRST_HALF, datetime.date(2026, 1, 1), "2026年上半年"),
        (PeriodKind.QUARTER, datetime.date(2026, 10, 1), "2026年第四季度"),
    ],
)
def test_a_title_names_the_period(cast: Cast, kind: PeriodKind, first_day: datetime.date, words: str) -> None:
    period = make_period(year=2026, kind=kind, first_day=first_day)
    report_type = make_report_type(title_pattern="{period}", period_kinds=[kind])

    assert create_report(cast.bureau, period, report_type, by=cast.clerk).title == words


def test_a_party_committee_is_named_as_such(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.bureau.pk).update(leading_body=LeadingBody.PARTY_COMMITTEE.value)
    report = create_report(cast.bureau, make_period(), make_report_type(title_pattern="{leading_body}"), by=cast.head)

    assert report.title == "党委"


def test_the_newest_published_outline_is_used_and_kept(cast: Cast) -> None:
    report_type = make_report_type()
    newer = Outline.objects.create(report_type=report_type, number=2, title_pattern="新", published_at=timezone.now())
    Outline.objects.create(report_type=report_type, number=3, title_pattern="未发布")

    report = create_report(cast.bureau, make_period(), report_type, by=cast.clerk)

    assert (report.outline, report.title) == (newer, "新")


def test_a_second_living_report_is_refused_and_a_discarded_one_makes_room(cast: Cast) -> None:
    period, report_type = make_period(), make_report_type()
    first = create_report(cast.bureau, period, report_type, by=cast.clerk)
    with pytest.raises(WrongState):
        create_report(cast.bureau, period, report_type, by=cast.head)

    discard_report(first, by=cast.clerk, version=first.version)

    second = create_report(cast.bureau, period, report_type, by=cast.head)
    assert list(Report.objects.filter(discarded_at__isnull=True)) == [second]
    assert events(first) == ["report.created", "report.discarded"]


def test_only_who_writes_for_the_unit_starts_a_report(cast: Cast) -> None:
    for person in (cast.outsider, cast.officer, cast.admin):
        with pytest.raises(NotAllowed):
            create_report(cast.bureau, make_period(), make_report_type(), by=person)
    assert Report.objects.count() == 0


def test_a_unit_is_read_anew_before_its_report_starts(cast: Cast) -> None:
    """The form read the unit before an administrator renamed or deactivated it."""
    as_it_was = Unit.objects.get(pk=cast.bureau.pk)
    Unit.objects.filter(pk=cast.bureau.pk).update(name="云岭县新名局")
    report = create_report(as_it_was, make_period(), make_report_type(), by=cast.clerk)
    assert (report.unit_name, report.signature) == ("云岭县新名局", "云岭县新名局")

    other = Unit.objects.get(pk=cast.other_bureau.pk)
    Unit.objects.filter(pk=other.pk).update(active=False)
    with pytest.raises(InvalidInput):
        create_report(other, report.period, report.report_type, by=cast.outsider)


def test_a_closed_period_is_refused_unless_the_unit_has_an_extension(cast: Cast) -> None:
    today = timezone.localdate()
    past = [today - datetime.timedelta(days=days) for days in (90, 60, 30)]
    period, report_type = make_period(opens=past[0], due=past[1], closes=past[2]), make_report_type()
    with pytest.raises(InvalidInput) as refusal:
        create_report(cast.bureau, period, report_type, by=cast.clerk)
    assert (refusal.value.field, "请联系管理员延期" in str(refusal.value)) == ("period", True)
    later = make_period(
        "2031", opens=today + datetime.timedelta(days=5), due=today.replace(year=2032), closes=today.replace(year=2032)
    )
    with pytest.raises(InvalidInput, match=str(later.opens)):
        create_report(cast.bureau, later, report_type, by=cast.clerk)

    Extension.objects.create(period=period, unit=cast.bureau, until=today, reason="防汛", granted_by=cast.admin)

    assert create_report(cast.bureau, period, report_type, by=cast.clerk).period == period


def test_a_type_must_be_active_published_and_written_for_the_period(cast: Cast) -> None:
    unpublished = make_report_type()
    unpublished.outlines.update(published_at=None)
    refused = [make_report_type(active=False), make_report_type(period_kinds=["quarter"]), unpublished]
    for report_type in refused:
        with pytest.raises(InvalidInput) as refusal:
            create_report(cast.bureau, make_period(), report_type, by=cast.clerk)
        assert refusal.value.field == "report_type"


COVER = {
    "title": "新标题",
    "recipient": "县纪委",
    "signature": "局",
    "document_date": datetime.date(2026, 12, 1),
    "closing": "",
    "serial": 3,
    "urgency": "加急",
}


def test_a_saved_cover_counts_the_version_and_says_who(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)

    save_cover(report, **COVER, by=cast.head, version=1)  # type: ignore[arg-type]

    stored = Report.objects.get(pk=report.pk)
    assert {name: getattr(stored, name) for name in COVER} == COVER
    assert (stored.version, stored.changed_by, report.version) == (2, cast.head, 2)
    assert AuditEntry.objects.get(report=report).detail == {
        "fields": ["document_date", "recipient", "serial", "signature", "title", "urgency"]
    }


def test_a_save_that_changes_nothing_writes_nothing(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, preamble="开头")

    save_preamble(report, preamble="开头", by=cast.clerk, version=1)

    assert (Report.objects.get(pk=report.pk).version, events(report)) == (1, [])


def test_the_audit_keeps_a_digest_of_the_text_before_and_after(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, preamble="开头")

    save_preamble(report, preamble="新的开头", by=cast.clerk, version=1)

    noted = AuditEntry.objects.get(report=report)
    assert noted.object_version == 2
    assert noted.digest_before == digest_of({"preamble": "开头"})
    assert noted.digest_after == digest_of({"preamble": "新的开头"})


def test_a_stale_save_is_refused_and_overwrites_nothing(cast: Cast) -> None:
    report, same = make_report(cast.bureau, by=cast.clerk), Report.objects.get()
    save_preamble(report, preamble="先到的", by=cast.clerk, version=1)

    with pytest.raises(StaleReport):
        save_preamble(same, preamble="后到的", by=cast.head, version=1)

    stored = Report.objects.get()
    assert (stored.preamble, stored.version) == ("先到的", 2)
    assert events(report) == ["report.preamble_saved"]


@pytest.mark.parametrize("state", [s for s in ReportState if s not in (ReportState.DRAFT, ReportState.RETURNED)])
def test_a_report_that_is_not_being_written_is_left_alone(cast: Cast, state: ReportState) -> None:
    report = make_report(cast.bureau, by=cast.clerk, state=state)
    with pytest.raises(WrongState):
        save_preamble(report, preamble="改", by=cast.clerk, version=1)
    with pytest.raises(WrongState):
        discard_report(report, by=cast.clerk, version=1)
    assert Report.objects.get().preamble == ""


def test_others_can_not_write(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    for person in (cast.outsider, cast.officer, cast.admin):
        with pytest.raises(NotAllowed):
            save_preamble(report, preamble="改", by=person, version=1)


def test_a_report_that_was_submitted_once_is_not_discarded(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    make_snapshot(report, by=cast.clerk)
    with pytest.raises(WrongState):
        discard_report(report, by=cast.clerk, version=1)
    assert Report.objects.get().discarded_at is None


def test_the_last_step_is_kept_without_a_new_version(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)

    remember_step(report, "preamble")

    assert Report.objects.values_list("last_step", "version").get() == ("preamble", 1)
