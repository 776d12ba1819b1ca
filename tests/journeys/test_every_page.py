"""Every page of the site, read from the URLconf, can be used by everyone, in both languages.

An address that is neither named in PAGES nor in NO_PAGES fails: a new page has to say who opens it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from reports.actions.ledger import merge_activities, save_activity
from reports.actions.moves import submit_report
from reports.actions.reviews import open_snapshot, open_thread
from reports.choices import ChapterKind
from reports.importing import encode_lines, read_text
from reports.models import Activity, ActivityKind, CheckRule, EditedFile, ImportedFile, Indicator, Report
from reports.urls import urlpatterns
from tests.cast import Cast, make_cast
from tests.factories import (
    make_activity,
    make_edited,
    make_entry,
    make_evidence,
    make_indicator,
    make_kind,
    make_period,
    make_report,
    make_rule,
    make_unit,
)
from tests.hostile.files import picture
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class World:
    """Three reports of the cast's bureau: being written, under review and approved; and files that wait."""

    cast: Cast
    draft: Report
    reviewed: Report
    waiting: ImportedFile
    edited: EditedFile
    activity: Activity
    approved: Report


Place = Callable[[World], tuple[object, ...]]


def nothing(world: World) -> tuple[object, ...]:
    return ()


def reviewed(*more: object) -> Place:
    return lambda world: (world.reviewed.pk, *more)


# Who opens the page, and what its address names.
PAGES: dict[str, tuple[str, Place]] = {
    "sign_in": ("", nothing),
    "change_password": ("clerk", nothing),
    "second_factor": ("clerk", nothing),
    "desk": ("clerk", nothing),
    "report": ("clerk", lambda world: (world.draft.pk,)),
    "report_step": ("clerk", lambda world: (world.draft.pk, f"chapter-{world.draft.chapters.all()[1].uuid}")),
    "figure_records": ("clerk", lambda world: (world.draft.pk, "talk_heart")),
    "snapshot_figure": ("officer", reviewed(1, "talk_heart")),
    "report_history": ("clerk", lambda world: (world.draft.pk,)),
    "report_start": ("clerk", nothing),
    "report_blanks": ("clerk", lambda world: (world.draft.pk,)),
    "edited_upload": ("clerk", lambda world: (world.draft.pk,)),
    "edited_file": ("clerk", lambda world: (world.edited.uuid,)),
    "report_carry": ("clerk", lambda world: (world.draft.pk,)),
    "entry_evidence": ("clerk", lambda world: (world.draft.pk, world.draft.workitems.all()[0].uuid)),
    "import_structure": ("clerk", lambda world: (world.waiting.uuid,)),
    "ledger": ("clerk", nothing),
    "ledger_month": ("clerk", nothing),
    "ledger_rows": ("clerk", nothing),
    "activity_new": ("clerk", nothing),
    "activity": ("clerk", lambda world: (world.activity.uuid,)),
    "unit_years": ("clerk", lambda world: (world.cast.bureau.pk,)),
    "review": ("officer", reviewed()),
    "snapshot": ("officer", reviewed(1)),
    "thread_new": ("officer", reviewed(1)),
    "differences": ("officer", reviewed(1, 1)),
    "board": ("officer", nothing),
    "problems": ("officer", nothing),
    "problem": ("officer", lambda world: (world.approved.problems.get().pk,)),
    "promise": ("clerk", lambda world: (world.approved.nextsteps.get().pk,)),
    "units": ("admin", nothing),
    "unit_new": ("admin", nothing),
    "units_import": ("admin", nothing),
    "unit": ("admin", lambda world: (world.cast.bureau.pk,)),
    "unit_letterhead": ("admin", lambda world: (world.cast.bureau.pk,)),
    "typography": ("admin", nothing),
    "people": ("admin", nothing),
    "person_new": ("admin", nothing),
    "person": ("admin", lambda world: (world.cast.clerk.pk,)),
    "locks": ("admin", nothing),
    "periods": ("admin", nothing),
    "period_new": ("admin", nothing),
    "period": ("admin", lambda world: (world.draft.period_id,)),
    "report_types": ("admin", nothing),
    "report_type_new": ("admin", nothing),
    "report_type": ("admin", lambda world: (world.draft.report_type_id,)),
    "outline": ("admin", lambda world: (world.draft.outline_id,)),
    "outline_preview": ("admin", lambda world: (world.draft.outline_id,)),
    "check_rules": ("admin", nothing),
    "check_rule_new": ("admin", nothing),
    "check_rule": ("admin", lambda world: (CheckRule.objects.get().pk,)),
    "indicators": ("admin", nothing),
    "indicator_new": ("admin", nothing),
    "indicator": ("admin", lambda world: (Indicator.objects.get(code="talk_heart").pk,)),
    "kind_new": ("admin", nothing),
    "kind": ("admin", lambda world: (ActivityKind.objects.get(name="谈心谈话").pk,)),
    "all_reports": ("admin", nothing),
    "report_reopen": ("admin", lambda world: (world.draft.pk,)),
    "audit": ("admin", nothing),
}
# Posted to only, parts of a page, or files.
NO_PAGES = {
    "second_code",
    "sign_out",
    "session",
    "sign_out_everywhere",
    "set_language",
    "step_preview",
    "step_autosave",
    "report_here",
    "report_unsent",
    "figure_choices",
    "report_discard",
    "import_upload",
    "ledger_file",
    "activity_quick",
    "activity_void",
    "activity_merge",
    "activity_part",
    "evidence_act",
    "evidence_file",
    "evidence_thumbnail",
    "snapshot_evidence",
    "snapshot_thumbnail",
    "report_file",
    "snapshot_file",
    "review_file",
    "changes_file",
    "period_files",
    "problem_move",
    "problems_file",
    "report_move",
    "review_open",
    "thread_act",
    "units_import_save",
    "units_file",
    "audit_file",
    "unit_move",
    "unit_activity",
    "lock_lift",
    "person_role",
    "person_role_end",
    "person_activity",
    "person_second_factor",
    "person_password",
    "extension_grant",
    "extension_end",
    "outline_draft",
    "outline_discard",
}


