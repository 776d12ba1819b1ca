"""What an edited file changes: every paragraph at its field, what has no place told, nothing made up."""

import datetime
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given

from reports.choices import ChapterKind, EntryStyle
from reports.composing.edits import Edits, Loose, Proposal, keys_in, put_at, read_edits, replaced
from reports.composing.spots import Spot, owner_of, spots
from reports.document import Chapter, Cover, Document, Entry, Imprint, Letterhead, Manuscript, anchors, build_document
from reports.errors import InvalidInput
from reports.importing.word.edited import EditedWord, FileComment, parse_edited
from reports.importing.word.edited_body import Part, Touch
from reports.rendering.word import render_word
from tests.document.strategies import manuscripts

ONE, TWO, THREE, FOUR = (str(UUID(int=number)) for number in range(1, 5))
WORK, PROBLEMS = str(UUID(int=11)), str(UUID(int=12))
TOUCH = (Touch("沈正", "2026-11-20T09:30:00"),)
MANUSCRIPT = Manuscript(
    Cover("云岭县应急管理局工作汇报", "县纪委监委", "云岭县应急管理局", datetime.date(2026, 12, 20)),
    "今年以来，我局召开会议3次。\n现将有关情况汇报如下：",
    (
        Chapter(
            ChapterKind.WORK,
            "工作开展情况",
            "",
            EntryStyle.TITLED,
            (
                Entry("压实主体责任", "党组专题研究4次，签订责任书26份。\n另组织谈话12人。", ONE),
                Entry("加强日常监督", "开展检查5次。\n表1 检查情况\n单位\t次数\n甲股\t2\n乙股\t3", TWO),
            ),
            WORK,
        ),
        Chapter(
            ChapterKind.PROBLEMS,
            "存在的主要问题",
            "对照检查，还存在以下不足：",
            EntryStyle.INLINE,
            (Entry("", "学习不够深入。", THREE), Entry("", "监督还有死角。", FOUR)),
            PROBLEMS,
        ),
    ),
    "特此报告。",
)
DOCUMENT = build_document(MANUSCRIPT)
LETTERED = replace(
    DOCUMENT,
    cover=replace(
        DOCUMENT.cover,
        letterhead=Letterhead("云岭县应急管理局文件", "云应急〔2026〕7号", ("林小雨", "周明远"), "特急"),
        note="联系人：林小雨",
        imprint=Imprint("县委办公室", "云岭县应急管理局", datetime.date(2026, 12, 20)),
    ),
)


def file_of(document: Document, *, bookmarks: bool = True) -> list[Part]:
    """The parts of the document's file, as the reader gives them, before anybody edits it."""
    return [
        Part(
            spot.anchor if bookmarks else "",
            printed(spot),
            printed(spot),
            spot.number + spot.heading if spot.run_in else "",
            spot.table,
        )
        for spot in spots(document)
    ]


def printed(spot: Spot) -> str:
    """The spot's words as they stand in the file."""
    if spot.field == "document_date":
        return "2026年12月20日"
    return spot.number + spot.printed + ("：" if spot.field == "recipient" else "")


def edited(old: str, new: str, *, bookmarks: bool = True) -> list[Part]:
    """The file with `old` made `new` by a tracked change in the one part that has it."""
    parts = file_of(DOCUMENT, bookmarks=bookmarks)
    place = next(place for place, part in enumerate(parts) if old in part.text)
    part = parts[place]
    lead = part.lead.replace(old, new) if old in part.lead else part.lead
    parts[place] = replace(part, text=part.text.replace(old, new), lead=lead, touches=TOUCH)
    return parts


def read(parts: list[Part], *comments: FileComment) -> Edits:
    return read_edits(DOCUMENT, EditedWord(tuple(parts), comments))


def test_a_file_that_nobody_edited_changes_nothing() -> None:
    found = read(file_of(DOCUMENT))

    assert (found.proposals, found.loose, found.remarks, found.by_content) == ((), (), (), False)


