"""An edited Word file as plain data: places, both sides of tracked changes, and comments."""

from uuid import UUID

import pytest

from reports.document import Cover, Manuscript, build_document
from reports.document.bookmarks import bookmark
from reports.errors import UnreadableFile
from reports.importing.word.apart import parse_edited_apart
from reports.importing.word.edited import EditedWord, FileComment, parse_edited
from reports.importing.word.edited_body import Part, Touch
from reports.importing.word.package import ENTITIES, NOT_WORD, OLD_FORMAT
from reports.rendering.word import render_word
from tests.importing.word.packages import SPACE, package, parts, relationships, word

KEY = "0123456789abcdef0123456789abcdef"
ENTRY, CHAPTER = f"entry-{UUID(KEY)}", f"chapter-{UUID(KEY)}"
WHO = 'w:id="9" w:author="沈正" w:date="2026-11-20T09:30:00Z"'
TOUCH = (Touch("沈正", "2026-11-20T09:30:00"),)


def run(text: str, style: str = "", tag: str = "t") -> str:
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def added(text: str) -> str:
    return f"<w:ins {WHO}>{run(text)}</w:ins>"


def removed(text: str) -> str:
    return f"<w:del {WHO}>{run(text, tag='delText')}</w:del>"


def marked(anchor: str, content: str, number: int = 1) -> str:
    name = bookmark(anchor)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def paragraph(content: str, end: str = "") -> str:
    """A paragraph; `end` ins or del says that its end was put in or taken out."""
    mark = f"<w:pPr><w:rPr><w:{end} {WHO}/></w:rPr></w:pPr>" if end else ""
    return f"<w:p>{mark}{content}</w:p>"


def read(*blocks: str) -> tuple[Part, ...]:
    return parse_edited(word("".join(blocks))).parts


def test_a_paragraph_has_its_bookmark_and_both_sides() -> None:
    content = marked("preamble-1", run("今年召开会议") + removed("3") + added("4") + run("次。"))

    assert read(paragraph(content)) == (Part("preamble-1", "今年召开会议4次。", "今年召开会议3次。", touches=TOUCH),)


def test_a_bookmark_around_paragraphs_is_that_of_both_until_it_ends() -> None:
    found = read(marked("preamble-1", paragraph(run("甲")) + paragraph(run("乙"))), paragraph(run("丙")))

    assert [(part.anchor, part.text) for part in found] == [("preamble-1", "甲"), ("preamble-1", "乙"), ("", "丙")]


def test_text_beside_an_empty_bookmark_belongs_to_it() -> None:
    assert read(paragraph(marked("title", "") + run("汇报"))) == (Part("title", "汇报", "汇报"),)


def test_foreign_bookmarks_tell_nothing() -> None:
    foreign = '<w:bookmarkStart w:id="3" w:name="_GoBack"/>'

    assert read(paragraph(foreign + run("正文")))[0].anchor == ""


def test_entries_of_one_paragraph_are_told_apart() -> None:
    shared = run("主要有：") + marked(ENTRY, run("一是", "EntryLead") + run("责任不实。")) + added("另有其他。")
    found = read(paragraph(marked(f"{CHAPTER}-1", shared, 2)))

    assert [(part.anchor, part.text, part.lead) for part in found] == [
        (f"{CHAPTER}-1", "主要有：另有其他。", ""),
        (ENTRY, "一是责任不实。", "一是"),
    ]


def test_the_lead_is_found_by_the_name_of_its_style_too() -> None:
    style = '<w:style w:styleId="a5"><w:name w:val="条目标题"/></w:style>'
    body = paragraph(run("（一）压实责任。", "a5") + run("签订责任书。"))

    assert parse_edited(word(body, styles=style)).parts[0].lead == "（一）压实责任。"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Taken out as a whole; the paragraph before it stays as it was.
        (paragraph(run("甲")), paragraph(removed("乙"), "del"), [("甲", "甲"), ("", "乙")]),
        # Put in as a whole, by a new line at the end of the first.
        (paragraph(run("甲"), "ins"), paragraph(added("乙")), [("甲", "甲"), ("乙", "")]),
        # One paragraph made of two, and two made of one.
        (paragraph(run("甲"), "del"), paragraph(run("乙")), [("甲乙", "甲"), ("", "乙")]),
        (paragraph(run("甲"), "ins"), paragraph(run("乙")), [("甲", "甲乙"), ("乙", "")]),
        # The first taken out; the second is not the first's.
        (paragraph(removed("甲"), "del"), paragraph(run("乙")), [("", "甲"), ("乙", "乙")]),
    ],
)
def test_paragraphs_put_in_taken_out_split_and_joined(first: str, second: str, expected: list[tuple[str, str]]) -> None:
    assert [(part.text, part.before) for part in read(first, second)] == expected


