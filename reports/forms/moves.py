"""What is posted with a move of a report: what was seen, and what is said about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.choices import ReturnReason
from reports.forms.fields import CleanText
from reports.forms.words import HouseForm
from reports.models.fields import labelled


class MoveForm(HouseForm):
    """`version` of the rows, or `number` and `sha256` of the snapshot that a decision is about; the rest is said."""

    version = forms.IntegerField(required=False, min_value=1)
    number = forms.IntegerField(required=False, min_value=1)
    sha256 = CleanText(required=False, max_length=64)
    reason = CleanText(required=False, max_length=4000)
    categories = forms.MultipleChoiceField(required=False, choices=labelled(ReturnReason))
    settle = forms.BooleanField(required=False)


class CommentForm(HouseForm):
    """A comment on a place of a snapshot; the action says what is wrong with it.

    A quote may be as long as a paragraph, and so has no limit.
    """

    anchor = CleanText(required=False)
    quote = CleanText(required=False)
    body = CleanText(required=False, label=_("Comment"), widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}))
