"""Two documents as one Word file, in which the newer is written over the older with tracked changes."""

import datetime
from dataclasses import replace

from reports.document import Document
from reports.rendering.word.places import without_places
from reports.rendering.word.tracking import Tracker
from reports.rendering.word.writer import elements, package


def render_changes(old: Document, new: Document, *, author: str, at: datetime.datetime) -> bytes:
    """What `author` changed from `old` to `new`, each change dated by the clock of `at`.

    Accepting all changes gives the newer document, rejecting all the older one, both in the typography and on the pages
    of the newer. There are no bookmarks: what stands in both would have to be told from what stands in one.
    """
    before, after = (
        [without_places(element) for element in elements(document)]
        for document in (replace(old, typography=new.typography), new)
    )
    content = "".join(Tracker(author=author, at=at).track(before, after))
    return package(new, content, changed=f"{at:%Y-%m-%dT%H:%M:%S}Z")
