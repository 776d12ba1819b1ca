"""Title, recipient, closing, signature and date, in the ways they are typed."""

import datetime

import pytest

from reports.choices import ChapterKind, LineKind
from reports.document import Cover, Imprint, Letterhead
from reports.importing import Outcome, read_text
from tests.importing.properties import assert_nothing_lost, notes_of

BODY = "2025年，我局加强领导，取得成效。\n一、工作开展情况\n（一）抓学习。召开会议5次。\n"


def read(*, front: str = "", end: str = "") -> Outcome:
    outcome = read_text((front + BODY + end).encode())
    assert_nothing_lost(outcome)
    return outcome


def kinds(outcome: Outcome, kind: LineKind) -> list[str]:
    return [line.text for line in outcome.lines if line.kind is kind]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("某局2025年工作汇报\n", "某局2025年工作汇报"),
        ("　　　某局\n　关于2025年党风廉政建设\n　　　工作情况的报告\n", "某局关于2025年党风廉政建设工作情况的报告"),
        ("履职尽责，勇于担当\n", "履职尽责，勇于担当"),
        ("关于印发要点的通知（试行）\n", "关于印发要点的通知（试行）"),
        ("某局2025年工作总结\n——在全局大会上\n", "某局2025年工作总结——在全局大会上"),
        ("", ""),
    ],
)
def test_titles(front: str, title: str) -> None:
    assert read(front=front).manuscript.cover.title == title


@pytest.mark.parametrize(
    ("front", "recipient"),
    [
        ("工作报告\n县委、县纪委监委：\n", "县委、县纪委监委"),
        ("工作报告\n县委办:\n", "县委办"),
        ("县纪委监委：\n", "县纪委监委"),
        ("工作报告\n现将有关情况报告如下：\n", ""),
        ("工作报告\n今年以来，我局取得成效。现报告如下：\n", ""),
        ("工作报告\n", ""),
    ],
)
def test_recipients(front: str, recipient: str) -> None:
    assert read(front=front).manuscript.cover.recipient == recipient


@pytest.mark.parametrize(
    ("front", "letterhead"),
    [
        ("中共某县某局党组文件\n某组发〔2025〕3号\n", Letterhead("中共某县某局党组文件", "某组发〔2025〕3号")),
        (
            "000003\n特急\n某县某局文件\n某发〔2025〕3号　　签发人：李某　王某\n",
            Letterhead("某县某局文件", "某发〔2025〕3号", ("李某", "王某"), "特急"),
        ),
        (
            "加急\n某县某局文件\n某发〔2025〕3号\n签发人：李某、王某\n",
            Letterhead("某县某局文件", "某发〔2025〕3号", ("李某", "王某"), "加急"),
        ),
        ("某县某局文件\n", Letterhead("某县某局文件")),
        ("", None),
    ],
)
def test_a_letterhead_stands_above_the_title(front: str, letterhead: Letterhead | None) -> None:
    assert read(front=f"{front}某局党组工作报告\n县委：\n").manuscript.cover == Cover(
        "某局党组工作报告", "县委", letterhead=letterhead
    )


def test_a_copy_number_is_left_out() -> None:
    assert notes_of(read(front="000003\n某县某局文件\n工作报告\n"), "left_out") == [(1, "Copy number")]


def test_a_document_number_may_stand_below_the_title() -> None:
    cover = read(front="某局党组工作报告\n某组发〔2025〕3号\n县委：\n").manuscript.cover

    assert cover == Cover("某局党组工作报告", "县委", letterhead=Letterhead("", "某组发〔2025〕3号"))


@pytest.mark.parametrize(
    ("end", "signature", "date"),
    [
        ("某县某局\n2025年1月8日\n", "某县某局", datetime.date(2025, 1, 8)),
        ("某县某局　2025年1月8日\n", "某县某局", datetime.date(2025, 1, 8)),
        ("中共某县某局党组\n某县某局\n2025年1月8日\n", "中共某县某局党组\n某县某局", datetime.date(2025, 1, 8)),
        ("述职人：李某\n二〇二五年一月八日\n", "述职人：李某", datetime.date(2025, 1, 8)),
        ("某县某局\n2025.1.8\n", "某县某局", datetime.date(2025, 1, 8)),
        ("（2025年1月8日）\n", "", datetime.date(2025, 1, 8)),
        ("某县某局\n", "某县某局", None),
        ("县纪委监委要求整改，我局立即落实到县\n", "", None),
        ("", "", None),
    ],
)
def test_signatures_and_dates(end: str, signature: str, date: datetime.date | None) -> None:
    cover = read(front="工作报告\n", end=end).manuscript.cover

    assert (cover.signature, cover.date) == (signature, date)


