"""The wizard: each step of a report at its own address, saved as it stands whenever it is left."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from reports.actions.chapters import save_chapter
from reports.actions.drafting import remember_step, save_cover, save_preamble
from reports.choices import ChapterKind
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.forms.chapters import ChapterForm
from reports.forms.drafting import CoverForm, PreambleForm
from reports.forms.steps import CHECK, CONTINUE, COVER, FINISH, PREAMBLE, Step
from reports.queries import own_report
from reports.views.reports import continue_at
from reports.views.requests import PersonRequest, posted_version
from reports.views.wizard_acts import perform, typed_answers, unsent_answers
from reports.views.wizard_pages import WizardPage, finish_context, preview_of, read_page
from reports.workflow import may_write

StepForm = CoverForm | PreambleForm | ChapterForm


@require_http_methods(["GET", "HEAD", "POST"])
def report_step(request: PersonRequest, pk: int, step: str) -> HttpResponse:
    """Show a step, or save it and go where the pressed button leads; 409 keeps a stale text on the screen."""
    report = own_report(request.user, pk)
    if not may_write(request.user, report):
        if request.method == "POST":
            raise WrongState(_("The report is not being written any more, so nothing was saved."))
        return redirect("report", pk)
    places = {"focus": request.GET.get("field", ""), "removed": request.GET.get("removed", "")}
    page = read_page(report, **places, said=request.POST, answers=typed_answers(request))
    if step == CONTINUE and request.method != "POST":
        return redirect(continue_at(report, page.steps).url)
    current = find_step(page, step)
    if request.method == "POST":
        return _save(request, page, current)
    remember_step(report, current.key)
    return _show(request, page, current, step_form(page, current))


@require_POST
def step_preview(request: PersonRequest, pk: int, step: str) -> HttpResponse:
    """The part as it would be printed with what is on the screen now; nothing is saved."""
    page = read_page(own_report(request.user, pk))
    current = find_step(page, step)
    form = step_form(page, current, request.POST)
    return render(request, "reports/wizard/preview.html", {"preview": preview_of(page, current, form)})


def find_step(page: WizardPage, key: str) -> Step:
    """The step with this key; Http404 where the report has none."""
    for step in page.steps:
        if step.key == key:
            return step
    raise Http404


def step_form(page: WizardPage, step: Step, data: Any = None, *, stale: bool = False) -> StepForm | None:
    """The form of a step, with what was typed or what is stored; check and finish have none."""
    around = page.surroundings(stale=stale)
    if step.key == COVER:
        return CoverForm(page.report, data, around=around)
    if step.key == PREAMBLE:
        return PreambleForm(page.report, data, around=around)
    if step.chapter is not None:
        entries = page.entries_of(step.chapter, data)
        return ChapterForm(step.chapter, entries, page.offered(step.chapter), data, around=around)
    return None


def _save(request: PersonRequest, page: WizardPage, current: Step) -> HttpResponse:
    """Save the step, then do what the button says: add or move an entry, answer a comment, or go to another step."""
    form = step_form(page, current, request.POST)
    if form is not None and not form.is_valid():
        messages.error(request, _("Nothing is saved yet: put right what is marked in red, then save again."))
        return _show(request, page, current, form, status=422, unsaved=True)
    try:
        version = _write(form, page, request)
        landing = perform(request, page, current, version)
    except StaleReport as error:
        return _show_stale(request, page, current, str(error))
    except (InvalidInput, WrongState) as error:
        if not page.answers and isinstance(error, WrongState):
            raise
        messages.error(request, str(error))
        return _show_answers(request, page, current, page.answers) if page.answers else redirect(current.url)
    if answers := unsent_answers(request):
        messages.warning(request, _("An answer to a comment is not sent yet; it still stands in its field."))
        return _show_answers(request, page, current, answers)
    if going := request.POST.get("go"):
        return redirect(find_step(page, going).url)
    return redirect(landing)


def _show_answers(request: PersonRequest, page: WizardPage, current: Step, answers: Mapping[int, str]) -> HttpResponse:
    """The step as it is stored by now, with the answers that were typed and not sent.

    Where an answer's paragraph was just removed, the comment stands in the check.
    """
    fresh = read_page(own_report(request.user, page.report.pk), answers=answers)
    homeless = any(thread.pk in answers for thread in fresh.unplaced)
    step = find_step(fresh, CHECK if homeless else current.key)
    return _show(request, fresh, step, step_form(fresh, step), status=422)


def _write(form: StepForm | None, page: WizardPage, request: PersonRequest) -> int:
    """Save the form's values; the answer is the version that the next write of this request goes on from."""
    report = page.report
    seen = posted_version(request, "mine") or posted_version(request)
    if form is None:
        return seen
    before = report.version
    match form:
        case CoverForm():
            save_cover(report, **form.values(), by=request.user, version=seen)
        case PreambleForm():
            save_preamble(report, **form.values(), by=request.user, version=seen)
        case ChapterForm():
            save_chapter(report, form.chapter, **form.values(), by=request.user, version=seen)
    return seen if report.version == before else report.version


def _show_stale(request: PersonRequest, page: WizardPage, current: Step, message: str) -> HttpResponse:
    """The page with what was typed and what is stored now beside it.

    It still carries the version that the person saw, so every button meets the same conflict again, except the one
    that says so: `mine` carries the new version.
    """
    fresh = read_page(own_report(request.user, page.report.pk), answers=page.answers)
    step = find_step(fresh, current.key)
    form = step_form(fresh, step, request.POST, stale=True)
    return _show(request, fresh, step, form, status=409, conflict=message, seen=posted_version(request))


def _show(
    request: PersonRequest, page: WizardPage, current: Step, form: StepForm | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    place = page.steps.index(current)
    context = {
        "report": page.report,
        "page": page,
        "steps": page.steps,
        "step": current,
        "previous": page.steps[place - 1] if place else None,
        "next": page.steps[place + 1] if place + 1 < len(page.steps) else None,
        "form": form,
        "preview": preview_of(page, current, form),
        **_more(request, page, current, form),
        **more,
    }
    return render(request, f"reports/wizard/{_template(current)}.html", context, status=status)


def _template(step: Step) -> str:
    return "chapter" if step.chapter is not None else step.key


def _more(request: PersonRequest, page: WizardPage, current: Step, form: StepForm | None) -> dict[str, Any]:
    """What single steps show beside what all show."""
    if isinstance(form, ChapterForm):
        kind = ChapterKind(form.chapter.kind)
        cards = page.cards(form)
        own_open = form.has_focus() or bool(form.errors) or form.comments() > 0 or not cards or bool(form.chapter.lead)
        place = page.rows.chapters.index(form.chapter) + 1
        return {"cards": cards, "own_open": own_open, "add_label": ADD_LABELS[kind], "place": place}
    if current.key == CHECK:
        warnings = len(page.found) - page.blocking
        rows = page.finding_rows()
        unplaced = page.surroundings().answered(page.unplaced)
        return {"findings": rows, "blocking": page.blocking, "warnings": warnings, "unplaced": unplaced}
    return finish_context(request.user, page) if current.key == FINISH else {}


ADD_LABELS = {
    ChapterKind.WORK: gettext_lazy("Add work done"),
    ChapterKind.PROBLEMS: gettext_lazy("Add a problem"),
    ChapterKind.NEXT_STEPS: gettext_lazy("Add a next step"),
    ChapterKind.ATTACHMENTS: gettext_lazy("Add an attachment"),
}
