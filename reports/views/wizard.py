"""The wizard: each step of a report at its own address, saved as it stands whenever it is left."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reports.access import writes_for
from reports.actions.audit import Note
from reports.actions.carrying import answer_earlier
from reports.actions.chapters import save_chapter
from reports.actions.checks import save_answers
from reports.actions.drafting import remember_step, save_cover, save_preamble, stale_report
from reports.actions.figures import save_typed_figures
from reports.actions.sittings import Window, save_in_sitting
from reports.choices import ChapterKind, Role
from reports.composing.drafts import anything_done, done_in_period, done_of_kind, used_in, zero_sentence
from reports.composing.figures import figure_rows
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.forms.answers import EarlierForm
from reports.forms.autosave import changes_of
from reports.forms.chapters import ChapterForm, NewChapterForm
from reports.forms.checks import AnswersForm
from reports.forms.drafting import CoverForm, PreambleForm
from reports.forms.figures import FiguresForm, PickerForm
from reports.forms.merging import merge, read_bases
from reports.forms.steps import CHECK, CONTINUE, COVER, EARLIER, FIGURES, FINISH, PREAMBLE, Step
from reports.forms.writing import take_box
from reports.models import Person, Report
from reports.queries import own_report
from reports.queries.presence import changed_by_others, stored_by
from reports.queries.starting import is_blank
from reports.views.reports import continue_at
from reports.views.requests import PersonRequest, posted_version
from reports.views.wizard_acts import ADD_LABELS, perform, typed_answers, unsent_answers, unsent_chapter
from reports.views.wizard_pages import WizardPage, finish_context, preview_of, read_page
from reports.workflow import may_write

# How often a save is tried again when somebody else's came between reading and writing.
TRIES = 3

StepForm = CoverForm | PreambleForm | EarlierForm | ChapterForm | FiguresForm | AnswersForm


@require_http_methods(["GET", "HEAD", "POST"])
def report_step(request: PersonRequest, pk: int, step: str) -> HttpResponse:
    """Show a step, or save it and go where the pressed button leads; 409 keeps a stale text on the screen."""
    report = own_report(request.user, pk)
    if not may_write(request.user, report):
        if request.method == "POST":
            raise WrongState(_("The report is not being written any more, so nothing was saved."))
        return redirect("report", pk)
    places = {"focus": request.GET.get("field", ""), "removed": request.GET.get("removed", "")}
    said = {"said": request.POST, "answers": typed_answers(request), "sought": request.GET}
    # What is saved is judged where it is shown; of the steps only the check saves answers to what it judged.
    page = wizard_page(request, report, judged=request.method != "POST" or step == CHECK, **places, **said)
    if step == CONTINUE and request.method != "POST":
        return redirect(continue_at(report, page.steps).url)
    if request.method == "POST":
        return _save(request, page, step_still_there(page, step))
    if step.startswith("chapter-") and not page.has_step(step):
        messages.warning(request, _("This chapter is not in the report; somebody may have removed it."))
        return redirect(continue_at(report, page.steps).url)
    current = find_step(page, step)
    remember_step(report, current.key)
    return _show(request, page, current, step_form(page, current))


@require_POST
def step_preview(request: PersonRequest, pk: int, step: str) -> HttpResponse:
    """The part as it would be printed with what is on the screen now; nothing is saved."""
    page = wizard_page(request, own_report(request.user, pk), judged=False)
    current = find_step(page, step)
    form = step_form(page, current, request.POST)
    return render(request, "reports/wizard/preview.html", {"preview": preview_of(page, current, form)})


def wizard_page(request: PersonRequest, report: Report, **more: Any) -> WizardPage:
    """All that the wizard shows of the report to this person: only the head of the unit waives."""
    return read_page(report, waives=writes_for(request.user, report.unit, Role.HEAD), **more)


def _afresh(request: PersonRequest, page: WizardPage, **more: Any) -> WizardPage:
    """The page of the report as it is by now, with what was typed and isn't stored."""
    typed = {"focus": page.focus, "answers": page.answers, "said": page.said, "sought": page.sought}
    return wizard_page(request, own_report(request.user, page.report.pk), **{**typed, **more})


