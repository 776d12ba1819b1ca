"""What administrators do with the tree of units; reading and writing unit files is not here."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.letterheads import rename_in_letterhead
from reports.actions.storing import check, hold, written_once
from reports.choices import WITH_THE_UNIT
from reports.errors import InvalidInput, WrongState
from reports.models import Person, Report, Unit
from reports.queries import unfinished_reports

TREE_FIELDS = ("path", "depth", "numchild")
LONGEST_TITLE = Report._meta.get_field("title").max_length or 0
LONGEST_SIGNATURE = Report._meta.get_field("signature").max_length or 0


@transaction.atomic
def create_unit(
    *, name: str, short_name: str, code: str, kind: str, leading_body: str, parent: Unit | None, by: Person | None
) -> Unit:
    """Put a new unit below `parent`, or at the root; `by` is None only for a command.

    Raises InvalidInput for a code that is taken, values the model doesn't take, and a parent that is not active.
    """
    values = {"name": name, "short_name": short_name, "code": code, "kind": kind, "leading_body": leading_body}
    _hold_tree()
    _check_code(code)
    check(Unit(**values), leave_out=TREE_FIELDS)
    if parent is not None:
        parent.refresh_from_db()
        if not parent.active:
            raise InvalidInput(_("%(unit)s is not active. Choose an active unit.") % {"unit": parent}, field="parent")
    with written_once():
        tree = Unit.objects
        unit: Unit = tree.add_root(values) if parent is None else tree.add_child(parent, values)
    record("unit.created", by=by, unit=unit, code=code, parent=parent.code if parent else None)
    return unit


@transaction.atomic
def change_unit(
    unit: Unit, *, name: str, short_name: str, code: str, kind: str, leading_body: str, by: Person
) -> dict[str, tuple[str, str]]:
    """Change what the unit is called and is; the answer names each changed field with its old and new value.

    A new name goes into the unit's letterhead and into the reports that it still has in its hands; finished ones keep
    the old name. Raises InvalidInput for a code that is taken and for values that the model doesn't take.
    """
    values = {"name": name, "short_name": short_name, "code": code, "kind": kind, "leading_body": leading_body}
    changes = {field: (getattr(unit, field), new) for field, new in values.items() if getattr(unit, field) != new}
    if not changes:
        return {}
    if "code" in changes:
        _check_code(code)
    for field, (_old, new) in changes.items():
        setattr(unit, field, new)
    check(unit, leave_out=TREE_FIELDS)
    unit.save(update_fields=list(changes))
    renamed = 0
    if "name" in changes:
        rename_in_letterhead(unit, *changes["name"])
        renamed = _rename_in_reports(unit, *changes["name"])
    record("unit.changed", by=by, unit=unit, changes={k: list(v) for k, v in changes.items()}, reports=renamed)
    return changes


@transaction.atomic
def move_unit(unit: Unit, parent: Unit | None, *, by: Person) -> None:
    """Put the unit with all below it under `parent`, as its last child, or at the root.

    Raises InvalidInput where `parent` is the unit itself, below it, or not active.
    """
    _hold_tree()
    unit.refresh_from_db()
    old = Unit.objects.get_parent(unit)
    if parent == old:
        return
    if parent is None:
        Unit.objects.move(unit, Unit.objects.get_last_root_node(), "last-sibling")
    else:
        parent.refresh_from_db()
        if parent.path.startswith(unit.path):
            raise InvalidInput(_("A unit can't stand below itself. Choose another place."), field="parent")
        if not parent.active:
            raise InvalidInput(_("%(unit)s is not active. Choose an active unit.") % {"unit": parent}, field="parent")
        Unit.objects.move(unit, parent, "last-child")
    unit.refresh_from_db()
    places = {"from": old.code if old else None, "to": parent.code if parent else None}
    record("unit.moved", by=by, unit=unit, places=places)


@transaction.atomic
def deactivate_unit(unit: Unit, *, by: Person) -> None:
    """Let the unit start no new reports; its people keep their roles and its finished reports stay.

    Raises WrongState while a report of it is unfinished or a unit below it is active.
    """
    _hold_tree()
    hold(Unit.objects.filter(pk=unit.pk))
    unfinished = unfinished_reports(unit).count()
    if unfinished:
        raise WrongState(
            _("%(unit)s still has %(count)s unfinished reports. Have them approved or discarded first.")
            % {"unit": unit, "count": unfinished}
        )
    if Unit.objects.get_descendants(unit).filter(active=True).exists():
        raise WrongState(_("Units below %(unit)s are active. Move or deactivate them first.") % {"unit": unit})
    if _set_active(unit, False):
        record("unit.deactivated", by=by, unit=unit)


@transaction.atomic
def reactivate_unit(unit: Unit, *, by: Person) -> None:
    """Let the unit start reports again; raises WrongState where the unit above it is not active."""
    _hold_tree()
    parent = Unit.objects.get_parent(unit)
    if parent is not None and not parent.active:
        raise WrongState(_("%(unit)s above it is not active. Activate that one first.") % {"unit": parent})
    if _set_active(unit, True):
        record("unit.reactivated", by=by, unit=unit)


def _hold_tree() -> None:
    """One person at a time changes the tree: paths and numbers of children follow from one another."""
    hold(Unit.objects.filter(depth=1))


def _check_code(code: str) -> None:
    taken = Unit.objects.filter(code=code).first()
    if taken is not None:
        message = _("The code %(code)s belongs to %(unit)s. Choose another one.") % {"code": code, "unit": taken}
        raise InvalidInput(message, field="code")


def _set_active(unit: Unit, active: bool) -> bool:
    """Set it; says whether that changed anything."""
    unit.active = active
    return bool(Unit.objects.filter(pk=unit.pk, active=not active).update(active=active))


def _rename_in_reports(unit: Unit, old: str, new: str) -> int:
    """Put the new name into unit name, title and signature of the reports that the unit has still in its hands."""
    reports = Report.objects.filter(
        unit=unit, discarded_at__isnull=True, state__in=WITH_THE_UNIT, period__closes__gte=timezone.localdate()
    )
    # Held, so that a save of the unit at the same moment comes before or after, and never instead.
    for report in reports.select_for_update(of=("self",), no_key=True):
        title = report.title.replace(old, new)
        changed: dict[str, Any] = {"unit_name": new, "title": title if len(title) <= LONGEST_TITLE else report.title}
        signature = "\n".join(new if line == old else line for line in report.signature.split("\n"))
        if len(signature) <= LONGEST_SIGNATURE:
            changed["signature"] = signature
        Report.objects.filter(pk=report.pk).update(version=F("version") + 1, **changed)
    return len(reports)
