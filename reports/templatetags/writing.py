"""What the wizard's templates ask for: guidance in one line and more."""

import re

from django import template

register = template.Library()
_SENTENCE = re.compile(r".+?[。！？](?:”|」)?|.+$", re.DOTALL)


@register.filter
def first_sentence(text: str) -> str:
    """The first sentence of a guidance text."""
    match = _SENTENCE.match(text.strip())
    return match[0] if match else ""


@register.filter
def further_sentences(text: str) -> str:
    """What follows the first sentence of a guidance text."""
    return text.strip()[len(first_sentence(text)) :].strip()