def find_step(page: WizardPage, key: str) -> Step:
    """The step with this key; Http404 where the report has none."""
    for step in page.steps:
        if step.key == key:
            return step
    raise Http404


def step_still_there(page: WizardPage, key: str) -> Step:
    """The step that is to be saved; StaleReport for one that went while somebody wrote in it.

    Figures and questions go with the last of them.
    """
    if key.startswith("chapter-") and not page.has_step(key):
        raise StaleReport(_("This chapter has been removed meanwhile, so nothing was saved."))
    if key in (FIGURES, EARLIER) and not page.has_step(key):
        raise StaleReport(_("This part is not in the report any more, so nothing was saved."))
    return find_step(page, key)


def step_form(page: WizardPage, step: Step, data: Any = None, *, stale: bool = False) -> StepForm | None:
    """The form of a step, with what was typed or what is stored; finish has none, nor a check that asks nothing."""
    around = page.surroundings(stale=stale)
    if step.key == COVER:
        return CoverForm(page.report, data, around=around)
    if step.key == PREAMBLE:
        return PreambleForm(page.report, data, around=around)
    if step.key == FIGURES:
        return FiguresForm(figure_rows(page.report, page.manuscript), data, around=around)
    if step.key == EARLIER:
        return EarlierForm(page.rows.questions, page.offered_to_answers(data), data, around=around)
    if step.chapter is not None:
        entries = page.entries_of(step.chapter, data)
        return ChapterForm(step.chapter, entries, page.offered(step.chapter), data, around=around)
    if step.key == CHECK and page.checks:
        return AnswersForm(page.checks, data, waives=page.waives, around=around)
    return None


def _save(request: PersonRequest, page: WizardPage, current: Step, tries: int = TRIES) -> HttpResponse:
    """Save the step, then do what the button says: add or move an entry, answer a comment, or go to another step."""
    form = step_form(page, current, request.POST)
    seen, bases = _seen(request), _posted_bases(request)
    valid = form is None or form.is_valid()
    if "take" in request.POST or not (valid or seen == page.report.version):
        return _show_stale(request, page, current, str(stale_report()))
    if not valid:
        messages.error(request, _("Nothing is saved yet: put right what is marked in red, then save again."))
        fresh = _afresh(request, page, removed=str(page.removed.uuid) if page.removed else "")
        step = step_still_there(fresh, current.key)
        return _show(request, fresh, step, form, status=422, unsaved=True, seen=seen)
    if bases is not None:
        seen = page.report.version
        if form is not None:
            merged = merge(form, bases, request.POST)
            if merged.clashes or (merged.theirs and request.POST.get("act")):
                return _show_stale(request, page, current, str(stale_report()))
            if merged.theirs:
                form = step_form(page, current, merged.said)
    try:
        version = write_step(form, page, current, seen, by=request.user) or seen
        landing = perform(request, page, current, version)
    except StaleReport as error:
        if bases is not None and tries > 1:
            fresh = _afresh(request, page, judged=current.key == CHECK)
            return _save(request, fresh, step_still_there(fresh, current.key), tries - 1)
        return _show_stale(request, page, current, str(error))
    except (InvalidInput, WrongState) as error:
        if not may_write(request.user, own_report(request.user, page.report.pk)):
            raise
        messages.error(request, str(error))
        return _show_unsent(request, page, current, page.answers, request.POST, status=error.status)
    answers, said = unsent_answers(request), unsent_chapter(request)
    if page.lost_answers:
        words = _("A comment is not here any more, so what you answered was not sent; it stands on this page to copy.")
        messages.warning(request, words)
    if len(answers) > len(page.lost_answers):
        messages.warning(request, _("An answer to a comment is not sent yet; it still stands in its field."))
    if said:
        messages.warning(request, _("The new chapter is not added yet; its heading still stands in its field."))
    if answers or said:
        return _show_unsent(request, page, current, answers, said)
    return redirect(_onward(request, page, current) or landing)


