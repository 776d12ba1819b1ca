"""The form of an outline: its settings, and one form for each chapter in a formset."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.actions.outlines import CHAPTER_FIELDS, SETTINGS
from reports.choices import ChapterKind
from reports.forms.fields import CleanText
from reports.forms.pages import PageForm, model_fields
from reports.models import Outline, OutlineChapter

MOST_CHAPTERS = 40
CHAPTERS = "chapters"


class OutlineForm(PageForm):
    """What holds for the whole report; `seen` tells which stored state it was filled from."""

    seen = CleanText(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(Outline, SETTINGS))
        self.fields["layout"].help_text = _("The letterhead itself is settled once for each unit, on the unit's page.")
        self.fields["preamble_guidance"].widget.attrs["rows"] = 3
        self.fields["preamble_guidance"].help_text = _("Shown to the clerk beside the field; never printed.")
        self.fields["answers_place"].help_text = _("Its problems and plans are answered one by one in any case.")
        self.fields["closing"].help_text = _("The line below the last chapter, such as 特此报告。")
        self.fields["zero_report"].help_text = _(
            "Where nothing happened, one press fills the required parts with it. Left empty, no zero report is taken."
        )


class OutlineChapterForm(PageForm):
    """One chapter; `position` is its place among the others."""

    position = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(OutlineChapter, CHAPTER_FIELDS))
        self.fields["guidance"].widget.attrs["rows"] = 2
        self.fields["heading"].help_text = _("Left empty the chapter has no heading and no number.")


ChapterForms = forms.formset_factory(OutlineChapterForm, extra=0, max_num=MOST_CHAPTERS, validate_max=True)

# What a new chapter is until somebody says otherwise.
BLANK_CHAPTER = {
    "kind": ChapterKind.WORK.value,
    "heading": "",
    "guidance": "",
    "required": False,
    "entry_style": "titled",
}


def chapters_after(forms_of_chapters: list[OutlineChapterForm], act: str) -> tuple[list[dict[str, Any]], int | None]:
    """The chapters as typed, in their new order, after `act` (add, up-N, down-N, remove-N), and where to look next.

    N counts the forms as they were sent; an act that means nothing leaves all as it is.
    """
    ordered = sorted(forms_of_chapters, key=lambda form: form.cleaned_data["position"])
    rows = [{name: form.cleaned_data[name] for name in CHAPTER_FIELDS} for form in ordered]
    verb, _dash, number = act.partition("-")
    if verb == "add":
        return [*rows, BLANK_CHAPTER], len(rows)
    sent = int(number) if number.isdecimal() and len(number) < 4 else len(rows)
    if verb not in ("up", "down", "remove") or sent >= len(rows):
        return rows, None
    place = ordered.index(forms_of_chapters[sent])
    row = rows.pop(place)
    if verb == "remove":
        return rows, max(place - 1, 0)
    target = max(place - 1, 0) if verb == "up" else place + 1
    rows.insert(target, row)
    return rows, min(target, len(rows) - 1)
