"""Figures as a writer sees them in a text: ［谈心谈话 84人次］ for the token {{talk_heart}}, and back.

What stands behind the name says what differs from the usual figure: ［谈心谈话·上半年·取整 30余人次］. The value is
there to be read; when the text is stored it is left out, so ［谈心谈话］ can be typed by hand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.choices import Scope
from reports.document.figures import Reference, printed, split
from reports.document.manuscript import Count

_CHIP = re.compile(r"［([^［］\n]{1,120})］")
_SCOPES = {Scope.FIRST_HALF: "上半年", Scope.SECOND_HALF: "下半年", Scope.LAST_YEAR: "上年同期"}
_SCOPES_BY_WORD = {word: scope for scope, word in _SCOPES.items()}
ABOUT, BARE = "取整", "只写数"


@dataclass(frozen=True, slots=True)
class Names:
    """What figures are called: names of indicators and of offices by their codes, and the values that are known.

    Names are told apart without white space; none of them holds a middle dot.
    """

    indicators: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, Count] = field(default_factory=dict)

    def shown(self, text: str) -> str:
        """The text with its figures by name and value; a figure that has no name stays the token it is."""
        return "".join(part if isinstance(part, str) else self.chip(part) for part in split(text))

    def stored(self, text: str) -> str:
        """The text with tokens for the figures in it; brackets that hold no figure stay."""
        return _CHIP.sub(lambda found: self._token(found[1]) or found[0], text)

    def chip(self, reference: Reference) -> str:
        """One figure by name and value."""
        name, office = self.indicators.get(reference.code), self.offices.get(reference.office)
        if name is None or (reference.office and office is None):
            return reference.token
        parts = [name]
        if reference.scope is not Scope.PERIOD:
            parts.append(_SCOPES[reference.scope])
        if office:
            parts.append(office)
        parts += [word for word, is_set in ((ABOUT, reference.about), (BARE, reference.bare)) if is_set]
        count = self.counts.get(reference.key)
        return f"［{'·'.join(parts)}{f' {printed(reference, count)}' if count else ''}］"

    def _token(self, inside: str) -> str | None:
        words = inside.strip().split(" ")
        # The last word is the value where there is one; names themselves have no blanks.
        described = words[0] if len(words) <= 2 else ""
        name, *more = described.split("·")
        code = _code_of(name, self.indicators)
        if code is None:
            return None
        scope, office, about, bare = Scope.PERIOD, "", False, False
        for word in more:
            if word in _SCOPES_BY_WORD:
                scope = _SCOPES_BY_WORD[word]
            elif word == ABOUT:
                about = True
            elif word == BARE:
                bare = True
            elif found := _code_of(word, self.offices):
                office = found
            else:
                return None
        return Reference(code, scope, office, about, bare).token


def _code_of(name: str, names: Mapping[str, str]) -> str | None:
    return next((code for code, known in names.items() if known == name), None)
