"""An edited Word file: an officer's becomes comments and proposals, a unit's own becomes saves of its draft."""

from uuid import uuid4

import pytest
from django.utils import timezone

from reports.actions import moves, reviews
from reports.actions.edited import give_up_edited, import_edits, keep_edited, sweep_edited, take_edits
from reports.actions.imports import KEPT_FOR
from reports.actions.proposals import decline_proposal, save_texts, take_proposal
from reports.choices import ChapterKind, ThreadState
from reports.composing import compose
from reports.composing.edits import edits_in
from reports.composing.remarks import remarks_on
from reports.document import decode
from reports.errors import InvalidInput, NotAllowed, StaleReport, UnreadableFile, WrongState
from reports.models import AuditEntry, Comment, EditedFile, Person, Report, Snapshot, Thread
from reports.rendering.word import render_review, render_word
from tests.cast import Cast
from tests.editing import Editor
from tests.factories import make_entry, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    report.preamble = "今年以来，我局召开会议3次。\n现将情况汇报如下："
    report.save()
    work = report.chapters.get(kind=ChapterKind.WORK)
    make_entry(work, heading="压实主体责任", body="签订责任书26份。\n组织谈话12人。")
    return report


@pytest.fixture
def snapshot(draft: Report, cast: Cast) -> Snapshot:
    moves.submit_report(draft, by=cast.clerk, version=draft.version)
    return reviews.open_snapshot(draft.snapshots.get(), by=cast.officer)


def editor(report: Report, author: str = "沈正") -> Editor:
    return Editor(render_word(compose(report)), author)


def keep(data: bytes, report: Report, by: Person) -> EditedFile:
    return keep_edited("改稿.docx", data, report=report, by=by)


def bring_in(data: bytes, snapshot: Snapshot, by: Person) -> int:
    edited = keep(data, snapshot.report, by)
    found = edits_in(edited)
    return import_edits(edited, found.proposals, found.remarks, by=by)


def marked(snapshot: Snapshot) -> bytes:
    work = Editor(render_word(decode(snapshot.document)), "张主任")
    return work.change("3次", "4次").comment("签订责任书", "请附名单。").save()


def test_an_officers_changes_and_comments_come_to_their_places(snapshot: Snapshot, cast: Cast) -> None:
    assert bring_in(marked(snapshot), snapshot, cast.officer) == 2

    proposal, comment = Thread.objects.order_by("pk")
    assert (proposal.anchor, proposal.field) == ("preamble-1", "preamble")
    assert (proposal.against, proposal.proposed) == ("今年以来，我局召开会议3次。", "今年以来，我局召开会议4次。")
    assert (comment.is_proposal, comment.comments.get().body) == (False, "请附名单。")
    assert comment.anchor.startswith("entry-")
    assert {(one.by, one.word_author, one.word_time) for one in Comment.objects.all()} == {
        (cast.officer, "张主任", "2026-11-20T09:30:00")
    }
    assert not EditedFile.objects.exists()
    assert AuditEntry.objects.filter(event="edited.imported", detail__changes=2).exists()


def test_the_same_file_brings_nothing_twice(snapshot: Snapshot, cast: Cast) -> None:
    bring_in(marked(snapshot), snapshot, cast.officer)

    assert bring_in(marked(snapshot), snapshot, cast.officer) == 0
    assert (Thread.objects.count(), Comment.objects.count()) == (2, 2)


def test_comments_that_went_out_with_a_file_come_back_once(snapshot: Snapshot, cast: Cast) -> None:
    """Whole paragraphs and parts of them; the colleague's new one alone comes in, as an answer is one."""
    reviews.open_thread(snapshot, "preamble-1", "请写明时间。", by=cast.officer)
    thread = reviews.open_thread(snapshot, "preamble-1", "请核对。", by=cast.officer, quote="3次")
    reviews.reply(thread, "以台账为准。", by=cast.officer)
    document = decode(snapshot.document)
    data = render_review(document, remarks_on(snapshot))
    comments = Comment.objects.count()

    assert bring_in(data, snapshot, cast.officer) == 0
    assert bring_in(Editor(data, "张主任").comment("签订责任书", "请附名单。").save(), snapshot, cast.officer) == 1
    assert Comment.objects.count() == comments + 1


def test_a_file_goes_into_the_review_once(snapshot: Snapshot, cast: Cast) -> None:
    edited = keep(marked(snapshot), snapshot.report, cast.officer)
    found = edits_in(edited)
    import_edits(edited, found.proposals, (), by=cast.officer)

    with pytest.raises(WrongState):
        import_edits(edited, found.proposals, (), by=cast.officer)
    assert Thread.objects.count() == 1


def test_only_the_latest_version_under_review_takes_comments(snapshot: Snapshot, cast: Cast) -> None:
    edited = keep(marked(snapshot), snapshot.report, cast.officer)
    found = edits_in(edited)
    report = snapshot.report
    moves.return_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256), reason="请修改。")

    with pytest.raises(WrongState):
        import_edits(edited, found.proposals, found.remarks, by=cast.officer)
    Report.objects.filter(pk=report.pk).update(preamble="今年以来，我局召开会议5次。\n现将情况汇报如下：")
    report.refresh_from_db()
    moves.submit_report(report, by=cast.clerk, version=report.version)
    with pytest.raises(StaleReport):
        import_edits(edited, found.proposals, found.remarks, by=cast.officer)
    assert EditedFile.objects.filter(pk=edited.pk).exists()


