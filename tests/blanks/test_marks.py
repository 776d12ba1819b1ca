"""What stands for words, and what only looks like it."""

import pytest

from reports.blanks import find_blanks
from tests.blanks.labelled import CATALOGUE, found_in, labelled, sort_of

BLANKS = [
    "召开会议{*=figure}次、{**=figure}次、{***=figure}余人次、{＊＊=figure}部、{﹡=figure}份。",
    "召开会议{×=figure}次，{××=figure}人参加，{✕✕✕=figure}件已办结。",
    "召开会议{X=figure}次，{XX=figure}人参加，{xx=other}省{ＸＸ=other}市。",
    "召开会议{__=figure}次，参加{＿＿＿=figure}人，签订{____=figure}份。",
    "召开会议{〇〇=figure}次，参加{○○=figure}人，签订{OO=figure}份。",
    "召开会议{（ ）=figure}次，参加{（　　）=figure}人，签订{(  )=figure}份。",
    "签订责任书{   =figure}份，承诺书{　　=figure}份。",
    "{202X=date}年{X=date}月{X=date}日，{20XX=date}年，{20××=date}年，{202*=date}年，{二〇XX=date}年。",
    "2026年{   =date}月{   =date}日",
    "局长{**=name}同志、副局长{某某=name}、组长{×××=name}主持，{**=name}、{**=name}同志列席。",
    "责任人{（ ）=name}要按时报告。联系人：{___=name}",
    "{某=other}县委办、{某某=other}镇和{**=other}县的同志参加。",
    "按照{**=other}〔{202X=date}〕{*=other}号文件和第{**=other}次会议要求。",
    "投入{**=figure}万元，完成率{**=figure}%，占百分之{**=figure}。",
    "谈话人次：{**=figure}",
    "{**=other}科室负责人参加，{××=other}项目、{××=other}部门。",
    "学习党的{X=other}届{X=other}次全会、中央纪委{×=other}次全会精神，开展“{xx=other}回头看”。",
    "组长李{××=name}主持，与王{××=name}同志谈话。",
]
NO_BLANKS = [
    "**一、强化责任**，**从严治党**是**党员干部**的*本分*。",
    "坚持**选好支部书记**，**县委统一领导**，做到**年度考核**。",
    "__加强领导__，压实责任。",
    "* 加强学习\n　* 转变作风\n*\t改进工作",
    "水池3×5米，面积12 × 8米，3*5=15，长×宽×高，数量×单价，7×24小时值班。",
    "配备XXL号工作服，型号xxh264、XX-20、20XX型、GBXX，X光片，Excel表，foo()。",
    "二〇〇八年，二○二六年，一〇〇名，三〇〇人。",
    "加强学习。\n***\n压实责任。\n* * *",
    "填表说明：带*号的必须填写，标“*”的由办公室填写。",
    "通报张××严重违纪违法案、王××酒驾案和李XX等人违纪案。",
    "《》“”里的字；张某某违纪案；某些同志、某项工作、某种情况。",
    "完成率98%*，比上年高*。\n*注：按初步统计。",
    "****************\n——————\n_______________",
    "党的二十大、中央八项规定、第一种形态、（一）（二）（十五）、□是□否",
    "OK，WTO，www.xx.gov.cn",
]


@pytest.mark.parametrize("marked", BLANKS)
def test_a_blank_is_found_with_its_kind(marked: str) -> None:
    sample = labelled(marked)

    assert found_in(sample.text) == list(sample.labels)


@pytest.mark.parametrize("text", NO_BLANKS)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_a_blank_knows_its_count_word_and_whether_it_is_rounded() -> None:
    one, several = find_blanks("开展廉政教育**次，***余人次参加。", CATALOGUE)

    assert (one.text, one.offset, one.unit, one.end, one.about) == ("**", 6, "次", 9, False)
    assert (several.text, several.unit, several.end, several.about) == ("***", "人次", 16, True)
    assert one.context == "开展廉政教育**次，***余人次参加"


def test_a_blank_in_a_table_takes_its_unit_from_the_row_or_the_column() -> None:
    text = "项目\t单位\t数量\n谈心谈话\t人次\t**\n警示教育\t\t**"
    assert [blank.indicator for blank in find_blanks(text, CATALOGUE)][:1] == ["talk_heart"]

    headed = "科室\t廉政党课（次）\t签订承诺书（份）\n办公室\t**\t**"
    assert [blank.indicator for blank in find_blanks(headed, CATALOGUE)] == ["integrity_lecture", "commitment_letter"]


def test_labels_of_the_samples_are_codes_of_the_catalogue() -> None:
    sample = labelled("开展谈心谈话{**=talk_heart}人次")

    assert sort_of(sample.labels[0]) == (6, "**", "figure")
    assert sample.labels[0][2] in CATALOGUE.by_code