@pytest.fixture
def world(transactional_db: None) -> World:
    cast = make_cast(sign_in=True)
    under_review = make_report(cast.bureau, by=cast.clerk, filled=True)
    kind = make_kind("谈心谈话")
    make_indicator("talk_heart", kind, name="谈心谈话")
    make_activity(cast.bureau, kind, by=cast.clerk)
    make_entry(under_review.chapters.get(kind=ChapterKind.WORK), "谈话", "谈话{{talk_heart}}。")
    make_evidence(under_review.workitems.all()[0], data=picture())
    submit_report(under_review, by=cast.clerk, version=under_review.version)
    snapshot = under_review.snapshots.get()
    open_snapshot(snapshot, by=cast.officer)
    open_thread(snapshot, "preamble-1", "写清会议次数。", by=cast.officer)
    draft = make_report(cast.bureau, by=cast.clerk, filled=True)
    make_evidence(draft.workitems.get(), data=picture())
    make_evidence(draft.problems.get(), "签到表.pdf")
    make_entry(draft.chapters.get(kind=ChapterKind.PROBLEMS))
    make_entry(draft.chapters.get(kind=ChapterKind.WORK), "谈话", "开展谈心谈话**人次，由**同志谈；共谈心84人次。")
    outcome = read_text("关于廉政工作的汇报\n今年情况如下：\n一、工作情况\n（一）压实责任。签订责任书。".encode())
    waiting = ImportedFile.objects.create(
        unit=cast.bureau,
        period=draft.period,
        report_type=draft.report_type,
        name="汇报.txt",
        lines=encode_lines(outcome.lines),
        uploaded_by=cast.clerk,
    )
    edited = make_edited(draft, cast.clerk)
    make_rule("1 <= 2")
    Report.objects.filter(pk=draft.pk).update(preamble="今年以来，我局召开会议4次，现将情况汇报如下：")
    kind = make_kind("警示教育会", quantity_word="份")
    office = make_unit("办公室", parent=cast.bureau)
    here, there, third = (
        make_activity(unit, kind, title="全局警示教育大会", attendance=60, quantity=2, by=cast.clerk)
        for unit in (cast.bureau, office, make_unit("检查股", parent=cast.bureau))
    )
    merge_activities(here, [there], by=cast.clerk)
    save_activity(third, by=cast.clerk, version=1, attendance=58)
    approved = make_report(cast.bureau, by=cast.clerk, filled=True, period=make_period(year=2000), state="approved")
    return World(cast, draft, under_review, waiting, edited, third, approved)


def test_every_address_is_a_page_or_none() -> None:
    names = {pattern.name for pattern in urlpatterns}
    assert names == PAGES.keys() | NO_PAGES
    assert not PAGES.keys() & NO_PAGES


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("person", ["", "clerk", "officer", "admin"])
def test_every_page_is_usable_by_everyone(page: Page, world: World, person: str, language: str) -> None:
    if language == "en":
        page.goto(reverse("sign_in"))
        page.get_by_role("button", name="English").click()
    if person:
        sign_in(page, getattr(world.cast, person))
        assert_accessible(page)
    for name, (opened_by, place) in PAGES.items():
        if opened_by == person:
            answer = page.goto(reverse(name, args=place(world)))
            assert answer is not None
            assert (name, answer.status) == (name, 200)
            expect(page.get_by_role("main")).to_be_visible()
            expect(page.locator("html")).to_have_attribute("lang", "en" if language == "en" else "zh-CN")
            assert_accessible(page)
