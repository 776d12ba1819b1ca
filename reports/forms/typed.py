"""What a person typed into a form that could not be taken, to be copied from the page that says so."""

import re

from django.http import HttpRequest

# Tokens, numbers, codes, days and addresses: nobody has to write them again.
_NOT_TYPED = re.compile(r"[\w.:/?=&%+,-]*", re.ASCII)


def reads_data(request: HttpRequest) -> bool:
    """Whether a script of ours sent the request, which reads the answer as JSON and shows it in its own place."""
    return request.headers.get("Accept") == "application/json"


def typed_texts(request: HttpRequest) -> list[str]:
    """The texts of the posted form in its order, each once; never a password."""
    posted = [(name, value.strip()) for name, values in request.POST.lists() for value in values if name != "bases"]
    return list(
        dict.fromkeys(value for name, value in posted if "password" not in name and not _NOT_TYPED.fullmatch(value))
    )
