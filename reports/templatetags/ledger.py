"""How the ledger shows days."""

from django import template

from reports.models import Activity
from reports.templatetags.frame import day

register = template.Library()


@register.filter
def days(activity: Activity) -> str:
    """The days of an activity as lists show them: 05-24, or 05-24—05-26."""
    if activity.first_day == activity.last_day:
        return day(activity.first_day)
    return f"{day(activity.first_day)}—{day(activity.last_day)}"
