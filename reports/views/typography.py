"""The administrator's page of the county's typography."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from reports.actions.typography import TYPOGRAPHY_FIELDS, save_typography
from reports.choices import Layout
from reports.composing.samples import compose_sample
from reports.forms.typography import TypographyForm
from reports.models import TypographySettings
from reports.queries import administered
from reports.views.requests import PersonRequest
from reports.views.settling import is_to_be_saved, with_picture


def typography(request: PersonRequest) -> HttpResponse:
    """What the county settles for all its documents, beside a picture of a page."""
    administered(request.user)
    stored = TypographySettings.objects.first() or TypographySettings()
    form = TypographyForm(request.POST or None, initial=model_to_dict(stored, TYPOGRAPHY_FIELDS))
    if is_to_be_saved(request) and form.is_valid():
        with form.refusals():
            save_typography(**form.cleaned_data, by=request.user)
            messages.success(request, _("Saved. Reports that are still written have it at once."))
            return redirect("typography")
    document = compose_sample("××县××局", None, form.typed(), layout=Layout.PLAIN)
    return with_picture(request, "typography", document, {"form": form})
