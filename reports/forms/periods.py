"""Forms about reporting periods and extensions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.actions.periods import DAYS
from reports.forms.fields import CleanText
from reports.forms.pages import Day, PageForm, model_fields
from reports.forms.units import UnitField
from reports.models import Period

PERIOD_FIELDS = ("year", "kind", *DAYS, "code")


class PeriodForm(PageForm):
    """A period and its days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(Period, PERIOD_FIELDS, classes=dict.fromkeys(DAYS, Day)))
        self.fields["first_day"].help_text = _("The first day that the reports tell of.")
        self.fields["opens"].help_text = _("From this day on reports can be started.")
        self.fields["due"].help_text = _("Reports submitted later are shown as overdue; nothing else happens.")
        self.fields["closes"].help_text = _("After this day reports can't be started any more.")
        self.fields["code"].required = False
        self.fields["code"].help_text = _("Left empty it becomes 2026, 2026H1 or 2026Q3.")


class ExtensionForm(PageForm):
    """More time for one unit."""

    unit = UnitField(label=_("Unit"))
    until = Day(label=_("Until"))
    reason = CleanText(label=_("Reason for more time"), max_length=200)
