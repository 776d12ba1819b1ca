"""What each format of an official document (公文格式) carries around its text, as data.

A letter (信函格式) is clause 10.1 of GB/T 9704-2012. That its imprint has no lines and names neither printer nor day is
from general knowledge of the standard, and is to be compared with its text.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.choices import Layout


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts a format has.

    `suffix` is 文件 behind the organ mark (7.2.4), `signers` 签发人 (7.2.6), `urgency_above` the urgency on a line of
    its own (7.2.3) instead of beside the number, `number_above` the number above the red line (7.2.7) instead of below,
    `printed` who printed it and when (7.4.3), `ruled` lines in the imprint (7.4.1), `numbered_first` a number on the
    first page (7.5).
    """

    letterhead: bool = True
    suffix: bool = True
    signers: bool = True
    urgency_above: bool = True
    number_above: bool = True
    printed: bool = True
    ruled: bool = True
    numbered_first: bool = True


PARTS: Mapping[Layout, Parts] = {
    Layout.PLAIN: Parts(letterhead=False),
    Layout.LETTERHEAD: Parts(),
    Layout.LETTER: Parts(
        suffix=False,
        signers=False,
        urgency_above=False,
        number_above=False,
        printed=False,
        ruled=False,
        numbered_first=False,
    ),
}
