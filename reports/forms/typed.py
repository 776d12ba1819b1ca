"""What a person typed into a form that could not be taken, to be copied from the page that says so."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _

from reports.errors import TooLarge

# A form that is larger is cut off there; the settings allow 20 MB.
LARGEST_GIVEN_BACK = 64 * 1024 * 1024

# Tokens, numbers, codes, days and addresses: nobody has to write them again.
_NOT_TYPED = re.compile(r"[\w.:/?=&%+,-]*", re.ASCII)


def reads_data(request: HttpRequest) -> bool:
    """Whether a script of ours sent the request, which reads the answer as JSON and shows it in its own place."""
    return request.headers.get("Accept") == "application/json"


def typed_texts(request: HttpRequest) -> list[str]:
    """The texts of the posted form in its order, each once; never a password."""
    return _texts((name, value) for name, values in request.POST.lists() for value in values)


def too_large() -> TooLarge:
    """What a script is told that sends more than the settings allow."""
    return TooLarge(_("This is more text than the site takes at once. Part it, for instance among chapters."))


def unread_texts(request: HttpRequest) -> list[str]:
    """The texts of a form that is more than the site takes, all in one piece; none where it can't be read any more.

    A body that came in parts (multipart) is gone once its reading was broken off.
    """
    try:
        body = request.body
    except RequestDataTooBig:
        body = request.read(LARGEST_GIVEN_BACK)
    except RawPostDataException:
        return []
    texts = _texts(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, errors="replace"))
    return ["\n\n".join(texts)] if texts else []


def _texts(posted: Iterable[tuple[str, str]]) -> list[str]:
    said = ((name, value.strip()) for name, value in posted if name != "bases")
    return list(
        dict.fromkeys(value for name, value in said if "password" not in name and not _NOT_TYPED.fullmatch(value))
    )