def test_what_was_put_in_and_taken_out_again_stands_on_no_side() -> None:
    inside = f"<w:ins {WHO}><w:del {WHO}>{run('错', tag='delText')}</w:del></w:ins>"

    assert [(part.text, part.before) for part in read(paragraph(run("对") + inside))] == [("对", "对")]


def test_text_that_moved_stands_at_its_old_place_before_and_at_its_new_one_now() -> None:
    gone = paragraph(f"<w:moveFrom {WHO}>{run('甲')}</w:moveFrom>", "moveFrom")
    come = paragraph(f"<w:moveTo {WHO}>{run('甲')}</w:moveTo>", "moveTo")

    assert [(part.text, part.before) for part in read(gone, paragraph(run("乙")), come)] == [
        ("", "甲"),
        ("乙", "乙"),
        ("甲", ""),
    ]


def cell(content: str) -> str:
    return f"<w:tc><w:p>{content}</w:p></w:tc>"


def test_a_table_is_one_part_with_both_sides_of_rows_and_cells() -> None:
    rows = (
        f"<w:tr>{cell(run('单位'))}{cell(run('数'))}</w:tr>",
        f"<w:tr>{cell(marked(f'{ENTRY}-2', run('甲局')))}{cell(removed('1') + added('2'))}</w:tr>",
        f"<w:tr><w:trPr><w:ins {WHO}/></w:trPr>{cell(added('乙局'))}{cell(added('3'))}</w:tr>",
    )
    found = read(f"<w:tbl>{''.join(rows)}</w:tbl>")

    table = Part(f"{ENTRY}-2", "单位\t数\n甲局\t2\n乙局\t3", "单位\t数\n甲局\t1", table=True, touches=TOUCH)
    assert found == (table,)


def commented(body: str, comments: str, extended: str = "") -> EditedWord:
    made = parts(body, comments=comments)
    made["word/_rels/document.xml.rels"] = relationships(
        comments="comments.xml", **({"commentsExtended": "commentsExtended.xml"} if extended else {})
    )
    if extended:
        made["word/commentsExtended.xml"] = f"<w15:commentsEx {SPACE}>{extended}</w15:commentsEx>"
    return parse_edited(package(made))


def comment(name: int, text: str) -> str:
    who = f'w:id="{name}" w:author="沈正" w:date="2026-11-20T10:0{name}:00Z"'
    return f'<w:comment {who}><w:p w14:paraId="0000000{name}">{run(text)}</w:p></w:comment>'


def test_comments_have_author_time_place_words_and_answers() -> None:
    here = f'<w:commentRangeStart w:id="1"/>{run("会议")}<w:commentRangeEnd w:id="1"/>'
    there = '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:commentReference w:id="2"/></w:r>'
    body = paragraph(run("题目")) + paragraph(marked("preamble-1", run("召开") + here + there + run("3次。")))
    extended = (
        '<w15:commentEx w15:paraId="00000001"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/>'
    )
    found = commented(body, comment(1, "请写次数。") + comment(2, "并写时间。"), extended)

    assert found.parts[1].anchor == "preamble-1"
    assert found.comments == (
        FileComment("1", "", "沈正", "2026-11-20T10:01:00", "请写次数。", 1, "会议"),
        FileComment("2", "1", "沈正", "2026-11-20T10:02:00", "并写时间。", 1, ""),
    )


def test_a_comment_without_a_place_is_kept() -> None:
    assert commented(paragraph(run("正文")), comment(1, "总体尚可。")).comments[0].part == -1


def test_a_comment_on_an_entry_of_a_shared_paragraph_is_about_that_entry() -> None:
    inner = f'<w:commentRangeStart w:id="1"/>{run("责任")}<w:commentRangeEnd w:id="1"/>'
    body = paragraph(marked(f"{CHAPTER}-1", run("有：") + marked(ENTRY, inner + run("不实。"), 2), 3))
    found = commented(body, comment(1, "展开写。"))

    assert found.parts[found.comments[0].part].anchor == ENTRY


def test_our_own_file_reads_as_it_was_written() -> None:
    document = build_document(Manuscript(Cover("工作汇报", "县纪委监委"), "导语。\n二段。"))
    found = parse_edited(render_word(document))

    assert "导语。" in [part.text for part in found.parts]
    assert all(part.text == part.before and not part.touches for part in found.parts)


def test_the_child_gives_what_parsing_here_gives() -> None:
    data = word(paragraph(marked("title", run("汇报") + added("𠮷"))))

    assert parse_edited_apart(data) == parse_edited(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 damaged", NOT_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", OLD_FORMAT),
        (package({**parts(""), "word/document.xml": "<!DOCTYPE d><d/>"}), ENTITIES),
        (package({**parts(""), "word/document.xml": f"<w:document {SPACE}/>"}), NOT_WORD),
    ],
)
def test_the_limits_of_every_word_file_hold(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse_edited_apart(data)
    assert str(caught.value) == sentence
