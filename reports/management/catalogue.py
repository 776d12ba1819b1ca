"""The delivered indicators as the matcher of blanks knows them, for commands that need no database."""

import json
from pathlib import Path

from django.conf import settings

from reports.blanks import Catalogue, Known
from reports.choices import Computation

INDICATORS = Path(settings.BASE_DIR) / "fixtures" / "indicators.json"


def delivered_catalogue() -> Catalogue:
    """The catalogue of `fixtures/indicators.json`."""
    return Catalogue(
        Known(
            code=given["code"],
            name=given["name"],
            unit_word=given["unit_word"],
            computation=Computation(given["computation"]),
            words=tuple(given["words"]),
            kinds=frozenset(given["kinds"]),
            part_of=given.get("part_of", ""),
            wanted=bool(given["wanted_by"]),
        )
        for given in json.loads(INDICATORS.read_text(encoding="utf-8"))
    )
