"""What a check says: the rule that was met, where, and the words there."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding keeps the report from being submitted, or only asks for a second look."""

    BLOCK = "block"
    WARN = "warn"


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for. `what`, `why` and `mend` are message ids; `what` may hold %(name)s parameters."""

    code: str
    severity: Severity
    what: str
    why: str
    mend: str


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """A rule met at `anchor` (an anchor of the document); `quote` is the text there, `field` the form field to mend.

    `field` is blank where the anchor alone says which one.
    """

    rule: Rule
    anchor: str
    quote: str = ""
    field: str = ""
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)
