"""Who changed what when, in an edited Word file."""

from collections.abc import Sequence

from django import template

from reports.importing.word.edited_body import Touch

register = template.Library()


@register.filter
def people(touches: Sequence[Touch]) -> list[Touch]:
    """Everybody once, with the time of their last change."""
    return list({touch.author: touch for touch in touches}.values())


@register.filter
def word_time(at: str) -> str:
    """A time as the file has it, for people: 2026-11-20 09:30."""
    return at[:16].replace("T", " ")