def test_a_date_the_calendar_has_not_got_is_kept_as_text() -> None:
    outcome = read(front="工作报告\n", end="特此报告。\n某县某局\n2025年2月\n")

    assert outcome.manuscript.cover == Cover("工作报告")
    assert outcome.manuscript.closing == "特此报告。\n某县某局\n2025年2月"
    assert notes_of(outcome, "no_date") == [(7, "2025年2月")]


SIGNED = "某县某局\n2025年1月8日\n"


def test_what_stands_behind_the_date_and_has_no_part_is_left_out() -> None:
    outcome = read(front="工作报告\n", end=f"{SIGNED}打字：李某\n校对：王某\n")

    assert notes_of(outcome, "left_out") == [(7, "Stands after the date"), (8, "Stands after the date")]


def test_note_and_imprint_stand_behind_the_date() -> None:
    end = f"{SIGNED}（联系人：李某，电话：123）\n抄送：县纪委，县监委，\n县委办。\n某县某局办公室　2025年1月9日印发\n"
    cover = read(front="工作报告\n", end=end).manuscript.cover

    assert cover.note == "联系人：李某，电话：123"
    assert cover.imprint == Imprint("县纪委，县监委，县委办", "某县某局办公室", datetime.date(2025, 1, 9))


@pytest.mark.parametrize(
    ("foot", "imprint"),
    [
        ("抄送：县纪委。\n", Imprint("县纪委")),
        ("某局办公室 2025年2月30日印发\n", Imprint("", "某局办公室 2025年2月30日印发")),
        ("", None),
    ],
)
def test_an_imprint_may_have_one_part(foot: str, imprint: Imprint | None) -> None:
    assert read(front="工作报告\n", end=SIGNED + foot).manuscript.cover.imprint == imprint


def attachments(end: str) -> list[tuple[str, str]]:
    chapters = read(front="工作报告\n", end=end).manuscript.chapters
    return [
        (entry.heading, entry.body)
        for chapter in chapters
        if chapter.kind is ChapterKind.ATTACHMENTS
        for entry in chapter.entries
    ]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (SIGNED + "附件\n清单\n一、共3项。\n二、共4项。\n", [("清单", "一、共3项。\n二、共4项。")]),
        (SIGNED + "附件1\n清单\n共3项。\n附件2：\n台账\n共4项。\n", [("清单", "共3项。"), ("台账", "共4项。")]),
        (SIGNED + "附件1\n以下是全部清单。\n", [("", "以下是全部清单。")]),
        ("附件：清单\n" + SIGNED, []),
        ("附件：\n1.清单\n" + SIGNED, []),
    ],
    ids=["one", "two", "no title", "only named", "only listed"],
)
def test_attachments_stand_behind_the_signed_text(end: str, expected: list[tuple[str, str]]) -> None:
    assert attachments(end) == expected


def test_the_list_of_attachments_is_set_anew_where_it_names_those_that_follow() -> None:
    end = f"附件：1.清单\n2.台账\n{SIGNED}附件1\n清单\n共3项。\n附件2\n台账\n共4项。\n"
    told = read(front="工作报告\n", end=end)
    other = read(front="工作报告\n", end=end.replace("2.台账", "2.名单"))

    assert [note.quote for note in told.notes if note.code == "left_out"] == [
        "附件：1.清单",
        "2.台账",
        "附件1",
        "附件2",
    ]
    assert told.manuscript.closing == ""
    assert other.manuscript.closing == "附件：1.清单\n2.名单"


def test_the_imprint_stands_behind_the_attachments() -> None:
    outcome = read(front="工作报告\n", end=f"{SIGNED}附件\n清单\n共3项。\n抄送：县纪委。\n")

    assert outcome.manuscript.cover.imprint == Imprint("县纪委")
    assert outcome.manuscript.chapters[-1].entries[0].body == "共3项。"


@pytest.mark.parametrize(
    "closing",
    [
        "特此报告。",
        "专此汇报，请审阅。",
        "以上报告，请批评指正。",
        "妥否，请批示。",
        "附件：1.台账\n2.清单",
        "特此报告",
    ],
)
def test_closings(closing: str) -> None:
    outcome = read(front="工作报告\n", end=f"{closing}\n某县某局\n2025年1月8日\n")

    assert outcome.manuscript.closing == closing
    assert kinds(outcome, LineKind.CLOSING) == closing.split("\n")


def test_a_date_below_the_title_is_preamble() -> None:
    assert read(front="工作报告\n（2025年1月8日）\n").manuscript.preamble.split("\n")[0] == "（2025年1月8日）"
