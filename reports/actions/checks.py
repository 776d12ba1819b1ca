"""What is done with cross-checks: the rules of administrators, and what a unit says to one that doesn't hold."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from reports.access import writes_for
from reports.actions.audit import Note, record
from reports.actions.drafting import claim
from reports.actions.sittings import clear_unsent
from reports.actions.storing import faults, written_once
from reports.checking import EACH, ExpressionError, figures_of, parse, with_codes
from reports.choices import CheckKind, Role
from reports.composing.checks import Contradiction
from reports.composing.judging import GIVES
from reports.errors import InvalidInput, NotAllowed
from reports.models import CheckRule, Explanation, Indicator, Person, Report, ReportType, Waiver
from reports.models.checks import CheckAnswer

Said = tuple[type[CheckAnswer], Contradiction, CheckAnswer | None, str | None]
RULE_FIELDS = ("name", "kind", "severity", "expression", "words", "message", "mend", "active")


@transaction.atomic
def ensure_check_rule(
    code: str, *, report_types: Sequence[str] = (), by: Person | None = None, **fields: Any
) -> tuple[CheckRule, bool]:
    """Create a delivered rule behind those that are there, and say whether it was created.

    `report_types` are codes of types that are there already; the other `fields` are those of CheckRule. A rule that is
    there already stays as the administrators left it. Raises InvalidInput as `create_check_rule` does.
    """
    existing = CheckRule.objects.filter(code=code).first()
    if existing is not None:
        return existing, False
    types = list(ReportType.objects.filter(code__in=report_types))
    if len(types) != len(set(report_types)):
        raise InvalidInput(_("There is no such report type."), field="report_types")
    rule = _store(CheckRule(code=code, order=_next_order()), fields, types)
    record("check_rule.delivered", by=by, label=rule.name, code=code)
    return rule, True


@transaction.atomic
def create_check_rule(code: str, *, report_types: Collection[ReportType], by: Person, **fields: Any) -> CheckRule:
    """Add a rule behind the others; `fields` are those of CheckRule.

    Raises InvalidInput for a code or name that is taken, an expression that can't be read, and values that the model
    doesn't take.
    """
    rule = _store(CheckRule(code=code, order=_next_order()), fields, report_types)
    record("check_rule.created", by=by, label=rule.name, code=code)
    return rule


@transaction.atomic
def change_check_rule(rule: CheckRule, *, report_types: Collection[ReportType], by: Person, **fields: Any) -> None:
    """Change a rule, or switch it off; what snapshots kept of it stays. Raises what `create_check_rule` raises."""
    before = {name: getattr(rule, name) for name in RULE_FIELDS}
    types = set(rule.report_types.all())
    _store(rule, fields, report_types)
    changed = [name for name in RULE_FIELDS if getattr(rule, name) != before[name]]
    changed += ["report_types"] * (types != set(report_types))
    if changed:
        record("check_rule.changed", by=by, label=rule.name, code=rule.code, fields=changed)


@transaction.atomic
def save_answers(
    report: Report,
    explanations: Mapping[str, str],
    waivers: Mapping[str, str],
    *,
    offered: Collection[Contradiction],
    confirmed: str = "",
    by: Person,
    version: int,
    note: Note = record,
) -> None:
    """Keep what is said to rules that don't hold, by the id of the contradiction; a blank text takes it back.

    The same words stay said of the figures of their time, unless their contradiction is `confirmed` for those of now.
    Whatever is said is kept; whether it is enough is asked when the report is submitted. Raises NotAllowed where
    somebody else than the head of the unit waives, and what `claim` raises.
    """
    said: list[Said] = [(Explanation, one, one.explanation, explanations.get(one.id)) for one in offered]
    said += [(Waiver, one, one.waiver, waivers.get(one.id)) for one in offered]
    changes = [
        (model, one, text)
        for model, one, stored, text in said
        if text is not None and (text != (stored.text if stored else "") or (stored and one.id == confirmed))
    ]
    if not changes:
        return
    if any(model is Waiver for model, _one, _text in changes) and not writes_for(by, report.unit, Role.HEAD):
        raise NotAllowed(_("Only the head of the unit waives a hard rule."))
    claim(report, by=by, version=version)
    for model, one, text in changes:
        _answer(model, report, one, text, by=by, note=note)
    clear_unsent(report, *(f"waive-{one.id}" for model, one, _text in changes if model is Waiver), by=by)


def rule_faults(rule: CheckRule, fields: Mapping[str, Any]) -> dict[str, str]:
    """Give the rule these values of its fields; the answer is what is wrong with each, in words."""
    for name, value in fields.items():
        setattr(rule, name, value)
    found = faults(rule, leave_out=["expression"])
    if rule.kind == CheckKind.RATE and not rule.words:
        found["words"] = _("Name the words behind which the percentage stands, such as 整改完成率.")
    if rule.kind in set(CheckKind):
        try:
            checked_expression(rule.kind, rule.expression)
        except InvalidInput as error:
            found[error.field] = str(error)
    return found


def checked_expression(kind: str, expression: str) -> str:
    """The expression with codes in the place of names; raises InvalidInput that says what is expected where."""
    gives = GIVES.get(CheckKind(kind))
    if gives is None:
        return ""
    codes = {row.name: row.code for row in Indicator.objects.filter(active=True)}
    try:
        parse(expression, {EACH, *codes, *codes.values()}, gives=gives)
        text = with_codes(expression, codes).strip()
        named = figures_of(parse(text, gives=gives))
    except ExpressionError as error:
        raise InvalidInput(expression_words(error), field="expression") from error
    if not named:
        raise InvalidInput(_("Name at least one indicator: this says the same of every report."), field="expression")
    if kind != CheckKind.EXPRESSION and EACH in {reference.code for reference in named}:
        raise InvalidInput(_("“each” stands only in rules that compare figures with each other."), field="expression")
    return text


def expression_words(error: ExpressionError) -> str:
    """What is wrong with an expression and where, in words."""
    return _("At character %(place)s: %(what)s") % {"place": error.start + 1, "what": _(error.what) % error.params}


def _store(rule: CheckRule, fields: Mapping[str, Any], report_types: Collection[ReportType]) -> CheckRule:
    for field, words in rule_faults(rule, fields).items():
        raise InvalidInput(words, field=field)
    rule.expression = checked_expression(rule.kind, rule.expression)
    with written_once(_("There is a rule with this code or name already.")):
        rule.save()
    rule.report_types.set(report_types)
    return rule


def _next_order() -> int:
    return (CheckRule.objects.aggregate(last=Max("order"))["last"] or 0) + 1


def _answer(model: type[CheckAnswer], report: Report, one: Contradiction, text: str, *, by: Person, note: Note) -> None:
    place: dict[str, Any] = {"report": report, "rule": one.rule, "key": one.key}
    rows = model._default_manager
    if text:
        rows.update_or_create(**place, defaults={"text": text, "about": one.about, "by": by})
    else:
        rows.filter(**place).delete()
    if model is Waiver:
        event = "check.waived" if text else "check.waiver_ended"
    else:
        event = "check.explained" if text else "check.explanation_removed"
    note(event, by=by, report=report, code=one.rule.code, reason=text)
