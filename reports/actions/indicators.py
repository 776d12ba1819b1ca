"""What is done with the catalogue: the kinds of activities that units count, and the indicators made of them."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.storing import check
from reports.errors import InvalidInput
from reports.models import ActivityKind, Indicator, Person, ReportType

Row = TypeVar("Row", bound=Model)


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
