"""Measures a whole period as one ZIP: reports a second, and that memory doesn't grow with the number of reports.

Each measure runs in a process of its own, whose peak memory is what the system says of it.
"""

import resource
import subprocess
import sys
import time

import django

django.setup()

from django.db import transaction
from django.utils import timezone

from reports.choices import UnitKind
from reports.composing.batches import batch_files
from reports.models import Period, Report
from reports.queries.batches import whole_batch
from reports.rendering.archives import stream_zip
from scripts.measuring import print_result
from tests.cast import make_cast
from tests.factories import make_entry, make_period, make_report, make_report_type, make_snapshot, make_unit

SIZES = (100, 1000)
YEAR = 2040  # Beyond the periods of the other benchmarks.
ENTRIES = 8
TEXT = "围绕“人、财、物”管理等关键环节排查风险点36个，修订《采购管理办法》等制度6项，做到有章可循。" * 5


@transaction.atomic
def make_periods() -> list[Period]:
    """A period for each size, with as many reports of some four pages, each of another unit."""
    cast, report_type = make_cast(), make_report_type()
    periods = [make_period(year=YEAR + number) for number in range(len(SIZES))]
    for _ in range(max(SIZES)):
        unit = make_unit(parent=cast.county, kind=UnitKind.BUREAU.value)
        for period, size in zip(periods, SIZES, strict=True):
            if Report.objects.filter(period=period).count() < size:
                report = make_report(unit, by=cast.clerk, period=period, report_type=report_type, filled=True)
                for chapter in report.chapters.all():
                    for number in range(ENTRIES):
                        make_entry(chapter, f"推进第{number}项工作", TEXT)
                make_snapshot(report, opened_by=cast.officer, opened_at=timezone.now())
    return periods


def measure(period: Period) -> None:
    """Make the ZIP of the period and print seconds, bytes and the peak memory of this process in MB."""
    start = time.perf_counter()
    size = sum(map(len, stream_zip(batch_files(whole_batch(period), ["docx"]))))
    taken = time.perf_counter() - start
    print(taken, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Measure and print."""
    for period, size in zip(make_periods(), SIZES, strict=True):
        command = [sys.executable, "-m", "scripts.bench_batch", str(period.pk)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        taken, length, peak = map(float, answer.split())
        print_result(f"zip_of_{size}_reports", size / taken, "reports/s")
        print_result(f"zip_of_{size}_size", length / 1024**2, "MB")
        print_result(f"zip_of_{size}_peak_memory", peak, "MB")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Period.objects.get(pk=sys.argv[1]))
    else:
        main()
