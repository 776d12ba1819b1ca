"""The site's indicators as the matcher of blanks knows them."""

from reports.blanks import Catalogue, Known
from reports.choices import Computation
from reports.models import Indicator


def catalogue() -> Catalogue:
    """The active indicators with their words, in three queries."""
    rows = Indicator.objects.filter(active=True).select_related("part_of").prefetch_related("kinds", "wanted_by")
    return Catalogue(
        Known(
            code=row.code,
            name=row.name,
            unit_word=row.unit_word,
            computation=Computation(row.computation),
            words=tuple(row.words),
            kinds=frozenset(kind.code for kind in row.kinds.all()),
            part_of=row.part_of.code if row.part_of else "",
            wanted=bool(row.wanted_by.all()),
        )
        for row in rows
    )
