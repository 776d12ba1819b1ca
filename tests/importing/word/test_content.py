"""What stands inside a paragraph: text from whatever holds it, and a list of what is none."""

import pytest

from reports.errors import UnreadableFile
from reports.importing import Outcome
from reports.importing.word.package import ACTIVE
from tests.importing.properties import assert_nothing_lost, notes_of
from tests.importing.word.packages import paragraph, read_here, word

HIDDEN = '<w:rStyle w:val="H"/>'
END = paragraph("今年，我局取得成效。")


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(instruction: str, result: str | None = None) -> str:
    """A field of signs, its instruction in two pieces as Word cuts them."""
    half = len(instruction) // 2
    told = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>'
        for part in (instruction[:half], instruction[half:])
    )
    shown = "" if result is None else '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return begin + told + shown + end


def read(inside: str, **more: str) -> Outcome:
    outcome = read_here(word(f"<w:p>{inside}</w:p>{END}", **more))
    assert_nothing_lost(outcome)
    return outcome


def first(inside: str, **more: str) -> str:
    return read(inside, **more).source[0].text


def left_out(outcome: Outcome) -> list[tuple[str, str]]:
    return [(note.quote, note.values[0][1]) for note in outcome.notes if note.code == "left_out"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("廉") + run("政") + run("建设"), "廉政建设"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>丙</w:t></w:r>", "甲\t乙-丙"),
        (f'<w:hyperlink w:anchor="x">{run("链接")}</w:hyperlink>', "链接"),
        (f"<w:smartTag>{run('县')}</w:smartTag><w:customXml>{run('局')}</w:customXml>", "县局"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('内容')}</w:sdtContent></w:sdt>", "内容"),
        (f'<w:dir w:val="ltr">{run("甲")}</w:dir><w:bdo w:val="ltr">{run("乙")}</w:bdo>', "甲乙"),
        (f'<w:bookmarkStart w:id="1"/>{run("甲")}<w:proofErr w:type="spellStart"/>{run("乙")}', "甲乙"),
        (
            f"<mc:AlternateContent><mc:Choice>{run('新')}</mc:Choice><mc:Fallback>{run('旧')}</mc:Fallback>"
            "</mc:AlternateContent>",
            "新",
        ),
        (f"<mc:AlternateContent><mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>", "旧"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是"),
        ('<w:r><w:sym w:font="宋体" w:char="2605"/></w:r>', "★"),
    ],
)
def test_text_is_put_together(inside: str, text: str) -> None:
    assert first(inside) == text


def test_an_unknown_symbol_is_noted() -> None:
    outcome = read(run("甲") + '<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>')

    assert outcome.source[0].text == "甲□"
    assert notes_of(outcome, "unknown_symbol") == [(1, "甲")]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (field("SEQ 表 \\* ARABIC", run("3")), "3"),
        (field(' HYPERLINK "#a" ', run("第一章")), "第一章"),
        (f'<w:fldSimple w:instr="DATE">{run("1月5日")}</w:fldSimple>', "1月5日"),
        (field("IF 1 = 1", field("REF x", run("内")) + run("外")), "内外"),
        (field(" FORMTEXT ", run("填写")), "填写"),
        (field(" eq \\o\\ac(○,3)"), "③"),
        (field("EQ \\* jc2 \\o\\ad(\\s\\up 9(lian),廉)"), "廉"),
        (field("TC 标记") + run("字"), "字"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/>'
            '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "☑",
        ),
    ],
)
def test_fields_give_their_result(inside: str, text: str) -> None:
    assert first(inside) == text


def test_a_field_without_result_is_listed() -> None:
    assert left_out(read(run("共") + field("NUMPAGES"))) == [("{ NUMPAGES }", "Field without a text")]


def test_a_field_that_never_ends_loses_no_text() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    outcome = read_here(word(f"<w:p>{run('甲')}{begun}{run('乙')}</w:p>" + paragraph("丙")))

    assert left_out(outcome) == [("乙", "Field without a text"), ("丙", "Field without a text")]


def test_a_table_of_contents_is_left_out_and_listed() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    lines = f'<w:p>{begin}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("一、工作")}</w:p>'
    lines += f"<w:p>{run('二、问题')}" + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    outcome = read_here(word(control + lines + END))

    assert left_out(outcome) == [(text, "Table of contents") for text in ("目录", "一、工作", "二、问题")]


def test_a_placeholder_is_no_text() -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>"
    outcome = read_here(word(f"<w:p>{control % run('单击此处')}</w:p>" + control % paragraph("请输入") + END))

    assert left_out(outcome) == [(text, "Placeholder that was not filled in") for text in ("单击此处", "请输入")]