@given(manuscripts)
def test_nothing_is_made_up(manuscript: Manuscript) -> None:
    document = build_document(manuscript)
    file = parse_edited(render_word(document))
    try:
        found = read_edits(document, file)
    except InvalidInput:
        # Hardly a word that could be found again.
        return
    assert {proposal.anchor for proposal in found.proposals} <= anchors(document)


@pytest.mark.parametrize("document", [DOCUMENT, LETTERED])
def test_our_own_file_changes_nothing(document: Document) -> None:
    found = read_edits(document, parse_edited(render_word(document)))

    assert (found.proposals, found.loose, found.moved, found.around) == ((), (), (), ())


def test_paragraphs_in_another_order_are_told_and_not_moved() -> None:
    parts = file_of(DOCUMENT)
    (place,) = (place for place, part in enumerate(parts) if part.anchor == f"entry-{TWO}")
    moved = parts.pop(place)
    found = read([*parts[:3], moved, *parts[3:]])

    assert (found.proposals, found.loose) == ((), ())
    assert found.moved == (moved.text,)


def test_a_tracked_move_is_none_without_tracking() -> None:
    parts = file_of(DOCUMENT)
    gone = replace(parts[3], text="", touches=TOUCH)
    come = Part("", parts[3].text, "", touches=TOUCH)

    assert read([*parts[:3], gone, parts[4], come, *parts[5:]]).moved == ()


def test_letterhead_and_imprint_are_told_and_not_taken() -> None:
    file = parse_edited(render_word(LETTERED))
    parts = [replace(part, text=part.text.replace("7号", "8号")) for part in file.parts]
    (number,) = (place for place, part in enumerate(parts) if part.anchor == "number")
    comment = FileComment("1", "", "沈正", "", "号不对。", number, "7号")
    found = read_edits(LETTERED, EditedWord(tuple(parts), (comment,)))

    assert (found.proposals, found.loose) == ((), ())
    assert found.around == (("云应急〔2026〕7号", "云应急〔2026〕8号"),)
    assert [remark.anchor for remark in found.remarks] == ["number"]


@pytest.mark.parametrize("bookmarks", [True, False])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("3次", "4次", ("preamble-1", "preamble", "今年以来，我局召开会议3次。", "今年以来，我局召开会议4次。")),
        (
            "26份",
            "27份",
            (f"entry-{ONE}", "body", "党组专题研究4次，签订责任书26份。", "党组专题研究4次，签订责任书27份。"),
        ),
        ("压实主体责任", "压实全面从严治党责任", (f"entry-{ONE}", "heading", "压实主体责任", "压实全面从严治党责任")),
        ("12人", "15人", (f"entry-{ONE}-2", "body", "另组织谈话12人。", "另组织谈话15人。")),
        ("工作开展", "工作完成", (f"chapter-{WORK}", "heading", "工作开展情况", "工作完成情况")),
        ("不够深入", "不够系统", (f"entry-{THREE}", "body", "学习不够深入。", "学习不够系统。")),
        (
            "以下不足",
            "以下问题",
            (f"chapter-{PROBLEMS}-1", "lead", "对照检查，还存在以下不足：", "对照检查，还存在以下问题："),
        ),
        (
            "乙股\t3",
            "乙股\t4",
            (f"entry-{TWO}-2", "body", "单位\t次数\n甲股\t2\n乙股\t3", "单位\t次数\n甲股\t2\n乙股\t4"),
        ),
        ("检查情况", "检查汇总", (f"entry-{TWO}-2", "body", "表1 检查情况", "表1 检查汇总")),
        ("工作汇报", "廉政工作汇报", ("title", "title", "云岭县应急管理局工作汇报", "云岭县应急管理局廉政工作汇报")),
        ("县纪委监委", "县纪委监委机关", ("recipient", "recipient", "县纪委监委", "县纪委监委机关")),
        ("特此", "现予", ("closing-1", "closing", "特此报告。", "现予报告。")),
    ],
)
def test_a_change_is_found_at_its_field(
    old: str, new: str, expected: tuple[str, str, str, str], *, bookmarks: bool
) -> None:
    found = read(edited(old, new, bookmarks=bookmarks))

    assert found.proposals == (Proposal(*expected, TOUCH),)
    assert found.loose == ()
    assert found.by_content is not bookmarks


