"""Which forms were taken already, and for how long one that is being done is waited for."""

import time
import uuid

import pytest
from django.utils import timezone

from reports.actions import receipts
from reports.errors import WrongState
from reports.models import Receipt
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PATH = "/reports/1/steps/cover/"


def test_the_second_sending_hears_where_the_first_led(cast: Cast) -> None:
    key = uuid.uuid4()
    assert receipts.begin(key, PATH, by=cast.clerk) == ""
    receipts.finish(key, "/reports/1/")
    assert receipts.begin(key, PATH, by=cast.clerk) == "/reports/1/"
    with pytest.raises(WrongState):
        receipts.begin(key, PATH, by=cast.head)


def test_a_form_that_is_not_done_in_time_is_waited_for_no_longer(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    key = uuid.uuid4()
    Receipt.objects.create(key=key, person=cast.clerk, path=PATH, at=timezone.now())
    monkeypatch.setattr(receipts, "LONGEST_WAIT", -1)
    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail("It waits on."))
    with pytest.raises(WrongState):
        receipts.begin(key, PATH, by=cast.clerk)
