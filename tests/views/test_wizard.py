"""The wizard: every step is shown, saved as it stands, and never overwrites."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.actions.moves import return_report
from reports.choices import ChapterKind, ReportState, ThreadState
from reports.models import AuditEntry, Chapter, Comment, NextStep, Problem, Report, Thread, WorkItem
from tests.browsing import fields_of
from tests.cast import Cast
from tests.factories import (
    make_activity,
    make_chapter,
    make_entry,
    make_indicator,
    make_kind,
    make_report,
    make_snapshot,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def chapter_of(report: Report, kind: ChapterKind = ChapterKind.WORK) -> Chapter:
    return report.chapters.get(kind=kind)


def address(report: Report, step: str | Chapter) -> str:
    return f"/reports/{report.pk}/steps/{f'chapter-{step.uuid}' if isinstance(step, Chapter) else step}/"


def typed(chapter: Chapter, *entries: Any, **more: Any) -> dict[str, Any]:
    """What the browser sends for a chapter as it is stored, changed by `more`."""
    sent = {"version": chapter.report.version, "heading": chapter.heading, "lead": chapter.lead}
    sent["entry_style"] = chapter.entry_style
    for entry in entries:
        sent |= {f"{entry.uuid}-heading": entry.heading, f"{entry.uuid}-body": entry.body}
    return sent | more


def test_every_step_has_its_page(clerk: Client, report: Report) -> None:
    keys: list[str | Chapter] = ["cover", "preamble", *report.chapters.all(), "check", "finish"]
    answers = [clerk.get(address(report, key)) for key in keys]
    assert [answer.status_code for answer in answers] == [200] * 7
    assert [step.title for step in answers[0].context["steps"]] == [
        "封面", "导语", "工作开展情况", "存在的主要问题", "下一步工作打算", "校核", "预览与提交",
    ]  # fmt: skip


@pytest.mark.parametrize("step", ["nothing", "chapter-1", "chapter-00000000-0000-0000-0000-000000000000"])
def test_a_step_that_the_report_does_not_have_is_not_found(clerk: Client, report: Report, step: str) -> None:
    # A chapter may have been there: its address leads on.
    assert clerk.get(address(report, step)).status_code == (404 if step == "nothing" else 302)
    assert clerk.post(f"{address(report, step)}preview/").status_code == 404


def test_others_find_nothing(client: Client, cast: Cast, report: Report) -> None:
    for person in (cast.outsider, cast.officer, cast.admin):
        client.force_login(person)
        assert client.get(address(report, "cover")).status_code == 404
        assert client.post(address(report, "cover"), {"version": 1}).status_code == 404


@pytest.mark.parametrize(("last", "leads_to"), [("", "cover"), ("preamble", "preamble"), ("chapter-gone", "cover")])
def test_continue_returns_to_the_last_step(clerk: Client, report: Report, last: str, leads_to: str) -> None:
    Report.objects.update(last_step=last)
    assert clerk.get(address(report, "continue"))["Location"] == address(report, leads_to)


def test_a_step_that_is_opened_is_the_last_one(clerk: Client, report: Report) -> None:
    clerk.get(address(report, "preamble"))
    assert Report.objects.values_list("last_step", "version").get() == ("preamble", 1)


def come_back(cast: Cast, report: Report, reason: str) -> None:
    Report.objects.update(state=ReportState.SUBMITTED)
    report.refresh_from_db()
    snapshot = make_snapshot(report)
    return_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256), reason=reason)


def test_every_step_of_a_returned_report_says_why_it_came_back(clerk: Client, cast: Cast, report: Report) -> None:
    come_back(cast, report, "次数没有写清。\n<b>附清单</b>。")

    def pages() -> list[str]:
        keys: list[str | Chapter] = ["cover", "preamble", *report.chapters.all(), "check", "finish"]
        return [clerk.get(address(report, key)).content.decode() for key in keys]

    assert {page.count("<p>次数没有写清。<br>&lt;b&gt;附清单&lt;/b&gt;。</p>") for page in pages()} == {1}
    assert 'class="why-returned" open' in pages()[0]
    Report.objects.update(state=ReportState.DRAFT)
    assert {page.count("why-returned") for page in pages()} == {0}


@pytest.mark.parametrize("reason", ["很" * 121, "一\n二\n三\n四"])
def test_a_long_reason_is_folded(clerk: Client, cast: Cast, report: Report, reason: str) -> None:
    come_back(cast, report, reason)
    page = clerk.get(address(report, "cover")).content.decode()
    assert ('class="why-returned">' in page, 'class="why-returned" open' in page) == (True, False)


def test_the_reason_takes_one_query_more(
    clerk: Client, cast: Cast, report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chapter = chapter_of(report)
    make_entry(chapter)
    for _round in range(2):
        come_back(cast, report, "次数没有写清。")
        clerk.get(address(report, chapter))
        with django_assert_num_queries(QUERIES_OF_A_STEP + 1):
            clerk.get(address(report, chapter))


def test_a_returned_report_continues_at_its_first_comment_that_waits(clerk: Client, cast: Cast, report: Report) -> None:
    gone = comment(cast, report, "entry-00000000-0000-0000-0000-000000000000")
    thread = Thread.objects.create(report=report, snapshot=gone.snapshot, anchor="preamble-1", opened_by=cast.officer)
    Report.objects.update(last_step="cover")

    def leads_to() -> str:
        return str(clerk.get(address(report, "continue"))["Location"])

    assert leads_to() == clerk.get(f"/reports/{report.pk}/").context["continue_url"] == address(report, "preamble")
    finish = clerk.get(address(report, "finish"))
    assert (finish.context["waiting"], finish.context["commented"].key) == (2, "preamble")

    Thread.objects.filter(pk=thread.pk).update(state=ThreadState.ANSWERED)
    assert leads_to() == address(report, "check")
    Thread.objects.update(state=ThreadState.ANSWERED)
    assert leads_to() == address(report, "finish")


def test_next_saves_first(clerk: Client, report: Report) -> None:
    sent = {"version": 1, "title": "新标题", "recipient": "县纪委", "signature": "局", "document_date": "2026年12月1日"}

    answer = clerk.post(address(report, "cover"), {**sent, "go": "preamble"})

    assert (answer.status_code, answer["Location"]) == (302, address(report, "preamble"))
    stored = Report.objects.get()
    assert (stored.title, str(stored.document_date), stored.closing, stored.version) == ("新标题", "2026-12-01", "", 2)


def test_a_day_that_does_not_exist_is_refused_and_stays_on_the_screen(clerk: Client, report: Report) -> None:
    answer = clerk.post(address(report, "cover"), {"version": 1, "title": "新", "document_date": "2026-02-31"})

    assert answer.status_code == 422
    assert 'value="2026-02-31"' in answer.content.decode()
    assert Report.objects.get().version == 1


def test_a_chapter_is_saved_with_its_entries(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "旧", "旧文")
    sent = typed(chapter, entry) | {f"{entry.uuid}-body": " 第一段\r\n第二段 \r\n"}

    answer = clerk.post(address(report, chapter), sent)

    assert (answer.status_code, answer["Location"]) == (302, address(report, chapter))
    assert WorkItem.objects.values_list("heading", "body").get() == ("旧", "第一段\n第二段")


def test_a_problem_keeps_its_facts(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report, ChapterKind.PROBLEMS)
    problem = make_entry(chapter)
    facts = {
        "cause": "没有交接",
        "responsible_leader": "王建平",
        "responsible_office": "工程股",
        "deadline": "2027.3.31",
        "measures": "逐户补签",
    }
    sent = typed(chapter, problem) | {f"{problem.uuid}-{name}": value for name, value in facts.items()}

    clerk.post(address(report, chapter), sent)

    stored = Problem.objects.get()
    assert [str(getattr(stored, name)) for name in facts] == [
        "没有交接",
        "王建平",
        "工程股",
        "2027-03-31",
        "逐户补签",
    ]


def test_a_next_step_answers_problems(clerk: Client, report: Report) -> None:
    problem = make_entry(chapter_of(report, ChapterKind.PROBLEMS), "巡查不细")
    chapter = chapter_of(report, ChapterKind.NEXT_STEPS)
    step = make_entry(chapter)

    clerk.post(address(report, chapter), typed(chapter, step) | {f"{step.uuid}-addresses": [problem.pk]})

    assert list(NextStep.objects.get().addresses.all()) == [problem]


def test_a_stale_save_keeps_both_texts_and_can_be_repeated_on_purpose(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "甲", "库里的新文字")
    Report.objects.update(version=5)
    sent = typed(chapter, entry) | {f"{entry.uuid}-body": "我写的文字", "act": "add"}

    answer = clerk.post(address(report, chapter), sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "我写的文字" in page
    assert "库里的新文字" in page
    assert 'name="version" value="1"' in page
    assert 'name="mine" value="5"' in page
    assert WorkItem.objects.get().body == "库里的新文字"

    assert clerk.post(address(report, chapter), sent | {"go": "check"}).status_code == 409
    clerk.post(address(report, chapter), sent | {"mine": 5, "act": ""})
    assert WorkItem.objects.get().body == "我写的文字"


def test_a_stale_save_names_the_links_that_are_stored(clerk: Client, report: Report) -> None:
    first, second = (make_entry(chapter_of(report, ChapterKind.PROBLEMS), name) for name in ("台账不细", "公示晚"))
    chapter = chapter_of(report, ChapterKind.NEXT_STEPS)
    step = make_entry(chapter, "补齐台账")
    NextStep.objects.get().addresses.set([first.pk])
    Report.objects.update(version=5)

    answer = clerk.post(address(report, chapter), typed(chapter, step) | {f"{step.uuid}-addresses": [second.pk]})

    assert answer.status_code == 409
    assert answer.context["form"].entries[0].other_side("addresses").words == "台账不细"


def test_a_stale_save_of_a_removed_entry_shows_it_and_brings_it_back_when_saved(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "甲", "文")
    clerk.post(address(report, chapter), typed(chapter, entry) | {"act": f"remove:{entry.uuid}"})
    sent = typed(chapter, entry) | {f"{entry.uuid}-body": "还在写"}

    answer = clerk.post(address(report, chapter), sent)
    assert (answer.status_code, "还在写" in answer.content.decode()) == (409, True)

    clerk.post(address(report, chapter), sent | {"mine": 2})
    stored = WorkItem.objects.get()
    assert (stored.body, stored.removed_at) == ("还在写", None)


def test_an_act_on_a_stale_page_is_refused_too(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter)
    Report.objects.update(version=5)
    answer = clerk.post(address(report, chapter), typed(chapter, entry) | {"act": f"remove:{entry.uuid}"})
    assert (answer.status_code, WorkItem.objects.get().removed_at) == (409, None)


@pytest.mark.parametrize("version", ["", "x", "-1", "１"])
def test_a_version_that_is_no_number_counts_as_stale(clerk: Client, report: Report, version: str) -> None:
    answer = clerk.post(address(report, "preamble"), {"version": version, "preamble": "新"})
    assert (answer.status_code, Report.objects.get().preamble) == (409, "")


def test_adding_saves_what_is_typed_and_puts_the_focus_into_the_new_entry(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "甲")

    answer = clerk.post(address(report, chapter), typed(chapter, entry, act="add") | {f"{entry.uuid}-heading": "改"})

    old, new = WorkItem.objects.all()
    assert (old.heading, new.heading) == ("改", "")
    assert answer["Location"] == f"{address(report, chapter)}?field=id_{new.uuid}-heading"
    page = clerk.get(answer["Location"]).content.decode()
    assert page.count("autofocus") == 1
    assert Report.objects.get().version == 3


def test_entries_move_by_their_buttons_and_the_focus_stays_on_the_button(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    one, two = make_entry(chapter, "甲"), make_entry(chapter, "乙")

    answer = clerk.post(address(report, chapter), typed(chapter, one, two, act=f"up:{two.uuid}"))

    assert [item.heading for item in WorkItem.objects.all()] == ["乙", "甲"]
    assert answer["Location"] == f"{address(report, chapter)}?field=up-{two.uuid}"
    chapter.report.refresh_from_db()
    at_edge = clerk.post(address(report, chapter), typed(chapter, one, two, act=f"down:{one.uuid}", at="id_lead"))
    assert at_edge["Location"] == f"{address(report, chapter)}?field=id_lead"
    assert Report.objects.get().version == 2


def test_an_entry_goes_where_it_was_dropped(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    entries = [make_entry(chapter, name) for name in "甲乙丙"]
    clerk.post(address(report, chapter), typed(chapter, *entries, act=f"place:{entries[0].uuid}", place="2"))
    assert "".join(item.heading for item in WorkItem.objects.all()) == "乙丙甲"


def test_removing_can_be_undone_without_a_script(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "甲")
    removed = clerk.post(address(report, chapter), typed(chapter, entry, act=f"remove:{entry.uuid}"))
    assert f"restore:{entry.uuid}" in clerk.get(removed["Location"]).content.decode()
    assert WorkItem.objects.get().removed_at is not None

    clerk.post(address(report, chapter), typed(chapter, act=f"restore:{entry.uuid}") | {"version": 2})

    assert WorkItem.objects.get().removed_at is None


def test_a_chapter_of_the_units_own_is_added_and_removed(clerk: Client, report: Report) -> None:
    sent = {"version": 1, "preamble": "", "act": "add_chapter", "new_kind": "work", "new_heading": "专项治理"}
    answer = clerk.post(address(report, "preamble"), sent | {"new_after": chapter_of(report).uuid})

    own = Chapter.objects.get(heading="专项治理")
    assert answer["Location"] == address(report, own)
    assert [step.title for step in clerk.get(address(report, own)).context["steps"]][2:4] == [
        "工作开展情况",
        "专项治理",
    ]
    own.report.refresh_from_db()
    clerk.post(address(report, own), typed(own, act="remove_chapter"))
    assert not Chapter.objects.filter(heading="专项治理").exists()


def test_a_new_chapter_is_offered_every_place_and_stands_last_unless_somebody_chooses(
    clerk: Client, report: Report
) -> None:
    form = clerk.get(address(report, "preamble")).context["page"].new_chapter
    chapters = [(str(chapter.uuid), chapter.heading) for chapter in report.chapters.all()]
    assert form.fields["new_after"].choices == [("first", "（排在最前）"), *chapters]
    assert form["new_after"].value() == chapters[-1][0]


def test_a_new_chapter_stands_before_the_attachments_unless_somebody_chooses(clerk: Client, report: Report) -> None:
    last = list(report.chapters.all())[-1]
    make_chapter(report, kind=ChapterKind.ATTACHMENTS, heading="")
    assert clerk.get(address(report, "preamble")).context["page"].new_chapter["new_after"].value() == str(last.uuid)


def test_an_own_chapter_moves_by_its_buttons_and_the_focus_stays(clerk: Client, report: Report) -> None:
    own = make_chapter(report, heading="专项治理")
    for act, place in (("chapter_up", 2), ("chapter_up", 1), ("chapter_down", 2), ("chapter_down", 3)):
        own.report.refresh_from_db()
        answer = clerk.post(address(report, own), typed(own, act=act) | {"lead": f"第{place}处"})
        button = act.replace("_", "-")
        assert answer["Location"] == f"{address(report, own)}?field={button}"
        assert list(report.chapters.values_list("heading", flat=True)).index("专项治理") == place
        page = clerk.get(answer["Location"])
        assert page.context["place"] == place + 1
        assert f'id="{button}" aria-describedby="own-place" autofocus' in page.content.decode()
    own.refresh_from_db()
    assert own.lead == "第3处"


def test_at_the_end_there_is_nothing_to_move_and_nothing_is_refused(clerk: Client, report: Report) -> None:
    own = make_chapter(report, heading="专项治理")
    answer = clerk.post(address(report, own), typed(own, act="chapter_down"))
    assert (answer.status_code, Report.objects.get().version) == (302, 1)


def test_a_chapter_of_the_outline_has_no_buttons_and_stays(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report, ChapterKind.PROBLEMS)
    make_chapter(report)
    assert "chapter_up" not in clerk.get(address(report, chapter)).content.decode()
    assert clerk.post(address(report, chapter), typed(chapter, act="chapter_up")).status_code == 409
    assert report.chapters.get(heading="存在的主要问题").order == 2


def test_a_chapter_moved_on_a_stale_page_stays_and_what_was_typed_too(clerk: Client, report: Report) -> None:
    own = make_chapter(report, heading="专项治理")
    Report.objects.update(version=5)
    answer = clerk.post(address(report, own), typed(own, act="chapter_up", lead="我写的"))
    assert (answer.status_code, "我写的" in answer.content.decode()) == (409, True)
    assert report.chapters.get(heading="专项治理").order == 4


def test_a_chapter_without_a_heading_is_not_added_but_the_text_is_saved(clerk: Client, report: Report) -> None:
    sent = {"version": 1, "preamble": "写好的", "act": "add_chapter", "new_kind": "work", "new_heading": " "}
    answer = clerk.post(address(report, "preamble"), sent)
    assert answer.status_code == 422
    assert [str(message) for message in answer.context["messages"]] == ["请给新的一章写上标题。"]
    assert 'id="id_new_heading"' in answer.content.decode()
    assert answer.content.decode().count("autofocus") == 1
    assert (Report.objects.get().preamble, report.chapters.count()) == ("写好的", 3)


LONG = "长" * 2001


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"act": "add_chapter", "new_kind": "work", "new_heading": "题" * 121, "new_after": "first"}, 422),
        ({"act": "add_chapter", "new_kind": "work", "new_heading": "专项治理", "new_after": "nowhere"}, 422),
        ({"act": "chapter_up", "new_heading": "专项治理", "new_kind": "problems"}, 409),
        ({"act": "add", "new_heading": "专项治理"}, 422),
        ({"go": "check", "new_heading": "专项治理", "new_after": "first"}, 422),
        ({"save": "1", "new_heading": "专项治理"}, 422),
    ],
)
def test_a_new_chapter_that_is_not_added_stays_typed(
    clerk: Client, report: Report, sent: dict[str, str], status: int
) -> None:
    chapter = chapter_of(report)
    answer = clerk.post(address(report, chapter), typed(chapter, lead="写好的") | sent)

    form = answer.context["page"].new_chapter
    assert (answer.status_code, {name: form[name].value() for name in sent if name.startswith("new_")}) == (
        status,
        {name: value for name, value in sent.items() if name.startswith("new_")},
    )
    assert answer.content.decode().count("autofocus") <= 1
    chapter.refresh_from_db()
    assert (chapter.lead, report.chapters.count()) == ("写好的", 3)


@pytest.mark.parametrize(
    ("sent", "status", "answered"),
    [
        ({"act": "reply:{pk}", "answer-{pk}": LONG}, 422, False),
        ({"act": "answered:{pk}", "answer-{pk}": LONG}, 422, False),
        ({"act": "add", "answer-{pk}": "还没发出"}, 422, False),
        ({"go": "cover", "answer-{pk}": "还没发出"}, 422, False),
        ({"save": "1", "answer-{pk}": "还没发出"}, 422, False),
        ({"act": "chapter_down", "answer-{pk}": "还没发出"}, 409, False),
        ({"version": "9", "lead": "我写的", "answer-{pk}": "还没发出"}, 409, False),
        ({"act": "reply:{pk}", "answer-{pk}": "发出", "new_heading": "还没发出"}, 422, True),
    ],
)
def test_an_answer_that_was_not_sent_stays_typed(
    clerk: Client, cast: Cast, report: Report, sent: dict[str, str], status: int, answered: bool
) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter)
    thread = comment(cast, report, f"entry-{entry.uuid}")
    said = {name.format(pk=thread.pk): value.format(pk=thread.pk) for name, value in sent.items()}

    answer = clerk.post(address(report, chapter), typed(chapter, entry) | said)

    fields = fields_of(answer.content.decode(), "step-form")
    assert (answer.status_code, fields[f"answer-{thread.pk}"]) == (
        status,
        [""] if answered else [said[f"answer-{thread.pk}"]],
    )
    assert thread.comments.count() == 1 + answered
    # Emptied, it keeps nobody from going on.
    emptied = {
        **fields,
        f"answer-{thread.pk}": "",
        "new_heading": "",
        "go": "check",
        "mine": Report.objects.get().version,
    }
    assert clerk.post(address(report, chapter), emptied).status_code == 302


def test_a_chapter_that_is_removed_leaves_what_waits_on_the_step_before(clerk: Client, report: Report) -> None:
    own = make_chapter(report)
    answer = clerk.post(address(report, own), typed(own, act="remove_chapter", new_heading="下一章"))
    assert (answer.status_code, answer.context["step"].title) == (422, "下一步工作打算")
    assert answer.context["page"].new_chapter["new_heading"].value() == "下一章"


def comment(cast: Cast, report: Report, anchor: str) -> Thread:
    snapshot = make_snapshot(report)
    Report.objects.update(state=ReportState.RETURNED)
    thread = Thread.objects.create(report=report, snapshot=snapshot, anchor=anchor, opened_by=cast.officer)
    Comment.objects.create(thread=thread, body="写清次数", by=cast.officer)
    return thread


def test_a_comment_stands_at_its_field_and_is_answered_there(clerk: Client, cast: Cast, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "甲", "多次开会。")
    thread = comment(cast, report, f"entry-{entry.uuid}")
    page = clerk.get(address(report, chapter))
    assert "写清次数" in page.content.decode()
    assert [step.comments for step in page.context["steps"]] == [0, 0, 1, 0, 0, 0, 0]

    sent = typed(chapter, entry, act=f"answered:{thread.pk}") | {
        f"{entry.uuid}-body": "开会4次。",
        f"answer-{thread.pk}": "已写明。",
    }
    answer = clerk.post(address(report, chapter), sent)

    thread.refresh_from_db()
    assert (thread.state, [c.body for c in thread.comments.all()]) == (ThreadState.ANSWERED, ["写清次数", "已写明。"])
    assert WorkItem.objects.get().body == "开会4次。"
    assert answer["Location"] == f"{address(report, chapter)}?field=id_{entry.uuid}-body"
    assert [step.comments for step in clerk.get(address(report, chapter)).context["steps"]] == [0] * 7


def test_a_comment_whose_entry_was_removed_is_answered_on_the_check_page(
    clerk: Client, cast: Cast, report: Report
) -> None:
    entry = make_entry(chapter_of(report), "甲", "多次开会。")
    thread = comment(cast, report, f"entry-{entry.uuid}")
    WorkItem.objects.update(removed_at=timezone.now())
    assert "写清次数" in clerk.get(address(report, "check")).content.decode()

    sent = {"version": 1, "act": f"answered:{thread.pk}", f"answer-{thread.pk}": "已删去。"}
    clerk.post(address(report, "check"), sent)

    thread.refresh_from_db()
    assert thread.state == ThreadState.ANSWERED


@pytest.mark.parametrize("button", [{"save": "1"}, {"go": "check"}, {"act": "add"}, {"act": "reply:{}"}])
def test_an_answer_that_no_button_sent_is_not_lost(
    clerk: Client, cast: Cast, report: Report, button: dict[str, str]
) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "甲", "多次开会。")
    thread = comment(cast, report, f"entry-{entry.uuid}")
    other = Thread.objects.create(report=report, snapshot=thread.snapshot, anchor=thread.anchor, opened_by=cast.officer)
    typing = {f"answer-{thread.pk}": "正在核对<次数>", f"{entry.uuid}-body": "开会4次。", f"answer-{other.pk}": ""}
    pressed = {name: value.format(other.pk) for name, value in button.items()}

    answer = clerk.post(address(report, chapter), typed(chapter, entry) | typing | pressed)

    page = answer.content.decode()
    assert (answer.status_code, thread.comments.count()) == (422, 1)
    assert "正在核对&lt;次数&gt;</textarea>" in page
    assert WorkItem.objects.filter(body="开会4次。").exists()
    assert f'name="version" value="{Report.objects.get().version}"' in page


def test_an_answer_survives_a_refused_save_a_stale_one_and_one_that_is_too_long(
    clerk: Client, cast: Cast, report: Report
) -> None:
    chapter = chapter_of(report, ChapterKind.NEXT_STEPS)
    step = make_entry(chapter, "甲", "多次开会。")
    thread = comment(cast, report, f"entry-{step.uuid}")
    typing = typed(chapter, step, act=f"answered:{thread.pk}") | {f"answer-{thread.pk}": "已写明"}

    refused = clerk.post(address(report, chapter), typing | {f"{step.uuid}-deadline": "12月31日"})
    stale = clerk.post(address(report, chapter), typing | {"version": "9", "lead": "改"})
    long = clerk.post(address(report, chapter), typing | {f"answer-{thread.pk}": "长" * 5000})

    assert [answer.status_code for answer in (refused, stale, long)] == [422, 409, 422]
    assert all("已写明</textarea>" in answer.content.decode() for answer in (refused, stale))
    assert f"{'长' * 5000}</textarea>" in long.content.decode()
    assert thread.comments.count() == 1
    assert "data-dirty" in refused.content.decode()


def test_an_answer_typed_where_the_comment_was_dealt_with_meanwhile_can_still_be_sent(
    clerk: Client, cast: Cast, report: Report
) -> None:
    thread = comment(cast, report, "preamble-1")
    Thread.objects.update(state=ThreadState.ANSWERED)
    typing = {"version": report.version, "preamble": "", f"answer-{thread.pk}": "还有一处"}

    page = clerk.post(address(report, "preamble"), typing | {"act": f"answered:{thread.pk}"})
    clerk.post(address(report, "preamble"), typing | {"act": f"reply:{thread.pk}"})

    assert (page.status_code, "还有一处</textarea>" in page.content.decode()) == (409, True)
    assert [one.body for one in thread.comments.all()] == ["写清次数", "还有一处"]


@pytest.mark.parametrize("act", ["remove:{entry.uuid}", "remove_chapter"])
def test_an_answer_to_a_paragraph_that_is_removed_is_not_lost(
    clerk: Client, cast: Cast, report: Report, act: str
) -> None:
    own = Chapter.objects.create(report=report, kind=ChapterKind.WORK, heading="专项治理", order=9)
    entry = make_entry(own, "甲")
    anchor = f"entry-{entry.uuid}"
    if act == "remove_chapter":
        entry.delete()
        anchor = f"chapter-{own.uuid}"
    thread = comment(cast, report, anchor)
    typing = typed(own, *own.workitems.all(), act=act.format(entry=entry)) | {f"answer-{thread.pk}": "已删去"}

    page = clerk.post(address(report, own), typing).content.decode()

    assert "已删去</textarea>" in page


def test_a_card_counts_the_comments_that_wait(clerk: Client, cast: Cast, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "甲", "多次开会。")
    comment(cast, report, f"entry-{entry.uuid}")
    assert "1 条意见" in clerk.get(address(report, chapter)).content.decode()
    Thread.objects.update(state=ThreadState.ANSWERED)
    assert "1 条意见" not in clerk.get(address(report, chapter)).content.decode()


def test_the_preview_shows_what_is_typed_and_saves_nothing(clerk: Client, report: Report) -> None:
    chapter = chapter_of(report)
    entry = make_entry(chapter, "甲", "库里")
    sent = typed(chapter, entry, heading="新章") | {f"{entry.uuid}-body": "正在写<b>"}

    page = clerk.post(f"{address(report, chapter)}preview/", sent).content.decode()

    assert "一、新章" in page
    assert "（一）甲。" in page
    assert "正在写&lt;b&gt;" in page
    assert (WorkItem.objects.get().body, Report.objects.get().version) == ("库里", 1)


def test_a_preview_of_the_cover_survives_a_wrong_day(clerk: Client, report: Report) -> None:
    page = clerk.post(f"{address(report, 'cover')}preview/", {"title": "题", "document_date": "昨天"}).content.decode()
    assert "题" in page


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.APPROVED])
def test_a_report_that_is_not_being_written_is_read_on_its_page(clerk: Client, report: Report, state: str) -> None:
    Report.objects.update(state=state)
    answer = clerk.get(address(report, "cover"))
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/{report.pk}/")
    assert clerk.post(address(report, "cover"), {"version": 1}).status_code == 409


def test_a_step_needs_no_more_queries_for_more_entries(
    clerk: Client, report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chapter = chapter_of(report)
    make_entry(chapter)
    clerk.get(address(report, chapter))
    with django_assert_num_queries(QUERIES_OF_A_STEP):
        clerk.get(address(report, chapter))
    for number in range(2):
        make_entry(chapter, str(number))
        make_entry(chapter_of(report, ChapterKind.PROBLEMS), str(number))
    with django_assert_num_queries(QUERIES_OF_A_STEP):
        clerk.get(address(report, chapter))


# Session, person, roles, report, outline, chapters, four kinds of entries, what the unit settled, links of next steps,
# comments, earlier report, links of work items, names of indicators, of offices, what the type asks for,
# rules of cross-checks, totals of the ledger, evidence, the person's last saves, texts that are not sent yet.
QUERIES_OF_A_STEP = 22


def test_what_was_typed_while_somebody_else_submitted_is_given_back(clerk: Client, report: Report) -> None:
    Report.objects.update(state=ReportState.SUBMITTED)
    answer = clerk.post(address(report, "preamble"), {"version": 1, "preamble": "还没写完的导语"})
    assert (answer.status_code, "还没写完的导语</textarea>" in answer.content.decode()) == (409, True)


def test_a_figure_in_a_name_is_written_out_in_every_list(clerk: Client, cast: Cast, report: Report) -> None:
    kind = make_kind()
    make_indicator("talks", kind)
    for _number in range(3):
        make_activity(report.unit, kind, report.period.first_day.isoformat())
    report.chapters.filter(kind=ChapterKind.WORK).update(heading="做了{{talks}}")
    work = chapter_of(report)
    removed = make_entry(work, "谈话{{talks}}")
    make_entry(chapter_of(report, ChapterKind.PROBLEMS), "只有{{talks}}")
    plans = chapter_of(report, ChapterKind.NEXT_STEPS)
    make_entry(plans)
    page = clerk.get(address(report, plans))
    assert [label for _pk, label in page.context["form"].entries[0].fields["addresses"].choices] == ["只有3次"]
    assert "做了3次" in [one.title for one in page.context["steps"]]
    sent = typed(work, removed, version=page.context["seen"], act=f"remove:{removed.uuid}")
    page = clerk.get(clerk.post(address(report, work), sent).headers["Location"])
    assert page.context["page"].removed_name == "谈话3次"
    assert AuditEntry.objects.get(event="report.entry_removed").object_label == "谈话3次"
