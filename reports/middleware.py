"""What happens around every request: where it comes from, and errors that are meant for the person."""

import codecs
import logging
import uuid
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext

from reports.access import has_second_factor, needs_second_factor
from reports.actions import receipts
from reports.actions.audit import Origin, origin
from reports.actions.sessions import has_password_here, note_act, note_end, why_over
from reports.actions.watching import note_refusal
from reports.errors import NoSpace, OnlyShown, ReportError
from reports.forms.typed import reads_data, typed_texts

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]


def client_address(request: HttpRequest) -> str | None:
    """The network address of the person's machine, or None where the server can't know it.

    Behind a proxy only the last part of X-Forwarded-For is the proxy's own word; anybody can send what stands before.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    # A server that listens on IPv6 calls 10.0.0.7 ::ffff:10.0.0.7; it is one machine.
    return str(getattr(found, "ipv4_mapped", None) or found)


class RequestOrigin:
    """Give each request an id (answered as X-Request-Id) and tell the audit where it comes from."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request with its origin set."""
        here = Origin(client_address(request), uuid.uuid4().hex)
        token = origin.set(here)
        try:
            response = self.get_response(request)
        finally:
            origin.reset(token)
        response["X-Request-Id"] = here.request_id
        return response


class ChosenLanguage:
    """Answer in Chinese until somebody chooses English; what a browser asks for tells more about who installed it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request in the language that the cookie of `set_language` names."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class NeverStored:
    """Keep every page and download out of caches: the next person at this machine must not find it there."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request; a view that says something about caching knows better."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class WholeForms:
    """Take no form that can't be read whole, or of which the line brought only a part (`reportsite.bodies` tells).

    It is read once, here: to all that comes later, also to the page that says so, such a form is empty. Django's check
    of the token would go on with an empty form where a script sent the token in a header.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request, and keep why its form can't be read: an address that isn't there says that instead."""
        request.unread = why_unread(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Handler, args: Any, kwargs: Any) -> HttpResponse | None:
        """A refusal, or None where the form is whole; nobody waits for an answer to half a form any more."""
        error: Exception | None = request.unread  # type: ignore[attr-defined]
        match error:
            case None:
                return None
            case UnreadablePostError():
                return HttpResponse(status=400)
            case SuspiciousOperation():
                # More than the site takes: handler400 gives it back.
                raise error
        told = gettext("The page sent something that can't be used. Load it again and repeat the step.")
        return error_page(request, ReportError(told))


def why_unread(request: HttpRequest) -> Exception | None:
    """What keeps the posted form from being read, which is empty from now on; None where it can be.

    All pages here speak UTF-8, so nobody sends anything else.
    """
    declared = (request.content_params or {}).get("charset") or "utf-8"
    try:
        if request.encoding:
            # By another of its names Django doesn't know it.
            request.encoding = "utf-8"
        request.POST  # noqa: B018  # reading is what may fail
        if request.method == "POST" and not is_utf_8(declared):
            raise BadRequest(declared)
    except (UnreadablePostError, MultiPartParserError, BadRequest, SuspiciousOperation) as error:
        request._mark_post_parse_error()  # type: ignore[attr-defined]  # as Django itself does
        return error
    return None


def is_utf_8(name: str) -> bool:
    """Whether that is a name of UTF-8."""
    try:
        return codecs.lookup(name).name == "utf-8"
    except (LookupError, ValueError):
        return False


class Sessions(SessionMiddleware):
    """Django's own, but with a full disk a page is shown all the same: only the minute of the last act isn't noted."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep what changed in the session, where there is room."""
        try:
            return super().process_response(request, response)
        except OperationalError as error:
            if not is_no_space(error):
                raise
            logger.exception("the session could not be kept")
            return response


class SessionLimits:
    """End a sign-in that nobody used for too long, or that is older than a working day.

    A script marks what the person didn't do, such as asking who else is here, by the header `X-Background`: that
    keeps no sign-in alive. `request.ended` says why a sign-in has ended, or "".
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request, as nobody's where the sign-in has ended."""
        request.ended = why_over(request.session) if SESSION_KEY in request.session else ""  # type: ignore[attr-defined]
        if request.ended:  # type: ignore[attr-defined]
            if request.user.is_authenticated:
                note_end(request.ended, by=request.user)  # type: ignore[attr-defined]
            logout(request)
        elif SESSION_KEY in request.session and "X-Background" not in request.headers:
            note_act(request.session)
        return self.get_response(request)


