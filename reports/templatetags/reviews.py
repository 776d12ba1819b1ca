"""Words about decisions for people."""

from django import template
from django.utils.translation import gettext as _

from reports.choices import ReportState, ReturnReason
from reports.models import Decision
from reports.workflow import MOVES, Move

register = template.Library()


@register.filter
def move_label(decision: Decision) -> str:
    """What was done, in the words of its button; the stored code for a move that the table knows no more."""
    labels = {move.code: move.label for move in MOVES}
    return _(labels[decision.move]) if decision.move in labels else decision.move


@register.filter
def button(move: Move) -> str:
    """The words of a move's button."""
    return _(move.label)


@register.filter
def return_reason(value: str) -> str:
    """A category of a return in words."""
    return _(ReturnReason(value).label) if value in list(ReturnReason) else value


@register.filter
def state_word(value: str) -> str:
    """A report's state in words."""
    return _(ReportState(value).label)
