"""The forms about cross-checks: what a unit says to rules that don't hold, and the administrator's rules."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from reports.actions.checks import RULE_FIELDS, checked_expression, rule_faults
from reports.checking import ExpressionError
from reports.choices import CheckKind
from reports.composing.checks import Contradiction
from reports.errors import InvalidInput
from reports.forms.fields import Lines, PlainText
from reports.forms.pages import CHOOSE, PageForm, model_fields
from reports.forms.units import UnitField
from reports.forms.writing import Surroundings, WritingForm
from reports.models import CheckRule, Period, ReportType, Unit

LONGEST_ANSWER = 500


class AnswersForm(WritingForm):
    """A field for each rule that doesn't hold: an explanation, or for a hard rule the waiver of the unit's head.

    A waiver that somebody else sends has its field too, so that saving refuses it in words and drops nothing.
    """

    CONFIRM = "confirm:"

    def __init__(
        self,
        found: Sequence[Contradiction],
        data: Any = None,
        *,
        waives: bool,
        around: Surroundings | None = None,
    ) -> None:
        super().__init__(data, around=around)
        self.found = found
        for one in found:
            name = self.name_of(one)
            if one.hard and not waives and name not in (data or {}):
                continue
            label = _("Waive it, because") if one.hard else _("Explanation")
            self.fields[name] = PlainText(label=label, rows=1, max_length=LONGEST_ANSWER)
            self.fields[name].widget.attrs["class"] += " form-control"
            if one.hard:
                self.fields[name].widget.attrs |= {"data-by-button": "", "data-unsent": name}
            self.initial[name] = one.answer.text if one.answer else ""

    def clean(self) -> dict[str, Any]:
        """The button of a waiver asks for its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        pressed = self.data.get("save", "")
        if pressed in self.fields and not cleaned.get(pressed):
            self.add_error(pressed, _("Say why the rule may be waived; the officer reads it."))
        return cleaned

    def stored_names(self) -> Iterable[str]:
        """Those that were sent: a contradiction that came up since the page was made isn't among them."""
        return [name for name in self.fields if not self.is_bound or name in self.data]

    def typed_names(self) -> Iterable[str]:
        """Explanations; to waive a rule is a decision, which takes its button."""
        return [name for name in self.stored_names() if name.startswith("explain-")]

    @staticmethod
    def name_of(one: Contradiction) -> str:
        """The name of the field in which the contradiction is answered."""
        return f"{'waive' if one.hard else 'explain'}-{one.id}"

    def field_of(self, one: Contradiction) -> forms.BoundField | None:
        """The field of the contradiction; None where this person has none."""
        name = self.name_of(one)
        return self[name] if name in self.fields else None

    def values(self) -> dict[str, Any]:
        """The texts that were sent, as `save_answers` takes them."""
        sent = [one for one in self.found if self.name_of(one) in self.fields and self.name_of(one) in self.data]
        texts = {one.id: self.cleaned_data[self.name_of(one)] for one in sent}
        return {
            "explanations": {one.id: texts[one.id] for one in sent if not one.hard},
            "waivers": {one.id: texts[one.id] for one in sent if one.hard},
            "offered": self.found,
            "confirmed": self.data.get("act", "").removeprefix(self.CONFIRM),
        }


class CheckRuleForm(PageForm):
    """A rule: what it compares, what must hold, and what the writer is told where it doesn't."""

    words = Lines(
        label=_("Words before the percentage"),
        help_text=_("For the kind with a percentage only: one a line, such as 整改完成率."),
    )
    report_types = forms.ModelMultipleChoiceField(
        label=_("Report types"),
        queryset=ReportType.objects.filter(active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for all."),
    )
    field_order = (
        "code",
        "name",
        "kind",
        "expression",
        "words",
        "severity",
        "message",
        "mend",
        "report_types",
        "active",
    )

    def __init__(self, *args: Any, rule: CheckRule | None = None, **kwargs: Any) -> None:
        self.rule = rule or CheckRule()
        stored: dict[str, Any] = {"active": True}
        if rule is not None:
            stored = model_to_dict(rule, RULE_FIELDS) | {"words": "\n".join(rule.words)}
            stored["report_types"] = [row.pk for row in rule.report_types.all()]
        super().__init__(*args, **{"initial": stored, **kwargs})
        names = ["name", "kind", "severity", "expression", "message", "mend", "active"]
        self.fields.update(model_fields(CheckRule, names if rule else ["code", *names]))
        self.fields["expression"].widget = forms.Textarea(attrs={"rows": 2, "class": "formula", "spellcheck": "false"})
        self.fields["expression"].help_text = _(
            "Like a formula: problem_fixed <= problem_found. Codes or names of indicators; @first_half, @second_half,"
            " @last_year; AND, OR, IF, ROUND, CHANGE; each for every indicator that the report takes."
        )
        self.fields["message"].help_text = _("What is wrong, in one sentence; both figures are shown below it.")
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """All that the action would refuse at once, so that no fault comes up only when another is mended."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = {name: value for name, value in cleaned.items() if name != "report_types"}
        given["words"] = given.get("words", "").splitlines()
        self.typed = copy(self.rule)
        for field, words in rule_faults(self.typed, given).items():
            if field in self.fields and field not in self.errors:
                self.add_error(field, words)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields as the actions take them."""
        return {**self.cleaned_data, "words": self.cleaned_data["words"].splitlines()}

    def as_typed(self) -> CheckRule:
        """The rule as this valid form has it, stored nowhere."""
        self.typed.expression = checked_expression(self.typed.kind, self.typed.expression)
        return self.typed

    def wrong_place(self) -> tuple[str, str, str] | None:
        """The expression as typed before, at and behind what can't be read in it; None where it can be."""
        typed, kind = self.data.get("expression", ""), self.data.get("kind", "")
        try:
            checked_expression(kind if kind in set(CheckKind) else CheckKind.EXPRESSION, typed)
        except InvalidInput as error:
            wrong = error.__cause__
            if isinstance(wrong, ExpressionError):
                return typed[: wrong.start], typed[wrong.start : wrong.end], typed[wrong.end :]
        return None


class TrialForm(PageForm):
    """The unit and the period on whose figures a rule is tried; its fields go with the rule's own form."""

    # A rule is stored without them.
    use_required_attribute = False
    unit = UnitField(label=_("Unit"), queryset=Unit.objects.filter(active=True), empty_label=CHOOSE)
    period = forms.ModelChoiceField(Period.objects.all(), label=_("Period"), empty_label=CHOOSE)

    def __init__(self, *args: Any, period_words: Callable[[Period], str], **kwargs: Any) -> None:
        """`period_words` says how a period is called."""
        super().__init__(*args, **kwargs)
        self.helper.disable_csrf = True
        periods: Any = self.fields["period"]
        periods.label_from_instance = period_words
        for field in self.fields.values():
            field.widget.attrs["form"] = "rule"
