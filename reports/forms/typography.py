"""The form of the county's typography."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.actions.typography import TYPOGRAPHY_FIELDS
from reports.choices import FaceSet, LatinFace, LinePitch
from reports.document import Typography
from reports.forms.pages import PageForm, model_fields
from reports.models import TypographySettings


class TypographyForm(PageForm):
    """What the standard leaves open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(TypographySettings, TYPOGRAPHY_FIELDS))
        self.fields["line_pitch"].help_text = _("At 28.95 pt a full page has 22 lines of 28 characters.")
        self.fields["latin"].help_text = _("Letters and digits in the text; page numbers stay in 宋体.")
        self.fields["faces"].help_text = _("The typefaces that the offices' machines have; others stand in for them.")

    def typed(self) -> Typography:
        """What is on the screen; a value that nobody knows is the standard's."""
        standard = Typography()
        choices = zip(TYPOGRAPHY_FIELDS, (LinePitch, LatinFace, FaceSet), strict=True)
        known = {name: kind(self[name].value()) for name, kind in choices if self[name].value() in list(kind)}
        return Typography(**{name: known.get(name, getattr(standard, name)) for name in TYPOGRAPHY_FIELDS})
