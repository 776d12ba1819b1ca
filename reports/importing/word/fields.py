"""Fields of a Word file: what they show is text, what they are told to do is not."""

import re
from dataclasses import dataclass, field

from reports.choices import LeftOutReason
from reports.errors import UnreadableFile
from reports.importing.word.package import ACTIVE

# Fields that start another program or take in what another file holds.
_HOSTILE = re.compile(r"\s*(?:DDE|DDEAUTO|LINK|EMBED|CONTROL|MACROBUTTON)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA|RD)\b", re.IGNORECASE)
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_SILENT = re.compile(r"\s*(?:TC|XE|TA|SET|ASK|ADVANCE|PRIVATE|ADDIN|COMMENTS|BOOKMARK|RD)\b", re.IGNORECASE)
# WPS and Word draw circled characters and pinyin with EQ; the last part in brackets is the text.
_DRAWN = re.compile(r"\s*EQ\b.*?[(,;]\s*([^(),;\\]+)\)+\s*$", re.IGNORECASE | re.DOTALL)
_CIRCLED = re.compile(r"\s*EQ\s*\\o\s*\\ac\s*\(\s*[○◯〇]\s*[,;]\s*(\d{1,2})\s*\)\s*$", re.IGNORECASE)


@dataclass
class _Field:
    instruction: str = ""
    result: str = ""
    finished: bool = False


@dataclass
class FieldStack:
    """The fields that are open at a place of the text; they nest, and run over the ends of paragraphs."""

    _open: list[_Field] = field(default_factory=list)

    def begin(self) -> None:
        """A field begins with its instruction."""
        self._open.append(_Field())

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field that has no result yet.

        Raises UnreadableFile for one that would start a program, also where the field never ends.
        """
        waiting = next((each for each in reversed(self._open) if not each.finished), None)
        if waiting:
            waiting.instruction += text
            _check(waiting.instruction)

    def separate(self) -> None:
        """The instruction is whole, its result begins."""
        if self._open:
            self._open[-1].finished = True

    def end(self) -> tuple[str, str, bool]:
        """Close the innermost field: its instruction, what it draws without having a result, whether it had one."""
        if not self._open:
            return "", "", True
        closed = self._open.pop()
        instruction = closed.instruction.strip()
        if closed.result:
            return "", closed.result, False
        if _SILENT.match(instruction) or not instruction:
            return "", "", closed.finished
        return instruction, _drawn(instruction), closed.finished

    @property
    def result(self) -> str:
        """What the innermost field shows by itself."""
        return self._open[-1].result if self._open else ""

    @result.setter
    def result(self, text: str) -> None:
        self._open[-1].result = text

    @property
    def address(self) -> str:
        """Where the innermost field links to, or ""."""
        found = _ADDRESS.match(self._open[-1].instruction) if self._open else None
        return found[1] if found else ""

    @property
    def hides(self) -> LeftOutReason | None:
        """Why text at this place is no text of the report; None where it is."""
        if any(_CONTENTS.match(each.instruction) for each in self._open):
            return LeftOutReason.CONTENTS
        return LeftOutReason.FIELD if any(not each.finished for each in self._open) else None


def _check(instruction: str) -> None:
    if _HOSTILE.match(instruction.replace('"', "")):
        raise UnreadableFile(ACTIVE)


def _drawn(instruction: str) -> str:
    if circled := _CIRCLED.match(instruction):
        number = int(circled[1])
        return chr(0x2460 + number - 1) if 1 <= number <= 20 else circled[1]
    found = _DRAWN.match(instruction)
    return found[1].strip() if found else ""
