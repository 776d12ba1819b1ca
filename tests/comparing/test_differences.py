"""What changed between two reports: every paragraph once, matched by its entry and then by its words."""

import datetime
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reports.choices import ChapterKind, EntryStyle
from reports.comparing import Change, Fold, Kind, compare, fold, new_text, old_text
from reports.comparing.differences import pieces
from reports.document import Chapter, Cover, Document, Entry, Imprint, Letterhead, Manuscript, Table, build_document

COVER = Cover("关于廉政工作的报告", "县纪委监委", "青禾县水利局", datetime.date(2026, 7, 8))


def key(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


MEETING = Entry("压实责任", "党组会议3次研究廉政工作。", key(1))
CARS = Entry("日常监督", "抽查公车使用记录42份，未发现问题。", key(2))
TRAINING = Entry("警示教育", "组织观看警示片2场，参加86人次。", key(3))


def document(*entries: Entry, preamble: str = "现报告如下。", style: EntryStyle = EntryStyle.TITLED) -> Document:
    chapter = Chapter(ChapterKind.WORK, "工作开展情况", style=style, entries=entries, key=key(100))
    return build_document(Manuscript(COVER, preamble, (chapter,)))


def told(old: Document, new: Document) -> list[tuple[Kind, str]]:
    """What is not the same, with the first characters of its text."""
    return [(change.kind, change.piece.text[:4]) for change in compare(old, new) if change.kind is not Kind.SAME]


def test_nothing_changed() -> None:
    same = document(MEETING, CARS)
    assert told(same, same) == []
    assert len(compare(same, same)) == 8


def test_a_changed_entry_is_found_by_its_key_with_its_words_marked() -> None:
    new = document(replace(MEETING, body="党组会议5次研究廉政工作。"), CARS)
    (change,) = [c for c in compare(document(MEETING, CARS), new) if c.kind is not Kind.SAME]
    assert change.kind is Kind.CHANGED
    assert [(mark.kind.value, mark.text) for mark in change.marks] == [
        ("same", "压实责任。党组会议"),
        ("removed", "3"),
        ("added", "5"),
        ("same", "次研究廉政工作。"),
    ]


def test_a_number_that_only_shifted_is_no_change() -> None:
    changes = compare(document(MEETING, CARS), document(TRAINING, MEETING, CARS))
    assert [(c.kind, c.piece.number, c.piece.text[:4]) for c in changes if c.piece.number] == [
        (Kind.SAME, "一、", "工作开展"),
        (Kind.ADDED, "（一）", "警示教育"),
        (Kind.SAME, "（二）", "压实责任"),
        (Kind.SAME, "（三）", "日常监督"),
    ]


def test_a_removed_entry_stands_where_it_stood() -> None:
    changes = compare(document(MEETING, CARS, TRAINING), document(MEETING, TRAINING))
    assert [(c.kind, c.piece.text[:4]) for c in changes if c.piece.anchor.startswith("entry")] == [
        (Kind.SAME, "压实责任"),
        (Kind.REMOVED, "日常监督"),
        (Kind.SAME, "警示教育"),
    ]


def test_what_is_removed_at_the_very_start_comes_first() -> None:
    old, new = document(MEETING), document(MEETING)
    new = replace(new, cover=replace(COVER, title=""))
    assert [(c.kind, c.piece.anchor) for c in compare(old, new)][:2] == [
        (Kind.REMOVED, "title"),
        (Kind.SAME, "recipient"),
    ]


def test_only_the_entry_that_was_carried_elsewhere_has_moved() -> None:
    assert told(document(MEETING, CARS, TRAINING), document(TRAINING, MEETING, CARS)) == [(Kind.MOVED, "警示教育")]


def test_an_entry_may_move_and_change() -> None:
    changed = replace(TRAINING, body="组织观看警示片4场，参加86人次。")
    (change,) = [
        c for c in compare(document(MEETING, CARS, TRAINING), document(changed, MEETING, CARS)) if c.kind != Kind.SAME
    ]
    assert (change.kind, change.moved) == (Kind.CHANGED, True)


def test_an_entry_deleted_and_typed_again_is_found_by_its_words() -> None:
    assert told(document(MEETING, CARS), document(MEETING, replace(CARS, key=key(9)))) == []
    retyped = replace(CARS, body="抽查公车使用记录43份，未发现问题。", key=key(9))
    assert told(document(MEETING, CARS), document(MEETING, retyped)) == [(Kind.CHANGED, "日常监督")]


def test_an_entry_rewritten_from_scratch_stays_the_same_entry() -> None:
    rewritten = replace(CARS, heading="车辆", body="全部封存，节假日逐一点验。")
    assert told(document(MEETING, CARS), document(MEETING, rewritten)) == [(Kind.CHANGED, "车辆。全")]


def test_a_paragraph_put_in_before_others_leaves_those_alone() -> None:
    old = document(MEETING, preamble="今年工作情况报告如下。")
    new = document(MEETING, preamble="局党组高度重视。\n今年工作情况报告如下。")
    assert told(old, new) == [(Kind.ADDED, "局党组高")]


def test_further_paragraphs_of_an_entry_are_told_apart() -> None:
    old = document(replace(CARS, body="第一段内容在这里。\n第二段内容是核对加油卡。\n第三段结果公开。"))
    new = document(replace(CARS, body="第一段内容在这里。\n第三段结果公开。"))
    assert told(old, new) == [(Kind.REMOVED, "第二段内")]


def test_entries_in_one_paragraph_are_compared_one_by_one() -> None:
    inline = EntryStyle.INLINE
    old = document(MEETING, CARS, style=inline)
    new = document(MEETING, replace(CARS, body="抽查公车使用记录50份，未发现问题。"), style=inline)
    changes = compare(old, new)
    assert [(c.kind, c.piece.number) for c in changes if c.piece.anchor.startswith("entry")] == [
        (Kind.SAME, "一是"),
        (Kind.CHANGED, "二是"),
    ]


def test_cover_and_table_take_part() -> None:
    table = Table(("事项", "数量"), (("会议", "3"),), "", "table-1")
    old = Document(COVER, (table,))
    new = Document(replace(COVER, date=datetime.date(2026, 7, 9)), (replace(table, rows=(("会议", "4"),)),))
    assert told(old, new) == [(Kind.CHANGED, "事项\t数"), (Kind.CHANGED, "2026")]


texts = st.text(st.sampled_from("会议次数增减，。123"), min_size=1, max_size=12)
documents = st.builds(
    document,
    st.builds(Entry, texts, texts, st.just(key(1))),
    st.builds(Entry, texts, texts, st.sampled_from([key(2), key(3)])),
    preamble=st.lists(texts, max_size=3).map("\n".join),
    style=st.sampled_from(EntryStyle),
)


def lettered(number: str, **changes: Any) -> Document:
    """A document with a letterhead and an imprint."""
    letterhead = Letterhead("青禾县水利局文件", number, ("江问渠",))
    imprint = Imprint("县委办公室", "青禾县水利局", datetime.date(2026, 7, 8))
    cover = replace(COVER, **{"letterhead": letterhead, "note": "联系人：汪小舟", "imprint": imprint, **changes})
    return replace(document(MEETING), cover=cover)


def test_letterhead_and_imprint_are_compared_in_the_words_that_are_printed() -> None:
    old, new = lettered("青水〔2026〕\u3000号"), lettered("青水〔2026〕7号", imprint=None, note="联系人：顾念真")
    found = [(c.kind, c.piece.anchor, c.piece.number, c.piece.text) for c in compare(old, new) if c.kind != "same"]
    assert found == [
        (Kind.CHANGED, "number", "", "青水〔2026〕7号"),
        (Kind.CHANGED, "note", "", "联系人：顾念真"),
        (Kind.REMOVED, "copies", "抄送：", "县委办公室"),
        (Kind.REMOVED, "printed", "印发：", "青禾县水利局 2026-07-08"),
    ]


def test_a_letterhead_that_came_later_is_added() -> None:
    assert told(document(MEETING), lettered("青水〔2026〕7号"))[:3] == [
        (Kind.ADDED, "青禾县水"),
        (Kind.ADDED, "青水〔2"),
        (Kind.ADDED, "江问渠"),
    ]


def attached(*entries: Entry) -> Document:
    return build_document(Manuscript(COVER, "现报告如下。", (Chapter(ChapterKind.ATTACHMENTS, "", entries=entries),)))


LIST = Entry("人员名单", "汪小舟，江问渠，均为水利股干部。", key(5))
FIGURES = Entry("检查情况表", "表1 检查情况\n单位\t次数\t问题\n水利股\t4\t17\n工程股\t6\t23", key(6))


def test_attachments_are_compared_with_their_tables_cell_by_cell() -> None:
    new = replace(FIGURES, body=FIGURES.body.replace("17", "18"))
    (change,) = [c for c in compare(attached(LIST, FIGURES), attached(LIST, new)) if c.kind is not Kind.SAME]
    assert [(mark.kind.value, mark.text) for mark in change.marks if mark.kind.value != "same"] == [
        ("removed", "17"),
        ("added", "18"),
    ]


def test_an_attachment_that_was_added_is_told_with_its_number() -> None:
    changes = compare(attached(LIST), attached(LIST, FIGURES))
    assert [(c.kind, c.piece.number, c.piece.text[:4]) for c in changes if c.piece.heading][1:] == [
        (Kind.SAME, "附件1：", "人员名单"),
        (Kind.ADDED, "附件2：", "检查情况"),
    ]


@given(documents, documents)
def test_every_paragraph_of_both_stands_there_once_and_the_marks_lead_across(old: Document, new: Document) -> None:
    changes = compare(old, new)
    assert [c.new for c in changes if c.new] == list(pieces(new))
    assert sorted(repr(c.old) for c in changes if c.old) == sorted(map(repr, pieces(old)))
    for change in changes:
        assert old_text(change.marks) == (change.old.text if change.old else "")
        assert new_text(change.marks) == (change.new.text if change.new else "")


@given(documents)
def test_a_document_does_not_differ_from_itself(one: Document) -> None:
    assert {change.kind for change in compare(one, one)} == {Kind.SAME}


def test_unchanged_paragraphs_are_folded_but_for_the_neighbours() -> None:
    entries = [Entry(f"事项{n}", f"第{n}件事情已经办完。", key(n)) for n in range(1, 10)]
    changed = [*entries[:4], replace(entries[4], body="第5件事情还没有办完。"), *entries[5:]]
    shown = fold(compare(document(*entries), document(*changed)))
    assert [len(row.changes) if isinstance(row, Fold) else row.kind.value for row in shown] == [
        7,
        "same",
        "changed",
        "same",
        5,
    ]


def test_a_single_unchanged_paragraph_is_not_folded() -> None:
    changes = compare(document(MEETING), document(replace(MEETING, body="党组会议4次研究廉政工作。")))
    rows = fold(changes[:5], around=1)
    assert all(isinstance(row, Change | Fold) for row in rows)
    assert [len(row.changes) for row in rows if isinstance(row, Fold)] == [3]
    assert [type(row) for row in fold(changes[3:5])] == [Change, Change]
