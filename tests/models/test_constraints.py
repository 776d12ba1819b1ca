"""The database keeps the rules by itself, whatever an action forgets."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.choices import SITE_ROLES, Role
from reports.models import (
    ActivitiesApart,
    Activity,
    ActivityVersion,
    Answer,
    AuditEntry,
    Chapter,
    Comment,
    Extension,
    FrozenFigure,
    Indicator,
    KindWording,
    LetterheadSettings,
    Membership,
    NextStep,
    Outline,
    Period,
    Problem,
    RectificationMove,
    Report,
    Snapshot,
    Thread,
    TypedFigure,
    TypographySettings,
    Unit,
)
from tests.factories import (
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_letterhead,
    make_period,
    make_person,
    make_report,
    make_report_type,
    make_snapshot,
    make_unit,
)

pytestmark = pytest.mark.django_db


def refused(name: str, write: Callable[[], Any]) -> None:
    """Assert that `write` breaks the constraint `name` (SQLite names columns for unique ones)."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    text = str(caught.value)
    assert name in text or "UNIQUE constraint failed" in text


def test_one_living_report_of_unit_period_and_type() -> None:
    report = make_report()
    values: dict[str, Any] = {"unit": report.unit, "period": report.period, "report_type": report.report_type}
    refused("report_once_while_living", lambda: make_report(**values))

    Report.objects.filter(pk=report.pk).update(discarded_at=timezone.now())
    assert make_report(**values).pk


def test_an_answer_is_about_one_thing_and_given_once() -> None:
    report = make_report(filled=True)
    problem, step = report.problems.get(), report.nextsteps.get()
    refused("answer_about_one_thing", lambda: Answer.objects.create(report=report))
    refused("answer_about_one_thing", lambda: Answer.objects.create(report=report, problem=problem, next_step=step))
    refused("answer_outcome_known", lambda: Answer.objects.create(report=report, problem=problem, outcome="lost"))
    Answer.objects.create(report=report, problem=problem)
    Answer.objects.create(report=report, next_step=step)
    refused("answer_once_a_problem", lambda: Answer.objects.create(report=report, problem=problem))
    refused("answer_once_a_next_step", lambda: Answer.objects.create(report=report, next_step=step))


def test_a_problem_is_closed_out_with_its_moment_and_a_word_comes_with_the_tick() -> None:
    report = make_report(filled=True)
    problem, step = report.problems.get(), report.nextsteps.get()
    rows, steps = Problem.objects.filter(pk=problem.pk), NextStep.objects.filter(pk=step.pk)
    refused("problem_closed_with_its_moment", lambda: rows.update(rectification_state="closed"))
    refused("problem_closed_with_its_moment", lambda: rows.update(closed_at=timezone.now()))
    refused("problem_rectification_known", lambda: rows.update(rectification_state="lost"))
    refused("next_step_word_when_kept", lambda: steps.update(kept_word="补齐了"))


@pytest.mark.parametrize("name", ["from", "to"])
def test_a_move_of_a_problem_leads_between_known_states(name: str) -> None:
    report = make_report(filled=True)
    states = {"from_state": "open", "to_state": "open"} | {f"{name}_state": "lost"}
    refused(
        f"rectification_{name}_known",
        lambda: RectificationMove.objects.create(
            problem=report.problems.get(), move="begin", by=report.created_by, **states
        ),
    )


def test_only_drafts_are_discarded() -> None:
    report = make_report(state="approved")
    refused(
        "report_only_drafts_discarded",
        lambda: Report.objects.filter(pk=report.pk).update(discarded_at=timezone.now()),
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [("report_state_known", {"state": "lost"}), ("report_counts_from_one", {"version": 0})],
)
def test_a_report_has_a_known_state_and_counts(name: str, values: dict[str, Any]) -> None:
    report = make_report()
    refused(name, lambda: Report.objects.filter(pk=report.pk).update(**values))


def test_units_have_one_code_and_known_kinds() -> None:
    unit = make_unit(code="YJ01")
    refused("code", lambda: make_unit(code="YJ01"))
    refused("unit_kind_known", lambda: Unit.objects.filter(pk=unit.pk).update(kind="club"))
    refused("unit_leading_body_known", lambda: Unit.objects.filter(pk=unit.pk).update(leading_body="board"))


