"""A period as files: their names, and that names differ."""

import datetime

import pytest

from reports.composing.batches import batch_files, file_stem
from reports.models import Snapshot
from reports.queries.batches import Item, whole_batch
from tests.cast import make_cast
from tests.factories import make_period, make_report, make_report_type, make_snapshot

DAY = datetime.date(2026, 12, 20)


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("工作汇报", "某局-工作汇报-2026-12-20"),
        ("某局工作汇报", "某局工作汇报-2026-12-20"),
        ('a/b\\c:d*e?f"g<h>i|j\nk', "某局-a_b_c_d_e_f_g_h_i_j_k-2026-12-20"),
        ("../../etc", "某局-.._.._etc-2026-12-20"),
        ("\u202exfdp", "某局-_xfdp-2026-12-20"),
        ("", "某局-2026-12-20"),
        ("长" * 300, f"某局-{'长' * 117}-2026-12-20"),
    ],
)
def test_a_name_that_every_system_takes(title: str, stem: str) -> None:
    assert file_stem("某局", title, DAY) == stem


def test_a_mark_stands_at_the_end() -> None:
    assert file_stem("某局", "汇报", DAY, "草稿") == "某局-汇报-2026-12-20-草稿"


@pytest.mark.django_db
def test_two_reports_of_one_name_are_told_apart() -> None:
    cast, period = make_cast(), make_period()
    for number, title in enumerate(("汇报A", "汇报a"), 1):
        kind = make_report_type(code=f"type-{number}")
        report = make_report(
            cast.bureau, by=cast.clerk, period=period, report_type=kind, title=title, document_date=DAY
        )
        make_snapshot(report)

    names = [name for name, _ in batch_files(whole_batch(period), ["html"])]

    unit = cast.bureau.name
    assert names == [f"{unit}-汇报A-2026-12-20.html", f"{unit}-汇报a-2026-12-20-2.html", "清单.xlsx"]


@pytest.mark.django_db
def test_the_newest_version_goes_out_and_no_withdrawn_one() -> None:
    cast = make_cast()
    report = make_report(cast.bureau, by=cast.clerk)
    make_snapshot(report)
    second = make_snapshot(report)
    third = make_snapshot(report)
    Snapshot.objects.filter(pk=third.pk).update(withdrawn_at="2026-12-20T08:00Z")

    assert whole_batch(report.period) == [Item(report.pk, second.pk)]
