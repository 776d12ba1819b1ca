"""Words about decisions for people."""

from django import template
from django.utils.translation import gettext as _

from reports.choices import ReportState, ReturnReason, Scope
from reports.comparing import Mark, mark_words
from reports.composing.edits import replaced
from reports.models import Comment, Decision, Report, Thread
from reports.queries import why_returned
from reports.workflow import MOVES, Move

register = template.Library()

# What stands open above each step of the wizard: some two lines of it.
SHORT = 120
SHORT_LINES = 3


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


@register.simple_tag
def return_of(report: Report) -> Decision | None:
    """The return that the unit is to change the report after; None where there is none, or comments say it all."""
    return why_returned([report]).get(report.pk)


@register.filter
def is_short(text: str) -> bool:
    """Whether a text takes so few lines that it need not be folded."""
    return len(text) <= SHORT and text.count("\n") < SHORT_LINES


@register.filter
def state_word(value: str) -> str:
    """A report's state in words."""
    return _(ReportState(value).label)


@register.filter
def scope_word(value: str) -> str:
    """The time that a figure is about in words; "" for the report's period."""
    return _(Scope(value).label) if value in list(Scope) and value != Scope.PERIOD else ""


@register.filter
def proposed_marks(thread: Thread) -> tuple[Mark, ...]:
    """The words that a proposal takes out and puts in."""
    return mark_words(thread.against, thread.proposed)


@register.filter
def fits(thread: Thread, value: str | None) -> bool:
    """Whether what the proposal changes still stands in the field's `value`; never without a field."""
    return value is not None and replaced(value, thread.against, thread.proposed) is not None


@register.filter
def word_author(comment: Comment) -> str:
    """Who wrote the comment in Word, where that is somebody else than who brought it in."""
    return "" if comment.word_author == comment.by.full_name else comment.word_author
