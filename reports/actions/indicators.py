"""What is done with the catalogue: the kinds of activities that units count, and the indicators made of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.storing import check, written_once
from reports.choices import Computation
from reports.errors import InvalidInput
from reports.models import ActivityKind, Indicator, Person, ReportType

Row = TypeVar("Row", bound=Model)

_COUNTING = (Computation.COUNT, Computation.ATTENDANCE, Computation.QUANTITY, Computation.DISTINCT)
# What a chip is written with: ［谈心谈话·上半年 40人次］.
_NOT_IN_NAMES = frozenset("·［］{}")


@transaction.atomic
def ensure_kind(code: str, *, by: Person | None = None, **fields: Any) -> tuple[ActivityKind, bool]:
    """Create a delivered kind of activity behind those that are there, and say whether it was created.

    `fields` are those of ActivityKind. A kind that is there already stays as the administrators left it. Raises
    InvalidInput for values that the model doesn't take.
    """
    existing = ActivityKind.objects.filter(code=code).first()
    if existing is not None:
        return existing, False
    kind = ActivityKind(code=code, order=_next_order(ActivityKind), **fields)
    check(kind)
    kind.save()
    record("kind.delivered", by=by, label=kind.name, code=code)
    return kind, True


@transaction.atomic
def ensure_indicator(
    code: str,
    *,
    kinds: Sequence[str],
    wanted_by: Sequence[str] = (),
    part_of: str = "",
    by: Person | None = None,
    **fields: Any,
) -> tuple[Indicator, bool]:
    """Create a delivered indicator behind those that are there, and say whether it was created.

    `kinds`, `wanted_by` and `part_of` are codes of kinds, report types and the indicator it is a part of, all of them
    there already; the other `fields` are those of Indicator. One that is there already stays as the administrators left
    it. Raises InvalidInput for an unknown code and for values that the model doesn't take.
    """
    existing = Indicator.objects.filter(code=code).first()
    if existing is not None:
        return existing, False
    whole = _by_code(Indicator, [part_of], "part_of")[0] if part_of else None
    counted = _by_code(ActivityKind, kinds, "kinds")
    asking = _by_code(ReportType, wanted_by, "wanted_by")
    indicator = Indicator(code=code, order=_next_order(Indicator), part_of=whole, **fields)
    check(indicator)
    indicator.save()
    indicator.kinds.set(counted)
    indicator.wanted_by.set(asking)
    record("indicator.delivered", by=by, label=indicator.name, code=code)
    return indicator, True


def _next_order(model: type[ActivityKind] | type[Indicator]) -> int:
    last = model._default_manager.order_by("order").values_list("order", flat=True).last()
    return 1 if last is None else last + 1


def _by_code(model: type[Row], codes: Sequence[str], field: str) -> list[Row]:
    rows = {row.code: row for row in model._default_manager.filter(code__in=codes)}  # type: ignore[attr-defined]
    for code in codes:
        if code not in rows:
            raise InvalidInput(_("There is none with the code %(code)s.") % {"code": code}, field=field)
    return [rows[code] for code in codes]


@transaction.atomic
def create_kind(*, by: Person, **fields: Any) -> ActivityKind:
    """Create a kind of activity behind those that are there; raises InvalidInput as `check` does."""
    kind = ActivityKind(order=_next_order(ActivityKind), **fields)
    check(kind)
    with written_once():
        kind.save()
    record("kind.created", by=by, label=kind.name, code=kind.code)
    return kind


@transaction.atomic
def change_kind(kind: ActivityKind, *, by: Person, **fields: Any) -> None:
    """Change a kind of activity; activities of it stay. Raises InvalidInput as `check` does."""
    changed = _set(kind, fields)
    if changed:
        check(kind)
        kind.save(update_fields=changed)
        record("kind.changed", by=by, label=kind.name, fields=sorted(changed))


@transaction.atomic
def create_indicator(
    *, by: Person, kinds: Iterable[ActivityKind], wanted_by: Iterable[ReportType], **fields: Any
) -> Indicator:
    """Create an indicator behind those that are there; raises InvalidInput for what can't be computed or named."""
    indicator = Indicator(order=_next_order(Indicator), **fields)
    _check_indicator(indicator, list(kinds))
    with written_once():
        indicator.save()
    indicator.kinds.set(kinds)
    indicator.wanted_by.set(wanted_by)
    record("indicator.created", by=by, label=indicator.name, code=indicator.code)
    return indicator


@transaction.atomic
def change_indicator(
    indicator: Indicator, *, by: Person, kinds: Iterable[ActivityKind], wanted_by: Iterable[ReportType], **fields: Any
) -> None:
    """Change an indicator; frozen figures keep what they used. Raises InvalidInput as `create_indicator` does."""
    changed = _set(indicator, fields)
    _check_indicator(indicator, list(kinds))
    if changed:
        indicator.save(update_fields=changed)
    for name, rows in {"kinds": kinds, "wanted_by": wanted_by}.items():
        if set(getattr(indicator, name).all()) != set(rows):
            getattr(indicator, name).set(rows)
            changed.append(name)
    if changed:
        record("indicator.changed", by=by, label=indicator.name, fields=sorted(changed))


def _set(row: Model, fields: Mapping[str, Any]) -> list[str]:
    """Put the values into the row; the answer is the names of those that differ."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return changed


def _check_indicator(indicator: Indicator, kinds: Sequence[ActivityKind]) -> None:
    if not kinds and indicator.computation in _COUNTING:
        raise InvalidInput(_("Choose the activities that are counted, or let the value be typed."), field="kinds")
    if indicator.stock and indicator.computation in _COUNTING:
        message = _("What the ledger counts happened in the period. What is there at the end has to be typed.")
        raise InvalidInput(message, field="stock")
    if set(indicator.name) & _NOT_IN_NAMES or any(character.isspace() for character in indicator.name):
        message = _("A name has no blanks, no middle dot and no square brackets: it stands between them in the texts.")
        raise InvalidInput(message, field="name")
    above = indicator.part_of
    while above is not None:
        if above == indicator:
            raise InvalidInput(_("An indicator can't be part of itself or of its own parts."), field="part_of")
        above = above.part_of
    check(indicator)
