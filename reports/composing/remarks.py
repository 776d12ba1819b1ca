"""What was said about a snapshot's paragraphs, as a file for review shows it."""

from django.utils import timezone

from reports.choices import ThreadState
from reports.document import Document, anchors
from reports.models import Comment, Snapshot, Thread
from reports.queries import threads_of
from reports.rendering import Remark, Said


def remarks_on(snapshot: Snapshot, document: Document) -> list[Remark]:
    """The comments that the report had up to this snapshot, whose document is given, as they stand now.

    A resolved one whose paragraph is gone has nothing more to say and is left out.
    """
    here = anchors(document)
    threads = [thread for thread in threads_of(snapshot.report) if thread.snapshot.number <= snapshot.number]
    return [_remark(one) for one in threads if one.anchor in here or one.state != ThreadState.RESOLVED]


def _remark(thread: Thread) -> Remark:
    said = tuple(_said(comment) for comment in thread.comments.all())
    return Remark(thread.anchor, thread.quote, said, ThreadState(thread.state))


def _said(comment: Comment) -> Said:
    return Said(comment.by.full_name, timezone.localtime(comment.at), comment.body)
