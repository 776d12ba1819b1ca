"""All addresses of the site are those of the reports application."""

from django.urls import include, path

urlpatterns = [path("", include("reports.urls"))]
