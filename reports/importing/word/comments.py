"""The comments of a Word file: who wrote what, in answer to which."""

from dataclasses import dataclass

from lxml import etree

from reports.importing.word.ooxml import W14, W15, W, attribute, texts_inside


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as its part holds it; `answers` is the id of the comment it answers, or ""."""

    author: str
    date: str
    text: str
    answers: str
    resolved: bool


def read_comments(root: etree._Element | None, extended: etree._Element | None) -> dict[str, Remark]:
    """The comments by their ids, from `word/comments.xml` and, for answers and ends, `word/commentsExtended.xml`."""
    comments = [] if root is None else root.findall(f"{W}comment")
    # Word tells a comment by the last of its paragraphs.
    names = {_last_paragraph(comment): attribute(comment, "id") for comment in comments}
    more = {str(each.get(f"{W15}paraId", "")): each for each in ([] if extended is None else extended)}
    made = {}
    for comment in comments:
        told = more.get(_last_paragraph(comment))
        made[attribute(comment, "id")] = Remark(
            author=attribute(comment, "author"),
            date=attribute(comment, "date"),
            text="\n".join(texts_inside(paragraph) for paragraph in comment.iter(f"{W}p")),
            answers="" if told is None else names.get(str(told.get(f"{W15}paraIdParent", "")), ""),
            resolved=told is not None and told.get(f"{W15}done") in ("1", "true"),
        )
    return made


def _last_paragraph(comment: etree._Element) -> str:
    last = comment.findall(f".//{W}p")[-1:]
    return str(last[0].get(f"{W14}paraId", "")) if last else ""
