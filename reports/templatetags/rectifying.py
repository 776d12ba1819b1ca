"""What pages say about problems on their way to being closed out."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.choices import Outcome
from reports.choices import RectificationState as S
from reports.models import NextStep, Problem, RectificationMove
from reports.queries.figures import printed_then
from reports.rectification import Way, way

register = template.Library()

# The chips of a report's states that look like what a problem's state means: who has it, and whether it is over.
CHIPS = {
    S.OPEN: "draft",
    S.IN_PROGRESS: "for_sign_off",
    S.SUBMITTED: "submitted",
    S.SENT_BACK: "returned",
    S.EXTENDED: "for_sign_off",
    S.LONG_TERM: "archived",
    S.CLOSED: "approved",
}


@register.filter
def running_flag(running: int) -> SafeString | str:
    """A mark for what was named in several reports running: 连续3期; nothing for what is new."""
    if running < 2:
        return ""
    return format_html('<span class="flag late">{}</span>', _("%(n)s reports running") % {"n": running})


@register.filter
def words_then(entry: Problem | NextStep) -> str:
    """What an entry of an approved report says, with its figures as they were printed."""
    return printed_then(entry.report, entry.body)


@register.filter
def name_then(entry: Problem | NextStep) -> str:
    """What an entry of an approved report is called, with its figures as they were printed."""
    return printed_then(entry.report, str(entry))


@register.filter
def outcome_word(outcome: str) -> str:
    """An outcome as a frozen answer holds it, in words."""
    return _(Outcome(outcome).label) if outcome else _("Not said yet")


@register.filter
def rectification_chip(problem: Problem) -> SafeString:
    """The problem's state as a chip: word, shape and colour."""
    state = S(problem.rectification_state)
    return format_html('<span class="chip {}">{}</span>', CHIPS[state], _(state.label))


@register.filter
def last_move(problem: Problem) -> RectificationMove | None:
    """The problem's last move, out of those that were fetched with it."""
    return max(problem.moves.all(), key=lambda move: move.pk, default=None)


@register.filter
def way_label(one: Way) -> str:
    """What the button of a move says."""
    return _(one.label)


@register.filter
def move_words(move: RectificationMove) -> str:
    """What was done, and the state that it led to."""
    return f"{_(way(move.move).label)} → {move.get_to_state_display()}"
