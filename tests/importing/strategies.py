"""Manuscripts whose printed shape can be read in one way only, made at random from office Chinese."""

import datetime

from hypothesis import strategies as st

from reports.choices import ChapterKind, EntryStyle, Numbering
from reports.document import Chapter, Cover, Entry, Manuscript

_CLAUSES = (
    "召开专题会议4次",
    "坚持把纪律挺在前面",
    "对照清单逐项抓好落实",
    "修订《机关财务管理办法》等制度6项",
    "组织观看警示教育片3部、128人次",
    "深化“三会一课”制度",
    "走访群众56户",
    "由分管领导牵头负责",
    "2026年6月底前完成",
    "做到早提醒、早纠正（含下属单位）",
)
_HEADINGS = (
    "强化组织领导",
    "抓实纪律教育",
    "严格监督执纪",
    "完善“三重一大”制度",
    "改进机关作风，服务群众",
    "管好关键少数",
)
_CHAPTERS = {
    ChapterKind.WORK: ("工作开展情况", "主要做法及成效", "强化责任担当，夯实工作基础"),
    ChapterKind.PROBLEMS: ("存在的主要问题", "问题与不足"),
    ChapterKind.NEXT_STEPS: ("下一步工作打算", "下步工作安排", "今后努力方向"),
}

_clauses = st.lists(st.sampled_from(_CLAUSES), min_size=1, max_size=4).map("，".join)
sentences = st.lists(_clauses.map("{}。".format), min_size=1, max_size=3).map("".join)
_long = st.lists(st.sampled_from(_CLAUSES), min_size=2, max_size=5).map(
    lambda parts: "，".join(parts) + "，取得新的成效。"
)
_body = st.lists(sentences, min_size=1, max_size=2).map("\n".join)
_titled = st.builds(Entry, heading=st.sampled_from(_HEADINGS), body=_body)
_shared = st.builds(Entry, heading=st.sampled_from(_HEADINGS), body=sentences)
_entries = {
    EntryStyle.TITLED: st.lists(_titled, min_size=1, max_size=12),
    EntryStyle.OWN_LINE: st.lists(_titled, min_size=1, max_size=4),
    EntryStyle.INLINE: st.lists(_shared, min_size=2, max_size=5),
    EntryStyle.POINTS: st.lists(_titled, min_size=2, max_size=5),
}


def _headed(kind: ChapterKind, style: EntryStyle) -> st.SearchStrategy[Chapter]:
    return st.builds(
        Chapter,
        kind=st.just(kind),
        heading=st.sampled_from(_CHAPTERS[kind]),
        lead=st.just("") | sentences,
        style=st.just(style),
        entries=_entries[style].map(tuple),
    )


def _of_kind(kind: ChapterKind) -> st.SearchStrategy[Chapter]:
    return st.sampled_from(EntryStyle).flatmap(lambda style: _headed(kind, style))


_problems_lead = _clauses.map("工作中仍然存在一些问题，{}，主要表现在：".format)
_unheaded_problems = st.builds(
    Chapter,
    kind=st.just(ChapterKind.PROBLEMS),
    heading=st.just(""),
    lead=_problems_lead,
    style=st.just(EntryStyle.INLINE),
    entries=_entries[EntryStyle.INLINE].map(tuple),
)
_unheaded_steps = st.builds(
    Chapter, kind=st.just(ChapterKind.NEXT_STEPS), heading=st.just(""), lead=_long.map("下一步，我们将{}".format)
)
_tails = st.sampled_from([(), (0,), (1,), (0, 1)]).flatmap(
    lambda wanted: st.tuples(*((_unheaded_problems, _unheaded_steps)[place] for place in wanted))
)
_ends = st.one_of(
    _tails,
    st.tuples(_of_kind(ChapterKind.PROBLEMS), _of_kind(ChapterKind.NEXT_STEPS)),
)
_chapters = st.tuples(st.lists(_of_kind(ChapterKind.WORK), min_size=1, max_size=4).map(tuple), _ends).map(
    lambda parts: parts[0] + parts[1]
)
_covers = st.builds(
    Cover,
    title=st.just("") | st.sampled_from(["某县民政局2025年度党风廉政建设工作汇报", "关于落实主体责任情况的报告"]),
    recipient=st.just(""),
    signature=st.just("") | st.sampled_from(["中共清溪县民政局党组", "云岭县档案馆"]),
    date=st.none() | st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)),
)
manuscripts = st.builds(
    Manuscript,
    cover=_covers,
    preamble=_long,
    chapters=_chapters,
    closing=st.just("") | st.just("特此报告。"),
    numbering=st.sampled_from(Numbering),
)

# Scraps that mean something to the reader, in senseless order.
_SCRAPS = (
    "一、",
    "二、",
    "三、",
    "（一）",
    "(二)",
    "1.",
    "2、",
    "（1）",
    "一是",
    "二是",
    "三是",
    "。",
    "，",
    "：",
    "；",
    "”",
    "“",
    "工作开展情况",
    "存在的问题",
    "下一步打算",
    "加强领导",
    "今后，",
    "主要表现在",
    "还存在一些问题",
    "特此报告。",
    "2025年12月3日",
    "某某县水利局",
    "县委：",
    "关于开展工作的报告",
    "##paidbegin##",
    "【更多公文，微信：x】",
    "更多素材请加微信abc",
    "-",
    "全年召开会议5次",
    "第一部分",
    "附件：",
    "1.清单",
    "𠮷",
    "…",
    "——",
    "二〇二五年二月三十日",
    "2025年2月",
    "要点",
    "（",
    "）",
    "www.a.com",
    "是",
    "年",
    "　　",
    "\t",
    "\x07",
    "\u2028",
    "\x85",
)
fragments = st.lists(st.sampled_from(_SCRAPS), max_size=7).map("".join) | st.text(max_size=30)