def test_a_role_has_a_unit_unless_it_is_the_administrators() -> None:
    person, unit = make_person(), make_unit()
    refused("membership_unit_unless_site_role", lambda: Membership.objects.create(person=person, role=Role.CLERK.value))
    refused(
        "membership_unit_unless_site_role",
        lambda: Membership.objects.create(person=person, role=Role.ADMIN.value, unit=unit),
    )
    refused(
        "membership_subunits_only_officer",
        lambda: Membership.objects.create(person=person, role=Role.CLERK.value, unit=unit, with_subunits=True),
    )


def test_a_role_is_given_once() -> None:
    person, unit = make_person(), make_unit()
    Membership.objects.create(person=person, role=Role.ADMIN.value)
    for role in SITE_ROLES:
        row = Membership(person=person, role=role.value)
        refused("membership_one_site_role", row.save)
    other = make_person()
    Membership.objects.create(person=other, role=Role.CLERK.value, unit=unit)
    refused("membership_once", lambda: Membership.objects.create(person=other, role=Role.CLERK.value, unit=unit))


def test_the_days_of_a_period_are_in_order() -> None:
    period = make_period()
    early = period.opens - datetime.timedelta(days=1)
    refused("period_opens_due_closes", lambda: Period.objects.filter(pk=period.pk).update(closes=early))
    refused(
        "period_first_before_last",
        lambda: Period.objects.filter(pk=period.pk).update(last_day=period.first_day - datetime.timedelta(days=1)),
    )


def test_an_extension_is_given_once_and_says_why() -> None:
    period, unit, by = make_period(), make_unit(), make_person()
    values: dict[str, Any] = {"period": period, "unit": unit, "until": period.closes, "granted_by": by}
    refused("extension_has_reason", lambda: Extension.objects.create(reason="", **values))
    Extension.objects.create(reason="防汛抢险", **values)
    refused("extension_once", lambda: Extension.objects.create(reason="防汛抢险", **values))


def test_a_type_has_one_unpublished_outline() -> None:
    report_type = make_report_type()
    report_type.outlines.create(number=2, title_pattern="x")
    refused("outline_one_draft", lambda: report_type.outlines.create(number=3, title_pattern="x"))
    refused("outline_number_once", lambda: report_type.outlines.create(number=1, title_pattern="x"))


def test_chapters_have_known_kinds_and_styles() -> None:
    chapter = make_report().chapters.all()[0]
    refused("chapter_kind_known", lambda: Chapter.objects.filter(pk=chapter.pk).update(kind="song"))
    refused("chapter_style_known", lambda: Chapter.objects.filter(pk=chapter.pk).update(entry_style="round"))
    refused("chapter_place_once", lambda: Chapter.objects.filter(pk=chapter.pk).update(order=2))
    refused("chapter_own_not_required", lambda: Chapter.objects.filter(pk=chapter.pk).update(own=True, required=True))


def test_an_entry_keeps_its_uuid_for_itself() -> None:
    chapter = make_report().chapters.all()[0]
    entry = make_entry(chapter)
    refused("uuid", lambda: make_entry(chapter, uuid=entry.uuid))


def test_a_snapshot_is_numbered_once_and_not_withdrawn_after_it_was_opened() -> None:
    snapshot = make_snapshot(make_report())
    refused("snapshot_number_once", lambda: make_snapshot(snapshot.report, number=1))
    now = timezone.now()
    refused(
        "snapshot_withdrawn_only_unopened",
        lambda: Snapshot.objects.filter(pk=snapshot.pk).update(opened_at=now, withdrawn_at=now),
    )


def test_comments_and_audit_entries_say_something() -> None:
    report = make_report()
    snapshot = make_snapshot(report)
    thread = Thread.objects.create(report=report, snapshot=snapshot, anchor="title", opened_by=report.created_by)
    refused("comment_says_something", lambda: Comment.objects.create(thread=thread, body="", by=report.created_by))
    refused("thread_state_known", lambda: Thread.objects.filter(pk=thread.pk).update(state="gone"))
    now = timezone.now()
    refused("audit_entry_has_event", lambda: AuditEntry.objects.create(at=now, event="", digest="0"))
    refused("audit_entry_has_digest", lambda: AuditEntry.objects.create(at=now, event="unit.moved"))


