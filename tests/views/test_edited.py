"""An edited Word file page by page: uploaded, looked at, taken; the proposals it leaves at their fields."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.actions import moves, reviews
from reports.actions.edited import import_edits, keep_edited
from reports.choices import ChapterKind, Layout, ThreadState
from reports.comparing import new_text
from reports.composing import compose
from reports.composing.edits import edits_in
from reports.document import decode
from reports.models import EditedFile, Outline, Report, Snapshot, Thread
from reports.rendering.word import render_word
from tests.cast import Cast
from tests.editing import Editor
from tests.factories import make_entry, make_letterhead, make_report

pytestmark = pytest.mark.django_db

PREAMBLE = "今年以来，我局召开会议3次。\n现将情况汇报如下："


@pytest.fixture
def draft(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    report.preamble = PREAMBLE
    report.save()
    make_entry(report.chapters.get(kind=ChapterKind.WORK), heading="压实主体责任", body="签订责任书26份。")
    return report


@pytest.fixture
def snapshot(draft: Report, cast: Cast) -> Snapshot:
    moves.submit_report(draft, by=cast.clerk, version=draft.version)
    return reviews.open_snapshot(draft.snapshots.get(), by=cast.officer)


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def officer(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.officer)
    return client


def send(client: Client, report: Report, data: bytes) -> Any:
    return client.post(f"/reports/{report.pk}/edited/", {"file": SimpleUploadedFile("改稿.docx", data)})


def keys(page: Any) -> list[str]:
    """The names of what the page offers to tick, ticked or not."""
    return re.findall(r'name="take" value="([0-9a-f]+)"', page.content.decode())


def uploaded(client: Client, report: Report, data: bytes) -> tuple[str, Any]:
    address = send(client, report, data)["Location"]
    return address, client.get(address)


def own(draft: Report) -> Editor:
    return Editor(render_word(compose(draft)), "林小雨")


def test_a_clerk_sees_both_sides_and_takes_what_is_ticked(clerk: Client, draft: Report) -> None:
    address, page = uploaded(clerk, draft, own(draft).change("3次", "4次").change("26份", "27份").save())

    text = page.content.decode()
    assert "<del>3</del>" in text
    assert "<ins>4</ins>" in text
    assert "林小雨 2026-11-20 09:30" in text
    first, _second = keys(page)
    answer = clerk.post(address, {"take": [first], "version": draft.version, "sent": "1"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert "4次" in draft.preamble
    assert draft.workitems.get(heading="压实主体责任").body == "签订责任书26份。"


def test_a_draft_that_moved_shows_the_changes_again_with_their_ticks(clerk: Client, draft: Report) -> None:
    address, page = uploaded(clerk, draft, own(draft).change("3次", "4次").change("26份", "27份").save())
    first, second = keys(page)
    Report.objects.filter(pk=draft.pk).update(title="新的题目", version=draft.version + 1)

    answer = clerk.post(address, {"take": [second], "version": draft.version, "sent": "1"})

    assert answer.status_code == 409
    text = answer.content.decode()
    assert re.search(rf'value="{second}"[^>]*checked', text)
    assert not re.search(rf'value="{first}"[^>]*checked', text)
    assert draft.workitems.get(heading="压实主体责任").body == "签订责任书26份。"
    assert clerk.post(address, {"take": [second], "version": draft.version + 1, "sent": "1"}).status_code == 302


def test_nothing_ticked_is_told(clerk: Client, draft: Report) -> None:
    address, _page = uploaded(clerk, draft, own(draft).change("3次", "4次").save())

    assert clerk.post(address, {"version": draft.version, "sent": "1"}).status_code == 422
    assert EditedFile.objects.count() == 1


def test_a_paragraph_without_a_place_is_put_where_the_clerk_says(clerk: Client, draft: Report) -> None:
    address, page = uploaded(clerk, draft, own(draft).add_paragraph("签订责任书", "（九）新条目。内容。").save())
    text = page.content.decode()
    name = re.search(r'name="(place-[0-9a-f]+)"', text)
    entry = draft.workitems.get(heading="压实主体责任")
    assert name is not None

    clerk.post(address, {name[1]: f"entry-{entry.uuid}|body", "version": draft.version, "sent": "1"})

    entry.refresh_from_db()
    assert entry.body == "签订责任书26份。\n（九）新条目。内容。"


@pytest.mark.parametrize("data", [b"", b"no word file", b"PK\x03\x04 damaged"])
def test_a_file_that_can_not_be_used_is_refused_at_its_field(clerk: Client, draft: Report, data: bytes) -> None:
    answer = send(clerk, draft, data)

    assert answer.status_code == 422
    assert 'id="file-errors"' in answer.content.decode()


def test_the_file_of_another_report_is_refused_in_words(clerk: Client, draft: Report, cast: Cast) -> None:
    other = make_report(cast.bureau, by=cast.clerk, filled=True)

    answer = send(clerk, draft, own(other).save())

    assert (answer.status_code, other.period.code in answer.content.decode()) == (422, True)


def test_a_file_is_given_up(clerk: Client, draft: Report) -> None:
    address, _page = uploaded(clerk, draft, own(draft).save())

    assert clerk.post(address, {"give_up": "1"}).status_code == 302
    assert clerk.get(address).status_code == 404


def test_what_moved_and_what_the_administrator_settles_is_told(clerk: Client, draft: Report, cast: Cast) -> None:
    Outline.objects.update(layout=Layout.LETTERHEAD)
    make_letterhead(cast.bureau, note="联系人：林小雨")
    draft = Report.objects.get(pk=draft.pk)
    data = own(draft).change("联系人：林小雨", "联系人：何文").move("现将情况汇报如下", before="今年以来").save()
    _address, page = uploaded(clerk, draft, data)

    assert page.context["moved"] in (("现将情况汇报如下：",), (PREAMBLE.splitlines()[0],))
    assert [new_text(marks) for marks in page.context["around"]] == ["（联系人：何文）"]
    assert "在改稿中换了位置" in page.content.decode()
    assert "红头和版记" in page.content.decode()


def test_markup_in_a_file_is_shown_as_words(clerk: Client, draft: Report) -> None:
    evil = "<script>alert(1)</script>"
    data = own(draft).change("3次", evil).comment("签订责任书", evil).save()
    _address, page = uploaded(clerk, draft, data)

    assert evil not in page.content.decode()
    assert "&lt;script&gt;" in page.content.decode()


def test_an_officer_puts_ticked_changes_and_comments_into_the_review(officer: Client, snapshot: Snapshot) -> None:
    work = Editor(render_word(decode(snapshot.document)), "张主任")
    data = work.change("3次", "4次").comment("签订责任书", "请附名单。").save()
    address, page = uploaded(officer, snapshot.report, data)
    assert "张主任 2026-11-20 09:30" in page.content.decode()
    assert len(re.findall(r'name="take"[^>]*checked', page.content.decode())) == 2

    answer = officer.post(address, {"take": keys(page), "sent": "1"})

    assert answer["Location"] == f"/reports/{snapshot.report_id}/review/"
    assert Thread.objects.count() == 2
    shown = officer.get(answer["Location"]).content.decode()
    assert "<ins>4</ins>" in shown
    assert "张主任" in shown
    # The same file again: nothing is left to bring in but what was not taken.
    _address, again = uploaded(officer, snapshot.report, data)
    assert "请附名单。" not in again.content.decode()


@pytest.fixture
def returned(snapshot: Snapshot, cast: Cast) -> Thread:
    data = Editor(render_word(decode(snapshot.document)), "张主任").change("3次", "4次").save()
    edited = keep_edited("批改.docx", data, report=snapshot.report, by=cast.officer)
    import_edits(edited, edits_in(edited).proposals, (), by=cast.officer)
    moves.return_report(snapshot.report, by=cast.officer, seen=(snapshot.number, snapshot.sha256))
    return Thread.objects.get()


def act(client: Client, thread: Thread, name: str, **more: Any) -> Any:
    report = Report.objects.get(pk=thread.report_id)
    said = {"preamble": report.preamble, "version": report.version, "act": f"{name}:{thread.pk}", **more}
    return client.post(f"/reports/{report.pk}/steps/preamble/", said)


def test_a_proposal_stands_at_its_field_and_is_taken(clerk: Client, returned: Thread) -> None:
    page = clerk.get(f"/reports/{returned.report_id}/steps/preamble/").content.decode()
    assert f'value="take:{returned.pk}"' in page
    assert "<ins>4</ins>" in page

    assert act(clerk, returned, "take").status_code == 302

    returned.refresh_from_db()
    assert returned.state == ThreadState.ANSWERED
    assert "4次" in Report.objects.get().preamble


def test_a_proposal_is_refused_with_a_reason(clerk: Client, returned: Thread) -> None:
    act(clerk, returned, "decline", **{f"answer-{returned.pk}": "会议确为3次。"})

    returned.refresh_from_db()
    last = returned.comments.last()
    assert last is not None
    assert (returned.state, last.body.endswith("会议确为3次。")) == (ThreadState.ANSWERED.value, True)
    assert Report.objects.get().preamble == PREAMBLE


def test_a_proposal_that_fits_no_more_shows_both_and_overwrites_nothing(clerk: Client, returned: Thread) -> None:
    answer = act(clerk, returned, "take", preamble="另写的导语，会议5次。")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="take:{returned.pk}"' not in page
    assert "另写的导语，会议5次。" in page
    assert "<ins>4</ins>" in page
    returned.refresh_from_db()
    assert returned.state == ThreadState.OPEN
