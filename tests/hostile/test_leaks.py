"""What no list, count, form or address may tell or take over from somebody else's reports."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from reports.actions import moves, reviews
from reports.choices import ChapterKind, Role
from reports.composing.patterns import fill_pattern
from reports.models import ImportedFile, Membership, NextStep, Problem, Report, Unit, WorkItem
from tests.cast import Cast
from tests.factories import fill, make_entry, make_period, make_report, make_report_type

pytestmark = pytest.mark.django_db

SECRET = "别的单位的秘密标题"


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def foreign(cast: Cast) -> Report:
    return make_report(cast.other_bureau, by=cast.outsider, filled=True, title=SECRET)


def own(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, filled=True)


def step(report: Report, kind: ChapterKind) -> tuple[str, Any]:
    chapter = report.chapters.get(kind=kind.value)
    return f"/reports/{report.pk}/steps/chapter-{chapter.uuid}/", chapter


def approve(report: Report, cast: Cast, *, writer: Any, officer: Any) -> None:
    moves.submit_report(report, by=writer, version=report.version)
    snapshot = report.snapshots.get()
    moves.approve_report(report, by=officer, seen=(snapshot.number, snapshot.sha256))


def test_entries_of_another_report_posted_into_mine_stay_as_they_are(cast: Cast) -> None:
    mine, theirs = own(cast), foreign(cast)
    address, chapter = step(mine, ChapterKind.WORK)
    entry = WorkItem.objects.get(report=theirs)
    said = {"version": "1", "heading": chapter.heading, "entry_style": "titled"}
    said |= {f"{entry.uuid}-heading": "改了", f"{entry.uuid}-body": "改了"}
    assert signed_in(cast.clerk).post(address, said).status_code == 302
    for act in ("remove", "restore", "up", "down", "place"):
        assert signed_in(cast.clerk).post(address, said | {"act": f"{act}:{entry.uuid}"}).status_code == 409
    again = WorkItem.objects.get(pk=entry.pk)
    assert (again.heading, again.body, again.removed_at) == (entry.heading, entry.body, None)


def test_chapters_of_another_report_are_no_steps_of_mine(cast: Cast) -> None:
    mine, theirs = own(cast), foreign(cast)
    chapter = theirs.chapters.all()[0]
    for suffix, status in (("", 409), ("preview/", 404)):
        # Answered like a chapter that was removed meanwhile, or never was.
        for key in (chapter.uuid, uuid4()):
            address = f"/reports/{mine.pk}/steps/chapter-{key}/{suffix}"
            assert signed_in(cast.clerk).post(address, {"version": "1", "heading": "改了"}).status_code == status
    chapter.refresh_from_db()
    assert chapter.heading != "改了"


def test_links_to_rows_of_other_units_are_refused(cast: Cast) -> None:
    mine, theirs = own(cast), foreign(cast)
    problem = Problem.objects.get(report=theirs)
    address, chapter = step(mine, ChapterKind.NEXT_STEPS)
    entry = NextStep.objects.get(report=mine)
    said = {"version": "1", "heading": chapter.heading, "entry_style": "titled"}
    said |= {f"{entry.uuid}-heading": "一", f"{entry.uuid}-body": "二", f"{entry.uuid}-addresses": str(problem.pk)}
    assert signed_in(cast.clerk).post(address, said).status_code == 422
    assert entry.addresses.count() == 0


def test_promises_of_another_unit_cannot_be_taken_over(cast: Cast) -> None:
    period, report_type = make_period(year=2024), make_report_type()
    theirs = make_report(cast.other_bureau, by=cast.outsider, filled=True, period=period, report_type=report_type)
    approve(theirs, cast, writer=cast.outsider, officer=cast.stranger_officer)
    before = make_report(cast.bureau, by=cast.clerk, filled=True, period=period, report_type=report_type)
    approve(before, cast, writer=cast.clerk, officer=cast.officer)
    mine = make_report(cast.bureau, by=cast.clerk, report_type=report_type)
    stolen = theirs.problems.get()
    said = {"version": "1", "texts": str(stolen.uuid)}
    assert signed_in(cast.clerk).post(f"/reports/{mine.pk}/earlier/", said).status_code == 422
    for key in (stolen.uuid, theirs.nextsteps.get().uuid):
        said = {"version": "1", f"{key}-outcome": "going_on", f"{key}-text": "还没有改完"}
        assert signed_in(cast.clerk).post(f"/reports/{mine.pk}/steps/earlier/", said).status_code == 302
    assert not mine.answers.exists()
    assert Problem.objects.filter(report=mine).count() == 0


def test_a_thread_of_another_report_is_not_answered_from_mine(cast: Cast) -> None:
    theirs, mine = foreign(cast), own(cast)
    moves.submit_report(theirs, by=cast.outsider, version=1)
    reviews.open_snapshot(theirs.snapshots.get(), by=cast.stranger_officer)
    thread = reviews.open_thread(theirs.snapshots.get(), "title", "题目请写全。", by=cast.stranger_officer)
    said = {
        "version": "1",
        "title": "题目",
        "signature": "局",
        "act": f"reply:{thread.pk}",
        f"answer-{thread.pk}": "好",
    }
    assert signed_in(cast.clerk).post(f"/reports/{mine.pk}/steps/cover/", said).status_code == 409
    for person in (cast.clerk, cast.officer, cast.admin):
        assert signed_in(person).post(f"/threads/{thread.pk}/", {"act": "reply", "body": "好"}).status_code == 404
    assert thread.comments.count() == 1


def test_snapshots_are_found_only_through_their_own_report(cast: Cast) -> None:
    theirs, mine = foreign(cast), own(cast)
    moves.submit_report(theirs, by=cast.outsider, version=1)
    for person in (cast.clerk, cast.officer):
        client = signed_in(person)
        paths = ("snapshots/1/", "snapshots/1.docx", "snapshots/1.html", "snapshots/1/review.docx")
        for path in (*paths, "differences/1/1/", "differences/1/1.docx"):
            assert client.get(f"/reports/{mine.pk}/{path}").status_code == 404
            assert client.get(f"/reports/{theirs.pk}/{path}").status_code == 404


def test_a_decision_with_a_forged_hash_or_number_decides_nothing(cast: Cast) -> None:
    report = own(cast)
    moves.submit_report(report, by=cast.clerk, version=1)
    sha = report.snapshots.get().sha256
    for number, digest in (("1", "0" * 64), ("2", sha), ("0", sha), ("", ""), ("1", sha.upper())):
        said = {"number": number, "sha256": digest, "reason": "请写具体。"}
        for code in ("approve", "return"):
            answer = signed_in(cast.officer).post(f"/reports/{report.pk}/moves/{code}/", said)
            assert answer.status_code in (409, 422)
    report.refresh_from_db()
    assert (report.state, report.decisions.count()) == ("submitted", 1)


def test_a_waiting_file_is_its_uploaders_alone_and_only_while_they_write(cast: Cast) -> None:
    imported = ImportedFile.objects.create(
        unit=cast.bureau, period=make_period(), report_type=make_report_type(), name="稿.txt", uploaded_by=cast.clerk
    )
    address = f"/imports/{imported.uuid}/"
    for person in (cast.head, cast.outsider, cast.officer, cast.admin):
        assert signed_in(person).get(address).status_code == 404
        assert signed_in(person).post(address, {"give_up": "1"}).status_code == 404
    Membership.objects.filter(person=cast.clerk).delete()
    assert signed_in(cast.clerk).post(address, {"give_up": "1"}).status_code == 404
    assert ImportedFile.objects.count() == 1


def test_lists_name_nothing_of_other_units(cast: Cast) -> None:
    theirs = foreign(cast)
    moves.submit_report(theirs, by=cast.outsider, version=1)
    own(cast)
    for person in (cast.clerk, cast.head, cast.officer):
        for path in ("/", "/board/", "/reports/start/"):
            page = signed_in(person).get(path).content.decode()
            assert SECRET not in page
            assert cast.other_bureau.name not in page


def test_an_officer_whose_assignment_ended_reads_no_titles_any_more(cast: Cast) -> None:
    report = foreign(cast)
    Membership.objects.create(person=cast.officer, unit=cast.other_bureau, role=Role.OFFICER.value)
    moves.submit_report(report, by=cast.outsider, version=1)
    snapshot = report.snapshots.get()
    moves.approve_report(report, by=cast.officer, seen=(1, snapshot.sha256))
    assert cast.other_bureau.name in signed_in(cast.officer).get("/").content.decode()
    Membership.objects.filter(person=cast.officer, unit=cast.other_bureau).delete()
    assert cast.other_bureau.name not in signed_in(cast.officer).get("/").content.decode()


def test_a_writer_whose_role_ended_finds_nothing(cast: Cast) -> None:
    report = own(cast)
    client = signed_in(cast.clerk)
    said = {"version": "1", "title": "改了", "signature": "局"}
    Membership.objects.filter(person=cast.clerk).delete()
    for path in ("", "steps/cover/", "draft.docx", "earlier/"):
        assert client.get(f"/reports/{report.pk}/{path}").status_code == 404
    for path in ("steps/cover/", "steps/cover/preview/", "moves/submit/", "discard/"):
        assert client.post(f"/reports/{report.pk}/{path}", said).status_code == 404
    report.refresh_from_db()
    assert (report.version, report.state) == (1, "draft")


def test_a_unit_that_is_not_active_starts_nothing(cast: Cast) -> None:
    period, report_type = make_period(), make_report_type()
    Unit.objects.filter(pk=cast.bureau.pk).update(active=False)
    said = {"unit": cast.bureau.code, "period": period.code, "report_type": report_type.code, "how": "outline"}
    assert signed_in(cast.clerk).post("/reports/start/", said).status_code in (302, 422)
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "wanted", ["desk", "一 二", "//evil.org", "https://evil.org/", "javascript:alert(1)", "/\\evil"]
)
def test_only_addresses_of_this_site_are_gone_to(cast: Cast, wanted: str) -> None:
    client = signed_in(cast.clerk)
    for path, said in (("/sign-in/", {"next": wanted}), ("/language/", {"next": wanted, "language": "en"})):
        answer = client.post(path, said)
        assert (answer.status_code, urlsplit(answer["Location"]).netloc) == (302, "")
    report = own(cast)
    moves.submit_report(report, by=cast.clerk, version=1)
    said = {"next": wanted, "number": "1", "sha256": report.snapshots.get().sha256}
    answer = signed_in(cast.officer).post(f"/reports/{report.pk}/moves/return/", said)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_title_that_grows_too_long_is_told_and_not_a_fault(cast: Cast) -> None:
    report_type = make_report_type(title_pattern="{unit}" * 20)
    assert len(fill_pattern("{unit}" * 30, {"unit": cast.bureau.name})) > 200
    Unit.objects.filter(pk=cast.bureau.pk).update(name="长" * 60)
    said = {"unit": cast.bureau.code, "period": make_period().code, "report_type": report_type.code, "how": "outline"}
    assert signed_in(cast.clerk).post("/reports/start/", said).status_code in (302, 422)
    assert Report.objects.count() == 0


def test_a_code_with_signs_of_an_address_leads_back_to_its_own_unit(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.bureau.pk).update(code="A&period=x#")
    cast.bureau.refresh_from_db()
    report = make_report(cast.bureau, by=cast.clerk)
    said = {
        "unit": cast.bureau.code,
        "period": report.period.code,
        "report_type": report.report_type.code,
        "how": "discard",
        "version": "1",
    }
    answer = signed_in(cast.clerk).post("/reports/start/", said)
    assert answer.status_code == 302
    page = signed_in(cast.clerk).get(answer["Location"])
    assert page.context["selection"].period == report.period
    assert "#" not in answer["Location"]


def test_an_officer_who_wrote_the_report_neither_opens_nor_decides_it(cast: Cast) -> None:
    report = own(cast)
    fill(report)
    moves.submit_report(report, by=cast.clerk, version=1)
    Membership.objects.filter(person=cast.clerk).delete()
    Membership.objects.create(person=cast.clerk, unit=cast.bureau, role=Role.OFFICER.value)
    client, sha = signed_in(cast.clerk), report.snapshots.get().sha256
    assert client.post(f"/reports/{report.pk}/review/open/", {"number": "1"}).status_code == 403
    said = {"number": "1", "sha256": sha, "reason": "好"}
    assert client.post(f"/reports/{report.pk}/moves/approve/", said).status_code == 403
    assert report.snapshots.get().opened_at is None


def test_a_thousand_and_five_hundred_entries_are_saved_in_one_go(cast: Cast) -> None:
    report = own(cast)
    address, chapter = step(report, ChapterKind.PROBLEMS)
    Problem.objects.bulk_create(
        Problem(report=report, chapter=chapter, order=n, heading=f"第{n}个", body="学习不深。") for n in range(2, 1501)
    )
    said = {"version": "1", "heading": chapter.heading, "lead": "", "entry_style": "titled"}
    for entry in Problem.objects.filter(chapter=chapter):
        names = ("heading", "cause", "measures", "responsible_leader", "responsible_office", "deadline")
        said |= {f"{entry.uuid}-{name}": "" for name in names}
        said |= {f"{entry.uuid}-body": "改了。"}
    assert signed_in(cast.clerk).post(address, said).status_code == 302
    assert Problem.objects.filter(chapter=chapter, body="改了。").count() == 1500


def test_what_was_removed_cannot_be_moved(cast: Cast) -> None:
    report = own(cast)
    address, chapter = step(report, ChapterKind.WORK)
    entry = make_entry(chapter, removed_at=report.created_at)
    for act in ("up", "down", "place"):
        answer = signed_in(cast.clerk).post(
            address, {"version": "1", "heading": chapter.heading, "entry_style": "titled", "act": f"{act}:{entry.uuid}"}
        )
        assert answer.status_code in (302, 404, 409)


def test_three_megabytes_are_saved_or_refused_with_the_text(cast: Cast) -> None:
    report = own(cast)
    fill(report)
    text = "严格落实责任。" * 143_000
    writer = signed_in(cast.clerk)
    said = {"version": str(report.version), "preamble": text}
    assert writer.post(f"/reports/{report.pk}/steps/preamble/", said).status_code == 302
    report.refresh_from_db()
    assert report.preamble == text
    rows = writer.post("/ledger/rows/", {"text": text})
    assert (rows.status_code, text in rows.content.decode()) == (200, True)
    Report.objects.update(preamble="今年以来，现将情况汇报如下：")
    moves.submit_report(report, by=cast.clerk, version=report.version)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    comment = {"anchor": "title", "body": text}
    refused = signed_in(cast.officer).post(f"/reports/{report.pk}/snapshots/1/comment/", comment)
    assert (refused.status_code, text in refused.content.decode()) == (422, True)
