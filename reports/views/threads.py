"""Comments on the paragraphs of a snapshot: opening one, and all that is done with it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reports.actions import reviews
from reports.document import decode, text_at
from reports.errors import InvalidInput
from reports.forms.moves import CommentForm
from reports.models import Person, Snapshot, Thread
from reports.queries import reviewed_report, visible_thread
from reports.views.requests import PersonRequest, came_from, posted_text

ACTS: dict[str, Callable[[Thread, Person, str], object]] = {
    "reply": lambda thread, by, body: reviews.reply(thread, body, by=by),
    "answer": lambda thread, by, body: reviews.mark_answered(thread, by=by, body=body),
    "resolve": lambda thread, by, body: reviews.resolve_thread(thread, by=by),
    "reopen": lambda thread, by, body: reviews.reopen_thread(thread, body, by=by),
}


@require_http_methods(["GET", "HEAD", "POST"])
def thread_new(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Comment on a paragraph; the page of its own serves those who have no script."""
    report = reviewed_report(request.user, pk)
    snapshot = get_object_or_404(report.snapshots.filter(withdrawn_at__isnull=True), number=number)
    form = CommentForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.is_valid():
        values = form.cleaned_data
        try:
            thread = reviews.open_thread(
                snapshot, values["anchor"], values["body"], by=request.user, quote=values["quote"]
            )
        except InvalidInput as error:
            form.add_error(error.field if error.field == "body" else None, str(error))
        else:
            return redirect(f"{reverse('review', args=[pk])}#thread-{thread.pk}")
    status = 422 if form.is_bound else 200
    context = {"report": report, "snapshot": snapshot, "form": form, "quote": _quote(snapshot, form)}
    return render(request, "reports/review/comment.html", context, status=status)


@require_POST
def thread_act(request: PersonRequest, pk: int) -> HttpResponse:
    """Answer a thread, mark it answered, resolve it or open it again; then back to where the person was.

    What lacks its words is refused: for a script, whose page stays as it is, in the answer, else on the next page.
    """
    thread = visible_thread(request.user, pk)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise InvalidInput(_("The page sent something that can't be used. Load it again and repeat the step."))
    body = posted_text(request, "body")
    try:
        act(thread, request.user, body)
    except InvalidInput as error:
        if body.strip() or request.htmx:
            raise
        messages.error(request, str(error))
    return redirect(f"{came_from(request).split('#')[0]}#thread-{thread.pk}")


def _quote(snapshot: Snapshot, form: CommentForm) -> str:
    """The paragraph that the form is about, or "" where there is none such."""
    anchor = str(form["anchor"].value() or "")
    try:
        return text_at(decode(snapshot.document), anchor)
    except KeyError:
        return ""
