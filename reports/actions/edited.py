"""What is done with a Word file that somebody edited: kept while a person looks at its changes, then taken or given up.

An officer's becomes comments and proposals on the version under review, a unit's own becomes saves of its draft.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.access import may_see_report
from reports.actions.audit import record
from reports.actions.imports import KEPT_FOR, MOST_PIECES, shown_name
from reports.actions.proposals import FieldName, save_texts
from reports.actions.reviews import comment_from_word, hold_for_comments, propose
from reports.actions.storing import remove
from reports.composing.edits import Proposal, Remark, edits_in, keys_in, replaced
from reports.composing.fields import read_fields
from reports.errors import InvalidInput, StaleReport, WrongState
from reports.importing.word.apart import parse_edited_apart
from reports.importing.word.edited import EditedWord, FileComment
from reports.models import EditedFile, Person, Report, Snapshot
from reports.queries import latest_snapshot
from reports.queries.edited import known_comments, reports_of_keys
from reports.workflow import turn


def keep_edited(name: str, data: bytes, *, report: Report, by: Person) -> EditedFile:
    """Read a file and keep what it says; nothing of it is taken yet.

    Raises WrongState where it is not the person's turn, UnreadableFile for a file that can't be used, and InvalidInput
    for one that belongs to another report or has nothing to do with this one.
    """
    snapshot = version_to_edit(report, by=by)
    file = parse_edited_apart(data)
    if len(file.parts) > MOST_PIECES:
        raise InvalidInput(
            _("The file has more than 1,500 paragraphs; a report is shorter. Choose this report's own file.")
        )
    _check_belongs(file, report, by)
    edited = EditedFile(report=report, snapshot=snapshot, name=shown_name(name), content=asdict(file), uploaded_by=by)
    edits_in(edited)
    with transaction.atomic():
        edited.save()
        digest = hashlib.sha256(data).hexdigest()
        record("edited.uploaded", by=by, report=report, file=edited.name, size=len(data), sha256=digest)
    return edited


def version_to_edit(report: Report, *, by: Person) -> Snapshot | None:
    """The version that the person's edited file is about; None for the draft, which its writers edit.

    Raises WrongState where it is neither's turn, or the review has not begun.
    """
    whose = turn(by, report)
    if not whose:
        raise WrongState(_("The report is in another state by now; look at it again."))
    if whose == "unit":
        return None
    snapshot = latest_snapshot(report)
    if snapshot.opened_at is None:
        raise WrongState(_("Start the review before you comment."))
    return snapshot


@transaction.atomic
def import_edits(edited: EditedFile, proposals: Iterable[Proposal], remarks: Iterable[Remark], *, by: Person) -> int:
    """Make proposals and comments of what the officer chose; says how many came in. What is there stays single.

    Raises WrongState where the file was dealt with in another window, InvalidInput for a comment without a place or
    one that is too long, and what `reviews.open_thread` raises.
    """
    snapshot = edited.snapshot
    if snapshot is None:
        raise WrongState(_("This file is about the draft."))
    remove(edited)
    hold_for_comments(snapshot, by=by)
    made = sum(propose(snapshot, proposal, by=by) is not None for proposal in proposals)
    said = {comment["id"]: FileComment(**comment) for comment in edited.content["comments"]}
    threads = known_comments(snapshot.report, said.values())
    for remark in remarks:
        comment = remark.comment
        if comment.id not in threads:
            answered = threads.get(_first(comment, said))
            threads[comment.id] = comment_from_word(snapshot, remark.anchor, comment, by=by, answers=answered)
            made += 1
    record("edited.imported", by=by, report=snapshot.report, file=edited.name, changes=made, snapshot=snapshot.number)
    return made


@transaction.atomic
def take_edits(edited: EditedFile, proposals: Iterable[Proposal], *, by: Person, version: int) -> Report:
    """Save what the writer chose, all or nothing, as the steps of the wizard save it.

    Raises WrongState where the file was dealt with in another window, StaleReport where a paragraph has become another
    meanwhile, and what `save_texts` raises.
    """
    remove(edited)
    fields = read_fields(edited.report)
    texts: dict[FieldName, str] = {}
    for proposal in proposals:
        owner = fields.owner_of(proposal.anchor)
        if owner is None:
            raise StaleReport(_("A chapter or entry of this file is not in the report any more, so nothing was saved."))
        name = (owner, proposal.field)
        value = replaced(texts.get(name, fields.value(*name)), proposal.old, proposal.new)
        if value is None:
            raise StaleReport(_("Two of the chosen changes concern the same words, so nothing was saved."))
        texts[name] = value
    report = save_texts(edited.report, texts, by=by, version=version)
    record("edited.taken", by=by, report=report, file=edited.name, changes=len(texts))
    return report


@transaction.atomic
def give_up_edited(edited: EditedFile, *, by: Person) -> None:
    """Forget the file; nothing came of it."""
    remove(edited)
    record("edited.given_up", by=by, report=edited.report, file=edited.name)


def sweep_edited() -> int:
    """Forget files of which nobody took anything within a day, and say how many."""
    return EditedFile.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _check_belongs(file: EditedWord, report: Report, by: Person) -> None:
    """Refuse the file of another report; that one is named where the person may see it anyway."""
    others = reports_of_keys(keys_in(file))
    if not others or report in others:
        return
    words = {"own": _named(report), "other": _named(others[0])}
    if may_see_report(by, others[0]):
        raise InvalidInput(_("This file belongs to “%(other)s”, not to “%(own)s”.") % words)
    raise InvalidInput(_("This file belongs to the report of another unit, not to “%(own)s”.") % words)


def _named(report: Report) -> str:
    return f"{report.unit_name} {report.period.code} {report.report_type.name}"


def _first(comment: FileComment, said: Mapping[str, FileComment]) -> str:
    """The comment that began the conversation."""
    seen = {comment.id}
    while comment.answers in said and comment.answers not in seen:
        comment = said[comment.answers]
        seen.add(comment.id)
    return comment.id