def test_nobody_brings_in_what_is_not_theirs(draft: Report, cast: Cast) -> None:
    data = editor(draft).change("3次", "4次").save()
    for person in (cast.officer, cast.outsider, cast.admin):
        with pytest.raises(WrongState):
            keep(data, draft, person)
    edited = keep(data, draft, cast.clerk)
    with pytest.raises(NotAllowed):
        take_edits(edited, edits_in(edited).proposals, by=cast.outsider, version=draft.version)
    with pytest.raises(WrongState):
        import_edits(edited, (), (), by=cast.officer)


def test_nobody_edits_a_report_that_is_decided(snapshot: Snapshot, cast: Cast) -> None:
    data = marked(snapshot)
    moves.approve_report(snapshot.report, by=cast.officer, seen=(snapshot.number, snapshot.sha256))
    for person in (cast.clerk, cast.officer):
        with pytest.raises(WrongState):
            keep(data, snapshot.report, person)


def test_a_review_begins_before_it_is_commented_on(draft: Report, cast: Cast) -> None:
    moves.submit_report(draft, by=cast.clerk, version=draft.version)

    with pytest.raises(WrongState):
        keep(editor(draft).save(), draft, cast.officer)


def test_a_units_own_changes_are_saved_all_at_once(draft: Report, cast: Cast) -> None:
    before = draft.version
    data = editor(draft).change("3次", "4次").change("26份", "27份").change("压实主体责任", "压实责任")
    edited = keep(data.add_paragraph("组织谈话", "另开展家访3次。").save(), draft, cast.clerk)

    report = take_edits(edited, edits_in(edited).proposals, by=cast.clerk, version=before)

    report.refresh_from_db()
    entry = report.workitems.get(heading="压实责任")
    assert report.preamble == "今年以来，我局召开会议4次。\n现将情况汇报如下："
    assert entry.body == "签订责任书27份。\n组织谈话12人。\n另开展家访3次。"
    assert report.version > before
    saved = set(AuditEntry.objects.filter(report=report).values_list("event", flat=True))
    assert saved >= {"edited.uploaded", "edited.taken", "report.preamble_saved", "report.chapter_saved"}


def test_an_entry_without_any_words_left_is_removed_and_can_come_back(draft: Report, cast: Cast) -> None:
    data = editor(draft).change("压实主体责任", "").change("签订责任书26份。", "").change("组织谈话12人。", "")
    edited = keep(data.save(), draft, cast.clerk)
    proposals = edits_in(edited).proposals

    take_edits(edited, proposals, by=cast.clerk, version=draft.version)

    assert draft.workitems.filter(removed_at__isnull=False).count() == 1


def test_a_draft_that_moved_is_not_overwritten(draft: Report, cast: Cast) -> None:
    edited = keep(editor(draft).change("3次", "4次").save(), draft, cast.clerk)
    proposals = edits_in(edited).proposals
    Report.objects.filter(pk=draft.pk).update(preamble="另写的导语。", version=draft.version + 1)

    with pytest.raises(StaleReport):
        take_edits(edited, proposals, by=cast.clerk, version=draft.version)

    draft.refresh_from_db()
    assert draft.preamble == "另写的导语。"
    assert EditedFile.objects.filter(pk=edited.pk).exists()


def test_a_change_of_an_entry_that_is_gone_meanwhile_is_told(draft: Report, cast: Cast) -> None:
    edited = keep(editor(draft).change("3次", "4次").change("26份", "27份").save(), draft, cast.clerk)
    proposals = edits_in(edited).proposals
    draft.workitems.filter(body__contains="26份").update(removed_at=timezone.now())

    with pytest.raises(StaleReport, match="不在报告中"):
        take_edits(edited, proposals, by=cast.clerk, version=draft.version)

    draft.refresh_from_db()
    assert "3次" in draft.preamble


def test_what_a_field_does_not_take_is_refused_and_nothing_saved(draft: Report, cast: Cast) -> None:
    edited = keep(editor(draft).change("3次", "4次").change("压实主体责任", "长" * 201).save(), draft, cast.clerk)

    with pytest.raises(InvalidInput):
        take_edits(edited, edits_in(edited).proposals, by=cast.clerk, version=draft.version)

    draft.refresh_from_db()
    assert "3次" in draft.preamble


def test_texts_of_several_steps_are_saved_all_or_none(draft: Report, cast: Cast) -> None:
    save_texts(draft, {("", "preamble"): "新的导语。", ("", "title"): "新的标题"}, by=cast.clerk, version=draft.version)
    with pytest.raises(WrongState):
        save_texts(
            draft, {("", "title"): "别的", (f"entry-{uuid4()}", "body"): "一"}, by=cast.clerk, version=draft.version
        )

    draft.refresh_from_db()
    assert (draft.preamble, draft.title) == ("新的导语。", "新的标题")


