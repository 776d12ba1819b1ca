"""What clerks and heads do with the ledger: record, change, void and merge activities, remember a unit's wordings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.access import keeps_ledger
from reports.actions.audit import record
from reports.actions.storing import check, hold
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.importing.activities import day_faults, number_faults
from reports.models import ActivitiesApart, Activity, ActivityKind, ActivityVersion, KindWording, Person, Unit
from reports.queries.ledger import recordable_years, recorded_here

FIELDS = (
    "unit",
    "kind",
    "first_day",
    "last_day",
    "title",
    "attendance",
    "quantity",
    "document_number",
    "people",
    "summary",
    "tags",
)
LONGEST_WORDING = KindWording._meta.get_field("words").max_length or 0
# Foreign keys are rows that were read a moment ago; looking each up again would cost a query a field and row.
_ROWS = ("unit", "kind", "same_as", "created_by", "changed_by", "uuid")


@transaction.atomic
def record_activity(unit: Unit, *, by: Person, another: bool = False, **values: Any) -> Activity:
    """Enter an activity into the unit's ledger; `values` are its fields.

    Raises NotAllowed for a unit whose ledger the person doesn't keep, and InvalidInput for a day that has not come yet
    or lies in a year that is closed, an attendance or quantity below 1, and what the model doesn't take. What the
    ledger has already (`recorded_here`) is refused too, unless the person says that it is `another` one; then the two
    are kept apart.
    """
    activity = _new(unit, by, values, recordable_years())
    hold(Unit.objects.filter(pk=unit.pk))
    twins = recorded_here(unit, activity.kind, activity.first_day, activity.title)
    if twins and not another:
        message = _("The ledger has this already. If it is another one all the same, tick that and record it.")
        raise InvalidInput(message, field="another")
    activity.save()
    _note_apart(activity, twins, by=by)
    record("activity.recorded", by=by, unit=unit, label=activity.title, activity=str(activity.uuid))
    return activity


@transaction.atomic
def record_activities(
    rows: Sequence[tuple[Unit, Mapping[str, Any]]],
    wordings: Sequence[tuple[Unit, str, ActivityKind]] = (),
    *,
    by: Person,
) -> int:
    """Enter many activities, all or none, each as its unit and fields; the answer is their number.

    `wordings` are remembered with them, as `remember_wording` does; longer words than it takes are left out. Raises
    what `record_activity` raises, for the first row that can't be entered.
    """
    years = recordable_years()
    activities = Activity.objects.bulk_create([_new(unit, by, values, years) for unit, values in rows], batch_size=500)
    for unit in dict.fromkeys(activity.unit for activity in activities):
        number = sum(activity.unit_id == unit.pk for activity in activities)
        record("activity.rows_recorded", by=by, unit=unit, rows=number)
    for unit, words, kind in wordings:
        if len(words) <= LONGEST_WORDING:
            remember_wording(unit, words, kind, by=by)
    return len(activities)


@transaction.atomic
def save_activity(activity: Activity, *, by: Person, version: int, **values: Any) -> Activity:
    """Change an activity; what it said before is kept as an `ActivityVersion`.

    Raises NotAllowed where the person doesn't keep the ledger, StaleReport where it changed since `version`,
    WrongState for a voided one, and InvalidInput as `record_activity` does (the day only where it changed).
    """
    _allow(activity.unit, by)
    changed = {name: value for name, value in values.items() if getattr(activity, name) != value}
    if not changed:
        return activity
    if "unit" in changed:
        _allow(changed["unit"], by)
    said = said_by(activity)
    for name, value in changed.items():
        setattr(activity, name, value)
    _check(activity, recordable_years() if "first_day" in changed else None)
    if "kind" in changed and (activity.same_as_id or activity.repeated_by.exists()):
        message = _("It is merged with what other offices recorded. Part them first, then change the kind.")
        raise InvalidInput(message, field="kind")
    _claim(activity, version=version, changed_by=by, **changed)
    ActivityVersion.objects.create(activity=activity, number=version, said=said, by=by)
    record(
        "activity.changed",
        by=by,
        unit=activity.unit,
        label=activity.title,
        activity=str(activity.uuid),
        fields=sorted(changed),
    )
    return activity


@transaction.atomic
def void_activity(activity: Activity, *, by: Person, version: int, reason: str) -> None:
    """Take an activity out of all counts; its row stays, with the reason.

    Where other records of the same meeting point at it, the first of them counts from now on. Raises what
    `save_activity` raises, and InvalidInput without a reason.
    """
    _allow(activity.unit, by)
    reason = reason.strip()
    if not reason:
        raise InvalidInput(_("Say why it is void, so that everybody can follow it later."), field="reason")
    activity.void_reason = reason
    activity.voided_at = timezone.now()
    check(activity, leave_out=_ROWS, constraints=False)
    heirs = _held(Activity.objects.filter(same_as=activity))
    values = {"voided_at": activity.voided_at, "void_reason": reason, "same_as": None}
    _claim(activity, version=version, changed_by=by, **values)
    activity.same_as = None
    _hand_on(heirs)
    key = str(activity.uuid)
    record("activity.voided", by=by, unit=activity.unit, label=activity.title, activity=key, reason=reason)


@transaction.atomic
def merge_activities(first: Activity, others: Sequence[Activity], *, by: Person) -> Activity:
    """Say that `others` are the same meeting as `first`, recorded again; the answer is the one that counts.

    Where `first` is itself the same as another one, that one stays the first; what was merged with the others comes
    along. Raises NotAllowed as `save_activity` does, WrongState for a voided one, InvalidInput for another kind, and
    where there is nothing but `first` itself.
    """
    named = _held_with_firsts([first, *others])
    first, *others = sorted(named, key=lambda row: row.pk != first.pk)
    if not others:
        raise InvalidInput(_("An activity is the same as itself anyway. Choose another one."))
    for activity in (first, *others):
        _allow(activity.unit, by)
        if activity.voided_at:
            raise WrongState(_("“%(title)s” is void by now. Load the page again to see it.") % {"title": activity})
        if activity.kind_id != first.kind_id:
            raise InvalidInput(_("Only activities of the same kind can be one meeting. Change the kind first."))
    head = first.same_as or first
    groups = {other.same_as_id or other.pk for other in others} - {head.pk}
    if not groups:
        return head
    Activity.objects.filter(pk__in=groups).update(same_as=head)
    Activity.objects.filter(same_as__in=groups).update(same_as=head)
    group = Activity.objects.filter(Q(pk=head.pk) | Q(same_as=head)).values("pk")
    ActivitiesApart.objects.filter(first__in=group, second__in=group).delete()
    rows = head.repeated_by.count() + 1
    record("activity.merged", by=by, unit=head.unit, label=head.title, activity=str(head.uuid), rows=rows)
    return head


@transaction.atomic
def unmerge_activity(activity: Activity, *, by: Person) -> None:
    """Let an activity be a meeting of its own again; where it was the first of several, the next one takes its place.

    It isn't offered to be merged with those again. Raises NotAllowed as `save_activity` does, and WrongState for one
    that is merged with nothing.
    """
    (activity,) = _held(Activity.objects.filter(pk=activity.pk))
    _allow(activity.unit, by)
    heirs = _held(Activity.objects.filter(same_as=activity))
    if activity.same_as_id is None and not heirs:
        raise WrongState(_("It is merged with nothing any more. Load the page again to see it."))
    together = Activity.objects.filter(Q(pk=activity.same_as_id) | Q(same_as=activity.same_as_id))
    _note_apart(activity, heirs or list(together.exclude(pk=activity.pk)), by=by)
    Activity.objects.filter(pk=activity.pk).update(same_as=None)
    _hand_on(heirs)
    record("activity.unmerged", by=by, unit=activity.unit, label=activity.title, activity=str(activity.uuid))


@transaction.atomic
def keep_apart(activity: Activity, others: Sequence[Activity], *, by: Person) -> None:
    """Say that `others` look like `activity` and are meetings of their own; they aren't offered to be merged any more.

    Raises NotAllowed as `save_activity` does, WrongState where they are merged by now, and InvalidInput where there is
    nothing but the activity itself.
    """
    named = _held_with_firsts([activity, *others])
    activity, *others = sorted(named, key=lambda row: row.pk != activity.pk)
    if not others:
        raise InvalidInput(_("An activity is the same as itself anyway. Choose another one."))
    for row in named:
        _allow(row.unit, by)
    head = activity.same_as_id or activity.pk
    if any((other.same_as_id or other.pk) == head for other in others):
        raise WrongState(_("They are merged by now. Load the page again to see it."))
    if _note_apart(activity, others, by=by):
        key = str(activity.uuid)
        record("activity.kept_apart", by=by, unit=activity.unit, label=activity.title, activity=key, rows=len(others))


def _held_with_firsts(rows: Sequence[Activity]) -> list[Activity]:
    """The rows as they are now, held together with what they are the same as: two mergers must not make a chain."""
    named = Activity.objects.filter(pk__in=[row.pk for row in rows])
    _held(Activity.objects.filter(Q(pk__in=named) | Q(pk__in=named.values("same_as"))))
    return list(named.select_related("unit", "kind", "same_as__unit"))


def _note_apart(activity: Activity, others: Sequence[Activity], *, by: Person) -> int:
    """Keep that none of the others is the same meeting as the activity; the answer is how many of them are new."""
    pairs = {tuple(sorted((activity.pk, other.pk))) for other in others}
    either = Q(first=activity) | Q(second=activity)
    new = pairs - set(ActivitiesApart.objects.filter(either).values_list("first", "second"))
    ActivitiesApart.objects.bulk_create(
        ActivitiesApart(first_id=first, second_id=second, by=by) for first, second in sorted(new)
    )
    return len(new)


@transaction.atomic
def remember_wording(unit: Unit, words: str, kind: ActivityKind, *, by: Person) -> KindWording | None:
    """Read `words` as `kind` in this unit from now on; None where the catalogue already gives them a kind.

    Raises NotAllowed as `record_activity` does, and InvalidInput for words that are too long.
    """
    _allow(unit, by)
    words = " ".join(words.split())
    if not words or any(words == one.name for one in ActivityKind.objects.all()) or words in kind.words:
        return None
    hold(Unit.objects.filter(pk=unit.pk))
    wording = KindWording.objects.filter(unit=unit, words=words).first()
    if wording and wording.kind_id == kind.pk:
        return wording
    wording = wording or KindWording(unit=unit, words=words)
    wording.kind = kind
    check(wording, leave_out=("unit", "kind"), constraints=False)
    wording.save()
    record("activity.wording_remembered", by=by, unit=unit, label=words, code=kind.code)
    return wording


def said_by(activity: Activity) -> dict[str, Any]:
    """What the activity says, as plain data by field name: units and kinds by their codes."""
    values = {name: getattr(activity, name) for name in FIELDS}
    values |= {"unit": activity.unit.code, "kind": activity.kind.code}
    return values | {name: values[name].isoformat() for name in ("first_day", "last_day")}


def _allow(unit: Unit, by: Person) -> None:
    if not keeps_ledger(by, unit):
        raise NotAllowed(_("You do not keep the ledger of this unit."))


def _new(unit: Unit, by: Person, values: Mapping[str, Any], years: frozenset[int]) -> Activity:
    _allow(unit, by)
    activity = Activity(unit=unit, created_by=by, changed_by=by, **values)
    _check(activity, years)
    return activity


def _check(activity: Activity, years: frozenset[int] | None) -> None:
    """Refuse what no ledger takes; `years` are those in which the day may lie, None for a day that stays."""
    faults = day_faults(activity.first_day, activity.last_day, today=timezone.localdate(), years=years or frozenset())
    for fault in (*faults, *number_faults(activity.attendance, activity.quantity)):
        raise InvalidInput(_(fault.message) % fault.params, field=fault.part)
    check(activity, leave_out=_ROWS, constraints=False)


def _claim(activity: Activity, *, version: int, **changed: Any) -> None:
    """Write the fields on condition of the version, and count it up; whoever comes second is told."""
    rows = Activity.objects.filter(pk=activity.pk, version=version, voided_at__isnull=True)
    if not rows.update(version=F("version") + 1, changed_at=timezone.now(), **changed):
        if Activity.objects.filter(pk=activity.pk, voided_at__isnull=False).exists():
            raise WrongState(_("This activity is void; it can't be changed any more."))
        raise StaleReport(_("Somebody changed this activity a moment ago. Look at what it says now."))
    activity.version = version + 1


def _held(rows: QuerySet[Activity]) -> list[Activity]:
    """The rows as they are now, oldest first, locked in that order until the transaction ends."""
    hold(rows.order_by("pk"))
    return list(rows.select_related("unit", "kind", "same_as").order_by("pk"))


def _hand_on(heirs: Sequence[Activity]) -> None:
    """Let the oldest of those that pointed at a first be the first of the others."""
    if heirs:
        Activity.objects.filter(pk=heirs[0].pk).update(same_as=None)
        Activity.objects.filter(pk__in=[heir.pk for heir in heirs[1:]]).update(same_as=heirs[0])
