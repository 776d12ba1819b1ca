"""Which stored moments are believed: a clock that was wrong may have written some that haven't come yet.

Order goes by numbers and versions, never by these; what lasts for a while from a moment on is asked here.
"""

import datetime

from django.utils import timezone

# So far may the clocks of two servers differ. A moment further ahead was written while a clock was wrong, and may take
# years to pass.
AHEAD = datetime.timedelta(minutes=5)


def lately(lasts: datetime.timedelta) -> tuple[datetime.datetime, datetime.datetime]:
    """The first and the last moment of the time of this length that ends now, for a filter with `__range`."""
    now = timezone.now()
    return now - lasts, now + AHEAD
