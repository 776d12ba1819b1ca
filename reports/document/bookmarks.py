"""Anchors as names of Word's bookmarks, so that a paragraph is found again after somebody edited the file.

Word takes letters, digits and underscores, at most 40 of them, beginning with a letter; WPS and LibreOffice keep them.
"""

import re
from uuid import UUID

from reports.document.walk import AROUND

LONGEST = 40
_KEYED = re.compile(r"(?P<kind>chapter|entry)-(?P<key>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(?P<place>\d+))?")
_PLACED = re.compile(
    r"(?:chapter|entry|preamble|closing)-[\d.]+(?:-\d+)?|"
    rf"title|recipient|signature|date|{'|'.join(AROUND)}"
)
_MARKED = re.compile(r"LB(?P<kind>[ce])(?P<key>[0-9a-f]{32})(?:_(?P<place>\d+))?|LB_(?P<plain>[a-z]+(?:_[\dx]+){0,2})")
_KINDS = {"c": "chapter", "e": "entry"}


def bookmark(anchor: str) -> str:
    """The bookmark's name for an anchor of a document; "" where no name of Word's can hold it."""
    if keyed := _KEYED.fullmatch(anchor):
        name = f"LB{keyed['kind'][0]}{UUID(keyed['key']).hex}"
        name += f"_{keyed['place']}" if keyed["place"] else ""
    elif _PLACED.fullmatch(anchor):
        name = "LB_" + anchor.replace("-", "_").replace(".", "x")
    else:
        return ""
    return name if len(name) <= LONGEST else ""


def anchor_of(name: str) -> str:
    """The anchor that a bookmark's name stands for; "" for a bookmark that is none of ours."""
    found = _MARKED.fullmatch(name)
    if found is None:
        return ""
    if found["plain"]:
        return found["plain"].replace("_", "-").replace("x", ".")
    place = f"-{found['place']}" if found["place"] else ""
    return f"{_KINDS[found['kind']]}-{UUID(found['key'])}{place}"