class SignedInOnly(LoginRequiredMiddleware):
    """Lead who is not signed in to the sign-in page, unless that would lose what was typed or end up inside a page."""

    def handle_no_permission(  # type: ignore[override]  # Django's own always redirects
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        """The sign-in page, or for a form with texts a page that gives them back.

        A script (`HX-Request` of htmx, `X-Requested-With` of our own) gets the bare 401 with the header `X-Signed-Out`:
        "idle", "expired", or "none" for a sign-in that ended in another way or never was.
        """
        ended: str = request.ended  # type: ignore[attr-defined]
        if "HX-Request" in request.headers or "X-Requested-With" in request.headers or reads_data(request):
            headers = {"WWW-Authenticate": "Session", "X-Signed-Out": ended or "none"}
            return HttpResponse(status=401, headers=headers)
        if typed := typed_texts(request):
            return render(request, "reports/errors/signed_out.html", {"typed": typed}, status=403)
        answer = super().handle_no_permission(request, view_func)
        if ended:
            answer["Location"] += f"&ended={ended}"
        return answer


class Refusals:
    """Write down where a signed-in person is refused, by 403 or by 404: a mistake, or somebody trying.

    A row that is hidden from a person is answered like one that doesn't exist, so both are noted; an address that the
    site doesn't have is not.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request, and look at the answer; the act that was refused is undone by then."""
        response = self.get_response(request)
        if response.status_code in (403, 404) and request.resolver_match and request.user.is_authenticated:
            try:
                note_refusal(request.path, by=request.user, hidden=response.status_code == 404)
            except OperationalError as error:
                if not is_no_space(error):
                    raise
                logger.exception("the refusal could not be noted")
        return response


def is_no_space(error: OperationalError) -> bool:
    """Whether the database says that its disk is full; SQLite's journal calls it an input/output error."""
    full = ("database or disk is full", "disk I/O error")
    return str(error) in full or getattr(error.__cause__, "sqlstate", "") == "53100"


def in_words(error: Exception) -> ReportError | None:
    """The error as a person may be told it: a ReportError as it is, a full disk; None for anything else."""
    if not (isinstance(error, OperationalError) and is_no_space(error)):
        return error if isinstance(error, ReportError) else None
    logger.error("the disk of the database takes nothing", exc_info=error)
    return NoSpace(
        gettext(
            "The server's disk takes nothing just now, so nothing was saved. "
            "Keep what you typed, tell the administrator, then try again."
        )
    )


class ErrorsForPeople:
    """Answer a ReportError that no view handled with a page that says what happened and what to do.

    What was typed and sent along stands there to be copied. Also who opens an address that only takes what a button
    sends, such as that of a refused form, reads what it is, and so does who sends something to a page that only shows.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request; `process_exception` does most of the work."""
        response = self.get_response(request)
        if response.status_code != 405 or (request.method in ("GET", "HEAD") and reads_data(request)):
            return response
        if request.method in ("GET", "HEAD"):
            page = render(request, "reports/errors/only_sent.html", status=405)
        else:
            page = error_page(request, OnlyShown(gettext("This page only shows something and takes nothing.")))
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for `error`, or None where it is no ReportError and no full disk."""
        told = in_words(error)
        return error_page(request, told) if told else None


def error_page(request: HttpRequest, error: ReportError) -> HttpResponse:
    """What happened and what to do, with what was typed; a script gets the same as JSON."""
    if reads_data(request):
        return JsonResponse({"why": type(error).__name__, "words": gettext(str(error))}, status=error.status)
    context = {
        # The pure floors only mark their texts; for any other text gettext changes nothing.
        "error": gettext(str(error)),
        "typed": typed_texts(request),
    }
    return render(request, "reports/error.html", context, status=error.status)


class FirstThings:
    """Lead a person to what comes before all other pages: an own password, a second factor that a role demands."""

    OPEN = ("change_password", "second_factor", "sign_out", "set_language")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request; `process_view` does the work."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Handler, args: Any, kwargs: Any) -> HttpResponse | None:
        """The way to that page, or None where the person may go on."""
        person = request.user
        page = request.resolver_match.url_name if request.resolver_match else ""
        if page in self.OPEN or not person.is_authenticated:
            return None
        if person.must_change_password and has_password_here(request.session):
            first, why = "change_password", "FirstPassword"
        elif needs_second_factor(person) and not has_second_factor(person):
            first, why = "second_factor", "SecondFactor"
        else:
            return None
        return JsonResponse({"why": why}, status=401) if reads_data(request) else redirect(first)


class SentOnce:
    """Answer a form that is sent twice like the first time: a double click, F5, a proxy's retry.

    Forms carry a key (`{% once %}`); what counts as the same is the key with all that was sent along. A form that
    was refused may be sent again. Scripts that show or save what is being typed repeat themselves on purpose.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request, and write down where a form led that is sent for the first time."""
        response = self.get_response(request)
        if key := getattr(request, "sent_once", None):
            try:
                receipts.finish(key, response.get("Location", "") if response.status_code == 302 else "")
            except OperationalError as error:
                if not in_words(error):
                    raise
        return response

    def process_view(self, request: HttpRequest, view: Handler, args: Any, kwargs: Any) -> HttpResponse | None:
        """The answer of the first time, or None where this is it."""
        key = form_key(request)
        if key is None or not request.user.is_authenticated:
            return None
        try:
            led_to = receipts.begin(key, request.path[:300], by=request.user)
        except (ReportError, OperationalError) as error:
            if told := in_words(error):
                return error_page(request, told)
            raise
        if led_to:
            return HttpResponseRedirect(led_to)
        request.sent_once = key  # type: ignore[attr-defined]
        return None


def form_key(request: HttpRequest) -> uuid.UUID | None:
    """The key of what was sent: the form's with all its fields; None for what may be repeated."""
    if request.method != "POST" or ("HX-Request" in request.headers and "HX-Boosted" not in request.headers):
        return None
    try:
        form = uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None
    said = sorted(
        (name, values) for name, values in request.POST.lists() if "token" not in name and "password" not in name
    )
    files: Any = request.FILES
    sizes = sorted((name, file.name, file.size) for name, sent in files.lists() for file in sent)
    return uuid.uuid5(form, repr((said, sizes)))
