"""Several people in one step: whose value stands in each field, by the base from which each of them changed it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from reports.forms.entries import EntryForm, left_box
from reports.forms.writing import WritingForm, base_of

LONGEST_BASES = 2_000_000


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be saved of a whole form: what was `said`, with the stored value where only somebody else changed it.

    `clashes` are the fields that both changed, `theirs` those that somebody else did, by their names in HTML.
    """

    said: QueryDict
    clashes: Sequence[str]
    theirs: Sequence[str]


def read_bases(text: str) -> dict[str, str] | None:
    """The bases as the page sent them; None for anything that no page sends."""
    if not text or len(text) > LONGEST_BASES:
        return None
    try:
        bases = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(bases, dict) or not all(isinstance(base, str) for base in bases.values()):
        return None
    return bases


def merge(form: WritingForm, bases: Mapping[str, str], posted: QueryDict) -> Merged:
    """Settle each field of a form that is bound to `posted` and valid.

    An entry that somebody removed stays removed, unless this person changed it: then both did something to it.
    """
    said = posted.copy()
    clashes: list[str] = []
    theirs: list[str] = []
    for piece in form.pieces:
        mine = {name for name in changed_names(piece) if _touched(piece, name, bases)}
        if gone := _gone(piece):
            (clashes if mine else theirs).append(gone)
            said.setlist(gone, ["1"])
        clashes += [piece.add_prefix(name) for name in overtaken(piece, bases) if name in mine]
        for name in changed_names(piece):
            if name not in mine:
                here = piece.add_prefix(name)
                theirs.append(here)
                said.setlist(here, piece.stored_as_sent(name))
    return Merged(said, clashes, theirs)


def overtaken(piece: WritingForm, bases: Mapping[str, str]) -> list[str]:
    """The changed fields of a bound piece that hold another value by now than the one that they were typed on."""
    return [name for name in changed_names(piece) if bases.get(piece.add_prefix(name)) != piece.base(name)]


def changed_names(piece: WritingForm) -> list[str]:
    """The fields of a bound piece whose value isn't the stored one; none of an entry that is left removed."""
    if not piece.is_bound or (isinstance(piece, EntryForm) and piece.left_removed):
        return []
    return [name for name in piece.stored_names() if name in piece.changed_data]


def _touched(piece: WritingForm, name: str, bases: Mapping[str, str]) -> bool:
    """Whether this person changed the field: it isn't what it was when they got it."""
    return bases.get(piece.add_prefix(name)) != base_of(piece.cleaned_data[name])


def _gone(piece: WritingForm) -> str:
    """The mark that leaves out an entry which somebody removed meanwhile; "" for any other piece."""
    if not isinstance(piece, EntryForm) or not piece.is_bound or piece.left_removed or piece.entry.removed_at is None:
        return ""
    return left_box(piece.entry)
