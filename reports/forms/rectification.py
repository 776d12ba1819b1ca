"""The filter of the register of problems, what a move of a problem asks for, and how a promise is ticked off."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.choices import RectificationState
from reports.forms.fields import ActivitiesField, CleanText, DayField
from reports.forms.pages import FilterForm, PageForm
from reports.forms.units import UnitField
from reports.models import Activity, NextStep, Person, Problem, Unit
from reports.models.fields import labelled
from reports.queries import reviewed_units
from reports.queries.ledger import kept_units
from reports.queries.rectification import DUE_SOON, OVERDUE, UNSETTLED, Wanted
from reports.rectification import Way


class RegisterFilter(FilterForm):
    """Whose problems, in which state, due when, with which words; all that are not closed out until somebody asks."""

    unit = UnitField(label=_("Unit"), required=False, queryset=Unit.objects.none(), empty_label=_("all"))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), (UNSETTLED, _("not closed out")), *labelled(RectificationState)],
    )
    due = forms.ChoiceField(
        label=_("Deadline"),
        required=False,
        choices=[("", _("all")), (OVERDUE, _("overdue")), (DUE_SOON, _("within 30 days"))],
    )
    words = CleanText(label=_("Words"), required=False, max_length=60)
    repeated = forms.BooleanField(label=_("named before"), required=False)

    def __init__(self, person: Person, data: Any) -> None:
        super().__init__(data or {"state": UNSETTLED})
        units: Any = self.fields["unit"]
        units.queryset = (kept_units(person) | reviewed_units(person)).order_by("path")

    def wanted(self) -> Wanted:
        """What was asked for."""
        return Wanted(**self.chosen())


class ProblemMoveForm(PageForm):
    """The words that a move needs, and a day where it asks for one; `seen` counts the moves that the page showed.

    The words are kept until they are sent (unsent.js).
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    deadline = DayField(label=_("New deadline"))
    words = CleanText(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, way: Way, problem: Problem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id=f"{way.code}-%s")
        self.way = way
        self.fields["words"].label = _(way.asks)
        self.fields["words"].widget.attrs["data-unsent"] = f"problem-{problem.pk}-{way.code}"
        if not way.dated:
            del self.fields["deadline"]


class PromiseForm(PageForm):
    """How a promise was kept: a word, or activities of the ledger."""

    # Of lines, so that Enter in it doesn't press the form's first button, which finds activities.
    word = CleanText(
        label=_("How it was kept"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    activities = ActivitiesField(label=_("Activities of the ledger that show it"))

    def __init__(self, step: NextStep, offered: Sequence[Activity], *args: Any, **kwargs: Any) -> None:
        kept = {"word": step.kept_word, "activities": [row.pk for row in step.activities.all()]}
        super().__init__(*args, **{"initial": kept, **kwargs})
        if offered:
            cast(ActivitiesField, self.fields["activities"]).offer(offered)
            self.fields["activities"].widget.attrs["class"] = "ticks"
        else:
            del self.fields["activities"]
