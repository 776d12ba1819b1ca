"""What the styles of a Word file say about its paragraphs and runs: part, list, alignment and how they look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from lxml import etree

from reports.choices import FaceSet, LatinFace, LineKind, LinePitch
from reports.document import Typography
from reports.importing.word.ooxml import A, W, attribute, child, is_on, whole

# Style names as Word writes them into files, whatever language it shows them in; Chinese ones are made by hand.
NAMES = {
    "title": LineKind.TITLE,
    "标题": LineKind.TITLE,
    "公文标题": LineKind.TITLE,
    "大标题": LineKind.TITLE,
    "salutation": LineKind.RECIPIENT,
    "主送机关": LineKind.RECIPIENT,
    "一级标题": LineKind.CHAPTER,
    "二级标题": LineKind.ENTRY,
    "signature": LineKind.SIGNATURE,
    "署名": LineKind.SIGNATURE,
    "落款": LineKind.SIGNATURE,
    "date": LineKind.DATE,
    "成文日期": LineKind.DATE,
}
# What this program's own styles are for; `rendering.word.styles` has their names.
OWN = {
    "紧急程度": LineKind.URGENCY,
    "发文机关标志": LineKind.ORGAN,
    "发文字号": LineKind.DOCUMENT_NUMBER,
    "附件标识": LineKind.ATTACHMENT,
    "附件标题": LineKind.ATTACHMENT,
    "附注": LineKind.NOTE,
    "抄送机关": LineKind.COPY_TO,
    "版记": LineKind.PRINTED,
}
NAMES |= OWN
WRITTEN = ("附件说明",)
_MARKS = ("条目标题", "表格栏目")
_OUTLINES = {f"{name} {level}": level - 1 for name in ("heading", "标题") for level in range(1, 10)}
_LEADS = ("条目标题",)
_COUNTED = (*_LEADS, "条目序号")
_FACE_SETS = {"仿宋_GB2312": FaceSet.GB2312, "仿宋": FaceSet.WINDOWS, "方正仿宋_GBK": FaceSet.FOUNDER}
_DEEPEST = 12
_NO_OUTLINE = 9
_CENTRED = ("center", "distribute")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; None where nothing says so. `size` counts half points.

    `lead` is the style of entry headings, `counted` any style that marks the number of an entry.
    """

    face: str | None = None
    size: int | None = None
    bold: bool | None = None
    color: str | None = None
    hidden: bool | None = None
    lead: bool | None = None
    counted: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says anything, else the one `below`."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(below, **{name: value for name, value in named.items() if value is not None})


