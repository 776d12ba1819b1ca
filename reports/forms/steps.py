"""The steps of the wizard: which a report has, how far each is, and which step and field an anchor belongs to."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.choices import ChapterKind
from reports.composing import Rows
from reports.composing.answers import ANSWERS_KEY
from reports.document import Count
from reports.document.figures import written_out
from reports.models import Chapter, Entry, Report, Thread
from reports.proofreading import Finding, Severity

COVER, PREAMBLE, EARLIER, FIGURES, CHECK, FINISH = "cover", "preamble", "earlier", "figures", "check", "finish"
# Leads to the step at which the writer goes on.
CONTINUE = "continue"
_COVER_FIELDS = {
    "urgency": "urgency",
    "number": "serial",
    "title": "title",
    "recipient": "recipient",
    "signature": "signature",
    "date": "document_date",
}
ANSWER_FIELDS = ("outcome", "text", "continues_in")
_UUID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_ANCHOR = re.compile(rf"(chapter|entry)-{_UUID}(-\d+)?")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its stable key and address, and how far it is.

    `state` is `complete`, `missing` or `empty` (nothing there, nothing asked), or blank for check and finish; `note`
    says how much there is, `comments` counts what officers said that waits for an answer.
    """

    key: str
    title: str
    url: str
    state: str = ""
    note: str = ""
    comments: int = 0
    chapter: Chapter | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where an anchor is written: the key of the step and the HTML id of the field."""

    step: str
    field: str


def report_steps(
    report: Report,
    rows: Rows,
    found: Iterable[Finding] = (),
    threads: Iterable[Thread] = (),
    *,
    with_figures: bool = False,
    checks: int = 0,
) -> list[Step]:
    """All steps of the report in order; `found` and `threads` decide what is missing and commented.

    The step of the figures is there where the type asks for some, or the texts take some.
    `checks` is how many cross-checks don't hold; they are listed with the findings.

    Comments without a field here are counted at the check, which shows them.
    """
    found = list(found)
    blocked = {target.step for f in found if f.rule.severity is Severity.BLOCK if (target := target_of(f.anchor, rows))}
    targets = [target_of(thread.anchor, rows, thread.field) for thread in threads]
    comments = Counter(target.step if target else CHECK for target in targets)

    def step(key: str, title: str, text: str, note: str = "", chapter: Chapter | None = None) -> Step:
        state = "missing" if key in blocked else "complete" if text.strip() else "empty"
        return Step(key, title, step_url(report, key), state, note, comments[key], chapter)

    return [
        step(COVER, _("Cover"), report.title),
        step(PREAMBLE, _("Preamble"), report.preamble),
        *([step(EARLIER, _("Last report's problems and plans"), *_answered(rows, found))] if rows.questions else []),
        *(
            step(
                chapter_key(chapter),
                chapter_title(chapter, rows.figures),
                _text(chapter, entries),
                _note(entries),
                chapter,
            )
            for chapter in rows.chapters
            for entries in [rows.entries.get(chapter.pk, [])]
        ),
        *([step(FIGURES, _("Figures"), "".join(rows.figures))] if with_figures else []),
        Step(
            CHECK,
            _("Check"),
            step_url(report, CHECK),
            note=_findings_note(len(found) + checks),
            comments=comments[CHECK],
        ),
        Step(FINISH, _("Preview and submit"), step_url(report, FINISH)),
    ]


def first_commented(steps: Iterable[Step]) -> Step | None:
    """The first step at which a comment waits for an answer."""
    return next((step for step in steps if step.comments), None)


def step_url(report: Report, key: str) -> str:
    """The address of a step."""
    return reverse("report_step", args=[report.pk, key])


def field_url(report: Report, target: Target) -> str:
    """The address at which the field has the focus."""
    return f"{step_url(report, target.step)}?field={target.field}"


def chapter_key(chapter: Chapter) -> str:
    """The key of a chapter's step, the same for its whole life."""
    return f"chapter-{chapter.uuid}"


def chapter_title(chapter: Chapter, counts: Mapping[str, Count]) -> str:
    """The chapter's heading with its figures by `counts`, or what an unheaded one is about; attachments need none."""
    heading = written_out(chapter.heading.strip(), counts)
    if chapter.kind == ChapterKind.ATTACHMENTS:
        return heading or _(ChapterKind.ATTACHMENTS.label)
    return heading or _("%(kind)s (no heading)") % {"kind": _(ChapterKind(chapter.kind).label)}


def entry_field(uuid: object, field: str) -> str:
    """The HTML id of a field of an entry."""
    return f"id_{uuid}-{field}"


def target_of(anchor: str, rows: Rows, field: str = "") -> Target | None:
    """Where the text at `anchor` is written, or None where that is not in the report any more.

    `field` names the field where the anchor alone doesn't say it. The rest of letterhead and imprint is no field of the
    report: an administrator settles it.
    """
    if anchor in _COVER_FIELDS:
        return Target(COVER, f"id_{_COVER_FIELDS[anchor]}")
    if anchor.startswith("closing-"):
        return Target(COVER, "id_closing")
    if anchor.startswith("preamble-"):
        return Target(PREAMBLE, "id_preamble")
    match = _ANCHOR.fullmatch(anchor)
    if match is None:
        return None
    kind, uuid, paragraph = match.groups()
    if asked := next((question.key for question in rows.questions if uuid in (question.key, ANSWERS_KEY)), ""):
        return Target(EARLIER, entry_field(asked, field if field in ANSWER_FIELDS else "text"))
    for chapter in rows.chapters:
        if kind == "chapter" and str(chapter.uuid) == uuid:
            return Target(chapter_key(chapter), f"id_{field or ('lead' if paragraph else 'heading')}")
        if kind == "entry" and any(str(entry.uuid) == uuid for entry in rows.entries.get(chapter.pk, [])):
            own = "heading" if chapter.kind == ChapterKind.ATTACHMENTS and not paragraph else "body"
            return Target(chapter_key(chapter), entry_field(uuid, field or own))
    return None


def _answered(rows: Rows, found: Iterable[Finding]) -> tuple[str, str]:
    """Whether all is answered, as a text, and how much of it: an answer that lacks something is none yet."""
    lacking = {finding.anchor for finding in found}
    answered = sum(bool(question.outcome) and f"entry-{question.key}" not in lacking for question in rows.questions)
    note = _("%(done)s of %(all)s answered") % {"done": answered, "all": len(rows.questions)}
    return "answered" if answered == len(rows.questions) else "", note


def _text(chapter: Chapter, entries: list[Entry]) -> str:
    return chapter.lead + "".join(entry.heading + entry.body for entry in entries)


def _note(entries: list[Entry]) -> str:
    if not entries:
        return ""
    return ngettext("%(n)s entry", "%(n)s entries", len(entries)) % {"n": len(entries)}


def _findings_note(count: int) -> str:
    return ngettext("%(n)s place", "%(n)s places", count) % {"n": count} if count else ""
