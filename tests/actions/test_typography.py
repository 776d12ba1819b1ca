"""The county's typography: one row, audited."""

import pytest

from reports.actions.typography import save_typography
from reports.errors import InvalidInput
from reports.models import AuditEntry, TypographySettings
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_typography_is_one_row(cast: Cast) -> None:
    for line_pitch in ("28", "28", "30"):
        save_typography(line_pitch=line_pitch, latin="chinese", faces="windows", by=cast.admin)

    assert TypographySettings.objects.values_list("pk", "line_pitch", "latin", "faces").get() == (
        1,
        "30",
        "chinese",
        "windows",
    )
    noted = AuditEntry.objects.filter(event="typography.saved").order_by("pk")
    assert [entry.detail["changes"]["line_pitch"] for entry in noted] == [["28.95", "28"], ["28", "30"]]


def test_a_typography_that_nobody_knows_is_refused(cast: Cast) -> None:
    with pytest.raises(InvalidInput) as refusal:
        save_typography(line_pitch="12", latin="times", faces="gb2312", by=cast.admin)
    assert (refusal.value.field, TypographySettings.objects.exists()) == ("line_pitch", False)
