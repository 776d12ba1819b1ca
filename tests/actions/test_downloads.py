"""What is on record of files that left the site."""

import pytest

from reports.actions.downloads import log_batch
from reports.models import AuditEntry
from reports.queries.batches import Item
from tests.cast import Cast
from tests.factories import make_report, make_snapshot

pytestmark = pytest.mark.django_db


def test_a_batch_is_on_record_for_each_version_that_it_holds(cast: Cast) -> None:
    first, second, unread = (make_report(unit) for unit in (cast.bureau, cast.other_bureau, cast.county))
    items = [Item(report.pk, make_snapshot(report).pk) for report in (first, second)]

    log_batch([*items, Item(unread.pk, None)], by=cast.officer, kinds=["docx", "html"])

    entries = AuditEntry.objects.filter(event="report.downloaded")
    assert {(entry.report_id, entry.person_id) for entry in entries} == {
        (report.pk, cast.officer.pk) for report in (first, second)
    }
    assert [(entry.detail["kind"], entry.detail["snapshot"]) for entry in entries] == [("docx+html", 1)] * 2
