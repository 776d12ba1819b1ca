"""The administrator's pages on which the look of documents is settled, with their pictures."""

from typing import Any

import pytest
from django.test import Client

from reports.models import LetterheadSettings, TypographySettings
from tests.cast import Cast
from tests.factories import make_letterhead

pytestmark = pytest.mark.django_db
TYPED = {
    "organ": "云岭县应急管理局文件",
    "code_word": "云应急",
    "signers": " 周明远 \r\n\r\n林小雨",
    "sealed": "on",
    "copy_to": "县委办公室",
    "picture": "upward",
}
SETTLED = {"line_pitch": "30", "latin": "chinese", "faces": "windows"}
TYPOGRAPHY = "/admin/report-types/typography/"


@pytest.fixture(autouse=True)
def signed_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)


def page(cast: Cast) -> str:
    return f"/admin/units/{cast.bureau.pk}/letterhead/"


def test_a_letterhead_is_filled_in_once(client: Client, cast: Cast) -> None:
    assert client.get(page(cast)).context["form"]["organ"].value() == "云岭县应急管理局文件"
    answer = client.post(page(cast), TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (302, page(cast))
    stored = LetterheadSettings.objects.get()
    assert (stored.unit, stored.signers, stored.sealed, stored.note) == (cast.bureau, "周明远\n林小雨", True, "")
    assert "云应急" in client.get(f"/admin/units/{cast.bureau.pk}/").content.decode()


def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(client: Client, cast: Cast) -> None:
    answer = client.post(page(cast), TYPED | {"organ": "", "copy_to": "长" * 201})
    assert list(answer.context["form"].errors) == ["organ", "copy_to"]
    assert answer.context["form"]["code_word"].value() == "云应急"
    assert not LetterheadSettings.objects.exists()


@pytest.mark.parametrize(
    ("picture", "seen", "unseen"),
    [
        ("upward", ["云应急〔", "周明远", "林小雨", "抄送"], []),
        ("other", ["云应急〔", "抄送"], ["周明远"]),
        ("letter", ["云应急〔"], ["周明远", "应急管理局文件"]),
        ("song", ["周明远"], []),
    ],
)
def test_the_picture_follows_what_is_typed_and_saves_nothing(
    client: Client, cast: Cast, picture: str, seen: list[str], unseen: list[str]
) -> None:
    typed = TYPED | {"picture": picture}
    part = client.post(page(cast), typed, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert [word for word in seen if word not in part] == []
    assert [word for word in unseen if word in part] == []
    whole = client.post(page(cast), typed | {"act": "look"})
    assert all(word in whole.context["picture"] for word in seen)
    assert whole.context["form"]["copy_to"].value() == "县委办公室"
    assert not LetterheadSettings.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"organ": "\0", "signers": "\0", "sealed": "?"}])
def test_nonsense_has_a_picture_too(client: Client, cast: Cast, typed: dict[str, Any]) -> None:
    for address in (page(cast), TYPOGRAPHY):
        assert client.post(address, typed, headers={"HX-Request": "true"}).status_code == 200


def test_a_letterhead_is_removed(client: Client, cast: Cast) -> None:
    make_letterhead(cast.bureau)
    answer = client.post(page(cast), {"act": "remove"})
    assert answer.headers["Location"] == f"/admin/units/{cast.bureau.pk}/"
    assert not LetterheadSettings.objects.exists()
    assert 'value="remove"' not in client.get(page(cast)).content.decode()


def test_the_typography_is_settled_and_shown(client: Client, cast: Cast) -> None:
    assert client.get(TYPOGRAPHY).context["form"]["line_pitch"].value() == "28.95"
    client.post(TYPOGRAPHY, SETTLED | {"act": "look"})
    assert not TypographySettings.objects.exists()
    answer = client.post(TYPOGRAPHY, SETTLED)
    assert answer.headers["Location"] == TYPOGRAPHY
    assert TypographySettings.objects.values("line_pitch", "latin", "faces").get() == SETTLED


def test_an_unknown_value_is_refused(client: Client, cast: Cast) -> None:
    answer = client.post(TYPOGRAPHY, SETTLED | {"faces": "comic"})
    assert list(answer.context["form"].errors) == ["faces"]
