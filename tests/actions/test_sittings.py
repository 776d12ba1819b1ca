"""What a page keeps that isn't sent yet."""

import pytest

from reports.actions.sittings import keep_unsent
from reports.models import UnsentText
from tests.cast import Cast
from tests.factories import make_report

pytestmark = pytest.mark.django_db


def test_the_texts_of_several_boxes_are_kept_and_cleared_together(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    keep_unsent(report, {"reply-1": "已补。", "reply-2": "已改。"}, by=cast.clerk)

    keep_unsent(report, {"reply-1": " ", "reply-2": "已改好。", "reply-3": "已核。"}, by=cast.clerk)

    assert dict(UnsentText.objects.values_list("place", "text")) == {"reply-2": "已改好。", "reply-3": "已核。"}
