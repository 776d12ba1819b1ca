"""A form that is sent twice or ten times at once does one thing, and every sending is answered like the first."""

from functools import partial

import pytest
from django.test import Client

from reports.models import Activity, AuditEntry, Comment, Receipt, Report
from tests.browsing import Sent, fields_of
from tests.cast import Cast
from tests.factories import make_entry, make_report
from tests.hostile.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def ten_times(cast: Cast, url: str, sent: Sent) -> set[tuple[int, str]]:
    """How the same form was answered, sent by ten processes at the same moment."""
    clients = [signed_in(cast.clerk) for _ in range(10)]
    answers = together(*(partial(client.post, url, sent) for client in clients))
    return {(answer.status_code, answer.get("Location", "")) for answer in answers}


def test_ten_submissions_at_once_are_one_and_all_are_told_so(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    page = signed_in(cast.clerk).get(f"/reports/{report.pk}/steps/finish/").content.decode()
    sent = fields_of(page, "move-submit")
    answers = ten_times(cast, f"/reports/{report.pk}/moves/submit/", sent)
    assert answers == {(302, f"/reports/{report.pk}/")}
    assert (report.snapshots.count(), AuditEntry.objects.filter(event="report.submit").count()) == (1, 1)


def test_an_entry_is_added_once(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    url = f"/reports/{report.pk}/steps/chapter-{report.chapters.all()[0].uuid}/"
    sent = fields_of(signed_in(cast.clerk).get(url).content.decode(), "step-form") | {"act": ["add"]}
    answers = ten_times(cast, url, sent)
    assert (len(answers), report.workitems.count()) == (1, 1)


def test_another_text_in_the_same_form_is_another_form(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    make_entry(report.chapters.all()[0], "甲", "乙")
    client, url = signed_in(cast.clerk), f"/reports/{report.pk}/steps/preamble/"
    sent = fields_of(client.get(url).content.decode(), "step-form")
    for text in ("一", "二"):
        client.post(url, {**sent, "preamble": text, "mine": str(Report.objects.get().version)})
    assert Report.objects.get().preamble == "二"


def test_a_refused_form_may_be_sent_again(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    client, url = signed_in(cast.clerk), f"/reports/{report.pk}/steps/cover/"
    sent = fields_of(client.get(url).content.decode(), "step-form") | {"document_date": ["2026-02-31"]}
    assert [client.post(url, sent).status_code for _ in range(2)] == [422, 422]
    assert not Receipt.objects.exists()


def test_somebody_else_cannot_learn_where_a_form_led(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    url = f"/reports/{report.pk}/steps/cover/"
    clerk = signed_in(cast.clerk)
    sent = fields_of(clerk.get(url).content.decode(), "step-form")
    assert clerk.post(url, sent).status_code == 302
    assert signed_in(cast.head).post(url, sent).status_code == 409
    assert clerk.post(f"/reports/{report.pk}/discard/", sent).status_code == 409


def test_a_key_that_is_none_changes_nothing(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk)
    clerk = signed_in(cast.clerk)
    for key in ("", "x", "'" * 500):
        assert clerk.post(f"/reports/{report.pk}/steps/cover/", {"once": key}).status_code in (409, 422)
    assert (Receipt.objects.count(), Comment.objects.count(), Activity.objects.count()) == (0, 0, 0)