def _onward(request: PersonRequest, page: WizardPage, current: Step) -> str:
    """Where the pressed step of the list leads: "" where none was pressed, here again where it is gone."""
    going = request.POST.get("go", "")
    if not going or page.has_step(going):
        return find_step(page, going).url if going else ""
    words = _("The part that you wanted to go to is not in the report any more; what you wrote in this step is saved.")
    messages.warning(request, words)
    return current.url


def _seen(request: PersonRequest) -> int:
    """The version on which the person decided to write: of the page, or of the conflict that they have looked at."""
    return posted_version(request, "mine") or posted_version(request)


def _show_unsent(
    request: PersonRequest,
    page: WizardPage,
    current: Step,
    answers: Mapping[int, str],
    said: QueryDict,
    *,
    status: int = 422,
) -> HttpResponse:
    """The step as it is stored by now, with the answers and the new chapter that were typed and not sent.

    Where an answer's paragraph was just removed, the comment stands in the check; where the step's whole chapter was,
    the step before it comes up.
    """
    focus = "id_new_heading" if said.get("act") == NewChapterForm.ADD or not answers else ""
    fresh = _afresh(request, page, focus=focus, answers=answers, said=said)
    homeless = any(thread.pk in answers for thread in fresh.unplaced)
    before = page.steps[max(page.steps.index(current) - 1, 0)].key
    there = current.key if fresh.has_step(current.key) else before
    step = find_step(fresh, CHECK if homeless else there)
    return _show(request, fresh, step, step_form(fresh, step), status=status)


def _posted_bases(request: PersonRequest) -> dict[str, str] | None:
    """From what each field was changed; None where the versions decide: a conflict was looked at, or nothing is named.

    A step's fields decide by themselves whether somebody else changed them; what happens in other steps is no conflict.
    """
    return None if posted_version(request, "mine") else read_bases(request.POST.get("bases", ""))


def write_step(
    form: StepForm | None,
    page: WizardPage,
    step: Step,
    seen: int,
    *,
    by: Person,
    window: Window | None = None,
    apart: bool = False,
) -> int | None:
    """Save the form's values; the answer is the version that the next write of this request goes on from.

    `window` tells a save that the page sent by itself; the answer is None for one that is older than another. One that
    stands `apart` has a sitting of its own in the history.
    """
    report = page.report
    if form is None or not form.is_valid():
        return seen
    before = report.version
    save = partial(_save_values, form, report, by=by, version=seen)
    if not save_in_sitting(report, save, changes_of(form, step), by=by, window=window, apart=apart):
        return None
    return seen if report.version == before else report.version


def _save_values(form: StepForm, report: Report, note: Note, **common: Any) -> None:
    match form:
        case CoverForm():
            save_cover(report, **form.values(), note=note, **common)
        case PreambleForm():
            save_preamble(report, **form.values(), note=note, **common)
        case EarlierForm():
            answer_earlier(report, **form.values(), note=note, **common)
        case ChapterForm():
            save_chapter(report, form.chapter, **form.values(), note=note, **common)
        case FiguresForm():
            save_typed_figures(report, form.values(), note=note, **common)
        case AnswersForm():
            save_answers(report, **form.values(), note=note, **common)


def _show_stale(request: PersonRequest, page: WizardPage, current: Step, message: str) -> HttpResponse:
    """The page with what was typed and what is stored now beside it.

    It still carries the version that the person saw, so every button meets the same conflict again, except the one
    that says so: `mine` carries the new version. `take` names a field that takes its other side.
    """
    said = request.POST.copy()
    taken = said.get("take", "")
    focus = take_box(taken) if taken else ""
    fresh = _afresh(request, page, focus=focus, said=said)
    step = step_still_there(fresh, current.key)
    form = step_form(fresh, step, said, stale=True)
    if form is not None and taken:
        form.take(taken, said)
        form = step_form(fresh, step, said, stale=True)
    other = changed_by_others(fresh.report, by=request.user) if fresh.report.changed_by == request.user else None
    who = {"changer": other.person, "changed_at": other.last_at} if other else _last_change(fresh.report)
    return _show(request, fresh, step, form, status=409, conflict=message, seen=posted_version(request), **who)