def test_a_letterhead_has_its_mark_and_belongs_to_one_unit() -> None:
    letterhead = make_letterhead(make_unit())
    own = LetterheadSettings.objects.filter(pk=letterhead.pk)
    refused("letterhead_has_organ_and_code_word", lambda: own.update(organ=""))
    refused("letterhead_has_organ_and_code_word", lambda: own.update(code_word=""))
    refused("unit_id", lambda: make_letterhead(letterhead.unit))


@pytest.mark.parametrize("field", ["line_pitch", "latin", "faces"])
def test_the_typography_is_one_row_of_known_values(field: str) -> None:
    refused("typography_is_one_row", lambda: TypographySettings.objects.create(pk=2))
    refused(f"typography_{field}_known", lambda: TypographySettings.objects.create(pk=1, **{field: "x"}))


def test_what_a_letterhead_needs_of_outline_and_report_is_known() -> None:
    report = make_report()
    refused("outline_layout_known", lambda: Outline.objects.filter(pk=report.outline_id).update(layout="scroll"))
    refused("report_urgency_known", lambda: Report.objects.filter(pk=report.pk).update(urgency="soon"))
    refused("report_serial_from_one", lambda: Report.objects.filter(pk=report.pk).update(serial=0))


def test_activities_have_days_in_order_and_counts_from_one() -> None:
    activity = make_activity(make_unit(), day="2026-05-24")
    rows = Activity.objects.filter(pk=activity.pk)

    refused("activity_days_in_order", lambda: rows.update(last_day=datetime.date(2026, 5, 23)))
    refused("activity_attendance_from_one", lambda: rows.update(attendance=0))
    refused("activity_quantity_from_one", lambda: rows.update(quantity=0))
    refused("activity_version_from_one", lambda: rows.update(version=0))


def test_activities_are_voided_with_a_reason_and_are_not_the_same_as_themselves() -> None:
    activity = make_activity(make_unit())
    rows = Activity.objects.filter(pk=activity.pk)

    refused("activity_voided_with_reason", lambda: rows.update(voided_at=timezone.now()))
    refused("activity_voided_with_reason", lambda: rows.update(void_reason="录重了"))
    refused("activity_not_same_as_itself", lambda: rows.update(same_as=activity.pk))
    assert rows.update(voided_at=timezone.now(), void_reason="录重了") == 1


def test_activities_are_kept_apart_once_the_older_in_front() -> None:
    older, newer = (make_activity(make_unit()) for _number in range(2))
    pair = {"first": older, "second": newer, "by": older.created_by}
    refused("activities_apart_older_first", lambda: ActivitiesApart.objects.create(**pair | {"second": older}))
    ActivitiesApart.objects.create(**pair)
    refused("activities_apart_once", lambda: ActivitiesApart.objects.create(**pair))


def test_versions_of_an_activity_and_words_of_a_unit_are_kept_once() -> None:
    activity = make_activity(make_unit())
    version = {"activity": activity, "number": 1, "said": {}, "by": activity.created_by}
    ActivityVersion.objects.create(**version)
    refused("activity_version_once", lambda: ActivityVersion.objects.create(**version))

    wording = {"unit": activity.unit, "words": "谈话会", "kind": make_kind()}
    KindWording.objects.create(**wording)
    refused("kind_wording_once", lambda: KindWording.objects.create(**wording))


def test_an_indicator_is_no_part_of_itself_and_is_computed_in_a_known_way() -> None:
    rows = Indicator.objects.filter(pk=make_indicator().pk)

    refused("indicator_not_part_of_itself", lambda: rows.update(part_of=rows.get().pk))
    refused("indicator_computation_known", lambda: rows.update(computation="guessed"))


def test_figures_are_typed_with_a_reason_and_frozen_once() -> None:
    report = make_report()
    typed = {"report": report, "key": "talk_heart", "value": 3, "by": report.created_by}
    refused("typed_figure_has_reason", lambda: TypedFigure.objects.create(**typed, reason=""))
    TypedFigure.objects.create(**typed, reason="台账未登全")
    refused("typed_figure_once", lambda: TypedFigure.objects.create(**typed, reason="又一次"))

    frozen = {"snapshot": make_snapshot(report), "key": "talk_heart", "value": 3, "basis": {}, "sha256": "0" * 64}
    FrozenFigure.objects.create(**frozen)
    refused("frozen_figure_once", lambda: FrozenFigure.objects.create(**frozen))
