"""What a page sends by itself while somebody types, and what of it can be saved."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _

from reports.actions.sittings import FieldChange, Window
from reports.document.texts import printable
from reports.errors import InvalidInput
from reports.forms.merging import changed_names, overtaken
from reports.forms.steps import Step
from reports.forms.typed import too_large
from reports.forms.writing import WritingForm, base_of

MOST_FIELDS = 20_000
HIGHEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Typed:
    """A field as it stands on the screen: its values as a browser sends them, and the base they were typed on."""

    value: list[str]
    base: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sent: who typed it, which of the page's saves it is, and the fields that changed."""

    person: int
    window: Window
    fields: Mapping[str, Typed]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody else changed too: what is stored, and its base."""

    piece: WritingForm
    name: str
    mine: list[str]

    @property
    def stored(self) -> list[str]:
        """What is stored, as a browser would send it."""
        return self.piece.stored_as_sent(self.name)

    @property
    def base(self) -> str:
        """The base of what is stored."""
        return self.piece.base(self.name)

    @property
    def words(self) -> tuple[str, str]:
        """What is stored and what was typed, as a person reads them."""
        return self.piece.words(self.name, self.stored), self.piece.words(self.name, self.mine)


@dataclass(slots=True)
class Settled:
    """What can be saved, as a valid form that has nothing else changed, and what can't, by name in HTML.

    `saved` are the bases of what is saved, or stands there already.
    """

    form: Any
    saved: dict[str, str]
    refused: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Clash] = field(default_factory=dict)


def read_sent(request: HttpRequest, step: str) -> Sent:
    """The body of a save that a page sent by itself.

    Raises TooLarge for one above the site's limit, InvalidInput for one that no page sends.
    """
    said = read_json(request)
    try:
        fields = {str(name): Typed(_texts(one["value"]), str(one["base"])) for name, one in said["fields"].items()}
        person, sequence = int(said["person"]), int(said["sequence"])
        window = Window(uuid.UUID(said["page"]), step, sequence)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _unclear() from error
    if len(fields) > MOST_FIELDS or not 0 < sequence <= HIGHEST:
        raise _unclear()
    return Sent(person, window, fields)


def read_json(request: HttpRequest) -> Any:
    """The JSON that a script of ours sent; raises TooLarge and InvalidInput as `read_sent` does."""
    try:
        return json.loads(request.body)
    except RequestDataTooBig as error:
        raise too_large() from error
    except (ValueError, RecursionError, RawPostDataException, UnreadablePostError) as error:
        # The last two: what came was a form, whose fields somebody has read already; the line broke.
        raise _unclear() from error


def settle(
    build: Callable[[QueryDict | None], Any],
    typed: Mapping[str, Typed],
    own: Callable[[], Mapping[str, str]] = dict,
) -> Settled:
    """Lay what was typed over what is stored: each field by itself is saved, refused, or somebody else's by now.

    `build` makes the step's form with the given data, or unbound; None for a step that has none. A field that is wrong
    doesn't keep the others. `own` answers the bases of what the page itself stored last: where its answer was lost it
    types on from that without knowing.
    """
    stored = build(None)
    if stored is None:
        # The check asks nothing any more, or never did.
        return Settled(None, {}, dict.fromkeys(typed, _gone()))
    known = {piece.add_prefix(name) for piece in stored.pieces for name in piece.typed_names()}
    settled = Settled(stored, {})
    for here in typed.keys() - known:
        settled.refused[here] = _gone()
    wanted = {here: one for here, one in typed.items() if here in known}
    sent = stored.sent()
    while True:
        said = QueryDict(mutable=True)
        for here, values in (sent | {here: one.value for here, one in wanted.items()}).items():
            said.setlist(here, values)
        form = build(said)
        left_out = _refused(form, wanted) if not form.is_valid() else {}
        settled.refused |= left_out
        if not left_out:
            clashes = _clashes(form, wanted, own)
            settled.clashes |= clashes
            left_out = dict.fromkeys(clashes, "")
        if not left_out:
            settled.form = form
            settled.saved = {
                piece.add_prefix(name): base_of(piece.cleaned_data[name])
                for piece in form.pieces
                for name in piece.fields
                if piece.add_prefix(name) in wanted
            }
            return settled
        wanted = {here: one for here, one in wanted.items() if here not in left_out}


def changes_of(form: WritingForm, step: Step) -> list[FieldChange]:
    """What saving the valid form changes, for the sitting."""
    changes = []
    for piece in form.pieces:
        posted: Any = piece.data
        for name in changed_names(piece):
            before, after = (
                piece.stored_as_sent(name),
                [printable(one) for one in posted.getlist(piece.add_prefix(name))],
            )
            words = piece.words(name, before), piece.words(name, after)
            plain = words == ("".join(before), "".join(after))
            title = f"{step.title} · {piece.subject}" if piece.subject else step.title
            label = str(piece.fields[name].label)
            here = piece.add_prefix(name)
            base = base_of(piece.cleaned_data[name])
            changes.append(FieldChange(step.key, here, title, label, before, after, base, None if plain else words))
    return changes


def _refused(form: Any, wanted: Mapping[str, Typed]) -> dict[str, str]:
    """The typed fields that keep the form from being valid, each with the words; where none does by itself, all."""
    refused = {}
    first = ""
    for piece in form.pieces:
        for name, errors in piece.errors.items():
            words = " ".join(str(error) for error in errors)
            first = first or words
            for other in piece.together(name):
                if (here := piece.add_prefix(other)) in wanted:
                    refused[here] = words
    return refused or dict.fromkeys(wanted, first)


def _clashes(form: Any, wanted: Mapping[str, Typed], own: Callable[[], Mapping[str, str]]) -> dict[str, Clash]:
    """The typed fields that somebody else changed too."""
    bases = {here: one.base for here, one in wanted.items()}
    found = {
        here: Clash(piece, name, wanted[here].value)
        for piece in form.pieces
        for name in overtaken(piece, bases)
        if (here := piece.add_prefix(name)) in wanted
    }
    mine = own() if found else {}
    return {here: clash for here, clash in found.items() if mine.get(here) != clash.base}


def _texts(value: Sequence[Any]) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError
    return value


def _gone() -> str:
    return _("This has been removed meanwhile. What you wrote is kept on this computer.")


def _unclear() -> InvalidInput:
    return InvalidInput(_("The page sent something that can't be used. Load it again and repeat the step."))
