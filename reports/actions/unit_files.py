"""Units as a table of text: written from the tree, and read back row by row, all or nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.units import change_unit, create_unit, deactivate_unit, move_unit, reactivate_unit
from reports.choices import Choice, LeadingBody, UnitKind
from reports.errors import InvalidInput, WrongState
from reports.models import Person, Unit

# In files the heads are Chinese in every language of the interface; the field names are read too.
HEADS = {
    "code": "代码",
    "name": "名称",
    "short_name": "简称",
    "kind": "类别",
    "leading_body": "领导机构",
    "parent": "上级代码",
    "active": "在用",
}
YES, NO = ("是", "yes", "1", "true", ""), ("否", "no", "0", "false")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What one row of a file says."""

    number: int
    code: str
    name: str
    short_name: str
    kind: str
    leading_body: str
    parent: str
    active: str


@dataclass(slots=True)
class RowResult:
    """What a row does (`effects`, empty: nothing), or why it can't be done (`error`)."""

    row: UnitRow
    effects: list[str] = field(default_factory=list)
    error: str = ""


def unit_table(units: Iterable[Unit]) -> list[list[str]]:
    """The rows that stand below HEADS in a file, for units in tree order."""
    codes: dict[str, str] = {}
    table = []
    with translation.override("zh-hans"):
        for unit in units:
            codes[unit.path] = unit.code
            above = codes.get(unit.path[: -Unit.steplen], "")
            body = LeadingBody(unit.leading_body).word
            active = YES[0] if unit.active else NO[0]
            table.append([unit.code, unit.name, unit.short_name, unit.get_kind_display(), body, above, active])
    return table


def import_units(table: Sequence[tuple[int, Sequence[str]]], *, by: Person, save: bool) -> list[RowResult]:
    """Do what the rows say, by the same actions as the pages: create, change, move, activate, deactivate.

    The first row names the columns; units that no row names stay as they are. Without `save`, and where any row has
    an error, everything is undone again, so the answer is a preview. Raises InvalidInput for missing columns.
    """
    results = [RowResult(row) for row in _read_rows(table)]
    _mark_doubles(results)
    ordered = _parents_first(results)
    with transaction.atomic():
        for result in ordered:
            _try(_place, result, by=by)
        for result in reversed(ordered):
            _try(_close, result, by=by)
        if save and not any(result.error for result in results):
            changed = sum(bool(result.effects) for result in results)
            record("unit.file_imported", by=by, rows=len(results), changed=changed)
        else:
            transaction.set_rollback(True)
    return results


def _read_rows(table: Sequence[tuple[int, Sequence[str]]]) -> list[UnitRow]:
    heads = [head.lower() for head in table[0][1]]
    columns = {}
    for name, head in HEADS.items():
        places = [place for place, given in enumerate(heads) if given in (head, name)]
        if not places:
            message = _("The column “%(head)s” is missing. Download the units as Excel and follow that file.")
            raise InvalidInput(message % {"head": head}, field="file")
        columns[name] = places[0]
    return [
        UnitRow(number, **{name: cells[place] if place < len(cells) else "" for name, place in columns.items()})
        for number, cells in table[1:]
    ]


def _mark_doubles(results: Sequence[RowResult]) -> None:
    first: dict[str, int] = {}
    for result in results:
        row = result.row
        if not row.code:
            result.error = _("The code is missing.")
        elif row.code in first:
            result.error = _("Row %(number)s has the same code. Keep one of the two.") % {"number": first[row.code]}
        else:
            first[row.code] = row.number


def _parents_first(results: Sequence[RowResult]) -> list[RowResult]:
    """The rows that have no error yet, each after the row of the unit above it."""
    by_code = {result.row.code: result for result in results if not result.error}
    ordered: dict[str, RowResult] = {}
    for result in by_code.values():
        chain: dict[str, RowResult] = {}
        link: RowResult | None = result
        while link is not None and link.row.code not in ordered and link.row.code not in chain:
            chain[link.row.code] = link
            link = by_code.get(link.row.parent)
        ordered.update(reversed(chain.items()))
    return list(ordered.values())


def _try(act: Callable[..., None], result: RowResult, *, by: Person) -> None:
    if result.error:
        return
    try:
        with transaction.atomic():
            act(result, by=by)
    except InvalidInput as error:
        result.error = f"{HEADS[error.field]}: {error}" if error.field in HEADS else str(error)
    except WrongState as error:
        result.error = str(error)


def _place(result: RowResult, *, by: Person) -> None:
    """Create the unit or bring it to what the row says; deactivating waits until all units have their places."""
    row = result.row
    parent = Unit.objects.filter(code=row.parent).first() if row.parent else None
    if row.parent and parent is None:
        raise InvalidInput(_("There is no unit with the code %(code)s to stand below.") % {"code": row.parent})
    values = {
        "name": row.name,
        "short_name": row.short_name or row.name[:20],
        "code": row.code,
        "kind": _known(row.kind, UnitKind, HEADS["kind"]),
        "leading_body": _known(row.leading_body, LeadingBody, HEADS["leading_body"]),
    }
    unit = Unit.objects.filter(code=row.code).first()
    if unit is None:
        create_unit(**values, parent=parent, by=by)
        result.effects.append(_("new"))
        return
    for name, (old, new) in change_unit(unit, **values, by=by).items():
        result.effects.append(f"{HEADS[name]}: {_shown(name, old)} → {_shown(name, new)}")
    if Unit.objects.get_parent(unit) != parent:
        move_unit(unit, parent, by=by)
        result.effects.append(_("moves below %(unit)s") % {"unit": parent} if parent else _("moves to the top"))
    if _is_active(row) and not unit.active:
        reactivate_unit(unit, by=by)
        result.effects.append(_("becomes active"))


def _close(result: RowResult, *, by: Person) -> None:
    if _is_active(result.row):
        return
    unit = Unit.objects.get(code=result.row.code)
    if unit.active:
        deactivate_unit(unit, by=by)
        result.effects.append(_("becomes inactive"))


def _shown(name: str, value: str) -> str:
    choices = {"kind": UnitKind, "leading_body": LeadingBody}.get(name)
    return _(choices(value).label) if choices else value


def _is_active(row: UnitRow) -> bool:
    word = row.active.lower()
    if word not in YES + NO:
        message = _("“%(word)s” is neither %(yes)s nor %(no)s.") % {"word": row.active, "yes": YES[0], "no": NO[0]}
        raise InvalidInput(message)
    return word in YES


def _known(word: str, choices: type[Choice], head: str) -> str:
    """The stored value that `word` names: the value itself or its label in one of the languages."""
    names: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            names |= {_(member.label).lower(): member.value for member in choices}
    shown = list(names)[-len(choices) :]
    names |= {member.value: member.value for member in choices}
    names |= {member.word: member.value for member in LeadingBody} if choices is LeadingBody else {}
    if word.lower() not in names:
        message = _("%(head)s: “%(word)s” is not known. Write one of: %(known)s.")
        raise InvalidInput(message % {"head": head, "word": word, "known": "、".join(shown)})
    return names[word.lower()]
