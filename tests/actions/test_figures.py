"""Numbers that a person types in the place of what the ledger counts."""

import pytest

from reports.actions.figures import save_typed_figures
from reports.errors import NotAllowed, StaleReport
from reports.models import AuditEntry, Report, TypedFigure
from tests.cast import Cast
from tests.factories import make_report

pytestmark = pytest.mark.django_db

REASON = "财务股决算报表"


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


def test_values_are_typed_and_taken_back_in_one_save(report: Report, cast: Cast) -> None:
    save_typed_figures(report, {"talks": (3, REASON)}, by=cast.clerk, version=1)

    save_typed_figures(report, {"talks": None, "letters": (26, REASON)}, by=cast.clerk, version=2)

    assert list(TypedFigure.objects.values_list("key", "value", "by__username")) == [("letters", 26, "clerk")]
    assert Report.objects.get().version == 3
    assert AuditEntry.objects.first().detail["figures"] == {"talks": None, "letters": 26}  # type: ignore[union-attr]


def test_on_an_old_version_or_by_others_nothing_is_typed(report: Report, cast: Cast) -> None:
    with pytest.raises(StaleReport):
        save_typed_figures(report, {"talks": (3, REASON)}, by=cast.clerk, version=0)
    with pytest.raises(NotAllowed):
        save_typed_figures(report, {"talks": (3, REASON)}, by=cast.outsider, version=1)
    assert not TypedFigure.objects.exists()
