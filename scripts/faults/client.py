"""A person at a browser: signs in, reads a step with its form, types, presses buttons, and knows what was acknowledged.

Whoever calls hears of each write one of three things: acknowledged, refused in words, or `Unknown`, where the answer
never came and the write may stand or not.
"""

import json
import ssl
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import lxml.html

# Loopback only; making one loads no certificates.
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TIMEOUT = 60.0
# gunicorn closes a line that is idle for two seconds. A browser asks anew where that happens just then; here a line is
# let go before.
_LIMITS = httpx.Limits(keepalive_expiry=1.0)
# What our own scripts say of themselves.
_SCRIPT = {"Accept": "application/json", "X-Requested-With": "fetch"}


class Unknown(Exception):
    """No whole answer came: the line broke, the server died, or it said that it failed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One request: what it was, how long it took, its status (0 where the line broke), and when it ended."""

    what: str
    seconds: float
    status: int
    at: float


@dataclass
class Step:
    """A step of the wizard open on the screen: its address, the fields as they stand, and the page's own number."""

    url: str
    values: dict[str, str]
    bases: dict[str, str]
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    sequence: int = 0


@dataclass
class Browser:
    """A signed-in person's browser; `taken` has every request."""

    url: str
    username: str
    password: str
    person: int
    taken: list[Taken] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.http = self._fresh()

    def _fresh(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=TIMEOUT, verify=_NO_TLS, trust_env=False, limits=_LIMITS)

    def close(self) -> None:
        """Let the line go."""
        self.http.close()

    def ask(self, method: str, address: str, what: str = "page", **more: Any) -> httpx.Response:
        """One request; raises Unknown for none or half an answer and for one of 500 and above but 507."""
        begin = time.monotonic()
        status = 0
        try:
            answer = self.http.request(method, address, **more)
            status = answer.status_code
        except httpx.HTTPError as error:
            raise Unknown(f"{what}: {type(error).__name__} {error}") from error
        finally:
            now = time.monotonic()
            self.taken.append(Taken(what, now - begin, status, now))
        if status >= 500 and status != 507:
            raise Unknown(f"{what}: {status}")
        return answer

    def sign_in(self) -> None:
        """Sign in by the form; raises RuntimeError where that is refused."""
        self.http.cookies.clear()
        form = form_of(self.ask("GET", "/sign-in/").text, "password")
        form |= {"username": self.username, "password": self.password}
        answer = self.ask("POST", "/sign-in/", "sign-in", data=form)
        if answer.status_code != 302:
            raise RuntimeError(f"{self.username} may not sign in: {answer.status_code}")

    def page(self, address: str, what: str = "page") -> str:
        """The page at an address, signing in again where the sign-in has ended."""
        answer = self.ask("GET", address, what)
        if _leads_to(answer, "/sign-in/"):
            self.sign_in()
            answer = self.ask("GET", address, what)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return answer.text

    def open_step(self, report: int, step: str) -> Step:
        """Open a step for writing."""
        address = f"/reports/{report}/steps/{step}/"
        values = form_of(self.page(address), "bases")
        return Step(address, values, json.loads(values["bases"] or "{}"))

    def save(self, step: Step, typed: Mapping[str, str]) -> int:
        """Press "Save"; the status: 302 acknowledges, 409 and 422 refuse in words."""
        values = {**step.values, **typed, "save": "1"}
        return self._send(step.url, "save", values).status_code

    def autosave(self, step: Step, typed: Mapping[str, str]) -> int:
        """Send what was typed as the page does by itself; 200 acknowledges all of it, 409 says that some clashed."""
        step.sequence += 1
        fields = {name: {"value": [text], "base": step.bases.get(name, "")} for name, text in typed.items()}
        body = {"person": self.person, "page": step.key, "sequence": step.sequence, "fields": fields}
        answer = self._send(f"{step.url}autosave/", "autosave", step.values, json=body, headers=_SCRIPT)
        if answer.status_code != 200:
            return answer.status_code
        told = answer.json()
        # What somebody else wrote meanwhile is taken as it is.
        step.bases |= told["saved"] | {name: one["base"] for name, one in told["changed"].items()}
        step.values["bases"] = json.dumps(step.bases)
        return 200 if told["saved"].keys() >= typed.keys() else 409

    def post(self, page: str, address: str, what: str, **said: str) -> int:
        """Send the form of `page` that goes to `address`; the status, or 404 where the page has no such form."""
        values = form_to(page, address)
        return 404 if values is None else self._send(address, what, values | said).status_code

    def move(self, report: int, code: str, page: str, **said: str) -> int:
        """Press the button of a move as it stands on `page`; 302 to the next page acknowledges, 409 and 422 refuse.

        404 says that the page has no such button for this person now.
        """
        values = form_to(page, f"/reports/{report}/moves/{code}/")
        if values is None:
            return 404
        # Asked for only where the password was typed too long ago.
        values |= {"confirm_password": self.password, "next": f"/refused/{code}/", **said}
        answer = self._send(f"/reports/{report}/moves/{code}/", code, values)
        return 422 if _leads_to(answer, "/refused/") else answer.status_code

    def upload(self, report: int, entry: str, token: str, name: str, data: bytes) -> int:
        """Add evidence to an entry; 302 acknowledges."""
        address = f"/reports/{report}/entries/{entry}/evidence/"
        files = {"file": (name, data, "application/octet-stream")}
        return self._send(address, "upload", {"csrfmiddlewaretoken": token}, files=files).status_code

    def _send(self, address: str, what: str, values: dict[str, str], **more: Any) -> httpx.Response:
        """Send a form, or `more` with its token; where it is turned away, sign in if need be and send it again.

        That is what the pages do in place (signing.js); `values` get the token of by now.
        """
        answer = self._post(address, what, values, **more)
        if answer.status_code not in (401, 403) and not _leads_to(answer, "/sign-in/"):
            return answer
        if self._session()["person"] is None:
            self.sign_in()
        values["csrfmiddlewaretoken"] = self._session()["token"]
        return self._post(address, what, values, **more)

    def _post(self, address: str, what: str, values: dict[str, str], **more: Any) -> httpx.Response:
        if "json" not in more:
            return self.ask("POST", address, what, data=values, **more)
        headers = more["headers"] | {"X-CSRFToken": values["csrfmiddlewaretoken"]}
        return self.ask("POST", address, what, **more | {"headers": headers})

    def _session(self) -> dict[str, Any]:
        session: dict[str, Any] = self.ask("GET", "/session/", headers=_SCRIPT).json()
        return session


def _leads_to(answer: httpx.Response, place: str) -> bool:
    return answer.status_code == 302 and urlsplit(answer.headers["Location"]).path.startswith(place)


def form_of(page: str, field_name: str) -> dict[str, str]:
    """The fields of the form that has `field_name`, as they stand; raises RuntimeError where no form has it."""
    root: Any = lxml.html.document_fromstring(page)
    for form in root.forms:
        if field_name in form.fields:
            return _values(form)
    raise RuntimeError(f"no form with {field_name} in the page")


def form_to(page: str, address: str) -> dict[str, str] | None:
    """The fields of the form that is sent to `address`; None where the page has none."""
    root: Any = lxml.html.document_fromstring(page)
    for form in root.forms:
        if form.get("action") == address:
            return _values(form)
    return None


def _values(form: Any) -> dict[str, str]:
    # The first line break of a text area belongs to the markup.
    areas = {area.get("name") for area in form.iterdescendants("textarea")}
    return {name: value.removeprefix("\n") if name in areas else str(value) for name, value in form.form_values()}
