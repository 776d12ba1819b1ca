"""The demo county as it is delivered: loaded once, then looked at from all sides."""

import datetime
from collections.abc import Iterator
from io import StringIO
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from reports.access import sign_off_needed
from reports.actions.evidence import take_evidence, take_thumbnail
from reports.choices import ChapterKind, Layout, LeadingBody, NoteKind, Outcome, ReportState, Role, ThreadState
from reports.choices import RectificationState as S
from reports.composing import compose
from reports.composing.findings import findings
from reports.document import Paragraph, Reference, Table, plain_text
from reports.importing import read_text
from reports.models import (
    Activity,
    Answer,
    Decision,
    Evidence,
    FrozenCheck,
    FrozenEvidence,
    FrozenFigure,
    Membership,
    Period,
    Person,
    Problem,
    RectificationMove,
    Report,
    Snapshot,
    StoredFile,
    Thread,
    Unit,
    WorkItem,
)
from reports.proofreading import Finding, Severity
from reports.queries import is_open
from reports.queries.figures import figure_values
from reports.queries.ledger import recorded_twice
from reports.queries.rectification import live_problems

FIXTURES = Path(settings.BASE_DIR) / "fixtures" / "demo"
# Whoever adds a name to the county sees to it first that no real place is called so.
INVENTED_PLACES = {"霁川县", "漱石镇", "听筠镇", "澹溪乡"}


