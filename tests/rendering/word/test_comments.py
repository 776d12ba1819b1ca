"""A document for review: what was said about its paragraphs, as comments that Word shows and the reader reads."""

import datetime
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Cover, Document, anchors
from reports.importing.word.reading import parse
from reports.rendering import render_word
from reports.rendering.word.comments import Remark, Said, render_review
from tests.document.strategies import built_documents, documents, wild_line
from tests.rendering.samples import DOCUMENT
from tests.rounds import rounds

AT = datetime.datetime(2026, 7, 8, 9, 30)
LATER = datetime.datetime(2026, 7, 9, 16, 5)


def remark(anchor: str, *texts: str, quote: str = "", proposed: str | None = None, answered: bool = False) -> Remark:
    said = (
        Said("何志远" if place % 2 == 0 else "顾念真", (AT, LATER)[place % 2], one) for place, one in enumerate(texts)
    )
    return Remark(anchor, quote, tuple(said), proposed, answered)


def comments(file: bytes) -> list[tuple[str, str, str, str]]:
    """Of each comment: who, when, what it says, and the words it stands at."""
    reading = parse(file)
    lines = {line.number: line.text for line in reading.lines}
    return [(c.author, c.date, c.text, lines[c.line][c.start : c.end]) for c in reading.comments]


def test_a_comment_stands_at_its_paragraph() -> None:
    assert comments(render_review(DOCUMENT, [remark("entry-2", "写清会议主题。\n附签到表。")])) == [
        ("何志远", "2026-07-08T09:30:00Z", "写清会议主题。\n附签到表。", "（二）严明纪律。召开会议12次。")
    ]


def test_answers_answer() -> None:
    threads = [
        remark("entry-1", "谁负责？", "已写明。", "好。"),
        remark("chapter-1", "太长。"),
    ]
    found = parse(render_review(DOCUMENT, threads)).comments
    names = [each.name for each in found]
    assert [(each.text, each.answers, each.resolved) for each in found] == [
        ("太长。", "", False),
        ("谁负责？", "", False),
        ("已写明。", names[1], False),
        ("好。", names[1], False),
    ]


def test_an_answered_one_says_so_and_is_not_done() -> None:
    (asked, answered) = parse(
        render_review(DOCUMENT, [remark("entry-1", "谁负责？", "已写明。", answered=True)])
    ).comments
    assert (asked.text, asked.resolved) == ("【已答复】谁负责？", False)
    assert (answered.text, answered.answers) == ("已写明。", asked.name)


def test_selected_words_are_quoted_and_a_whole_paragraph_is_not() -> None:
    threads = [remark("entry-1", "甲", quote="（一）压实责任"), remark("entry-1", "乙", quote="责任")]
    assert [said for _who, _when, said, _place in comments(render_review(DOCUMENT, threads))] == ["甲", "「责任」\n乙"]


def test_a_proposal_tells_the_words_that_it_proposes() -> None:
    threads = [
        remark("entry-1", "改了。", quote="责任", proposed="主体责任"),
        remark("entry-2", "改了。", proposed="甲\n乙"),
        remark("entry-4", "改了。", proposed=""),
    ]
    assert [said for _who, _when, said, _place in comments(render_review(DOCUMENT, threads))] == [
        "「责任」建议改为「主体责任」\n改了。",
        "建议改为「甲\n乙」\n改了。",
        "建议删去\n改了。",
    ]


def test_without_its_paragraph_a_comment_stands_at_the_title_with_its_quote() -> None:
    title = DOCUMENT.cover.title
    lost = remark("entry-99", "写清次数。", quote="召开会议若干次" * 20)
    found = comments(render_review(DOCUMENT, [lost, remark("title", "甲")]))
    assert [(said, place.replace("\n", "")) for _who, _when, said, place in found] == [
        (f"【原段落已不在本稿】「{('召开会议若干次' * 20)[:59]}…」\n写清次数。", title),
        ("甲", title),
    ]


def test_an_entry_inside_a_shared_paragraph_has_its_own_comment() -> None:
    assert [place for *_, place in comments(render_review(DOCUMENT, [remark("entry-4", "怎么抓？")]))] == [
        "二是抓得不紧。"
    ]


def test_nothing_said_is_the_plain_file() -> None:
    assert render_review(DOCUMENT, []) == render_word(DOCUMENT)


def test_same_remarks_give_the_same_bytes() -> None:
    threads = [remark("title", "甲", "乙"), remark("entry-1", "丙")]
    assert render_review(DOCUMENT, threads) == render_review(DOCUMENT, threads)


def test_initials_are_the_first_letter_of_each_name() -> None:
    said = (Said("Li Bing", AT, "A"), Said("何志远", AT, "B"))
    with ZipFile(BytesIO(render_review(DOCUMENT, [Remark("title", "", said)]))) as package:
        xml = package.read("word/comments.xml").decode()
    assert 'w:author="Li Bing" w:date="2026-07-08T09:30:00Z" w:initials="LB"' in xml
    assert 'w:author="何志远" w:date="2026-07-08T09:30:00Z" w:initials="何"' in xml


@settings(max_examples=rounds(40))
@given(st.one_of(built_documents, documents(wild_line)), st.lists(wild_line, min_size=1, max_size=4), st.data())
def test_no_comment_is_lost(document: Document, texts: list[str], data: st.DataObject) -> None:
    places = st.sampled_from([*sorted(anchors(document)), "elsewhere"])
    threads = [remark(data.draw(places), text, quote=text) for text in texts]
    assert len(parse(render_review(document, threads)).comments) == len(texts)


def test_a_comment_on_nothing_at_all_is_kept() -> None:
    assert len(parse(render_review(Document(Cover(), ()), [remark("title", "没有正文。")])).comments) == 1
