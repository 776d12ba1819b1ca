"""Every address of the site, one section for each page family."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
