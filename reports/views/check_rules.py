"""The administrator's pages of cross-checks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reports.actions.checks import change_check_rule, create_check_rule
from reports.composing.judging import expression_of
from reports.composing.trials import Trial, try_rule
from reports.forms.checks import CheckRuleForm, TrialForm
from reports.models import CheckRule, Indicator
from reports.queries import administered
from reports.templatetags.frame import period_name
from reports.views.requests import PersonRequest

# A rule, and what it says of each set of figures; None for a kind that reads what reports say.
Tried = tuple[CheckRule, list[Trial] | None]


def check_rules(request: PersonRequest) -> HttpResponse:
    """All rules, those that are switched off among them."""
    administered(request.user)
    rules = CheckRule.objects.prefetch_related("report_types")
    return render(request, "reports/check_rules/check_rules.html", {"rules": rules})


def check_rule_new(request: PersonRequest) -> HttpResponse:
    """A new rule."""
    administered(request.user)
    form = CheckRuleForm(request.POST or None)
    if form.is_valid() and not _tries(request):
        with form.refusals():
            created = create_check_rule(**form.values(), by=request.user)
            messages.success(request, _("The rule has been added. Try it on a unit before reports meet it."))
            return redirect("check_rule", created.pk)
    return _rule_page(request, form)


def check_rule(request: PersonRequest, pk: int) -> HttpResponse:
    """One rule: what it says, and what it says of the figures of a unit and period that are asked for."""
    administered(request.user)
    rule = get_object_or_404(CheckRule, pk=pk)
    form = CheckRuleForm(request.POST or None, rule=rule)
    if form.is_valid() and not _tries(request):
        with form.refusals():
            change_check_rule(rule, **form.values(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("check_rule", pk)
    rule.refresh_from_db()
    return _rule_page(request, form, rule=rule)


def _tries(request: PersonRequest) -> bool:
    """Whether the rule is only to be tried as it is typed; it goes back into its form and is stored nowhere."""
    return "try" in request.POST


def _rule_page(request: PersonRequest, form: CheckRuleForm, *, rule: CheckRule | None = None) -> HttpResponse:
    trial = TrialForm(request.POST if _tries(request) else None, period_words=period_name)
    context = {
        "rule": rule,
        "form": form,
        "indicators": Indicator.objects.filter(active=True),
        "trial": trial,
        "tried": _tried(form, trial),
    }
    return render(request, "reports/check_rules/check_rule.html", context, status=form.status)


def _tried(form: CheckRuleForm, trial: TrialForm) -> Tried | None:
    """The rule as typed and what it says of the figures; None where nothing was asked, or not in full."""
    if not (trial.is_valid() and form.is_valid()):
        return None
    rule = form.as_typed()
    if expression_of(rule) is None:
        return rule, None
    return rule, try_rule(rule, trial.cleaned_data["unit"], trial.cleaned_data["period"])
