"""The words for what happened: one for each event that an action records, and for each detail of it."""

from typing import Any

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from reports.choices import Role
from reports.models import AuditEntry

register = template.Library()


EVENTS: dict[str, str] = {
    "access.hidden": _("asked for what is hidden or not there"),
    "access.refused": _("was refused"),
    "account.confirmation_failed": _("typed another password than the own when asked again"),
    "account.lock_lifted": _("lifted a lock of the sign-in"),
    "account.locked": _("locked the sign-in after failed tries"),
    "account.password_changed": _("changed the own password"),
    "account.session_ended": _("was signed out, as the time was over"),
    "account.sign_in_failed": _("failed to sign in"),
    "account.sign_in_refused": _("was refused while the sign-in was locked"),
    "account.signed_in": _("signed in"),
    "account.signed_out": _("signed out"),
    "account.signed_out_everywhere": _("signed out everywhere else"),
    "activity.changed": _("changed an activity in the ledger"),
    "activity.kept_apart": _("said that activities are different meetings"),
    "activity.exported": _("took the ledger as a file"),
    "activity.merged": _("merged activities that are one meeting"),
    "activity.recorded": _("recorded an activity"),
    "activity.rows_recorded": _("recorded activities from rows"),
    "activity.unmerged": _("parted an activity from others"),
    "activity.voided": _("voided an activity"),
    "activity.wording_remembered": _("taught the ledger a wording"),
    "audit.exported": _("took the audit log as a file"),
    "audit.pruned": _("archived old entries of the audit log"),
    "check.explained": _("explained a cross-check"),
    "check.explanation_removed": _("took the explanation of a cross-check back"),
    "check.waived": _("waived a cross-check"),
    "check.waiver_ended": _("took the waiver of a cross-check back"),
    "check_rule.changed": _("changed a cross-check"),
    "check_rule.created": _("added a cross-check"),
    "check_rule.delivered": _("loaded a delivered cross-check"),
    "comment.written": _("wrote in a comment"),
    "edited.given_up": _("gave an edited Word file up"),
    "edited.imported": _("took an edited Word file into the review"),
    "edited.taken": _("took changes of an edited Word file over"),
    "edited.uploaded": _("uploaded an edited Word file"),
    "evidence.added": _("added an evidence file"),
    "evidence.damaged": _("met a damaged evidence file"),
    "evidence.downloaded": _("downloaded an evidence file"),
    "evidence.forgotten": _("forgot an evidence file for good"),
    "evidence.refused": _("was refused an evidence file"),
    "evidence.removed": _("removed an evidence file"),
    "evidence.restored": _("brought an evidence file back"),
    "extension.ended": _("ended an extension"),
    "extension.granted": _("granted an extension"),
    "import.confirmed": _("made a report from a file"),
    "import.given_up": _("gave a file up"),
    "import.uploaded": _("uploaded a file"),
    "indicator.changed": _("changed an indicator"),
    "indicator.created": _("created an indicator"),
    "indicator.delivered": _("loaded a delivered indicator"),
    "kind.changed": _("changed a kind of activity"),
    "kind.created": _("created a kind of activity"),
    "kind.delivered": _("loaded a delivered kind of activity"),
    "outline.discarded": _("threw a draft outline away"),
    "outline.drafted": _("began a draft outline"),
    "outline.published": _("published an outline"),
    "outline.saved": _("saved a draft outline"),
    "period.changed": _("changed a period"),
    "period.created": _("created a period"),
    "person.created": _("created an account"),
    "person.disabled": _("disabled an account"),
    "person.enabled": _("enabled an account"),
    "person.password_renewed": _("made a new first password"),
    "person.renamed": _("changed a person's name"),
    "person.role_ended": _("ended a role"),
    "person.role_given": _("gave a role"),
    "report.approve": _("approved a report"),
    "report.archive": _("archived a report"),
    "report.chapter_added": _("added a chapter"),
    "report.chapter_moved": _("moved a chapter"),
    "report.chapter_removed": _("removed a chapter"),
    "report.chapter_saved": _("saved a chapter"),
    "report.cover_saved": _("saved the cover"),
    "report.changes_downloaded": _("downloaded the changes of a report"),
    "next_step.kept": _("ticked a promise off"),
    "next_step.taken_back": _("took the tick of a promise away"),
    "problem.begin": _("began to put a problem right"),
    "problem.close": _("closed a problem out"),
    "problem.exported": _("took the register of problems as a file"),
    "problem.extend": _("extended a problem's deadline"),
    "problem.make_long_term": _("kept a problem as long-term"),
    "problem.progress": _("noted a problem's progress"),
    "problem.reopen": _("opened a problem again"),
    "problem.send_back": _("sent a problem back"),
    "problem.submit": _("submitted a problem for closing"),
    "report.earlier_answered": _("answered the last report"),
    "report.created": _("started a report"),
    "report.discarded": _("discarded a report"),
    "report.downloaded": _("downloaded a report"),
    "report.entry_added": _("added an entry"),
    "report.entry_moved": _("moved an entry"),
    "report.entry_removed": _("removed an entry"),
    "report.entry_restored": _("restored an entry"),
    "report.figures_typed": _("typed figures"),
    "report.entry_saved": _("saved an entry"),
    "report.figures_bound": _("bound figures to the ledger"),
    "report.hand_back": _("handed a report back to writing"),
    "report.imported": _("took a report over from a file"),
    "report.preamble_saved": _("saved the preamble"),
    "report.read": _("read a submitted report"),
    "report.reopen": _("reopened a report"),
    "report.request_sign_off": _("sent a report to the head"),
    "report.return": _("returned a report"),
    "report.review_downloaded": _("downloaded a report with its comments"),
    "report.sitting_began": _("began to write"),
    "report.sitting_ended": _("wrote in a report"),
    "report.started_from_earlier": _("started a report from the last one"),
    "report.submit": _("submitted a report"),
    "report.withdraw": _("withdrew a report"),
    "report.zero_filled": _("made a zero report"),
    "report_type.changed": _("changed a report type"),
    "report_type.created": _("created a report type"),
    "report_type.delivered": _("loaded a delivered report type"),
    "second_factor.code_used": _("used a backup code up"),
    "second_factor.codes_made": _("made new backup codes"),
    "second_factor.removed": _("did away with the own second factor"),
    "second_factor.reset": _("took a second factor away"),
    "second_factor.set": _("set a second factor"),
    "site.backed_up": _("backed the site up"),
    "site.restored": _("restored the site from a backup"),
    "snapshot.opened": _("opened a submitted report"),
    "thread.answered": _("marked a comment answered"),
    "thread.declined": _("left proposed words out"),
    "thread.opened": _("opened a comment"),
    "thread.reopened": _("reopened a comment"),
    "thread.resolved": _("resolved a comment"),
    "thread.settled": _("resolved all open comments"),
    "thread.taken": _("took proposed words over"),
    "typography.saved": _("settled the typefaces and lines"),
    "unit.changed": _("changed a unit"),
    "unit.created": _("created a unit"),
    "unit.deactivated": _("deactivated a unit"),
    "unit.file_exported": _("took the units as a file"),
    "unit.file_imported": _("read units from a file"),
    "unit.letterhead_removed": _("removed a unit's letterhead"),
    "unit.letterhead_saved": _("saved a unit's letterhead"),
    "unit.moved": _("moved a unit"),
    "unit.reactivated": _("activated a unit"),
}

