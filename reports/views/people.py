"""The administrator's pages about accounts and roles."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.access import has_second_factor, is_admin, keeps_security, may_renew_password, sees_accounts
from reports.actions import people as actions
from reports.actions.second_factor import reset_second_factor
from reports.forms.people import NewPersonForm, PeopleFilter, PersonForm, RoleForm
from reports.models import Membership, Person
from reports.queries import administered
from reports.queries.administration import people_found
from reports.views.answers import refusals_told
from reports.views.confirming import unconfirmed
from reports.views.requests import PersonRequest

ROWS_A_PAGE = 50


def people(request: PersonRequest) -> HttpResponse:
    """The accounts, filtered."""
    administered(request.user, sees_accounts)
    form = PeopleFilter(request.GET)
    page = Paginator(people_found(**form.chosen()), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "keeps_accounts": is_admin(request.user),
        "keeps_security": keeps_security(request.user),
    }
    return render(request, "reports/people/people.html", context)


def person_new(request: PersonRequest) -> HttpResponse:
    """Open an account; the answer shows its first password, this once."""
    administered(request.user)
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            person, password = actions.create_person(**form.cleaned_data, by=request.user)
            return _page(request, person, password=password)
    return render(request, "reports/people/person_new.html", {"form": form}, status=form.status)


def person(request: PersonRequest, pk: int) -> HttpResponse:
    """One account: its name, its roles, its password, whether it is open."""
    administered(request.user, sees_accounts)
    somebody = get_object_or_404(Person, pk=pk)
    if request.method == "POST":
        administered(request.user)
    form = PersonForm(request.POST or None, initial=model_to_dict(somebody, ["full_name"]))
    if form.is_valid():
        with form.refusals():
            actions.rename_person(somebody, form.cleaned_data["full_name"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect("person", pk)
    return _page(request, somebody, status=form.status, form=form)


@require_POST
def person_role(request: PersonRequest, pk: int) -> HttpResponse:
    """Give the person one more role."""
    administered(request.user, keeps_security)
    somebody = get_object_or_404(Person, pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        if page := unconfirmed(request):
            return page
        with form.refusals():
            actions.give_role(somebody, **form.cleaned_data, by=request.user)
            messages.success(request, _("%(person)s has the role.") % {"person": somebody})
            return redirect("person", pk)
    return _page(request, somebody, status=form.status, role_form=form)


@require_POST
def person_role_end(request: PersonRequest, pk: int, membership: int) -> HttpResponse:
    """End one role of the person."""
    administered(request.user, keeps_security)
    row = get_object_or_404(Membership.objects.select_related("person", "unit"), pk=membership, person=pk)
    if page := unconfirmed(request):
        return page
    with refusals_told(request):
        actions.end_role(row, by=request.user)
        messages.success(request, _("The role has ended."))
    return redirect("person", pk)


@require_POST
def person_activity(request: PersonRequest, pk: int) -> HttpResponse:
    """Disable the account, or enable it again (`active` = yes)."""
    administered(request.user)
    somebody = get_object_or_404(Person, pk=pk)
    with refusals_told(request):
        if request.POST.get("active") == "yes":
            actions.enable_person(somebody, by=request.user)
            messages.success(request, _("%(person)s can sign in again.") % {"person": somebody})
        else:
            actions.disable_person(somebody, by=request.user)
            messages.success(request, _("%(person)s can't sign in any more.") % {"person": somebody})
    return redirect("person", pk)


@require_POST
def person_password(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a new first password; the answer shows it, this once."""
    administered(request.user)
    somebody = get_object_or_404(Person, pk=pk)
    if page := unconfirmed(request):
        return page
    return _page(request, somebody, password=actions.renew_password(somebody, by=request.user))


@require_POST
def person_second_factor(request: PersonRequest, pk: int) -> HttpResponse:
    """Take away the second factor of a person who lost it."""
    administered(request.user, keeps_security)
    somebody = get_object_or_404(Person, pk=pk)
    if page := unconfirmed(request):
        return page
    with refusals_told(request):
        reset_second_factor(somebody, by=request.user)
        messages.success(request, _("%(person)s signs in with the password alone now.") % {"person": somebody})
    return redirect("person", pk)


def _page(request: PersonRequest, somebody: Person, *, status: int = 200, **context: Any) -> HttpResponse:
    roles = somebody.memberships.select_related("unit").order_by("role", "unit__path")
    context = {
        "person": somebody,
        "roles": roles,
        "form": PersonForm(initial=model_to_dict(somebody, ["full_name"])),
        "role_form": RoleForm(),
        "keeps_accounts": is_admin(request.user),
        "keeps_security": keeps_security(request.user),
        "own": somebody == request.user,
        "second_factor": has_second_factor(somebody),
        "may_renew": may_renew_password(request.user, somebody),
        **context,
    }
    return render(request, "reports/people/person.html", context, status=status)
