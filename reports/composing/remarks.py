"""What was said about a snapshot's paragraphs, as a file for review shows it."""

from django.utils import timezone

from reports.choices import ThreadState
from reports.models import Comment, Snapshot, Thread
from reports.queries import threads_of
from reports.rendering import Remark, Said


def remarks_on(snapshot: Snapshot) -> list[Remark]:
    """The comments up to this snapshot that aren't resolved, open ones and answered ones."""
    threads = (thread for thread in threads_of(snapshot.report) if thread.snapshot.number <= snapshot.number)
    return [_remark(thread) for thread in threads if thread.state != ThreadState.RESOLVED]


def _remark(thread: Thread) -> Remark:
    said = tuple(_said(comment) for comment in thread.comments.all())
    proposed = thread.proposed if thread.is_proposal else None
    return Remark(thread.anchor, thread.quote, said, proposed, thread.state == ThreadState.ANSWERED)


def _said(comment: Comment) -> Said:
    return Said(comment.by.full_name, timezone.localtime(comment.at), comment.body)