def test_words_and_comments_come_one_by_one_too(snapshot: Snapshot, cast: Cast) -> None:
    edited = keep(marked(snapshot), snapshot.report, cast.officer)
    found = edits_in(edited)

    reviews.propose(snapshot, found.proposals[0], by=cast.officer)
    remark = found.remarks[0]
    thread = reviews.comment_from_word(snapshot, remark.anchor, remark.comment, by=cast.officer)

    assert [Thread.objects.count(), Comment.objects.count(), thread.comments.count()] == [2, 2, 1]


def test_the_file_of_another_report_is_refused_by_both_names(draft: Report, cast: Cast) -> None:
    other = make_report(cast.bureau, by=cast.clerk, filled=True)
    make_entry(other.chapters.get(kind=ChapterKind.WORK))

    with pytest.raises(InvalidInput) as caught:
        keep(editor(other).save(), draft, cast.clerk)
    assert other.period.code in str(caught.value)
    assert draft.period.code in str(caught.value)


def test_a_unit_that_the_person_does_not_see_is_not_named(draft: Report, cast: Cast) -> None:
    other = make_report(cast.other_bureau, by=cast.outsider, filled=True)

    with pytest.raises(InvalidInput) as caught:
        keep(editor(other).save(), draft, cast.clerk)
    assert cast.other_bureau.name not in str(caught.value)


def test_a_file_without_bookmarks_is_matched_by_its_words(draft: Report, cast: Cast) -> None:
    edited = keep(editor(draft).change("3次", "4次").forget_bookmarks().save(), draft, cast.clerk)
    found = edits_in(edited)

    assert (found.by_content, [one.new for one in found.proposals]) == (True, ["今年以来，我局召开会议4次。"])


def test_what_is_no_word_file_is_refused(draft: Report, cast: Cast) -> None:
    with pytest.raises(UnreadableFile):
        keep(b"PK\x03\x04 nothing", draft, cast.clerk)


def test_a_file_is_given_up_or_forgotten(draft: Report, cast: Cast) -> None:
    give_up_edited(keep(editor(draft).save(), draft, cast.clerk), by=cast.clerk)
    old = keep(editor(draft).save(), draft, cast.clerk)
    EditedFile.objects.filter(pk=old.pk).update(uploaded_at=old.uploaded_at - 2 * KEPT_FOR)

    assert sweep_edited() == 1
    assert not EditedFile.objects.exists()


@pytest.fixture
def returned(snapshot: Snapshot, cast: Cast) -> Thread:
    bring_in(marked(snapshot), snapshot, cast.officer)
    moves.return_report(snapshot.report, by=cast.officer, seen=(snapshot.number, snapshot.sha256))
    return Thread.objects.get(anchor="preamble-1")


def test_a_proposal_that_is_taken_is_saved_and_answered(returned: Thread, cast: Cast) -> None:
    report = returned.report
    report.refresh_from_db()
    take_proposal(returned, by=cast.clerk, version=report.version, body="谢谢。")

    report.refresh_from_db()
    assert report.preamble.startswith("今年以来，我局召开会议4次。")
    assert returned.state == ThreadState.ANSWERED
    assert [comment.body.endswith("谢谢。") for comment in returned.comments.all()] == [False, True]
    assert AuditEntry.objects.filter(event="thread.taken").exists()
    with pytest.raises(WrongState):
        take_proposal(returned, by=cast.clerk, version=report.version)


def test_a_proposal_is_declined_with_or_without_a_reason(returned: Thread, cast: Cast) -> None:
    decline_proposal(returned, by=cast.clerk)

    assert returned.state == ThreadState.ANSWERED
    returned.report.refresh_from_db()
    assert "3次" in returned.report.preamble
    assert AuditEntry.objects.filter(event="thread.declined").exists()


def test_a_proposal_whose_paragraph_changed_overwrites_nothing(returned: Thread, cast: Cast) -> None:
    Report.objects.filter(pk=returned.report_id).update(preamble="另写的导语。")
    report = Report.objects.get(pk=returned.report_id)

    with pytest.raises(InvalidInput):
        take_proposal(returned, by=cast.clerk, version=report.version)

    returned.refresh_from_db()
    assert (returned.state, Report.objects.get(pk=report.pk).preamble) == (ThreadState.OPEN.value, "另写的导语。")


def test_a_proposal_on_a_version_that_is_not_the_newest_overwrites_nothing(returned: Thread, cast: Cast) -> None:
    with pytest.raises(StaleReport):
        take_proposal(returned, by=cast.clerk, version=returned.report.version + 7)
    returned.refresh_from_db()
    assert returned.state == ThreadState.OPEN


def test_an_ordinary_comment_proposes_nothing(returned: Thread, cast: Cast) -> None:
    comment = Thread.objects.exclude(pk=returned.pk).get()
    with pytest.raises(WrongState):
        take_proposal(comment, by=cast.clerk, version=1)
    with pytest.raises(WrongState):
        decline_proposal(comment, by=cast.clerk)
