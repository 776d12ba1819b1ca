"""How actions store a row: done once, and refused in words."""

import pytest

from reports.actions.storing import written_once
from reports.errors import WrongState
from reports.models import Period
from tests.factories import make_period

pytestmark = pytest.mark.django_db


def test_who_comes_second_is_told_so_and_the_transaction_goes_on() -> None:
    make_period("2026")

    with pytest.raises(WrongState), written_once():
        make_period("2026")

    assert Period.objects.count() == 1