def test_a_date_is_taken_as_the_field_keeps_it() -> None:
    parts = [part for part in file_of(DOCUMENT) if part.anchor != "date"]
    parts.append(Part("date", "2026年12月25日", "2026年12月20日", touches=TOUCH))

    assert read(parts).proposals == (Proposal("date", "document_date", "2026-12-20", "2026-12-25", TOUCH),)


def test_heading_and_text_of_a_run_in_entry_are_two_changes() -> None:
    parts = edited("压实主体责任。党组专题", "压实责任。党组会议专题")
    found = read(parts)

    assert [(one.field, one.new) for one in found.proposals] == [
        ("heading", "压实责任"),
        ("body", "党组会议专题研究4次，签订责任书26份。"),
    ]


def put_in(parts: list[Part], after: str, text: str) -> list[Part]:
    place = next(place for place, part in enumerate(parts) if after in part.text)
    return [*parts[: place + 1], Part("", text, "", touches=TOUCH), *parts[place + 1 :]]


@pytest.mark.parametrize(
    ("after", "anchor", "field", "old", "new"),
    [
        (
            "召开会议",
            "preamble-1",
            "preamble",
            "今年以来，我局召开会议3次。",
            "今年以来，我局召开会议3次。\n新的一段。",
        ),
        ("另组织", f"entry-{ONE}-2", "body", "另组织谈话12人。", "另组织谈话12人。\n新的一段。"),
        ("工作开展", f"chapter-{WORK}", "lead", "", "新的一段。"),
        (
            "县纪委监委",
            "preamble-1",
            "preamble",
            "今年以来，我局召开会议3次。",
            "新的一段。\n今年以来，我局召开会议3次。",
        ),
    ],
)
def test_a_paragraph_put_in_goes_to_the_field_it_follows(
    after: str, anchor: str, field: str, old: str, new: str
) -> None:
    assert read(put_in(file_of(DOCUMENT), after, "新的一段。")).proposals == (Proposal(anchor, field, old, new, TOUCH),)


@pytest.mark.parametrize(
    ("after", "text", "anchor"),
    [
        # Beside entries that share a paragraph, below the date, and what is an entry of its own.
        ("监督还有死角", "新的一段。", f"entry-{FOUR}"),
        ("12月20日", "新的一段。", "date"),
        ("另组织", "（三）新的条目。内容。", f"entry-{ONE}-2"),
    ],
)
def test_what_has_no_place_is_told_and_can_be_put_somewhere(after: str, text: str, anchor: str) -> None:
    found = read(put_in(file_of(DOCUMENT), after, text))

    assert (found.proposals, found.loose) == ((), (Loose(text, anchor, TOUCH),))
    place = next(place for place in found.places if place.key == f"entry-{ONE}-2|body")
    expected = Proposal(f"entry-{ONE}-2", "body", "另组织谈话12人。", f"另组织谈话12人。\n{text}", TOUCH)
    assert put_at(found.loose[0], place) == expected


def test_a_paragraph_taken_out_is_proposed_blank() -> None:
    parts = [replace(part, text="", touches=TOUCH) if "另组织" in part.text else part for part in file_of(DOCUMENT)]

    assert read(parts).proposals == (Proposal(f"entry-{ONE}-2", "body", "另组织谈话12人。", "", TOUCH),)


def test_a_paragraph_that_is_gone_without_a_trace_is_proposed_blank_too() -> None:
    parts = [part for part in file_of(DOCUMENT) if "另组织" not in part.text]

    assert read(parts).proposals == (Proposal(f"entry-{ONE}-2", "body", "另组织谈话12人。", ""),)