@pytest.fixture(scope="module")
def printed(delivered: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Load the county once for this module, and take it away again."""
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


pytestmark = [pytest.mark.usefixtures("printed"), pytest.mark.django_db]


def paragraphs(report: Report) -> set[str]:
    """What the report says, paragraph by paragraph, without its closing line."""
    blocks = [block for block in compose(report).body if isinstance(block, Paragraph)]
    return {plain_text(block) for block in blocks if not block.anchor.startswith("closing")}


def blocks(finding: Finding) -> bool:
    return finding.rule.severity is Severity.BLOCK


def test_the_tree_has_three_levels_and_both_leading_bodies() -> None:
    assert Unit.objects.count() >= 14
    assert set(Unit.objects.values_list("depth", flat=True)) == {1, 2, 3}
    assert set(Unit.objects.values_list("leading_body", flat=True)) == {body.value for body in LeadingBody}


def test_every_place_of_the_county_is_an_invented_one() -> None:
    places = Unit.objects.filter(kind__in=["county", "town"])
    assert set(places.values_list("name", flat=True)) == INVENTED_PLACES


def test_every_role_is_played_and_the_officers_have_different_assignments() -> None:
    assert set(Membership.objects.values_list("role", flat=True)) == {role.value for role in Role}
    officers = Membership.objects.filter(role=Role.OFFICER)
    assigned = {
        person: frozenset(officers.filter(person=person).values_list("unit__code", "with_subunits"))
        for person in set(officers.values_list("person", flat=True))
    }
    assert len(assigned) >= 3
    assert len(set(assigned.values())) == len(assigned)
    assert officers.filter(unit__depth=1, with_subunits=True).count() == 1


def test_the_accounts_are_printed_with_passwords_that_work(printed: str) -> None:
    lines = printed.splitlines()

    assert len(lines) == Person.objects.count()
    for line in (lines[0], lines[-1]):
        username, password = line.split()[:2]
        assert Person.objects.get(username=username).check_password(password)


def test_the_five_periods_are_there_and_one_of_them_is_open() -> None:
    unit = Unit.objects.get(code="JC-YJ")

    assert set(Period.objects.values_list("code", flat=True)) == {"2024", "2025H1", "2025", "2026H1", "2026"}
    assert is_open(unit, Period.objects.get(code="2026"))
    assert is_open(unit, Period.objects.get(code="2026H1"))
    assert not is_open(unit, Period.objects.get(code="2025"))


def test_reports_stand_in_every_state() -> None:
    states = {state for state in ReportState if state is not ReportState.FOR_SIGN_OFF or sign_off_needed()}

    assert set(Report.objects.values_list("state", flat=True)) == states
    waiting = Snapshot.objects.filter(report__state=ReportState.SUBMITTED)
    assert {snapshot.opened_at is None for snapshot in waiting} == {True, False}
    assert Report.objects.filter(edition=2, state=ReportState.DRAFT).count() == 1


def test_a_returned_report_has_open_and_answered_comments() -> None:
    returned = Thread.objects.filter(report__state=ReportState.RETURNED)

    assert set(returned.values_list("state", flat=True)) == {ThreadState.OPEN, ThreadState.ANSWERED}


def test_only_drafts_lack_anything() -> None:
    lacking = {report.state for report in Report.objects.all() if any(map(blocks, findings(report)))}

    assert lacking == {ReportState.DRAFT}


def test_every_report_type_is_written() -> None:
    assert Report.objects.values("report_type").distinct().count() == 5
    assert Report.objects.count() >= 30


def test_every_report_of_an_earlier_year_is_finished() -> None:
    earlier = Report.objects.filter(period__year__lt=2026)

    assert earlier.count() >= 12
    assert set(earlier.values_list("state", flat=True)) == {ReportState.APPROVED, ReportState.ARCHIVED}


def test_later_reports_keep_promises_and_carry_problems_over() -> None:
    assert WorkItem.objects.filter(answers__next_step__report__period__code="2024").exists()
    assert WorkItem.objects.filter(answers__next_step__report__period__code="2025").exists()
    assert Problem.objects.filter(carried_from__isnull=False).count() >= 5
    assert set(Answer.objects.values_list("outcome", flat=True)) == set(Outcome)


def test_what_was_said_to_a_rule_was_said_before_it_was_submitted() -> None:
    said = FrozenCheck.objects.select_related("snapshot")

    assert said
    assert all(one.at <= one.snapshot.created_at for one in said)


def test_problems_stand_in_every_state_but_the_one_after_a_return() -> None:
    live = live_problems()

    assert set(live.values_list("rectification_state", flat=True)) == set(S) - {S.SENT_BACK}
    assert RectificationMove.objects.filter(move="send_back").exists()
    assert live.filter(running__gte=2).exists()
    assert Problem.objects.filter(running=3).exists()


def test_no_two_reports_share_a_paragraph() -> None:
    said = {report: paragraphs(report) for report in Report.objects.all()}

    assert [one & other for one, other in combinations(said.values(), 2) if one & other] == []


def test_the_units_kept_two_years_of_ledgers() -> None:
    for unit in Unit.objects.filter(kind__in=["bureau", "town"]):
        kept = Activity.objects.filter(unit__path__startswith=unit.path)
        assert {2025, 2026} <= set(kept.values_list("first_day__year", flat=True)), unit
    assert Activity.objects.filter(unit__kind="office").exists()
    assert Activity.objects.filter(voided_at__isnull=False).exists()


def test_a_meeting_that_two_offices_recorded_waits_to_be_merged() -> None:
    clerk = Person.objects.get(username="gunianzhen")
    rows = Activity.objects.filter(unit__code="JC-CZ-CG", kind__code="warning_meeting")

    assert [one.unit.code for alike in recorded_twice(rows, clerk).values() for one in alike] == ["JC-CZ"]


def test_figures_of_reports_in_every_state_open_their_records() -> None:
    figures = FrozenFigure.objects.select_related("snapshot__report")
    assert {figure.snapshot.report.state for figure in figures} >= {"submitted", "returned", "approved", "archived"}
    assert all(figure.records and figure.value for figure in figures)


def test_what_was_recorded_later_differs_from_what_a_submitted_report_froze() -> None:
    report = Report.objects.get(unit__code="JC-JY", period__code="2026")
    figure = FrozenFigure.objects.get(snapshot__report=report, key="petition_report")
    now = figure_values(report, [Reference("petition_report")])["petition_report"].value

    assert (figure.value, now) == (73, 74)


def test_letterheads_letters_attachments_and_tables_can_be_seen() -> None:
    documents = [compose(report) for report in Report.objects.all()]
    letterheads = [document.cover.letterhead for document in documents if document.cover.letterhead]
    assert {letterhead.layout for letterhead in letterheads} == {Layout.LETTERHEAD, Layout.LETTER}
    assert len({letterhead.number for letterhead in letterheads}) == len(letterheads)
    assert {document.cover.letterhead is None for document in documents} == {True, False}
    assert {len(document.attachments) for document in documents} == {0, 1, 2, 3}
    assert any(isinstance(block, Table) for document in documents for block in document.body)
    assert any("\n" in document.cover.signature for document in documents)


def test_the_long_reports_fill_several_pages() -> None:
    lengths = sorted((sum(map(len, paragraphs(report))) for report in Report.objects.all()), reverse=True)

    assert lengths[5] >= 1500


def test_officer_and_clerk_find_evidence() -> None:
    frozen = FrozenEvidence.objects.filter(snapshot__report__state=ReportState.SUBMITTED).select_related("file")
    written = Evidence.objects.filter(report__state=ReportState.RETURNED).select_related("file")
    assert {one.file.kind for one in frozen} == {"pdf", "png", "xlsx"}
    assert len(written) == 1
    files: list[Evidence | FrozenEvidence] = [*frozen, *written]
    for one in files:
        assert take_evidence(one, by=Person.objects.get(username="hezhiyuan"))
        assert (take_thumbnail(one.file) is not None) == (one.file.kind == "png")
    delivered = {path.name for path in (FIXTURES / "evidence").iterdir()}
    assert len(delivered) == StoredFile.objects.count()
    # They came with the draft, not today.
    assert max(Evidence.objects.values_list("added_at", flat=True)) < timezone.now() - datetime.timedelta(days=1)


def test_nothing_happened_after_today() -> None:
    now = timezone.now()

    assert not Decision.objects.filter(at__gt=now).exists()
    assert not Report.objects.filter(state_since__gt=now).exists()


def test_it_is_loaded_only_once() -> None:
    with pytest.raises(CommandError):
        call_command("load_demo")


def test_a_file_to_try_the_import_with_is_understood_and_has_something_to_tell() -> None:
    outcome = read_text((FIXTURES / "import" / "weijian-2026.txt").read_bytes())

    assert [(chapter.kind, len(chapter.entries)) for chapter in outcome.manuscript.chapters] == [
        (ChapterKind.WORK, 4),
        (ChapterKind.PROBLEMS, 2),
        (ChapterKind.NEXT_STEPS, 2),
    ]
    assert {note.kind for note in outcome.notes} >= {NoteKind.LEFT_OUT, NoteKind.RENUMBERED}
    assert outcome.manuscript.cover.title == "霁川县卫生健康局2026年度党风廉政建设工作汇报"
