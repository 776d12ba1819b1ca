"""Forms that are sent twice: a double click, F5 or a proxy's retry is answered like the first, and does nothing."""

import datetime
import time
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.storing import written_once
from reports.errors import WrongState
from reports.models import Person, Receipt

# After this a receipt is forgotten: nobody presses F5 on so old a page.
KEPT = datetime.timedelta(days=2)
# A form that is still being done after this long was cut off, and may be sent again.
CUT_OFF = datetime.timedelta(minutes=2)
LONGEST_WAIT = 10.0
PAUSE = 0.05


def begin(key: uuid.UUID, path: str, *, by: Person) -> str:
    """Take the form with this key for the first time: ""; or say where it led when it was sent before.

    One that is being done right now is waited for. Raises WrongState where that takes too long, and for a key that
    somebody else or another form used.
    """
    now = timezone.now()
    Receipt.objects.filter(at__lt=now - KEPT).delete()
    Receipt.objects.filter(key=key, led_to="", at__lt=now - CUT_OFF).delete()
    give_up = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            with written_once():
                Receipt.objects.create(key=key, person=by, path=path, at=now)
            return ""
        except WrongState:
            receipt = Receipt.objects.filter(key=key).first()
        if receipt is not None and (receipt.person_id, receipt.path) != (by.pk, path):
            raise WrongState(_("The page sent something that can't be used. Load it again and repeat the step."))
        if receipt is not None and receipt.led_to:
            return receipt.led_to
        if time.monotonic() > give_up:
            raise WrongState(
                _("This was sent twice, and the first is still being done. Load the page again to see it.")
            )
        time.sleep(PAUSE)


def finish(key: uuid.UUID, led_to: str) -> None:
    """Write down where the form led; "" for one that was refused and may be sent again."""
    receipt = Receipt.objects.filter(key=key)
    if led_to:
        receipt.update(led_to=led_to[:2000])
    else:
        receipt.delete()
