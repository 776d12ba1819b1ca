"""The form of a unit's letterhead, which also says what the picture beside it shows."""

from typing import Any

from crispy_forms import layout as crispy
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.actions.letterheads import LETTERHEAD_FIELDS
from reports.choices import Layout
from reports.forms.fields import Lines
from reports.forms.pages import PageForm, model_fields
from reports.models import LetterheadSettings

# What the picture shows: the layout, and whether the document goes to a body above.
PICTURES = {
    "upward": (Layout.LETTERHEAD, True),
    "other": (Layout.LETTERHEAD, False),
    "letter": (Layout.LETTER, False),
}


class LetterheadForm(PageForm):
    """A unit's letterhead; `picture` only chooses what is shown."""

    signers = Lines(
        label=_("Signers, one a line"),
        required=False,
        max_length=200,
        help_text=_("Printed at the document number of reports to a body above."),
    )
    signing_bodies = Lines(
        label=_("Signing bodies, one a line"),
        required=False,
        max_length=200,
        help_text=_("Only where several sign together; new reports are then signed by all of them."),
    )
    picture = forms.ChoiceField(
        label=_("The picture shows"),
        required=False,
        choices=[
            ("upward", _("a report to a body above")),
            ("other", _("another document")),
            ("letter", _("a letter")),
        ],
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = [name for name in LETTERHEAD_FIELDS if name not in self.fields]
        self.fields.update(model_fields(LetterheadSettings, plain))
        helps = {
            "organ": _("The full or the set short name with 文件 behind it; in letters 文件 is left out."),
            "code_word": _("What stands before the year in document numbers, such as 霁财发."),
            "sealed": _("Room is left for the seals over the signature."),
            "note": _("In brackets below the date of reports to a body above, such as 联系人：…，电话：…"),
            "copy_to": _("Divided by commas; 抄送 and the full stop are added."),
            "printed_by": _("Left empty it is the unit itself."),
        }
        for name, text in helps.items():
            self.fields[name].help_text = text
        # The page puts the choice of the picture above the picture.
        self.helper.layout = crispy.Layout(*LETTERHEAD_FIELDS)

    def values(self) -> dict[str, Any]:
        """The fields as `save_letterhead` takes them."""
        return {name: self.cleaned_data[name] for name in LETTERHEAD_FIELDS}

    def typed(self) -> LetterheadSettings:
        """What is on the screen, valid or not; nothing is saved."""
        typed = {name: self[name].value() or "" for name in LETTERHEAD_FIELDS}
        for name in ("signers", "signing_bodies"):
            typed[name] = Lines().to_python(typed[name])
        return LetterheadSettings(**typed | {"sealed": bool(typed["sealed"])})

    def shown(self) -> tuple[Layout, bool]:
        """The layout of the picture, and whether it shows a document to a body above."""
        return PICTURES.get(self["picture"].value() or "", PICTURES["upward"])
