"""The form of the step that answers the last report, with one form for each of its problems and next steps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reports.actions.carrying import Given
from reports.choices import ChapterKind, Outcome
from reports.composing import Rows
from reports.document.figures import written_out
from reports.forms.fields import ActivitiesField, CleanText, PlainText, RowsField
from reports.forms.steps import chapter_title
from reports.forms.writing import Surroundings, WritingForm
from reports.models import Activity, Carried, Chapter, WorkItem
from reports.models.fields import labelled
from reports.queries.carrying import Question


@dataclass(frozen=True, slots=True)
class OfferedRows:
    """What answers may name: the report's work items, the chapters for another one, what may carry a subject on.

    `activities` are by question: those that are linked, and those that the words `sought` for it find.
    """

    work_items: Sequence[WorkItem]
    chapters: Sequence[Chapter]
    problems: Sequence[Carried]
    next_steps: Sequence[Carried]
    activities: Mapping[str, Sequence[Activity]]
    sought: Mapping[str, str]

    @classmethod
    def of(cls, rows: Rows, activities: Mapping[str, Sequence[Activity]], sought: Mapping[str, str]) -> "OfferedRows":
        """Out of the report's rows."""

        def entries(kind: ChapterKind) -> list[Any]:
            chapters = [chapter.pk for chapter in rows.chapters if chapter.kind == kind]
            return [entry for pk in chapters for entry in rows.entries.get(pk, [])]

        return cls(
            work_items=entries(ChapterKind.WORK),
            chapters=[chapter for chapter in rows.chapters if chapter.kind == ChapterKind.WORK],
            problems=entries(ChapterKind.PROBLEMS),
            next_steps=entries(ChapterKind.NEXT_STEPS),
            activities=activities,
            sought=sought,
        )


class AnswerForm(WritingForm):
    """What became of one problem or next step; the field names carry its uuid."""

    outcome = forms.ChoiceField(label=_("What became of it"), required=False, choices=labelled(Outcome))
    text = PlainText(label=_("How and on what basis; how far it is; or why it is dropped"))
    continues_in = forms.ChoiceField(label=_("Carried on by"), required=False)
    work_items = RowsField(label=_("Work of this report that shows it"))
    written_in = forms.ChoiceField(label=_("Write a new piece of work about it in"), required=False)
    activities = ActivitiesField(label=_("Activities of the ledger that show it"))
    find = CleanText(label=_("Find activities by words of their titles"), max_length=60, required=False)

    def __init__(
        self, question: Question, offered: OfferedRows, data: Any = None, *, around: Surroundings | None = None
    ) -> None:
        self.question = question
        self.entries = {
            str(entry.uuid): entry
            for entry in (offered.problems if question.about_problem else offered.next_steps)
            if entry.carried_from_id in (None, question.subject.pk)
        }
        self.chapters = {str(chapter.uuid): chapter for chapter in offered.chapters}
        sought = {"find": offered.sought.get(f"{question.key}-find", "")}
        super().__init__(data, prefix=question.key, around=around, initial=self._values() | sought)
        self._choose("outcome", [("", _("Not said yet")), *labelled(Outcome)])
        anew = [] if question.continued else [("", _("A new entry"))]
        counts = self.around.names.counts
        named = [(uuid, written_out(str(entry), counts)) for uuid, entry in self.entries.items()]
        self._choose("continues_in", [*anew, *named])
        chapters = [(uuid, chapter_title(chapter, counts)) for uuid, chapter in self.chapters.items()]
        self._choose("written_in", [("", _("None")), *chapters])
        self._offer("work_items", offered.work_items)
        self._offer("activities", offered.activities.get(question.key, ()))

    def _values(self) -> dict[str, Any]:
        answer, continued = self.question.answer, self.question.continued
        links = {
            name: [row.pk for row in getattr(answer, name).all()] if answer else []
            for name in ("work_items", "activities")
        }
        carried = {"continues_in": str(continued.uuid) if continued else ""}
        return {"outcome": self.question.outcome, "text": self.question.text, **carried, **links}

    @property
    def subject(self) -> str:
        """What is asked about."""
        return str(self.question.subject)

    def stored_names(self) -> Iterable[str]:
        """All but the search, and the wish for a new piece of work."""
        return [name for name in self.fields if name not in ("find", "written_in")]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def _offer(self, name: str, rows: Sequence[Any]) -> None:
        if rows:
            cast(RowsField, self.fields[name]).offer(rows, self.around.names)
        else:
            del self.fields[name]

    def layout(self) -> Layout:
        """Outcome and text; then what only one outcome asks for, which the style sheet shows with it."""
        links = [name for name in ("work_items", "written_in", "activities", "find") if name in self.fields]
        return Layout(
            *self.noted("outcome", "text"),
            Div(*self.noted("continues_in"), css_class="for-going-on"),
            Div(*self.noted(*links), css_class="for-done"),
        )

    def given(self) -> Given:
        """What was answered, as `answer_earlier` takes it."""
        data = self.cleaned_data
        return Given(
            outcome=data["outcome"],
            text=data["text"],
            work_items=data.get("work_items", ()),
            activities=data.get("activities", ()),
            continues_in=self.entries.get(data["continues_in"]) if data["outcome"] == Outcome.GOING_ON else None,
            written_in=self.chapters.get(data["written_in"]) if data["outcome"] == Outcome.DONE else None,
        )

    def needs_a_look(self) -> bool:
        """Whether the form holds an error, or something to be decided upon after a stale save."""
        return self.is_bound and (bool(self.errors) or self.in_conflict())


class EarlierForm(WritingForm):
    """All answers, saved together."""

    def __init__(
        self,
        questions: Sequence[Question],
        offered: OfferedRows,
        data: Any = None,
        *,
        around: Surroundings | None = None,
    ) -> None:
        super().__init__(data, around=around)
        self.answers = [
            # What is asked since the page was sent isn't in the data: it shows what is stored.
            AnswerForm(one, offered, data if data and f"{one.key}-text" in data else None, around=around)
            for one in questions
        ]

    @property
    def pieces(self) -> Sequence[WritingForm]:
        """The answers too."""
        return [self, *self.answers]

    def is_valid(self) -> bool:
        """Whether every answer that was sent can be stored as it stands."""
        return all([super().is_valid(), *(form.is_valid() for form in self.answers if form.is_bound)])

    def take(self, here: str, said: QueryDict) -> None:
        """Also where `here` is a field of an answer."""
        for form in self.answers:
            form.take(here, said)

    def values(self) -> dict[str, Any]:
        """The answers as `answer_earlier` takes them."""
        return {"given": {form.question.key: form.given() for form in self.answers if form.is_bound}}