@pytest.mark.parametrize(
    "inside",
    [
        field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"', run("x")),
        field(' dde excel "a" ', run("x")),
        field('"DDE" excel'),
        '<w:fldSimple w:instr="DDE excel a"/>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE </w:instrText></w:r>',
        field("LINK Excel.Sheet.12 a.xlsx", run("x")),
        field("MACROBUTTON Run x", run("x")),
        "<w:r><w:object><o:OLEObject/></w:object></w:r>",
        '<w:r><w:pict><v:shape><o:OLEObject r:id="r1"/></v:shape></w:pict></w:r>',
        "<w:r><w:control/></w:r>",
        "<w:control/>",
    ],
)
@pytest.mark.parametrize("where", ["text", "header", "note", "cell", "box"])
def test_what_would_run_something_is_refused_wherever_it_stands(inside: str, where: str) -> None:
    hostile = f"<w:p>{inside}</w:p>"
    body = {
        "text": hostile,
        "header": "",
        "note": '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        "cell": f"<w:tbl><w:tr><w:tc>{hostile}</w:tc></w:tr></w:tbl>",
        "box": f"<w:p><w:r><w:pict><w:txbxContent>{hostile}</w:txbxContent></w:pict></w:r></w:p>",
    }[where]
    more = {"header": hostile} if where == "header" else {}
    if where == "note":
        more = {"footnotes": f'<w:footnote w:id="2">{hostile}</w:footnote>'}
    with pytest.raises(UnreadableFile) as caught:
        read_here(word(body + END, **more))
    assert str(caught.value) == ACTIVE


def test_hidden_text_is_left_out_and_listed() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="par"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    hidden = run("甲", "<w:vanish/>") + run("乙") + run("丙", HIDDEN)
    shown = run("丁", HIDDEN + '<w:vanish w:val="0"/>')
    outcome = read(hidden + shown, styles=styles)
    # Hidden by both styles: such switches turn each other off (ECMA-376, 17.7.3).
    twice = f"<w:p><w:pPr><w:pStyle w:val='P'/></w:pPr>{run('戊', HIDDEN)}</w:p>"
    both = read_here(word(twice, styles=styles))

    assert outcome.source[0].text == "乙丁"
    assert left_out(outcome) == [("甲丙", "Hidden text")]
    assert both.source[0].text == "戊"


def test_ruby_gives_its_base_and_lists_what_stands_above() -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{run('lián')}</w:rt><w:rubyBase>{run('廉')}</w:rubyBase></w:ruby>"
    outcome = read(f"<w:r>{ruby}</w:r>{run('政')}")

    assert outcome.source[0].text == "廉政"
    assert left_out(outcome) == [("lián", "Pronunciation above a word")]


def test_a_formula_is_text_and_noted_where_it_has_a_shape() -> None:
    plain = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    fraction = f"<m:oMath><m:f><m:fPr/>{part.format('num', 'ab')}{part.format('den', 'c')}</m:f></m:oMath>"
    power = f"<m:oMath><m:sSup>{part.format('e', 'x')}{part.format('sup', '2')}</m:sSup></m:oMath>"

    assert first(plain) == "a+b"
    assert notes_of(read(plain), "formula_flattened") == []
    assert first(fraction) == "(ab)/c"
    assert notes_of(read(power), "formula_flattened") == [(1, "x^2")]


def test_a_picture_is_listed_with_its_description() -> None:
    described = '<w:drawing><wp:inline><wp:docPr id="1" descr="会议照片"/></wp:inline></w:drawing>'

    assert left_out(read(f"<w:r>{described}</w:r>")) == [("□会议照片", "Picture or other object")]


def test_a_text_box_is_listed_once_and_a_letterhead_in_it_is_read() -> None:
    box = "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>"
    box += "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    outcome = read(box.format(paragraph("某县某局文件") + paragraph("联系电话")))

    assert left_out(outcome) == [("联系电话", "Text box")]
    assert outcome.manuscript.cover.letterhead is not None
    assert outcome.manuscript.cover.letterhead.organ == "某县某局文件"


def test_embedded_documents_are_listed() -> None:
    assert left_out(read_here(word('<w:altChunk r:id="x"/>' + END))) == [("□", "Picture or other object")]


def test_what_nobody_knows_is_listed_with_its_text() -> None:
    assert left_out(read("<w:r><w:new><w:t>新</w:t></w:new></w:r>" + run("字"))) == [("新", "Picture or other object")]


def test_endless_nesting_is_refused() -> None:
    depth = 100
    with pytest.raises(UnreadableFile):
        read("<w:smartTag>" * depth + run("甲") + "</w:smartTag>" * depth)
