"""The way from a file to a draft, page by page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from reports.choices import ChapterKind
from reports.importing import decode_lines
from reports.models import ImportedFile, Report
from tests.cast import Cast, make_cast
from tests.factories import make_indicator, make_period, make_report, make_report_type

pytestmark = pytest.mark.django_db

TEXT = """云岭县应急管理局2026年度工作汇报
现汇报如下：
一、工作开展情况
（一）压实责任。签订责任书。
二、存在的问题
（一）台账不细。缺项。
请加微信：gongwen
"""


@pytest.fixture
def cast() -> Cast:
    make_period("2026", year=2026)
    make_report_type("annual")
    return make_cast()


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.clerk)
    return client


def send(client: Client, cast: Cast, text: str = TEXT, name: str = "汇报.txt", **values: str) -> HttpResponse:
    file = SimpleUploadedFile(name, text.encode())
    posted = {"unit": cast.bureau.code, "period": "2026", "report_type": "annual", "file": file, **values}
    answer: HttpResponse = client.post("/reports/import/", posted)  # type: ignore[assignment]
    return answer


@pytest.fixture
def imported(clerk: Client, cast: Cast) -> ImportedFile:
    answer = send(clerk, cast)
    imported = ImportedFile.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, address(imported))
    return imported


def address(imported: ImportedFile) -> str:
    return f"/imports/{imported.uuid}/"


def correct(client: Client, imported: ImportedFile, *, htmx: Any = False, **posted: Any) -> HttpResponse:
    headers = {"HX-Request": "true"} if htmx else {}
    answer: HttpResponse = client.post(address(imported), posted, headers=headers)  # type: ignore[assignment]
    return answer


def page(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_the_structure_stands_beside_the_paper(clerk: Client, imported: ImportedFile) -> None:
    text = page(clerk.get(address(imported)))

    assert '<option value="chapter.problems" selected>' in text
    assert '<option value="left_out" selected>' in text
    assert '<h2 class="paper-heading-1"' in text
    assert "请加微信：gongwen" in text


def test_a_file_that_cannot_be_used_is_refused_beside_its_field(clerk: Client, cast: Cast) -> None:
    for text, name, words in (
        ("", "a.txt", "文件"),
        ("PK\x03\x04", "a.docx", "Word"),
        (TEXT, "a.pdf", "docx"),
    ):
        answer = send(clerk, cast, text, name)
        assert answer.status_code == 422
        assert words in page(answer).partition('id="file-errors"')[2][:400]
    assert not ImportedFile.objects.exists()


def test_a_file_above_the_limit_is_refused_unread(clerk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.forms.fields.LARGEST_FILE", 10)
    monkeypatch.setattr("reports.views.imports.keep_upload", lambda *given, **more: pytest.fail("it was read"))

    answer = send(clerk, cast)

    assert answer.status_code == 422
    assert "20 MB" in page(answer)


def test_without_a_file_nothing_happens(clerk: Client, cast: Cast) -> None:
    answer = clerk.post("/reports/import/", {"unit": cast.bureau.code, "period": "2026", "report_type": "annual"})

    assert answer.status_code == 422
    assert "请先选择文件" in page(answer)


def test_an_upload_for_another_unit_or_over_a_living_report_is_refused(clerk: Client, cast: Cast) -> None:
    assert send(clerk, cast, unit=cast.other_bureau.code).status_code == 422
    make_report(cast.bureau, period=make_period("2027"), report_type=make_report_type("other"))
    answer = send(clerk, cast, period="2027", report_type="other")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/reports/start/")
    assert not ImportedFile.objects.exists()


def test_a_correction_redraws_lines_paper_and_notes(clerk: Client, imported: ImportedFile) -> None:
    answer = correct(clerk, imported, htmx=True, version=1, **{"part-2": "chapter.problems"})

    text = page(answer)
    assert answer.status_code == 200
    assert "<html" not in text
    assert 'name="version" value="2"' in text
    assert 'id="paper" hx-swap-oob' in text
    assert text.count('<option value="chapter.problems" selected>') == 2


def test_without_script_a_correction_leads_back_to_the_page(clerk: Client, imported: ImportedFile) -> None:
    answer = correct(clerk, imported, version=1, **{"part-6": "paragraph"})

    assert (answer.status_code, answer["Location"]) == (302, address(imported))
    assert '<option value="left_out" selected>' in page(clerk.get(address(imported)))


def test_a_cut_that_changes_words_is_refused_and_stays_as_typed(clerk: Client, imported: ImportedFile) -> None:
    refused = correct(clerk, imported, version=1, **{"text-4": "签订\n责任状。"})

    assert refused.status_code == 422
    assert "签订\n责任状。</textarea>" in page(refused)
    assert ImportedFile.objects.get().version == 1


def test_an_old_page_changes_nothing_and_shows_how_it_stands(clerk: Client, imported: ImportedFile) -> None:
    correct(clerk, imported, version=1, **{"part-0": "preamble"})

    stale = correct(clerk, imported, version=1, **{"part-0": "left_out"})

    assert stale.status_code == 409
    assert '<option value="preamble" selected>' in page(stale)
    assert correct(clerk, imported, htmx=True, version="x").status_code == 200


def test_an_old_page_says_what_was_chosen_on_it(clerk: Client, imported: ImportedFile) -> None:
    lines = [line.text for line in decode_lines(imported.lines)]
    correct(clerk, imported, version=1, **{"part-0": "preamble"})

    texts = {f"text-{place}": text for place, text in enumerate(lines)}
    stale = correct(clerk, imported, htmx=True, version=1, **texts, **{"part-0": "left_out", "part-1": "preamble"})

    assert page(stale).count('class="chosen"') == 1
    assert "您选的“未采用”没有保存。" in page(stale)


def test_an_old_page_confirms_nothing(clerk: Client, imported: ImportedFile) -> None:
    """Nobody has read there what was corrected meanwhile, though the page has no correction of its own."""
    correct(clerk, imported, version=1, **{"part-0": "preamble"})
    assert correct(clerk, imported, version=1, confirm="1").status_code == 409
    assert not Report.objects.exists()


def test_confirming_makes_the_draft_of_what_is_on_the_page(clerk: Client, imported: ImportedFile) -> None:
    answer = correct(clerk, imported, version=1, confirm="1", **{"part-0": "preamble"})

    report = Report.objects.get()
    assert answer["Location"].startswith(f"/reports/{report.pk}/steps/")
    assert report.preamble == "云岭县应急管理局2026年度工作汇报\n现汇报如下："
    assert not ImportedFile.objects.exists()


def test_a_file_with_nothing_to_mend_leads_to_the_check(clerk: Client, cast: Cast) -> None:
    make_report_type("work", chapters=[(ChapterKind.WORK, "工作开展情况")])
    whole = TEXT.partition("二、")[0].replace("签订", "全年逐级签订") + "云岭县应急管理局\n2026年12月20日\n"
    send(clerk, cast, whole, report_type="work")

    answer = correct(clerk, ImportedFile.objects.get(), version=1, confirm="1")

    assert answer["Location"] == f"/reports/{Report.objects.get().pk}/steps/check/"


def test_a_file_with_blanks_leads_to_them(clerk: Client, cast: Cast) -> None:
    make_indicator("talk", name="谈心谈话", unit_word="人次")
    send(clerk, cast, TEXT.replace("签订", "开展谈心谈话**人次，签订"))

    answer = correct(clerk, ImportedFile.objects.get(), version=1, confirm="1")

    assert answer["Location"] == f"/reports/{Report.objects.get().pk}/blanks/"


def test_confirming_by_script_leads_on(clerk: Client, imported: ImportedFile) -> None:
    answer = correct(clerk, imported, htmx=True, version=1, confirm="1")

    assert answer["HX-Redirect"].startswith(f"/reports/{Report.objects.get().pk}/steps/")


def test_a_heading_too_long_blocks_the_draft_and_says_which(clerk: Client, cast: Cast) -> None:
    send(clerk, cast, "汇报\n一、工作\n" + "很长的话，" * 60 + "\n")
    imported = ImportedFile.objects.get()

    answer = correct(clerk, imported, version=1, confirm="1", **{"part-2": "entry"})

    assert answer.status_code == 422
    assert "很长的话" in page(answer)
    assert not Report.objects.exists()


def test_a_report_made_meanwhile_is_named_and_nothing_is_lost(
    clerk: Client, cast: Cast, imported: ImportedFile
) -> None:
    make_report(cast.bureau, by=cast.clerk, period=imported.period, report_type=imported.report_type)

    answer = correct(clerk, imported, version=1, confirm="1")

    assert answer.status_code == 409
    assert 'href="/reports/start/?unit=' in page(answer)
    assert ImportedFile.objects.count() == 1


def test_giving_up_forgets_the_file(clerk: Client, imported: ImportedFile) -> None:
    answer = correct(clerk, imported, give_up="1")

    assert answer["Location"].startswith("/reports/start/?unit=")
    assert not ImportedFile.objects.exists()


def test_another_year_is_told(clerk: Client, cast: Cast) -> None:
    send(clerk, cast, TEXT.replace("2026", "2024"))

    assert "2024" in page(clerk.get(address(ImportedFile.objects.get()))).partition('class="note warning"')[2][:200]


@pytest.mark.parametrize("who", ["head", "officer", "outsider", "stranger_officer", "admin"])
def test_a_file_belongs_to_who_uploaded_it(who: str, client: Client, cast: Cast, imported: ImportedFile) -> None:
    client.force_login(getattr(cast, who))

    assert client.get(address(imported)).status_code == 404
    assert correct(client, imported, version=1, confirm="1").status_code == 404
    assert not Report.objects.exists()


def test_the_text_of_a_file_is_never_markup(clerk: Client, cast: Cast) -> None:
    send(clerk, cast, TEXT.replace("压实责任", "<script>alert(1)</script>"), name="<b>.txt")

    text = page(clerk.get(address(ImportedFile.objects.get())))
    assert "<script>alert" not in text
    assert "<b>.txt" not in text


def test_the_queries_do_not_grow_with_the_file(clerk: Client, cast: Cast, django_assert_num_queries: Any) -> None:
    send(clerk, cast, TEXT + "（二）补充。再写一条。\n" * 50)

    with django_assert_num_queries(8):
        clerk.get(address(ImportedFile.objects.get()))
