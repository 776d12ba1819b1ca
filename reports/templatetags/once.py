"""The key by which a form that is sent twice is known; built into all templates (settings: TEMPLATES)."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A hidden field with a new key: `middleware.SentOnce` answers the same form like the first time."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())
