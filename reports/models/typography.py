"""What the county settles for the look of all its documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import FaceSet, LatinFace, LinePitch
from reports.document import Typography
from reports.models.fields import labelled, one_of

_STANDARD = Typography()


class TypographySettings(models.Model):
    """The county's `document.Typography`: one row, which administrators change; without it the standard one holds."""

    line_pitch = models.CharField(
        _("distance of lines"), max_length=10, choices=labelled(LinePitch), default=_STANDARD.line_pitch.value
    )
    latin = models.CharField(
        _("Latin letters and digits"), max_length=20, choices=labelled(LatinFace), default=_STANDARD.latin.value
    )
    faces = models.CharField(_("typefaces"), max_length=20, choices=labelled(FaceSet), default=_STANDARD.faces.value)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="typography_is_one_row"),
            one_of("line_pitch", LinePitch, name="typography_line_pitch_known"),
            one_of("latin", LatinFace, name="typography_latin_known"),
            one_of("faces", FaceSet, name="typography_faces_known"),
        ]

    def __str__(self) -> str:
        return self.faces
