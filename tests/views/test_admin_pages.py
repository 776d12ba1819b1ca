"""The administrator's pages are there for administrators only."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern

from reports.urls import admin_pages
from tests.cast import make_cast

pytestmark = pytest.mark.django_db
# Nobody posts to these, whoever they are.
ONLY_READ = ("audit", "audit_file")


@pytest.mark.parametrize("page", admin_pages, ids=lambda page: page.name)
def test_nobody_else_finds_them(page: URLPattern) -> None:
    cast = make_cast()
    route = re.sub(r"<\w+:\w+>", "1", str(page.pattern))
    for person in (cast.clerk, cast.head, cast.officer, cast.outsider):
        client = Client()
        client.force_login(person)
        assert {client.get(f"/{route}").status_code, client.post(f"/{route}").status_code} <= {404, 405}
        assert client.post(f"/{route}").status_code == (405 if page.name in ONLY_READ else 404)
    assert Client().get(f"/{route}").status_code == 302
