"""Whatever is typed or sent: a clear answer, never a fault, and nothing executable on any page."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.test.client import encode_multipart

from reports.actions import moves, reviews
from reports.models import Chapter, Entry, ImportedFile, Report, Unit
from reports.urls import admin_pages, urlpatterns
from tests.cast import Cast
from tests.factories import make_entry, make_period, make_person, make_report, make_report_type

pytestmark = pytest.mark.django_db

EVIL = "\"'><script>alert(1)</script>{{ 7|add:7 }}&lt;%s{unit}\u202e𠮷😀"
NUL = "一\x00二"
BIG = "9" * 5000


def short(value: object) -> str:
    return repr(value)[:20]


def signed_in(person: Any) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(person)
    return client


def reviewed(cast: Cast, **values: Any) -> Report:
    """A report under review with a comment on its title."""
    report = make_report(cast.bureau, by=cast.clerk, filled=True, **values)
    moves.submit_report(report, by=cast.clerk, version=1)
    snapshot = report.snapshots.get()
    reviews.open_snapshot(snapshot, by=cast.officer)
    reviews.open_thread(snapshot, "title", EVIL, by=cast.officer)
    return report


def returned(cast: Cast, **values: Any) -> Report:
    report = reviewed(cast, **values)
    snapshot = report.snapshots.get()
    moves.return_report(report, by=cast.officer, seen=(1, snapshot.sha256), reason=EVIL)
    return report


def chapter_step(chapter: Chapter) -> str:
    return f"/reports/{chapter.report_id}/steps/chapter-{chapter.uuid}/"


def sent(entry: Entry, **values: str) -> dict[str, str]:
    return {f"{entry.uuid}-{name}": value for name, value in {"heading": "", "body": "", **values}.items()}


@pytest.mark.parametrize("text", [NUL, "\x01\x0b\x1f\x7f\ufffe\uffff", "x" * 300_000, "\ud800"], ids=short)
@pytest.mark.parametrize("field", ["heading", "lead", "entry-heading", "entry-body", "new_heading", "answer"])
def test_a_chapter_takes_or_refuses_any_text(cast: Cast, field: str, text: str) -> None:
    report = returned(cast)
    chapter = report.chapters.all()[0]
    entry = make_entry(chapter)
    thread = report.threads.get()
    said: dict[str, Any] = {"version": report.version, "heading": "一", "lead": "", "entry_style": "titled"}
    said |= sent(entry)
    match field:
        case "entry-heading" | "entry-body":
            said[f"{entry.uuid}-{field.removeprefix('entry-')}"] = text
        case "new_heading":
            said |= {"act": "add_chapter", "new_kind": "work", "new_heading": text}
        case "answer":
            said |= {"act": f"reply:{thread.pk}", f"answer-{thread.pk}": text}
        case _:
            said[field] = text
    client = signed_in(cast.clerk)
    said = {name: str(value).encode("utf-8", "surrogatepass") for name, value in said.items()}
    content = encode_multipart("b", {name: value.decode("latin-1") for name, value in said.items()})
    body = content.decode().encode("latin-1")
    answer = client.post(chapter_step(chapter), body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code in (302, 422)
    assert client.get(chapter_step(chapter)).status_code == 200
    assert client.get(f"/reports/{report.pk}/draft.docx").status_code == 200


@pytest.mark.parametrize("text", [NUL, "x" * 300_000], ids=short)
@pytest.mark.parametrize("act", ["reply", "answer", NUL], ids=short)
def test_a_thread_takes_or_refuses_any_text(cast: Cast, act: str, text: str) -> None:
    thread = returned(cast).threads.get()
    answer = signed_in(cast.clerk).post(f"/threads/{thread.pk}/", {"act": act, "body": text, "next": text})
    assert answer.status_code in (302, 422)


@pytest.mark.parametrize("number", ["²", "-1", BIG, "", NUL], ids=short)
@pytest.mark.parametrize("path", ["review/open/", "moves/approve/", "moves/submit/", "discard/", "earlier/"])
def test_numbers_that_are_none_are_refused(cast: Cast, path: str, number: str) -> None:
    report = reviewed(cast)
    person = cast.officer if path in ("review/open/", "moves/approve/") else cast.clerk
    said = {"number": number, "version": number, "sha256": "x"}
    assert signed_in(person).post(f"/reports/{report.pk}/{path}", said).status_code in (302, 404, 409, 422)


@pytest.mark.parametrize("number", ["²", "-1", BIG], ids=short)
@pytest.mark.parametrize("act", ["place:{uuid}", "up:{uuid}", "remove:x", "reply:{number}"])
def test_acts_of_a_step_with_nonsense_are_refused(cast: Cast, act: str, number: str) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    chapter = report.chapters.all()[0]
    entry = make_entry(chapter)
    said = {"version": "1", "heading": chapter.heading, "entry_style": "titled", "place": number, "to": number}
    said["act"] = act.format(uuid=entry.uuid, number=number)
    assert signed_in(cast.clerk).post(chapter_step(chapter), said).status_code in (302, 404, 409, 422)


@pytest.mark.parametrize("pattern", [p for p in urlpatterns if "pk" in str(p.pattern)], ids=lambda p: str(p.name))
def test_ids_beyond_every_limit_are_not_found(cast: Cast, pattern: Any) -> None:
    client = signed_in(cast.admin if pattern in admin_pages else cast.clerk)
    for pk in (0, 2**31, 2**63, 10**300):
        address = re.sub(r"<(int|str|slug):\w+>", str(pk), str(pattern.pattern))
        for answer in (client.get(f"/{address}"), client.post(f"/{address}", {"version": pk, "number": pk})):
            assert answer.status_code in (404, 405)


@pytest.mark.parametrize("value", ["-1", BIG, NUL, "0001-01-01", "9999-12-31"], ids=short)
@pytest.mark.parametrize("path", ["admin/audit/", "admin/people/", "admin/reports/", "board/", "reports/start/"])
def test_filters_and_pages_take_any_nonsense(cast: Cast, path: str, value: str) -> None:
    names = ["page", "person", "unit", "event", "since", "until", "text", "role", "active", "period", "state"]
    names += ["report_type", "below", "field", "removed"]
    for person in (cast.admin, cast.clerk, cast.officer):
        assert signed_in(person).get(f"/{path}", dict.fromkeys(names, value)).status_code in (200, 404)


def values_for(pattern: Any, cast: Cast) -> dict[str, object]:
    report = Report.objects.get()
    rows = {
        "unit": cast.bureau.pk,
        "person": cast.clerk.pk,
        "period": report.period_id,
        "report_type": report.report_type_id,
        "outline": report.outline_id,
        "extension": report.period_id,
        "report": report.pk,
    }
    return rows | {"membership": cast.clerk.memberships.get().pk}


@pytest.mark.parametrize("pattern", admin_pages, ids=lambda p: str(p.name))
def test_admin_forms_take_or_refuse_any_text(cast: Cast, pattern: Any) -> None:
    make_report(cast.bureau, by=cast.clerk)
    rows = values_for(pattern, cast)
    noun = str(pattern.name).split("_")[0]
    noun = {"report": "report_type" if "types" in str(pattern.pattern) else "report"}.get(noun, noun)
    address = str(pattern.pattern).replace("<int:pk>", str(rows.get(noun, 0)))
    address = re.sub(r"<int:(\w+)>", lambda match: str(rows[match[1]]), address)
    names = ["name", "short_name", "code", "kind", "leading_body", "parent", "active", "full_name", "username", "role"]
    names += ["unit", "with_subunits", "year", "first_day", "last_day", "opens", "due", "closes", "until", "reason"]
    names += ["genre", "period_kinds", "title_pattern", "recipient", "numbering", "preamble_guidance", "closing"]
    names += ["seen", "act", "version", "table", "chapters-TOTAL_FORMS", "chapters-INITIAL_FORMS"]
    client = signed_in(cast.admin)
    for text in (NUL, "x" * 100_000, EVIL, BIG, "9999-12-31", "0001-01-01", ""):
        answer = client.post(f"/{address}", dict.fromkeys(names, text))
        assert answer.status_code in (200, 302, 404, 405, 409, 422)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_far_off_are_stored_shown_and_printed(cast: Cast, day: str) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    client = signed_in(cast.clerk)
    said = {"version": "1", "title": "题目", "recipient": "", "signature": "局", "closing": "", "document_date": day}
    assert client.post(f"/reports/{report.pk}/steps/cover/", said).status_code == 302
    for path in ("", "steps/cover/", "steps/check/", "steps/finish/", "draft.docx", "draft.html"):
        assert client.get(f"/reports/{report.pk}/{path}").status_code == 200


def test_rare_characters_come_back_as_they_were_typed(cast: Cast) -> None:
    text = "𠮷野家😀👨‍👩‍👧 ﷽ é e\u0301 ㊙ 〇 ½ “引” 第一行"
    report = make_report(cast.bureau, by=cast.clerk)
    client = signed_in(cast.clerk)
    client.post(f"/reports/{report.pk}/steps/preamble/", {"version": "1", "preamble": f"{text}\r\n{text}"})
    report.refresh_from_db()
    assert report.preamble == f"{text}\n{text}"


def evil_world(cast: Cast) -> Report:
    """Every text of the county is hostile; the report was returned once and submitted again."""
    for unit in Unit.objects.all():
        unit.name = EVIL[:60]
        unit.short_name = EVIL[:20]
        unit.save()
    cast.bureau.refresh_from_db()
    for person in (cast.clerk, cast.officer, cast.admin):
        person.full_name = "'\"><script>alert(1)</script>"
        person.save()
    report_type = make_report_type(name=EVIL[:60], recipient=EVIL, closing=EVIL)
    report = make_report(
        cast.bureau, by=cast.clerk, filled=True, report_type=report_type, title=EVIL, recipient=EVIL, signature=EVIL
    )
    report.closing = report.preamble = EVIL
    report.save()
    for chapter in report.chapters.all():
        chapter.heading = chapter.lead = chapter.guidance = EVIL
        chapter.save()
        make_entry(chapter, heading=EVIL, body=EVIL)
    moves.submit_report(report, by=cast.clerk, version=1)
    snapshot = report.snapshots.get()
    reviews.open_snapshot(snapshot, by=cast.officer)
    thread = reviews.open_thread(snapshot, "preamble-1", EVIL, by=cast.officer, quote=EVIL[:30])
    moves.return_report(report, by=cast.officer, seen=(1, snapshot.sha256), reason=EVIL)
    reviews.reply(thread, EVIL, by=cast.clerk)
    return report


def pages_of_everybody(cast: Cast, report: Report) -> Iterator[tuple[Client, str]]:
    writer, officer, admin = signed_in(cast.clerk), signed_in(cast.officer), signed_in(cast.admin)
    here = f"/reports/{report.pk}"
    steps = ["cover", "preamble", "check", "finish", *(f"chapter-{c.uuid}" for c in report.chapters.all())]
    yield from ((writer, f"{here}/steps/{step}/?field={EVIL}&removed={EVIL}") for step in steps)
    yield from ((writer, path) for path in ("/", f"{here}/", "/reports/start/", f"{here}/draft.html"))
    yield from ((officer, path) for path in ("/", "/board/", f"{here}/snapshots/1/comment/?anchor=title&quote={EVIL}"))
    yield from ((officer, f"{here}/{path}") for path in ("review/", "snapshots/1/", "snapshots/1.html"))
    rows = {"unit": cast.bureau.pk, "person": cast.clerk.pk, "period": report.period_id}
    rows |= {"report_type": report.report_type_id, "outline": report.outline_id, "outline_preview": report.outline_id}
    for pattern in admin_pages:
        if pattern.name in rows or "<" not in str(pattern.pattern):
            yield admin, "/" + str(pattern.pattern).replace("<int:pk>", str(rows.get(str(pattern.name))))


def assert_harmless(path: str, answer: Any) -> None:
    if answer.streaming:
        # A file: no browser takes it for a page.
        assert answer["Content-Type"].startswith("text/csv"), path
        assert answer["Content-Disposition"].startswith("attachment"), path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        return
    text = answer.content.decode("utf-8", "replace")
    assert "<script>alert" not in text, path
    assert not re.search(r"""<[^>]*['"]><script""", text), path
    assert not re.search(r"<[a-z][^>]*\son\w+\s*=", text), path
    if not path.endswith(".html"):
        assert not re.search(r"<[a-z][^>]*\sstyle\s*=|<style", text), path
        # Data for our scripts is no script.
        assert not re.search(r'<script(?![^>]*\s(?:src=|type="application/json"))', text), path


def test_hostile_texts_are_only_text_on_every_page(cast: Cast) -> None:
    report = evil_world(cast)
    for client, path in pages_of_everybody(cast, report):
        answer = client.get(path)
        assert answer.status_code in (200, 302, 405, 409), path
        if not path.endswith(".xlsx"):
            assert_harmless(path, answer)
    report.preamble = f"{EVIL}又加了一句。"
    report.save()
    moves.submit_report(report, by=cast.clerk, version=report.version)
    officer = signed_in(cast.officer)
    reviews.open_snapshot(report.snapshots.get(number=2), by=cast.officer)
    for path in ("review/", "differences/1/2/", "differences/2/1/", "differences/1/1/"):
        answer = officer.get(f"/reports/{report.pk}/{path}")
        assert answer.status_code == 200
        assert_harmless(path, answer)


def test_names_of_files_break_no_header(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, title='a"\r\nSet-Cookie: x=1\u202e/../b', filled=True)
    for kind in ("docx", "html"):
        answer = signed_in(cast.clerk).get(f"/reports/{report.pk}/draft.{kind}")
        header = answer["Content-Disposition"]
        assert header.startswith("attachment")
        assert not re.search(r"[\r\n]|%0A|%0D|%2F|%E2%80%AE", header, re.I)
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", ["a\r\nb.txt", "../../etc/passwd", "‮txt.exe", "x" * 250 + ".txt", "\x00.txt", EVIL])
def test_an_upload_with_any_name_is_shown_by_a_harmless_one(cast: Cast, name: str) -> None:
    period, report_type = make_period(), make_report_type()
    content = b"--b\r\n" + b"\r\n--b\r\n".join(
        f'Content-Disposition: form-data; name="{field}"\r\n\r\n{value}'.encode()
        for field, value in (("unit", cast.bureau.code), ("period", period.code), ("report_type", report_type.code))
    )
    shown = name.replace("\r\n", " ").replace('"', "%22")
    content += f'\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="{shown}"\r\n\r\n'.encode()
    content += "一、工作开展情况\n层层压实责任。".encode() + b"\r\n--b--\r\n"
    answer = signed_in(cast.clerk).post("/reports/import/", content, content_type="multipart/form-data; boundary=b")
    assert answer.status_code in (302, 422)
    for imported in ImportedFile.objects.all():
        assert not re.search(r"[\x00-\x1f\u202e/\\]", imported.name)


def test_corrections_of_an_import_that_no_page_sends_are_refused(cast: Cast) -> None:
    imported = ImportedFile.objects.create(
        unit=cast.bureau,
        period=make_period(),
        report_type=make_report_type(),
        name="旧稿.txt",
        uploaded_by=cast.clerk,
        lines=[],
    )
    client = signed_in(cast.clerk)
    for said in ({"join": "x"}, {"join": BIG}, {"join": "-1"}, {"part-0": EVIL, "text-0": NUL}, {"join": NUL}):
        answer = client.post(f"/imports/{imported.uuid}/", {"version": "1", **said})
        assert answer.status_code in (302, 422)


def test_methods_and_bodies_that_nobody_expects_cause_no_fault(cast: Cast) -> None:
    report = returned(cast)
    client = signed_in(cast.clerk)
    for path in (
        "/",
        f"/reports/{report.pk}/",
        f"/reports/{report.pk}/steps/cover/",
        f"/reports/{report.pk}/moves/submit/",
    ):
        for method in ("head", "put", "delete", "options", "patch", "trace"):
            assert getattr(client, method)(path).status_code in (200, 302, 405, 409)
        for kind in ("application/json", "text/xml", "multipart/form-data", "multipart/form-data; boundary=", ""):
            assert client.post(path, b"\xff\xfe{", content_type=kind).status_code in (200, 302, 400, 405, 409, 422)


def test_a_person_whose_name_is_hostile_signs_in_and_out(cast: Cast) -> None:
    client = Client()
    for name in (NUL, EVIL, "x" * 100_000, ""):
        assert client.post("/sign-in/", {"username": name, "password": name}).status_code == 200
    person = make_person(EVIL[:40], username="evil", password="Lan-tian-2026")
    answer = client.post("/sign-in/", {"username": person.username, "password": "Lan-tian-2026", "next": "//evil.org"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
