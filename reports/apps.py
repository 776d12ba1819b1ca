"""The one Django application of the project."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports, their review and all that is kept around them."""

    name = "reports"
