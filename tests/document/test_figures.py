"""Figures in texts: tokens, how values are printed, and the nodes that they become."""

import pytest

from reports.choices import ChapterKind, Scope
from reports.document import (
    Chapter,
    Count,
    Cover,
    Entry,
    Figure,
    Heading,
    Lead,
    Manuscript,
    Mark,
    Paragraph,
    Reference,
    Table,
    Text,
    build_document,
)
from reports.document.figures import (
    all_references,
    beginning,
    printed,
    reference_of,
    references_in,
    split,
    written_out,
    written_out_manuscript,
)

TALKS = Reference("talk_heart")
COUNTS = {"talk_heart": Count(84, "人次"), "talk_heart|first_half": Count(40, "人次"), "petition": Count(None, "件")}


@pytest.mark.parametrize(
    ("reference", "token", "key"),
    [
        (TALKS, "{{talk_heart}}", "talk_heart"),
        (Reference("a", Scope.FIRST_HALF), "{{a|first_half}}", "a|first_half"),
        (Reference("a", office="CZ-01"), "{{a||CZ-01}}", "a||CZ-01"),
        (Reference("a", about=True), "{{a|||about}}", "a"),
        (
            Reference("a", Scope.LAST_YEAR, "办公室", about=True, bare=True),
            "{{a|last_year|办公室|about,bare}}",
            "a|last_year|办公室",
        ),
    ],
)
def test_a_reference_and_its_token_say_the_same(reference: Reference, token: str, key: str) -> None:
    assert reference.token == token
    assert reference.key == key
    assert reference_of(token) == reference


@pytest.mark.parametrize(
    "text",
    [
        "{{}}",
        "{{A}}",
        "{{a|never}}",
        "{{a|||loud}}",
        "{{a b}}",
        "{a}",
        "{{a}",
        "{{a||x y}}",
        "a",
        "{{1a}}",
        "{{a|office=x}}",
    ],
)
def test_what_is_no_token_stays_text(text: str) -> None:
    assert reference_of(text) is None
    assert "".join(part for part in split(text) if isinstance(part, str)) == text


def test_a_text_is_split_at_its_figures() -> None:
    text = "谈话{{talk_heart}}，其中{{a|never}}{{talk_heart|first_half}}。"

    assert list(split(text)) == ["谈话", TALKS, "，其中{{a|never}}", Reference("talk_heart", Scope.FIRST_HALF), "。"]
    assert references_in(text) == [TALKS, Reference("talk_heart", Scope.FIRST_HALF)]


@pytest.mark.parametrize(
    ("value", "exact", "about"),
    [
        (0, "0人次", "0人次"),
        (9, "9人次", "9人次"),
        (10, "10人次", "10人次"),
        (34, "34人次", "30余人次"),
        (80, "80人次", "80人次"),
        (314, "314人次", "310余人次"),
        (1299, "1299人次", "1200余人次"),
        (None, "**人次", "**人次"),
    ],
)
def test_a_figure_is_printed_in_arabic_digits_with_its_word(value: int | None, exact: str, about: str) -> None:
    count = Count(value, "人次")

    assert printed(TALKS, count) == exact
    assert printed(Reference("talk_heart", about=True), count) == about
    assert printed(Reference("talk_heart", bare=True), count) == exact.removesuffix("人次")


def test_a_text_is_written_out_and_unknown_figures_stay_to_be_seen() -> None:
    assert written_out("共{{talk_heart}}，信访{{petition}}，{{nobody}}", COUNTS) == "共84人次，信访**件，{{nobody}}"


def manuscript() -> Manuscript:
    entry = Entry(
        "谈话{{talk_heart}}",
        "上半年{{talk_heart|first_half}}，{{nobody}}。\n科室\t次\n办公室\t{{talk_heart|||bare}}",
        "1",
    )
    chapter = Chapter(ChapterKind.WORK, "谈心谈话", entries=(entry,), key="1")
    attachments = Chapter(ChapterKind.ATTACHMENTS, "", entries=(Entry("{{talk_heart}}清单", "共{{talk_heart}}", "2"),))
    return Manuscript(
        Cover(title="报告{{talk_heart}}"), "全年{{talk_heart|||about}}。", (chapter, attachments), figures=COUNTS
    )


def test_a_document_knows_which_of_its_numbers_are_figures() -> None:
    document = build_document(manuscript())

    assert document.cover.title == "报告84人次"
    assert document.body == (
        Paragraph((Text("全年"), Figure("talk_heart", "80余人次", "talk_heart"), Text("。")), "preamble-1"),
        Heading(1, "一、", "谈心谈话", "chapter-1"),
        Paragraph(
            (
                Lead("（一）", "谈话84人次。", figures=(Mark(2, 6, "talk_heart"),)),
                Text("上半年"),
                Figure("talk_heart", "40人次", "talk_heart|first_half"),
                Text("，"),
                Text("{{nobody}}"),
                Text("。"),
            ),
            "entry-1",
        ),
        Table(("科室", "次"), (("办公室", "84"),), "", "entry-1-2", (Mark(0, 2, "talk_heart", 1, 1),)),
    )
    attachment = document.attachments[0]
    assert (attachment.title, attachment.figures) == ("84人次清单", (Mark(0, 4, "talk_heart"),))
    assert attachment.body == (Paragraph((Text("共"), Figure("talk_heart", "84人次", "talk_heart")), "entry-2-2"),)


def test_a_manuscript_written_out_gives_the_same_words_without_figures() -> None:
    given = manuscript()
    plain = written_out_manuscript(given)

    assert [reference.key for reference in all_references(given)].count("talk_heart") == 6
    assert references_in(plain.chapters[0].entries[0].body) == [Reference("nobody")]
    assert plain.chapters[0].entries[0].heading == "谈话84人次"
    assert plain.preamble == "全年80余人次。"
    assert written_out_manuscript(plain) == plain


def test_a_beginning_cuts_no_figure_in_two() -> None:
    assert beginning("共{{talk_heart}}，逐项落实", 4) == "共"
    assert beginning("共{{talk_heart}}，逐项落实", 17) == "共{{talk_heart}}，逐"
    assert beginning("层层落实", 20) == "层层落实"
