"""What a file's own styles and faces say about its lines, for the importer's recognition to use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.choices import LineKind
from reports.importing.leftovers import cleaned
from reports.importing.lines import Line, SourceLine


@dataclass(frozen=True, slots=True)
class Hints:
    """Parts and leading words by the numbers of source lines."""

    kinds: Mapping[int, LineKind] = field(default_factory=dict)
    leads: Mapping[int, str] = field(default_factory=dict)

    def get(self, number: int) -> LineKind | None:
        """What line `number` is said to be."""
        return self.kinds.get(number)

    def lead_end(self, line: Line) -> int:
        """Where the words at the head of the line end that are set apart as a heading; 0 where there are none."""
        lead = self.leads.get(line.number, "")
        return len(lead) if lead and line.text.startswith(lead) else 0


def hints_of(source: Iterable[SourceLine]) -> Hints:
    """Collect the hints of source lines."""
    lines = list(source)
    leads = {line.number: cleaned(line.text[: line.lead]) for line in lines if line.lead}
    return Hints({line.number: line.hint for line in lines if line.hint}, leads)