DETAILS: dict[str, str] = {
    "activities": _("number of activities"),
    "after": _("afterwards"),
    "archive": _("archive file"),
    "archive_sha256": _("checksum of the archive"),
    "archived": _("entries archived"),
    "before": _("before"),
    "changed": _("units changed"),
    "changes": _("changes"),
    "chapters": _("number of chapters"),
    "code": _("code"),
    "days": _("days"),
    "fields": _("fields"),
    "figures": _("figures"),
    "file": _("file"),
    "filter": _("filter"),
    "from_address": _("network address"),
    "hash": _("hash"),
    "kept": _("entries kept"),
    "kept_sha256": _("checksum of those kept"),
    "kind": _("format"),
    "left": _("codes left"),
    "made": _("backed up at"),
    "number": _("version"),
    "old": _("old name"),
    "outline": _("outline version"),
    "parent": _("code of the unit above"),
    "period": _("period code"),
    "places": _("place in the tree"),
    "reason": _("reason"),
    "reports": _("reports with the new name"),
    "role": _("role"),
    "rows": _("rows"),
    "said_by": _("as answered in the report by"),
    "saves": _("times saved while typing"),
    "sha256": _("checksum"),
    "since": _("changes since draft"),
    "size": _("bytes"),
    "snapshot": _("draft number"),
    "texts": _("texts taken over"),
    "through": _("up to entry"),
    "to": _("new place"),
    "type": _("code of the type"),
    "typed": _("numbers kept as typed"),
    "until": _("until"),
    "username": _("user name"),
    "why": _("cause"),
    "with_subunits": _("with all below"),
}
# How a sign-in came to its end by itself, as `actions.sessions.why_over` says it.
WHY_ENDED = {"idle": _("nothing was done for too long"), "expired": _("the longest time of a sign-in")}
# Keys of rows: they lead a programmer to the place and tell nobody else anything.
KEYS = {
    "activity",
    "anchor",
    "chapter",
    "comment",
    "decision",
    "earlier",
    "entries",
    "entry",
    "sitting",
    "thread",
    "threads",
}


@register.filter
def event_words(entry: AuditEntry) -> str:
    """What the person of the entry did, in words; an event without words is shown by its name."""
    return gettext(EVENTS.get(entry.event, entry.event))


@register.filter
def event_details(entry: AuditEntry) -> list[tuple[str, str]]:
    """What else the entry tells, each with its name in words; keys of rows and what is empty are left out."""
    told = [(name, value) for name, value in entry.detail.items() if name not in KEYS and value not in (None, "", [])]
    noun = entry.event.partition(".")[0].replace("_", "")
    return [(gettext(DETAILS.get(name, name)), _shown(name, value, noun)) for name, value in told]


def _shown(name: str, value: Any, noun: str) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if name == "why":
        return gettext(WHY_ENDED[value])
    if name == "role":
        return gettext(Role(value).label)
    if name == "fields":
        return "、".join(_label(field, noun) for field in value)
    if name == "places":
        return f"{value['from'] or '—'} → {value['to'] or '—'}"
    if isinstance(value, dict):
        return "、".join(f"{_label(field, noun)} {_values(field, given, noun)}" for field, given in value.items())
    return str(value)


def _values(name: str, given: Any, noun: str) -> str:
    """A value of a model's field, or its old and new one, as forms show it."""
    field = _field(name, noun)
    choices: dict[Any, Any] = dict(field.flatchoices) if field else {}
    return " → ".join(str(choices.get(one, one)) for one in (given if isinstance(given, list) else [given]))


def _label(name: str, noun: str) -> str:
    field = _field(name, noun)
    return str(field.verbose_name) if field else name


def _field(name: str, noun: str) -> "Field[Any, Any] | None":
    """The field of the model that the event is about, else of another: a report's chapters and entries have theirs."""
    models = sorted(apps.get_app_config("reports").get_models(), key=lambda model: model._meta.model_name != noun)
    for model in models:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, Field):
            return field
    return None
