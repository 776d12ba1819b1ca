"""The addresses of the reports application, and those of a directory where the settings name one."""

from django.conf import settings
from django.urls import include, path

handler400 = "reports.views.errors.not_read"
urlpatterns = [path("", include("reports.urls"))]
if settings.OIDC_CLIENT_ID:
    urlpatterns.append(path("oidc/", include("reportsite.oidc")))
