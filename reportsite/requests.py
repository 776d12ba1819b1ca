"""The request as Django gets it: whatever it says, it is read as UTF-8."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class PlainRequest(WSGIRequest):
    """A request that takes no encoding from its Content-Type.

    Django decodes the address by it while it makes the request, where nobody catches what goes wrong, and Python knows
    encodings that are for no texts. `WholeForms` refuses a form that says it comes in another one.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class PlainHandler(WSGIHandler):
    """Django's handler, for such requests."""

    request_class = PlainRequest
