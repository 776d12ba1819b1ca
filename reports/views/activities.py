"""One activity of the ledger: the quick line, entering, changing, voiding, merging and parting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.actions.ledger import (
    keep_apart,
    merge_activities,
    record_activity,
    remember_wording,
    save_activity,
    unmerge_activity,
    void_activity,
)
from reports.composing.activities import reader_for
from reports.errors import InvalidInput, StaleReport
from reports.forms.ledger import ActivityForm, ChangeActivityForm, VoidForm, form_for_reading
from reports.models import Activity, KindWording
from reports.queries.ledger import (
    kept_apart_from,
    recorded_twice,
    versions_of,
    visible_activities,
    visible_activity,
)
from reports.templatetags.ledger import days
from reports.views.activity_changes import changes_of
from reports.views.answers import refusals_told
from reports.views.ledger import own_unit
from reports.views.requests import PersonRequest, came_from, posted_text

LONGEST_LINE = 300
# What "same as last time" takes over; numbers and days are those of the new one.
SAME = ("kind", "title", "people", "unit")


@require_POST
def activity_quick(request: PersonRequest) -> HttpResponse:
    """Show how a quick line is read; nothing is stored. A script gets the form alone, a browser a page with it."""
    reader = reader_for(request.user, own_unit(request.user))
    line = posted_text(request, "line").strip()[:LONGEST_LINE]
    if not line and request.htmx:
        return HttpResponse("")
    form = form_for_reading(reader, reader.line(line), request.user)
    context = {"form": form, "line": line, "next": _next(request), "pressed": "read" in request.POST}
    template = "reports/ledger/reading.html" if request.htmx else "reports/ledger/activity_new.html"
    return render(request, template, context)


def activity_new(request: PersonRequest) -> HttpResponse:
    """Enter an activity; `?like=` names the one whose kind, title and people are taken over, with today's date."""
    unit = own_unit(request.user)
    initial: dict[str, object] = {"unit": unit, "first_day": timezone.localdate()}
    if "like" in request.GET:
        like = get_object_or_404(visible_activities(request.user), uuid=_uuid(request.GET["like"]))
        initial |= {name: getattr(like, name) for name in SAME}
    form = ActivityForm(_posted(request), initial=initial, person=request.user)
    if form.is_valid():
        with form.refusals():
            values = form.fields_of_activity()
            another = form.cleaned_data["another"]
            activity = record_activity(values.pop("unit"), by=request.user, another=another, **values)
            messages.success(request, _("Recorded: %(activity)s") % {"activity": _told(activity)})
            _remember(request, activity, form.cleaned_data["words"])
            # The browser puts the focus there, so that the next line can be typed at once.
            return redirect(f"{_next(request)}#quick-line")
    context = {"form": form, "line": posted_text(request, "line"), "next": _next(request)}
    return render(request, "reports/ledger/activity_new.html", context, status=form.status)


def activity(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """What it says, with what it said before; its form changes it."""
    here = visible_activity(request.user, uuid)
    form = ChangeActivityForm(_posted(request), activity=here, person=request.user)
    if form.is_valid():
        with form.refusals():
            save_activity(here, by=request.user, version=form.cleaned_data["version"], **form.fields_of_activity())
            messages.success(request, _("Saved."))
            return redirect("activity", uuid)
        here = visible_activity(request.user, uuid)
        before = here.versions.filter(number=form.cleaned_data["version"]).first()
        if before and form.status == StaleReport.status:
            form = form.anew(here, before.said, request.user)
    return _page(request, here, form=form)


@require_POST
def activity_void(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Take it out of all counts, with a reason."""
    here = visible_activity(request.user, uuid)
    form = VoidForm(request.POST)
    if form.is_valid():
        with form.refusals():
            void_activity(here, by=request.user, **form.cleaned_data)
            messages.success(request, _("It is void and counts nowhere any more."))
            return redirect("activity", uuid)
        here = visible_activity(request.user, uuid)
        form.data = {**request.POST.dict(), "version": here.version}
    return _page(request, here, void_form=form)


@require_POST
def activity_merge(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Say that the activities named by `same` are the same meeting; the one that `counts` names stands for all."""
    here = visible_activity(request.user, uuid)
    with refusals_told(request):
        others = _named_same(request)
        counts = _uuid(request.POST.get("counts", ""))
        first = next((row for row in others if row.uuid == counts), here)
        head = merge_activities(first, [here, *others], by=request.user)
        told = {"unit": head.unit.short_name, "title": head.title}
        messages.success(request, _("Merged; the meeting counts once, as %(unit)s recorded it: “%(title)s”.") % told)
    return redirect(came_from(request))


@require_POST
def activity_part(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Let it be a meeting of its own again; where `same` names others that only look like it, for good."""
    here = visible_activity(request.user, uuid)
    with refusals_told(request):
        if "same" in request.POST:
            keep_apart(here, _named_same(request), by=request.user)
            messages.success(request, _("Kept as different meetings; they are not offered again."))
        else:
            unmerge_activity(here, by=request.user)
            messages.success(request, _("Parted; it counts by itself again."))
    return redirect(came_from(request))


def _named_same(request: PersonRequest) -> list[Activity]:
    """The activities that a page names as the same; raises InvalidInput for none."""
    wanted = [_uuid(word) for word in request.POST.getlist("same")]
    rows = list(visible_activities(request.user).filter(uuid__in=wanted))
    if not rows:
        raise InvalidInput(_("Choose what is the same meeting."))
    return rows


def _page(request: PersonRequest, here: Activity, **forms: ActivityForm | VoidForm) -> HttpResponse:
    head = here.same_as or here
    context = {
        "activity": here,
        "form": ChangeActivityForm(activity=here, person=request.user),
        "void_form": VoidForm(initial={"version": here.version}),
        "history": changes_of(here, versions_of(here)),
        "head": head,
        "merged": list(visible_activities(request.user).filter(same_as=head).order_by("pk")),
        "apart": kept_apart_from(here, request.user),
        "twice": recorded_twice([here], request.user).get(here.pk, ()),
        **forms,
    }
    return render(request, "reports/ledger/activity.html", context, status=max(form.status for form in forms.values()))


def _remember(request: PersonRequest, activity: Activity, words: str) -> None:
    """Keep the words for the chosen kind where they would not lead to it by themselves."""
    unit = own_unit(request.user)
    reader = reader_for(request.user, unit)
    named = reader.book.kind_called(words) if words else None
    if not words or (named and named.sure and named.kind.code == activity.kind.code):
        return
    learnt: KindWording | None = remember_wording(unit, words, activity.kind, by=request.user)
    if learnt:
        told = {"words": learnt.words, "kind": activity.kind}
        messages.info(request, _("From now on “%(words)s” means %(kind)s in your unit's lines.") % told)


def _told(activity: Activity) -> str:
    return f"{days(activity)} {activity.title}"


def _next(request: HttpRequest) -> str:
    """Where entering leads back to: the desk, or else the ledger."""
    return reverse("desk" if request.POST.get("next") == reverse("desk") else "ledger")


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it nothing; None for a GET."""
    return request.POST if request.method == "POST" else None


def _uuid(word: str) -> UUID:
    """The key that a page names; one that no row has for nonsense."""
    try:
        return UUID(word)
    except ValueError:
        return UUID(int=0)