def test_a_paragraph_that_was_divided_keeps_both_halves() -> None:
    parts = file_of(DOCUMENT)
    place = next(place for place, part in enumerate(parts) if "另组织" in part.text)
    halves = [Part(f"entry-{ONE}-2", text, text) for text in ("另组织", "谈话12人。")]
    found = read([*parts[:place], *halves, *parts[place + 1 :]])

    assert [(one.anchor, one.old, one.new) for one in found.proposals] == [
        (f"entry-{ONE}-2", "另组织谈话12人。", "另组织\n谈话12人。")
    ]


def test_page_furniture_is_no_new_paragraph() -> None:
    """The letterhead stands in the file, but nobody writes it in the report."""
    cover = replace(
        MANUSCRIPT.cover, letterhead=Letterhead("云岭县应急管理局文件", "云应急〔2026〕3号"), note="联系人：林"
    )
    document = build_document(replace(MANUSCRIPT, cover=cover))

    assert read_edits(document, parse_edited(render_word(document))).loose == ()


def test_comments_stand_where_their_words_stand() -> None:
    parts = file_of(DOCUMENT)
    place = next(place for place, part in enumerate(parts) if "另组织" in part.text)
    placed = FileComment("1", "", "沈正", "2026-11-20T10:00:00", "写名单。", place, "谈话")
    lost = replace(placed, id="2", part=-1)
    blank = replace(placed, id="3", text="")

    remarks = read(parts, placed, lost, blank).remarks
    assert [(one.comment.id, one.anchor) for one in remarks] == [("1", f"entry-{ONE}-2"), ("2", "")]


def test_another_document_is_refused() -> None:
    other = [Part("", f"毫不相干的第{number}段文字，讲的是别的事情。", "另一份材料里的话") for number in range(9)]

    with pytest.raises(InvalidInput):
        read(other)


def test_the_keys_of_a_file_are_those_of_its_bookmarks() -> None:
    assert keys_in(EditedWord(tuple(file_of(DOCUMENT)), ())) == {
        owner_of(anchor) for anchor in anchors(DOCUMENT) if owner_of(anchor)
    }


def test_a_paragraph_that_entries_share_is_taken_apart_without_bookmarks() -> None:
    parts = file_of(DOCUMENT, bookmarks=False)
    own = [place for place, part in enumerate(parts) if part.text.startswith(("对照", "一是", "二是"))]
    whole = "".join(parts[place].before for place in own)
    one = Part("", whole.replace("不够深入", "不够系统"), whole, touches=TOUCH)
    comment = FileComment("1", "", "沈正", "", "哪里？", own[0], "还有死角")
    found = read([*parts[: own[0]], one, *parts[own[-1] + 1 :]], comment)

    assert found.proposals == (Proposal(f"entry-{THREE}", "body", "学习不够深入。", "学习不够系统。", TOUCH),)
    assert [remark.anchor for remark in found.remarks] == [f"entry-{FOUR}"]


@pytest.mark.parametrize(
    ("value", "old", "new", "expected"),
    [
        ("甲\n乙\n丙", "乙", "丁", "甲\n丁\n丙"),
        ("甲\n乙\n丙", "乙", "", "甲\n丙"),
        ("甲\n\n  乙", "乙", "乙\n丁", "甲\n乙\n丁"),
        ("", "", "新", "新"),
        ("已有", "", "新", None),
        ("甲\n乙", "丙", "丁", None),
        # Two paragraphs that were printed as one; a heading whose full stop was printed with it.
        ("甲。\n乙。", "甲。乙。", "甲乙。", "甲乙。"),
        ("压实责任。", "压实责任", "落实责任", "落实责任"),
        ("表1 情况\n甲 \t 1\n乙\t2", "甲\t1\n乙\t2", "甲\t3", "表1 情况\n甲\t3"),
    ],
)
def test_a_change_is_made_where_the_old_words_stand_and_nowhere_else(
    value: str, old: str, new: str, expected: str | None
) -> None:
    assert replaced(value, old, new) == expected
