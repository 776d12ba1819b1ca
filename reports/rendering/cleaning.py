"""Text on its way into a file: one line, without what no file may carry."""

import re

from reports.document.texts import printable

_BREAKS = re.compile("[\t\r\n\u2028\u2029]+")


def clean(text: str) -> str:
    """`text` as one line that XML and HTML accept: line breaks and tabs become a space, controls vanish."""
    # Python calls nothing printable that is to be taken out; most text is through here.
    return text if text.isprintable() else printable(_BREAKS.sub(" ", text))
