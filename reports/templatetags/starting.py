"""What the pages on which a report begins say beside the texts of an earlier one."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.document.chips import Names
from reports.models import Report

register = template.Library()


@register.filter
def shown(text: str, names: Names) -> str:
    """A stored text with its figures by name; they will count what the new report counts."""
    return names.shown(text)


@register.simple_tag
def names_year(earlier: Report, *texts: str) -> SafeString | str:
    """A mark where the texts name the earlier report's own year, which is another one by now."""
    year = str(earlier.period.year)
    if not any(year in text for text in texts):
        return ""
    return format_html('<small class="names-year">{}</small>', _("names %(year)s") % {"year": year})