@dataclass(frozen=True, slots=True)
class _Style:
    id: str
    name: str
    parent: str
    list_id: str
    level: str
    outline: str
    alignment: str
    look: Look


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None = None) -> None:
        """Read `word/styles.xml` and the fonts of the theme; None stands for a file without them."""
        self._fonts = _theme_fonts(theme)
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {attribute(style, "styleId"): self._style(style) for style in found}
        defaults = [style for style in found if attribute(style, "default") in ("1", "true", "on")]
        self._default = next((attribute(each, "styleId") for each in defaults if _is_paragraph(each)), "")
        self._base = self.look_of(child(root, "docDefaults/rPrDefault/rPr"))
        self._defaults = child(root, "docDefaults/rPrDefault/rPr/rFonts")
        self._pitch = attribute(child(root, "docDefaults/pPrDefault/pPr/spacing"), "line")
        self._looks: dict[tuple[str, str], Look] = {}

    @property
    def linked_lists(self) -> Mapping[str, str]:
        """The list of each style that names one; numbering styles are linked to their lists so."""
        return {name: style.list_id for name, style in self._styles.items() if style.list_id}

    @property
    def are_own(self) -> bool:
        """Whether this program made them."""
        return {style.name for style in self._styles.values()}.issuperset(_MARKS)

    def name(self, paragraph: etree._Element) -> str:
        """The name of the paragraph's style in small letters, or ""."""
        style = self._styles.get(attribute(child(paragraph, "pPr/pStyle")))
        return style.name if style else ""

    def typography(self) -> Typography:
        """What the defaults of an own file say about line pitch and faces; the usual where they say nothing known."""
        usual = Typography()
        face, western = self._base.face or "", attribute(self._defaults, "ascii")
        pitches = {str(round(float(pitch) * 20)): pitch for pitch in LinePitch}
        return Typography(
            line_pitch=pitches.get(self._pitch, usual.line_pitch),
            latin=LatinFace.CHINESE if western == face else LatinFace.TIMES,
            faces=_FACE_SETS.get(face, usual.faces),
        )

    def hint(self, paragraph: etree._Element) -> LineKind | None:
        """What the name of the paragraph's style, or of one that it is based on, says it is."""
        return next((NAMES[style.name] for style in self._chain(paragraph) if style.name in NAMES), None)

    def outline(self, paragraph: etree._Element) -> int | None:
        """The outline level (from 0) that the paragraph or its style has; None for text."""
        own = attribute(child(paragraph, "pPr/outlineLvl"))
        for found in (own, *(style.outline for style in self._chain(paragraph))):
            if found:
                level = whole(found, _NO_OUTLINE)
                return level if level < _NO_OUTLINE else None
        return next((_OUTLINES[style.name] for style in self._chain(paragraph) if style.name in _OUTLINES), None)

    def centred(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph stands in the middle of the line."""
        own = attribute(child(paragraph, "pPr/jc"))
        return next(filter(None, (own, *(style.alignment for style in self._chain(paragraph)))), "") in _CENTRED

    def list_of(self, paragraph: etree._Element) -> tuple[str, str, str]:
        """The list that numbers the paragraph, the level (from 0) if one is named, and the style that says so or ""."""
        own = child(paragraph, "pPr/numPr")
        list_id, level = attribute(child(own, "numId")), attribute(child(own, "ilvl"))
        styles = [style for style in self._chain(paragraph) if style.list_id or style.level]
        if list_id:
            return ("", "", "") if list_id == "0" else (list_id, level, "")
        named = next((style for style in styles if style.list_id), None)
        if named is None or named.list_id == "0":
            return "", "", ""
        level = level or next((style.level for style in styles if style.level), "")
        chain = self._chain(paragraph)
        return named.list_id, level, chain[0].id if chain else ""

    def look(self, paragraph: etree._Element, run: etree._Element) -> Look:
        """How a run looks, from the defaults of the file to its own properties."""
        own = child(run, "rPr")
        names = attribute(child(paragraph, "pPr/pStyle")) or self._default, attribute(child(own, "rStyle"))
        if names not in self._looks:
            self._looks[names] = self._styled(*names)
        return self._looks[names] if own is None else self.look_of(own).over(self._looks[names])

    def _styled(self, paragraph: str, character: str) -> Look:
        """The look that both styles give; hidden text in both is shown again, as such switches turn each other off."""
        looks, hidden = [self._base], False
        for name in (paragraph, character):
            chain = self._parents(name)
            looks += [style.look for style in reversed(chain)]
            hidden ^= bool(next((style.look.hidden for style in chain if style.look.hidden is not None), False))
        merged = Look()
        for look in looks:
            merged = look.over(merged)
        return replace(merged, hidden=hidden or bool(self._base.hidden))

    def look_of(self, properties: etree._Element | None) -> Look:
        """What `w:rPr` itself says."""
        if properties is None:
            return Look()
        fonts, size = child(properties, "rFonts"), attribute(child(properties, "sz"))
        theme = self._fonts.get(attribute(fonts, "eastAsiaTheme"), "")
        return Look(
            face=theme or attribute(fonts, "eastAsia") or None,
            size=whole(size, 0) or None,
            bold=_switch(child(properties, "b")),
            color=attribute(child(properties, "color")).upper() or None,
            hidden=_switch(child(properties, "vanish")),
        )

    def _style(self, element: etree._Element) -> _Style:
        name = attribute(child(element, "name")).strip().lower()
        return _Style(
            id=attribute(element, "styleId"),
            name=name,
            parent=attribute(child(element, "basedOn")),
            list_id=attribute(child(element, "pPr/numPr/numId")),
            level=attribute(child(element, "pPr/numPr/ilvl")),
            outline=attribute(child(element, "pPr/outlineLvl")),
            alignment=attribute(child(element, "pPr/jc")),
            look=replace(
                self.look_of(child(element, "rPr")),
                lead=True if name in _LEADS else None,
                counted=True if name in _COUNTED else None,
            ),
        )

    def _chain(self, paragraph: etree._Element) -> list[_Style]:
        return self._parents(attribute(child(paragraph, "pPr/pStyle")) or self._default)

    def _parents(self, name: str) -> list[_Style]:
        """The style of that id and those it is based on, as far as they go without turning in a circle."""
        chain = list[_Style]()
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[name])
            name = chain[-1].parent
        return chain


def _is_paragraph(style: etree._Element) -> bool:
    return attribute(style, "type") in ("paragraph", "")


def _switch(element: etree._Element | None) -> bool | None:
    return None if element is None else is_on(element)


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The East-Asian fonts of a theme by the names that runs use; its font for simplified Chinese where it has none."""
    return dict(_named_fonts(theme)) if theme is not None else {}


def _named_fonts(theme: etree._Element) -> Iterator[tuple[str, str]]:
    for kind in ("major", "minor"):
        font = theme.find(f".//{A}{kind}Font")
        if font is None:
            continue
        east, hans = font.find(f"{A}ea"), font.find(f"{A}font[@script='Hans']")
        faces = (str(each.get("typeface", "")) for each in (east, hans) if each is not None)
        yield f"{kind}EastAsia", next(filter(None, faces), "")
