"""Reads for Word files that somebody edited: whose they are, and what of them is known already."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from reports.importing.word.edited import FileComment
from reports.models import Chapter, Comment, EditedFile, Person, Report, Thread
from reports.models.entries import ENTRY_MODELS
from reports.queries import visible_report

# Some programs keep no seconds.
_MINUTE = len("2026-11-20T09:30")


def visible_edited(person: Person, uuid: UUID) -> EditedFile:
    """A file whose changes wait to be looked at; Http404 for everybody but who uploaded it and sees its report."""
    rows = EditedFile.objects.select_related("snapshot")
    edited = get_object_or_404(rows, uuid=uuid, uploaded_by=person)
    edited.report = visible_report(person, edited.report_id)
    if edited.snapshot:
        edited.snapshot.report = edited.report
    return edited


def reports_of_keys(keys: Iterable[str]) -> list[Report]:
    """The reports that have these chapters and entries (`chapter-UUID`, `entry-UUID`), that with the most first."""
    uuids: dict[str, list[str]] = {"chapter": [], "entry": []}
    for key in keys:
        kind, _dash, uuid = key.partition("-")
        uuids[kind].append(uuid)
    counts = Counter(Chapter.objects.filter(uuid__in=uuids["chapter"]).values_list("report", flat=True))
    for model in ENTRY_MODELS.values():
        counts.update(model._default_manager.filter(uuid__in=uuids["entry"]).values_list("report", flat=True))
    rows = Report.objects.select_related("unit", "period", "report_type").in_bulk(counts)
    return [rows[pk] for pk, _count in counts.most_common()]


def known_comments(report: Report, comments: Iterable[FileComment]) -> dict[str, Thread]:
    """By the ids of those of `comments` that the report has already, the threads they are in.

    They are known by author, time and text: those that were written here and went out with a file, where a line about
    their place may stand before the text, and those that a file brought before.
    """
    known: dict[tuple[str, str], list[tuple[str, Thread]]] = defaultdict(list)
    rows = Comment.objects.filter(thread__report=report).select_related("thread", "by").order_by("pk")
    for row in rows:
        written = timezone.localtime(row.at).strftime("%Y-%m-%dT%H:%M")
        for author, time in ((row.word_author, row.word_time), (row.by.full_name, written)):
            known[author, time[:_MINUTE]].append((_bare(row.body), row.thread))
    found = {}
    for one in comments:
        same = (thread for body, thread in known[one.author, one.at[:_MINUTE]] if _bare(one.text).endswith(body))
        if thread := next(same, None):
            found[one.id] = thread
    return found


def _bare(text: str) -> str:
    return "".join(text.split())
