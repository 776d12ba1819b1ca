"""Tracked changes are read as accepted and told; comments keep their place."""

from reports.importing import Comment, Outcome
from tests.importing.properties import assert_nothing_lost
from tests.importing.word.packages import SPACE, package, paragraph, parts, read_here, relationships, word

WHO = 'w:id="1" w:author="李某" w:date="2026-01-05T10:20:30Z"'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def read(body: str) -> Outcome:
    outcome = read_here(word(body))
    assert_nothing_lost(outcome)
    return outcome


def told(outcome: Outcome, *codes: str) -> list[tuple[str, str]]:
    return [(note.message(), note.quote) for note in outcome.notes if note.code in codes]


def test_insertions_deletions_and_moves_are_accepted_and_told() -> None:
    body = (
        f"<w:p>{run('全年召开')}<w:del {WHO}><w:r><w:delText>4</w:delText></w:r></w:del>"
        f"<w:ins {WHO}>{run('5')}</w:ins><w:ins {WHO}>{run('次')}</w:ins>"
        f"<w:moveFrom {WHO}>{run('旧处')}</w:moveFrom><w:moveTo {WHO}>{run('会议')}</w:moveTo>{run('。')}</w:p>"
    )
    outcome = read(body)

    assert outcome.source[0].text == "全年召开5次会议。"
    assert told(outcome, "inserted", "deleted", "moved_here") == [
        ("deletion by 李某 (2026-01-05 10:20) taken over: these words are gone", "4"),
        ("insertion by 李某 (2026-01-05 10:20) taken over", "5次"),
        ("deletion by 李某 (2026-01-05 10:20) taken over: these words are gone", "旧处"),
        ("moved here by 李某 (2026-01-05 10:20), taken over", "会议"),
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr>{run('全年召开会议，')}</w:p>{paragraph('取得成效。')}"
    last = f"{paragraph('好。')}<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr>{run('完。')}</w:p>"

    assert [line.text for line in read(joined).source] == ["全年召开会议，取得成效。"]
    assert [line.text for line in read(last).source] == ["好。", "完。"]


def test_an_inserted_paragraph_and_a_formatted_one_are_told() -> None:
    inserted = f"<w:p><w:pPr><w:rPr><w:ins {WHO}/></w:rPr></w:pPr><w:ins {WHO}>{run('新段。')}</w:ins></w:p>"
    formatted = f"<w:p><w:pPr><w:pPrChange {WHO}><w:pPr/></w:pPrChange></w:pPr>{run('旧段。')}</w:p>"
    bold = f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr><w:t>粗。</w:t></w:r></w:p>"
    outcome = read(inserted + formatted + bold)

    assert [quote for _, quote in told(outcome, "inserted")] == ["¶新段。"]
    assert [quote for _, quote in told(outcome, "formatted")] == ["旧段。", "粗。"]


def test_deleted_rows_are_gone_and_told() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("甲", "乙"))
    rows = f"<w:tr>{cells}</w:tr>" * 2 + f"<w:tr><w:trPr><w:del {WHO}/></w:trPr>{cells}</w:tr>"
    outcome = read(paragraph("今年，取得成效。") + f"<w:tbl>{rows}</w:tbl>")

    assert [line.text for line in outcome.source[1:]] == ["甲\t乙", "甲\t乙"]
    assert len(told(outcome, "row_deleted")) == 1


COMMENTS = (
    f'<w:comment {WHO.replace("1", "7", 1)}><w:p w14:paraId="A1">{run("请核实")}</w:p></w:comment>'
    f'<w:comment {WHO.replace("1", "8", 1)}><w:p w14:paraId="A2">{run("已核实")}</w:p></w:comment>'
)


def commented(body: str) -> tuple[Comment, ...]:
    members = parts(body, comments=COMMENTS)
    members["word/commentsExtended.xml"] = (
        f'<w15:commentsEx {SPACE}><w15:commentEx w15:paraId="A1" w15:done="1"/>'
        '<w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="0"/></w15:commentsEx>'
    )
    members["word/_rels/document.xml.rels"] = relationships(
        comments="comments.xml", commentsExtended="commentsExtended.xml"
    )
    outcome = read_here(package(members))
    assert_nothing_lost(outcome)
    assert "comment by 李某 (2026-01-05 10:20): 请核实" in [note.message() for note in outcome.notes]
    return outcome.comments


def test_comments_keep_author_time_words_and_answers() -> None:
    marked = (
        f'{run("全年")}<w:commentRangeStart w:id="7"/>{run("召开会议")}<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r><w:r><w:commentReference w:id="8"/></w:r>'
    )
    first, second = commented(paragraph("某局工作报告") + f"<w:p>{marked}{run('5次。')}</w:p>")

    assert first == Comment("7", "李某", "2026-01-05T10:20:30Z", "请核实", 2, 2, 6, resolved=True)
    assert second == Comment("8", "李某", "2026-01-05T10:20:30Z", "已核实", 2, 6, 6, answers="7")


def test_a_comment_may_span_lines_and_stand_behind_a_soft_break() -> None:
    start, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    across, _ = commented(f"<w:p>{run('甲乙')}{start}{run('丙')}</w:p><w:p>{run('丁')}{end}</w:p>")
    below, _ = commented(f"<w:p>{run('甲乙')}<w:r><w:br/></w:r>{run('丙')}{start}{run('丁')}{end}</w:p>")

    assert (across.line, across.start, across.end) == (1, 2, 3)
    assert (below.line, below.start, below.end) == (2, 1, 2)


def test_the_place_counts_an_automatic_number() -> None:
    start, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"<w:p>{numbered}{run('工作')}{start}{run('情况')}{end}</w:p>" + paragraph("今年，取得成效。")
    outcome = read_here(word(body, comments=COMMENTS, numbering=lists))
    comment = outcome.comments[0]

    assert outcome.source[0].text[comment.start : comment.end] == "情况"


def test_the_place_in_a_table_is_its_first_row() -> None:
    marked = f'<w:p>{run("甲")}<w:commentRangeStart w:id="7"/>{run("乙")}<w:commentRangeEnd w:id="7"/></w:p>'
    table = f"<w:tbl><w:tr><w:tc>{marked}</w:tc><w:tc>{paragraph('丙')}</w:tc></w:tr></w:tbl>"

    assert commented(paragraph("今年，取得成效。") + table)[0].line == 2
