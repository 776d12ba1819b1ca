"""The form of an entry: what it says, and what its kind records beside the text."""

from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.layout import Div, Layout
from django.utils.translation import gettext_lazy as _

from reports.choices import ChapterKind
from reports.forms.fields import CleanText, DayField, FigureLine, FigureText, PlainText, RowsField
from reports.forms.writing import Surroundings, WritingForm
from reports.models import Entry


def left_box(entry: Entry) -> str:
    """The name of the field that leaves an entry out which was removed while somebody wrote in it."""
    return f"left-{entry.uuid}"


class EntryForm(WritingForm):
    """Heading and text of any entry; the field names carry the entry's uuid, so that moving it changes none."""

    heading = FigureLine(label=_("Heading"), max_length=200, required=False)
    body = FigureText(label=_("Text"))
    body.widget.attrs["placeholder"] = _("Write here; a table can be pasted as it is copied in Excel.")

    # Short fields that stand beside each other under the text.
    facts: Sequence[str] = ()
    links: Sequence[str] = ()

    def __init__(
        self, entry: Entry, offered: Sequence[Any] = (), data: Any = None, *, around: Surroundings | None = None
    ) -> None:
        self.entry = entry
        self.left_removed = bool(data and data.get(left_box(entry)))
        super().__init__(data, prefix=str(entry.uuid), around=around, initial=self._values(entry))
        for name in self.links:
            self._offer(name, offered)

    def _values(self, entry: Entry) -> dict[str, Any]:
        values = {name: getattr(entry, name) for name in self.base_fields if name not in self.links}
        return values | {name: [row.pk for row in getattr(entry, name).all()] for name in self.links}

    def _offer(self, name: str, offered: Sequence[Any]) -> None:
        if offered:
            cast(RowsField, self.fields[name]).offer(offered, self.around.names)
        else:
            del self.fields[name]

    def layout(self) -> Layout:
        """Heading, text, then the facts side by side, then the links."""
        facts = [Div(*self.noted(name)) for name in self.facts]
        links = [part for name in self.links if name in self.fields for part in self.noted(name)]
        plain = [name for name in self.fields if name not in (*self.facts, *self.links)]
        return Layout(*self.noted(*plain), *([Div(*facts, css_class="facts")] if facts else []), *links)

    def needs_a_look(self) -> bool:
        """Whether the form holds an error, or something to be decided upon after a stale save."""
        gone = self.around.stale and self.entry.removed_at is not None
        return self.is_bound and (gone or bool(self.errors) or self.in_conflict())

    @property
    def subject(self) -> str:
        """The entry's heading, or how its text begins."""
        return str(self.entry)

    def characters(self) -> int:
        """The characters of heading and text as they stand on the screen."""
        return self.count_of("heading", "body")

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written yet."""
        return not (self.entry.heading or self.entry.body)


class WorkItemForm(EntryForm):
    """Work done."""


class ProblemForm(EntryForm):
    """A problem: why, by which measures it is put right, who does so until when."""

    facts = ("responsible_leader", "responsible_office", "deadline")
    cause = PlainText(label=_("Cause"), help_text=_("For the officers; not printed."))
    measures = PlainText(label=_("Measures"), help_text=_("For the register of problems; not printed."))
    responsible_leader = CleanText(label=_("Responsible leader"), max_length=40, required=False)
    responsible_office = CleanText(label=_("Responsible office"), max_length=60, required=False)
    deadline = DayField(label=_("To be put right by"))


class NextStepForm(EntryForm):
    """A promise: who does it until when, and which problems it answers."""

    facts = ("responsible", "deadline")
    links = ("addresses",)
    responsible = CleanText(label=_("Responsible"), max_length=60, required=False)
    deadline = DayField(label=_("To be done by"))
    addresses = RowsField(label=_("Answers these problems"))


class AttachmentForm(EntryForm):
    """An attachment: its title and its text; a table is pasted as it comes from a spreadsheet."""

    heading = FigureLine(label=_("Title of the attachment"), max_length=200, required=False)
    body = FigureText(
        label=_("Text or table"),
        rows=8,
        help_text=_("Paste a table as it is copied in Excel; a line such as 表1 检查情况 above it is its caption."),
    )


ENTRY_FORMS: dict[str, type[EntryForm]] = {
    ChapterKind.WORK.value: WorkItemForm,
    ChapterKind.PROBLEMS.value: ProblemForm,
    ChapterKind.NEXT_STEPS.value: NextStepForm,
    ChapterKind.ATTACHMENTS.value: AttachmentForm,
}
