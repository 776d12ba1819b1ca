"""What a person does to a Word file: tracked changes and comments, as Word writes them into the file."""

import copy
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

AT = "2026-11-20T09:30:00Z"


class Editor:
    """One person at work in one file."""

    def __init__(self, data: bytes, author: str, at: str = AT) -> None:
        self._document = docx.Document(BytesIO(data))
        self._author, self._at = author, at
        self._number = 900

    def change(self, old: str, new: str) -> "Editor":
        """Make `old` `new` with tracking; a blank `new` takes it out."""
        run = self._run(old)
        before, _old, after = run.text.partition(old)
        pieces: list[Any] = []
        if before:
            pieces.append(self._copy(run, before))
        pieces.append(self._tracked("w:del", self._copy(run, old, "w:delText")))
        if new:
            pieces.append(self._tracked("w:ins", self._copy(run, new)))
        if after:
            pieces.append(self._copy(run, after))
        for piece in pieces:
            run._r.addprevious(piece)
        _remove(run._r)
        return self

    def retype(self, old: str, new: str) -> "Editor":
        """Make `old` `new` without tracking."""
        run = self._run(old)
        run.text = run.text.replace(old, new)
        return self

    def add_paragraph(self, behind: str, text: str) -> "Editor":
        """Type a paragraph behind that with the words `behind`, with tracking."""
        paragraph: Any = self._run(behind)._parent
        new = OxmlElement("w:p")
        run = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = text
        run.append(words)
        new.append(self._tracked("w:ins", run))
        paragraph._p.addnext(new)
        return self

    def move(self, words: str, *, before: str) -> "Editor":
        """Drag a paragraph before another one, without tracking."""
        target: Any = self._run(before)._parent
        paragraph: Any = self._run(words)._parent
        target._p.addprevious(paragraph._p)
        return self

    def comment(self, words: str, text: str) -> "Editor":
        """Comment on the run with these words."""
        comment = self._document.add_comment(self._run(words), text=text, author=self._author, initials="S")
        comment._comment_elm.set(qn("w:date"), self._at)
        return self

    def forget_bookmarks(self) -> "Editor":
        """Lose all bookmarks, as some programs do."""
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            for mark in list(self._document.element.body.iter(qn(name))):
                _remove(mark)
        return self

    def save(self) -> bytes:
        """The file."""
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _run(self, words: str) -> Run:
        for element in self._document.element.body.iter(qn("w:p")):
            paragraph = Paragraph(element, self._document._body)
            for run in paragraph.runs:
                if words in run.text:
                    return run
        raise ValueError(f"{words} stands in no run")

    def _copy(self, run: Run, text: str, tag: str = "w:t") -> Any:
        element = copy.deepcopy(run._r)
        for child in list(element):
            if child.tag != qn("w:rPr"):
                element.remove(child)
        words = OxmlElement(tag)
        words.text = text
        words.set(qn("xml:space"), "preserve")
        element.append(words)
        return element

    def _tracked(self, tag: str, run: Any) -> Any:
        self._number += 1
        element = OxmlElement(tag)
        for name, value in (("w:id", str(self._number)), ("w:author", self._author), ("w:date", self._at)):
            element.set(qn(name), value)
        element.append(run)
        return element


def _remove(element: Any) -> None:
    element.getparent().remove(element)
