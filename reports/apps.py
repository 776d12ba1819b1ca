"""The one Django application of the project."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class ReportsConfig(AppConfig):
    """Reports, their review and all that is kept around them."""

    name = "reports"

    def ready(self) -> None:
        """Connect what happens at every sign-in, by whatever way it came."""
        # The models can be imported only now.
        from reports.actions.sessions import begin_session  # noqa: PLC0415

        user_logged_in.connect(begin_session)
