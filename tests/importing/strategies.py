"""Manuscripts whose printed shape can be read in one way only, made at random from office Chinese."""

import datetime
from dataclasses import replace

from hypothesis import strategies as st

from reports.choices import ChapterKind, EntryStyle, FaceSet, LatinFace, Layout, LinePitch, Numbering
from reports.document import Chapter, Cover, Entry, Imprint, Letterhead, Manuscript, Typography

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

# Whole documents as people write them with this program: every part, and texts that look like other parts.
_typed = st.sampled_from(
    (
        "1.加强学习教育",
        "1. 2025年重点任务",
        "（2）压实工作责任",
        "（一）这一句是正文，不是条目。",
        "一是加强领导。二是狠抓落实。",
        "一、这也是正文。",
        "二是完善制度。",
        "特此说明：",
        "某县水利局",
        "2025年12月3日",
        "附件：1.清单",
        "下一步打算",
    )
)
_cells = st.sampled_from(("财政局", "12", "3.5%", "", "“三重一大”", "张三、李四", "-", "一、", "（一）"))
_tables = st.tuples(
    st.sampled_from(("", "表1 谈话情况\n", "表2　检查情况\n")),
    st.tuples(st.integers(2, 4), st.integers(1, 3)).flatmap(
        lambda size: st.lists(
            st.lists(_cells, min_size=size[0] - 1, max_size=size[0] - 1).map(lambda row: "\t".join(["单位", *row])),
            min_size=size[1] + 1,
            max_size=size[1] + 1,
        ).map("\n".join)
    ),
).map("".join)
_texts = st.lists(sentences | sentences | _typed | _tables, min_size=1, max_size=4).map(
    lambda parts: "\n".join(part for pair in zip(parts, ["接着说。"] * len(parts), strict=True) for part in pair)
)
_free_heading = st.sampled_from((*_HEADINGS, "", "加强“一岗双责”，一是抓早、二是抓小", "做好2025年工作。"))
_free_entry = st.builds(Entry, heading=_free_heading, body=sentences | _texts)
# Of entries in one paragraph, each has at most one table: which entry a table below it came from can't be seen.
_inline_entry = st.builds(
    Entry,
    heading=_free_heading,
    body=st.tuples(sentences | _typed, st.just("") | _tables.map("\n{}".format)).map("".join),
)


def _free_of(style: EntryStyle) -> st.SearchStrategy[Chapter]:
    entry = _inline_entry if style is EntryStyle.INLINE else _free_entry
    return st.builds(
        Chapter,
        kind=st.sampled_from((ChapterKind.WORK, ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS)),
        heading=st.sampled_from(("工作开展情况", "存在的主要问题", "下一步工作打算", "")),
        lead=st.just("") | sentences | _texts,
        style=st.just(style),
        entries=st.lists(entry, min_size=1, max_size=4).map(tuple),
    )


_free_chapter = st.sampled_from(EntryStyle).flatmap(_free_of)
_attached = st.builds(
    Chapter,
    kind=st.just(ChapterKind.ATTACHMENTS),
    heading=st.just("附件"),
    entries=st.lists(
        st.builds(Entry, heading=st.sampled_from(("重点任务清单", "2025年谈话情况统计表", "")), body=_texts),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
_bodies = ("中共清溪县民政局党组", "清溪县民政局", "云岭县档案馆")
_days = st.none() | st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31))
_letterheads = st.one_of(
    st.builds(
        Letterhead,
        organ=st.sampled_from(("中共清溪县民政局党组文件", "清溪县民政局文件")),
        number=st.sampled_from(("", "清民〔2026〕3号")),
        signers=st.sampled_from(((), ("李明",), ("李明", "王刚"), ("李明", "王刚", "欧阳晓"))),
        urgency=st.sampled_from(("", "特急", "加急")),
    ),
    st.builds(
        Letterhead,
        organ=st.just("清溪县民政局"),
        number=st.just("清民函〔2026〕3号"),
        urgency=st.sampled_from(("", "特急")),
        layout=st.just(Layout.LETTER),
    ),
)
_imprints = st.one_of(
    st.builds(
        Imprint,
        copy_to=st.sampled_from(("", "县纪委，县监委，县委办公室")),
        printed_by=st.just("清溪县民政局办公室"),
        printed_on=st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)),
    ),
    st.just(Imprint("县纪委、县监委")),
)


def _as_letter(cover: Cover) -> Cover:
    """A letter's imprint names only who gets a copy (GB/T 9704-2012, 10.1)."""
    if cover.letterhead is None or cover.letterhead.layout is not Layout.LETTER or cover.imprint is None:
        return cover
    return replace(cover, imprint=Imprint(cover.imprint.copy_to) if cover.imprint.copy_to else None)


_free_covers = st.builds(
    Cover,
    title=st.sampled_from(("", "清溪县民政局关于2025年度党风廉政建设工作情况的报告", "年度工作汇报")),
    recipient=st.sampled_from(("", "县委、县纪委监委", "县纪委")),
    signature=st.lists(st.sampled_from(_bodies), max_size=3, unique=True).map("\n".join),
    date=_days,
    letterhead=st.none() | _letterheads,
    sealed=st.booleans(),
    note=st.sampled_from(("", "联系人：李明，电话：12345")),
    imprint=st.none() | _imprints,
).map(_as_letter)
free_manuscripts = st.builds(
    Manuscript,
    cover=_free_covers,
    preamble=st.just("") | _texts,
    chapters=st.tuples(st.lists(_free_chapter, max_size=4), st.lists(_attached, max_size=1)).map(
        lambda parts: (*parts[0], *parts[1])
    ),
    closing=st.sampled_from(("", "特此报告。", "以上报告，请审阅。")),
    numbering=st.sampled_from(Numbering),
    typography=st.builds(
        Typography,
        line_pitch=st.sampled_from(LinePitch),
        latin=st.sampled_from(LatinFace),
        faces=st.sampled_from(FaceSet),
    ),
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
