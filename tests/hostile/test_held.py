"""What an act decides upon is held before it writes: nobody else changes that row between its look and its write."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from reports.actions import ledger, letterheads, second_factor, units
from tests.cast import Cast
from tests.factories import make_activity, make_kind, make_letterhead
from tests.hostile.together import kinds, together

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
SHORT = {"postgresql": "SET lock_timeout = '100ms'", "sqlite": "PRAGMA busy_timeout = 100"}


def change(row: models.Model, field: str) -> None:
    """Change the row as somebody else would, but wait no longer than a moment."""
    with connection.cursor() as cursor:
        cursor.execute(SHORT[connection.vendor])
    type(row)._default_manager.filter(pk=row.pk).update(**{field: "别人写的"})


class Rival:
    """Tries to change a row just before an act writes for the first time."""

    def __init__(self, row: models.Model, field: str) -> None:
        self.row, self.field = row, field
        self.results: list[Any] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not self.results and sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.results = together(lambda: change(self.row, self.field))
        return execute(sql, params, many, context)


def recording(cast: Cast) -> tuple[Act, models.Model, str]:
    today = timezone.localdate()
    values: dict[str, Any] = {
        "kind": make_kind(),
        "title": "警示教育会",
        "first_day": today,
        "last_day": today,
        "attendance": 9,
    }
    return lambda: ledger.record_activity(cast.bureau, by=cast.clerk, **values), cast.bureau, "short_name"


def merging(cast: Cast) -> tuple[Act, models.Model, str]:
    kind = make_kind()
    first, second = make_activity(cast.bureau, kind), make_activity(cast.bureau, kind)
    return lambda: ledger.merge_activities(first, [second], by=cast.clerk), second, "title"


def saving_a_letterhead(cast: Cast) -> tuple[Act, models.Model, str]:
    other = make_letterhead(cast.other_bureau)
    values = {name: getattr(other, name) for name in letterheads.LETTERHEAD_FIELDS}
    return lambda: letterheads.save_letterhead(cast.bureau, by=cast.admin, **values), cast.bureau, "short_name"


def removing_a_letterhead(cast: Cast) -> tuple[Act, models.Model, str]:
    make_letterhead(cast.bureau)
    return lambda: letterheads.remove_letterhead(cast.bureau, by=cast.admin), cast.bureau, "short_name"


def moving_a_unit(cast: Cast) -> tuple[Act, models.Model, str]:
    return lambda: units.move_unit(cast.bureau, cast.other_bureau, by=cast.admin), cast.county, "short_name"


def beginning_a_second_factor(cast: Cast) -> tuple[Act, models.Model, str]:
    return lambda: second_factor.begin_second_factor(by=cast.clerk), cast.clerk, "full_name"


def confirming_a_second_factor(cast: Cast) -> tuple[Act, models.Model, str]:
    second_factor.begin_second_factor(by=cast.clerk)
    device = TOTPDevice.objects.get(user=cast.clerk)
    code = totp(device.bin_key)
    return lambda: second_factor.confirm_second_factor(f"{code:06}", by=cast.clerk), cast.clerk, "full_name"


def removing_a_second_factor(cast: Cast) -> tuple[Act, models.Model, str]:
    TOTPDevice.objects.create(user=cast.clerk, name="totp", confirmed=True)
    return lambda: second_factor.remove_second_factor(by=cast.clerk), cast.clerk, "full_name"


@pytest.mark.parametrize(
    "acting",
    [
        recording,
        merging,
        saving_a_letterhead,
        removing_a_letterhead,
        moving_a_unit,
        beginning_a_second_factor,
        confirming_a_second_factor,
        removing_a_second_factor,
    ],
)
def test_nobody_comes_between_the_look_and_the_write(acting: Callable[[Cast], Any], cast: Cast) -> None:
    act, row, field = acting(cast)
    rival = Rival(row, field)
    with connection.execute_wrapper(rival):
        act()
    assert kinds(rival.results) == ["OperationalError"]
