"""The report types, indicators and kinds of activity that come with the site agree with each other."""

from collections import Counter
from string import Formatter

import pytest

from reports.choices import PeriodKind
from reports.models import ActivityKind, Indicator, Outline, OutlineChapter, ReportType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("delivered")]

PLACEHOLDERS = {"unit", "short", "year", "period", "leading_body"}
# The codes of the table of indicators that the bureaus agreed on, and the parts and people that it names beside them.
INDICATORS = """
    party_group_integrity_meeting integrity_work_conference party_group_meeting director_meeting decisions_made
    major_decision_meeting major_decision_item theory_center_study theory_center_discussion first_topic_study
    branch_study staff_study responsibility_letter commitment_letter report_heard integrity_lecture
    integrity_lecture_attendance warning_meeting warning_film warning_film_showing warning_film_attendance
    warning_case edu_activity edu_attendance base_visit base_visit_attendance bulletin_forwarded reminder_sent
    talk_heart talk_duty talk_reminder talk_preappoint interview_summons four_forms four_forms_1 four_forms_2
    four_forms_3 four_forms_4 clue_received case_filed disciplined petition_report risk_point risk_measure
    institution_revised inspection problem_found problem_fixed criticized commended opinion_collected
    ceremony_filing village_visit household_visit procurement_supervised org_life_meeting no_problem_flag
"""


def test_five_types_are_delivered() -> None:
    assert dict(ReportType.objects.values_list("code", "genre")) == {
        "annual_integrity": "briefing",
        "annual_responsibility": "report",
        "half_year_bulletin": "bulletin",
        "half_year_report": "report",
        "work_points": "work_points",
    }
    assert Outline.objects.filter(number=1, published_at__isnull=False).count() == 5


def test_only_the_work_points_are_numbered_through() -> None:
    numbered_through = Outline.objects.filter(numbering="continuous").values_list("report_type__code", flat=True)
    assert list(numbered_through) == ["work_points"]


def test_the_bulletin_closes_with_unheaded_problems_and_next_steps() -> None:
    chapters = OutlineChapter.objects.filter(outline__report_type__code="half_year_bulletin")
    assert set(chapters.values_list("entry_style", flat=True)) == {"inline"}
    assert list(chapters.filter(heading="").values_list("kind", flat=True)) == ["problems", "next_steps"]


def test_every_type_names_known_placeholders_and_period_kinds_and_guides_every_chapter() -> None:
    known_kinds = {kind.value for kind in PeriodKind}
    for outline in Outline.objects.select_related("report_type"):
        fields = {name for _, name, _, _ in Formatter().parse(outline.title_pattern) if name}
        assert fields <= PLACEHOLDERS
        assert {"unit", "year"} <= fields
        assert set(outline.report_type.period_kinds) <= known_kinds
        assert outline.preamble_guidance
    assert not OutlineChapter.objects.filter(guidance="").exists()


def test_the_indicators_that_county_reports_name_are_delivered() -> None:
    assert set(Indicator.objects.values_list("code", flat=True)) >= set(INDICATORS.split())
    assert dict(Indicator.objects.filter(part_of__isnull=False).values_list("code", "part_of__code")) == {
        "party_group_integrity_meeting": "party_group_meeting",
        "major_decision_meeting": "party_group_meeting",
        "major_decision_item": "decisions_made",
        "theory_center_discussion": "theory_center_study",
        "four_forms_1": "four_forms",
        "four_forms_2": "four_forms",
        "four_forms_3": "four_forms",
        "four_forms_4": "four_forms",
        "problem_fixed": "problem_found",
        "problem_ongoing": "problem_found",
    }


def test_a_computation_finds_what_it_adds_up_in_its_kinds() -> None:
    for indicator in Indicator.objects.prefetch_related("kinds"):
        kinds = list(indicator.kinds.all())
        assert bool(kinds) == (indicator.computation in {"count", "attendance", "quantity", "distinct"}), indicator.code
        if indicator.computation == "attendance":
            assert all(kind.with_attendance for kind in kinds), indicator.code
        if indicator.computation == "quantity":
            assert {kind.quantity_word for kind in kinds} == {indicator.unit_word}, indicator.code


def test_a_part_counts_nothing_that_its_whole_does_not_count() -> None:
    counted = {row.code: set(row.kinds.all()) for row in Indicator.objects.prefetch_related("kinds")}
    for part in Indicator.objects.filter(part_of__isnull=False).select_related("part_of"):
        assert part.part_of is not None
        assert counted[part.code] <= counted[part.part_of.code]


def test_every_kind_is_counted_and_has_a_sentence_of_what_it_has() -> None:
    for kind in ActivityKind.objects.prefetch_related("indicators"):
        fields = {name for _, name, _, _ in Formatter().parse(kind.sentence) if name}
        has = {"count"} | ({"attendance"} if kind.with_attendance else set())
        assert kind.indicators.exists(), kind.code
        assert fields, kind.code
        assert fields <= has | ({"quantity"} if kind.quantity_word else set()), kind.code


def test_no_word_stands_for_two_kinds() -> None:
    words = Counter(word for kind in ActivityKind.objects.all() for word in {kind.name, *kind.words})
    assert [word for word, kinds in words.items() if kinds > 1] == []
