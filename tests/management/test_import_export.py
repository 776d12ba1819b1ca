"""A report goes in and out by command: numbers and notes where they belong, one clear line on a problem."""

from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports.composing import compose
from reports.document import decode, encode
from reports.models import AuditEntry, ImportedFile, Report
from reports.rendering import render_word
from tests.cast import Cast, make_cast
from tests.factories import make_period, make_report, make_report_type, make_snapshot

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parent.parent / "samples" / "advertising.txt"


@pytest.fixture
def cast() -> Cast:
    make_period("2026", year=2026)
    make_report_type("annual")
    return make_cast()


def bring_in(cast: Cast, file: Path = SAMPLE, **values: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    given = {"unit": cast.bureau.code, "period": "2026", "type": "annual", "by": "clerk", **values}
    options = [f"--{name}={value}" for name, value in given.items()]
    call_command("import_report", str(file), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_an_import_prints_the_new_reports_number_and_tells_its_notes_apart(cast: Cast) -> None:
    out, err = bring_in(cast)

    report = Report.objects.get()
    assert out == f"{report.pk}\n"
    assert (report.created_by, report.state) == (cast.clerk, "draft")
    assert report.workitems.count() == 3
    assert any("##freebegin##" in line and ":4:" in line for line in err.splitlines())


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ({"unit": "XX"}, "--unit XX: there is none"),
        ({"period": "1999"}, "--period 1999: there is none"),
        ({"type": "poem"}, "--type poem: there is none"),
        ({"by": "nobody"}, "--by nobody: there is none"),
        ({"by": "outsider"}, "advertising.txt: "),
    ],
)
def test_a_problem_is_one_clear_line(option: Any, words: str, cast: Cast) -> None:
    with pytest.raises(CommandError, match=words) as refusal:
        bring_in(cast, **option)

    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert not Report.objects.exists()


def test_a_file_that_cannot_be_used_is_a_problem(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")

    for name in ("empty.txt", "missing.txt"):
        with pytest.raises(CommandError, match=name) as refusal:
            bring_in(cast, tmp_path / name)
        assert refusal.value.returncode == 2


def test_a_report_that_is_there_is_not_overwritten(cast: Cast) -> None:
    bring_in(cast)

    with pytest.raises(CommandError):
        bring_in(cast)
    assert Report.objects.count() == 1


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, filled=True)


def take_out(report: Report, target: Path, *options: str) -> bytes:
    call_command("export_report", str(report.pk), str(target), *options)
    return target.read_bytes()


def test_a_draft_is_written_by_the_ending_of_the_file(report: Report, tmp_path: Path) -> None:
    word = docx.Document(BytesIO(take_out(report, tmp_path / "a.docx")))

    assert word.sections[0].header.paragraphs[0].text.endswith("草稿")
    assert "草稿" in take_out(report, tmp_path / "a.html").decode()
    assert take_out(report, tmp_path / "a.txt").decode().startswith(report.title)
    assert take_out(report, tmp_path / "a.json").decode() == encode(compose(report))


def test_a_snapshot_is_written_as_it_was_frozen(report: Report, tmp_path: Path) -> None:
    first = make_snapshot(report)
    Report.objects.filter(pk=report.pk).update(title="改过的题目")
    report.refresh_from_db()
    second = make_snapshot(report)

    newest = take_out(report, tmp_path / "a.json", "--snapshot")
    old = take_out(report, tmp_path / "b.json", "--snapshot", "1")

    assert decode(newest.decode()) == decode(second.document)
    assert decode(old.decode()) == decode(first.document)
    assert '<p class="paper-mark">' not in take_out(report, tmp_path / "a.html", "--snapshot", "1").decode()


@pytest.mark.parametrize("options", [["a.pdf"], ["a"], ["no/such/folder/a.txt"], ["a.txt", "--snapshot"]])
def test_what_cannot_be_written_is_a_problem(options: list[str], report: Report, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        take_out(report, tmp_path / options[0], *options[1:])
    assert refusal.value.returncode == 2


def test_a_report_that_is_not_there_is_a_problem(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="report 7: there is none"):
        call_command("export_report", "7", str(tmp_path / "a.txt"))


def test_an_export_is_written_down(report: Report, tmp_path: Path) -> None:
    take_out(report, tmp_path / "a.docx")

    entry = AuditEntry.objects.get(event="report.downloaded")
    assert (entry.person, entry.report, entry.detail) == (None, report, {"kind": "docx", "snapshot": None})


def test_a_period_is_written_to_a_new_folder(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snapshot = make_snapshot(report)
    call_command("export_period", report.period.code, str(tmp_path / "out"), "--kind", "docx")

    word, _list = sorted((tmp_path / "out").iterdir(), key=lambda path: path.suffix)
    assert word.read_bytes() == render_word(decode(snapshot.document))
    assert capsys.readouterr().out == "reports written: 1\n"
    assert AuditEntry.objects.get(event="report.downloaded").detail == {"kind": "docx", "snapshot": 1}


def test_a_period_overwrites_nothing(report: Report, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("meins")
    for code, problem in ((report.period.code, "not empty"), ("1999", "there is none")):
        with pytest.raises(CommandError, match=problem) as refusal:
            call_command("export_period", code, str(tmp_path))
        assert refusal.value.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_old_uploads_are_swept(cast: Cast) -> None:
    imported = ImportedFile.objects.create(
        unit=cast.bureau,
        period=make_period(),
        report_type=make_report_type(),
        name="a.txt",
        uploaded_by=cast.clerk,
    )
    ImportedFile.objects.filter(pk=imported.pk).update(uploaded_at=timezone.now() - timedelta(days=2))
    out = StringIO()

    call_command("sweep_imports", stdout=out)

    assert out.getvalue() == "1 forgotten\n"
