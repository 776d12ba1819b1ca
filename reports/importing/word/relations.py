"""Relationships between the parts of a Word file; whatever leads outside is dropped and told."""

from posixpath import dirname, join, normpath

from lxml import etree

from reports.importing.word.package import Package

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WEB = ("http://", "https://")


class Relations:
    """The relationships of one part."""

    def __init__(self, package: Package, source: str) -> None:
        """`source` is the part's name, "" for the package itself."""
        folder, _, name = source.rpartition("/")
        root = package.part(normpath(join(folder, "_rels", f"{name}.rels")))
        self._package = package
        self._source = source
        self._all = [] if root is None else root.findall(_RELATIONSHIP)

    def targets(self, kind: str) -> list[str]:
        """The names of the parts inside the package that have a relationship of that kind, in order."""
        return [self._inside(each) for each in self._all if not _is_outside(each) and _kind(each) == kind]

    def part(self, kind: str) -> etree._Element | None:
        """The first part of that kind, or None."""
        return next((self._package.part(name) for name in self.targets(kind)), None)

    def link(self, name: str) -> str:
        """The address that the relationship of that id leads to; "" for none outside, and for any but the web's."""
        return next((_target(each) for each in self._all if each.get("Id") == name and _is_link(each)), "")

    def outside(self) -> list[tuple[str, str]]:
        """Kind and target of all relationships that lead outside and are no links to the web."""
        return [(_kind(each), _target(each)) for each in self._all if _is_outside(each) and not _is_link(each)]

    def _inside(self, relationship: etree._Element) -> str:
        target = _target(relationship)
        return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(self._source), target))


def _kind(relationship: etree._Element) -> str:
    return str(relationship.get("Type", "")).rpartition("/")[2]


def _target(relationship: etree._Element) -> str:
    return str(relationship.get("Target", ""))


def _is_outside(relationship: etree._Element) -> bool:
    return relationship.get("TargetMode") == "External"


def _is_link(relationship: etree._Element) -> bool:
    return (
        _is_outside(relationship)
        and _kind(relationship) == "hyperlink"
        and _target(relationship).lower().startswith(_WEB)
    )