def _last_change(report: Report) -> dict[str, Any]:
    return {"changer": report.changed_by, "changed_at": report.changed_at}


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
        "picker": PickerForm(list(page.names.offices.items())),
        "seen": page.report.version,
        "bases": _bases_shown(request, form),
        "stored": stored_by(request.user, page.report, current.key),
        **_more(request, page, current, form),
        **more,
    }
    return render(request, f"reports/wizard/{_template(current)}.html", context, status=status)


def _bases_shown(request: PersonRequest, form: StepForm | None) -> str:
    """The bases as the page sends them back; what is typed and not saved yet keeps those that it was typed on."""
    if form is None:
        return ""
    kept = (read_bases(request.POST.get("bases", "")) or {}) if form.is_bound else {}
    return json.dumps(form.bases() | kept, separators=(",", ":"))


def _template(step: Step) -> str:
    return "chapter" if step.chapter is not None else step.key


def _more(request: PersonRequest, page: WizardPage, current: Step, form: StepForm | None) -> dict[str, Any]:
    """What single steps show beside what all show."""
    if isinstance(form, ChapterForm):
        kind = ChapterKind(form.chapter.kind)
        cards = page.cards(form)
        waiting = form.has_focus() or bool(form.errors) or form.comments() > 0 or form.in_conflict()
        return {
            "cards": cards,
            "own_open": waiting or not cards or bool(form.chapter.lead),
            "removable": not (form.chapter.required or cards),
            "add_label": ADD_LABELS[kind],
            "place": page.rows.chapters.index(form.chapter) + 1,
            **(_done(request, page) if kind is ChapterKind.WORK else {}),
        }
    if isinstance(form, EarlierForm):
        return {"answers": page.answer_cards(form)}
    if current.key == COVER:
        report = page.report
        zero = zero_sentence(report.outline, report.unit, report.period)
        return {"zero": zero if zero and is_blank(report) else ""}
    if current.key == CHECK:
        warnings = len(page.found) - page.blocking
        rows = page.finding_rows()
        answered = page.surroundings().answered
        checks = page.check_rows(form) if isinstance(form, AnswersForm) else []
        return {
            "findings": rows,
            "checks": checks,
            "blanks_left": page.blanks_left,
            "blocking": page.blocking + page.unsettled,
            "warnings": warnings,
            "settled": answered(page.settled_threads),
            "lost": answered(page.lost_threads),
            "contact": settings.SITE_CONTACT,
        }
    if isinstance(form, FiguresForm):
        return {"lines": [(*line, page.named_places(line[0].places)) for line in form.lines()]}
    return finish_context(request.user, page) if current.key == FINISH else {}


def _done(request: PersonRequest, page: WizardPage) -> dict[str, Any]:
    """What the ledger has of the report's period, and the single activities of the kind that is asked for.

    It is read once somebody opens it: it may take as long as all the rest of the page.
    """
    figures, kind = page.rows.counting, request.GET.get("done", "")
    ticked = {*request.POST.getlist("done_kind"), *request.POST.getlist("done_activity")}
    if not anything_done(figures):
        return {}
    if "done" not in request.GET and not ticked:
        return {"done_offered": True}
    used = used_in(figures, page.manuscript)
    counted = used.figures.get(kind, ())
    return {
        "done_offered": True,
        "done": [(one, page.place_words(used.kinds.get(one.total.code, ()))) for one in done_in_period(figures)],
        "done_kind": kind,
        "done_single": [
            (row, page.place_words([*counted, *used.activities.get(row.uuid, ())]))
            for row in (done_of_kind(page.report, kind) if kind else ())
        ],
        "ticked": ticked,
    }
