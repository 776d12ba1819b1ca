"""Characters that no file may carry are taken out here, for every writer."""

import re

# C0 and C1 controls, lone surrogates, and the two non-characters that XML 1.0 forbids.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\t\r\n\u2028\u2029]+")


def clean(text: str) -> str:
    """`text` as one line that XML and HTML accept: line breaks and tabs become a space, controls vanish."""
    return _FORBIDDEN.sub("", _BREAKS.sub(" ", text))
