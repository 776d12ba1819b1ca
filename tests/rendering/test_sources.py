"""Where figures come from: notes behind the HTML page, and the annex."""

from reports.document import Cover, Document, Figure, Paragraph, Table, Text
from reports.rendering import render_html, render_page
from reports.rendering.sources import Source, with_sources

TALKS = Source("talk_heart", "谈心谈话", "9人次", "参加人次合计：谈心谈话", ("2026年5月24日 <谈话>（办公室）9人",))
DOCUMENT = Document(
    Cover("报告"),
    (Paragraph((Text("谈话"), Figure("talk_heart", "9人次", "talk_heart"), Text("。")), "preamble-1"),),
)


def test_a_figure_leads_where_it_is_told_to() -> None:
    assert '<span class="paper-figure">9人次</span>' in render_html(DOCUMENT)
    assert '<a class="paper-figure" href="/f/talk_heart">9人次</a>' in render_html(
        DOCUMENT, figure_url=lambda key: f"/f/{key}"
    )


def test_the_page_lists_the_records_behind_its_figures() -> None:
    page = render_page(DOCUMENT, sources=[TALKS])

    assert '<a class="paper-figure" href="#source-1">9人次</a>' in page
    assert '<section id="source-1"><h3>谈心谈话　9人次</h3>' in page
    assert "<li>2026年5月24日 &lt;谈话&gt;（办公室）9人</li>" in page
    assert "paper-sources" not in render_page(DOCUMENT).split("</style>")[1]


def test_the_annex_has_a_row_for_each_figure() -> None:
    many = Source("t", "提醒谈话", "21人次", "参加人次合计", tuple(f"第{number}条" for number in range(1, 22)))

    annex = with_sources(DOCUMENT, [TALKS, many]).attachments[-1]

    assert annex.title == "数据来源表"
    table = annex.body[0]
    assert isinstance(table, Table)
    assert table.rows[0] == ("1", "谈心谈话", "9人次", "参加人次合计：谈心谈话", "2026年5月24日 <谈话>（办公室）9人")
    assert table.rows[1][-1].endswith("第20条；等21条")


def test_without_figures_there_is_no_annex() -> None:
    assert with_sources(DOCUMENT, []) == DOCUMENT
