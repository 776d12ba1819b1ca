"""What the styles of a Word file say about its paragraphs: a hint at their part, and their list."""

from dataclasses import dataclass

from lxml import etree

from reports.choices import LineKind
from reports.importing.word.ooxml import W, attribute, child

# Style names as Word writes them into files, whatever language it shows them in; Chinese ones are made by hand.
NAMES = {
    "title": LineKind.TITLE,
    "标题": LineKind.TITLE,
    "公文标题": LineKind.TITLE,
    "大标题": LineKind.TITLE,
    "salutation": LineKind.RECIPIENT,
    "主送机关": LineKind.RECIPIENT,
    "heading 1": LineKind.CHAPTER,
    "标题 1": LineKind.CHAPTER,
    "一级标题": LineKind.CHAPTER,
    "heading 2": LineKind.ENTRY,
    "标题 2": LineKind.ENTRY,
    "二级标题": LineKind.ENTRY,
    "signature": LineKind.SIGNATURE,
    "署名": LineKind.SIGNATURE,
    "落款": LineKind.SIGNATURE,
    "date": LineKind.DATE,
    "成文日期": LineKind.DATE,
}
_LEVELS = {"0": LineKind.CHAPTER, "1": LineKind.ENTRY}
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its hint, the list level it puts paragraphs in, and the style it is based on."""

    hint: LineKind | None
    list_id: str
    level: str
    parent: str


class Styles:
    """The paragraph styles of a file, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read `word/styles.xml`; None stands for a file without styles."""
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {attribute(style, "styleId"): _style(style) for style in found}

    def hint(self, paragraph: etree._Element) -> LineKind | None:
        """What the paragraph's own outline level, or its style, says it is."""
        level = attribute(child(paragraph, "pPr/outlineLvl"))
        if level in _LEVELS:
            return _LEVELS[level]
        return next((style.hint for style in self._chain(paragraph) if style.hint), None)

    def list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and level (from 0) that number the paragraph, from itself or its style; ("", 0) for none."""
        own = child(paragraph, "pPr/numPr")
        list_id, level = attribute(child(own, "numId")), attribute(child(own, "ilvl"))
        for style in self._chain(paragraph):
            list_id, level = list_id or style.list_id, level or style.level
        if list_id in ("", "0"):
            return "", 0
        return list_id, int(level) if level.isdecimal() else 0

    def _chain(self, paragraph: etree._Element) -> list[Style]:
        chain, name = list[Style](), attribute(child(paragraph, "pPr/pStyle"))
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[name])
            name = chain[-1].parent
        return chain


def _style(element: etree._Element) -> Style:
    level = attribute(child(element, "pPr/outlineLvl"))
    return Style(
        hint=NAMES.get(attribute(child(element, "name")).strip().lower()) or _LEVELS.get(level),
        list_id=attribute(child(element, "pPr/numPr/numId")),
        level=attribute(child(element, "pPr/numPr/ilvl")),
        parent=attribute(child(element, "basedOn")),
    )
