"""The blanks of the bureau's own reports, labelled by hand: where they stand and what they count."""

import pytest

from tests.blanks.labelled import Label, Labelled, found_in, score, sort_of
from tests.importing.properties import SEEDS, seed

pytestmark = pytest.mark.skipif(not SEEDS, reason="the seeds stand beside the checkout, or where LIANBAO_SEEDS says")

LABELS: dict[str, tuple[Label, ...]] = {
    "000": (
        (159, "**", "other"),
        (483, "**", "party_group_integrity_meeting"),
        (517, "*", "report_heard"),
        (885, "*", "integrity_lecture"),
        (1127, "*", "warning_meeting"),
        (1136, "*", "talk_heart"),
    ),
    "001": ((2491, "xx", "other"),),
    "002": (
        (488, "**", "name"),
        (839, "**", "name"),
        (849, "**", "name"),
        (1231, "**", "name"),
        (1411, "**", "edu_activity"),
        (1415, "***", "edu_attendance"),
        (1444, "**", "bulletin_forwarded"),
        (1452, "**", "warning_case"),
        (1464, "**", "warning_film"),
        (1482, "**", "name"),
        (1503, "*", "integrity_lecture"),
        (1588, "**", "name"),
        (1781, "**", "edu_activity"),
        (1999, "**", "talk_duty"),
        (2008, "*", "talk_reminder"),
        (2136, "**", "party_group_meeting"),
        (2143, "**", "major_decision_meeting"),
        (2155, "**", "major_decision_item"),
        (2784, "**", "institution_revised"),
        (3595, "***", "name"),
        (3606, "***", "name"),
        (4185, "**", "commended"),
        (4202, "**", "criticized"),
        (4226, "***", "talk_reminder"),
    ),
    "003": (
        (323, "**", "other"),
        (331, "*", "other"),
        (2919, "**", "other"),
    ),
    "004": (),
}


def text_of(number: str) -> str:
    return seed(number).decode()


@pytest.mark.parametrize("number", LABELS)
def test_every_blank_is_found_and_nothing_else(number: str) -> None:
    assert found_in(text_of(number)) == [sort_of(label) for label in LABELS[number]]


def test_the_right_indicator_is_proposed() -> None:
    found = score([Labelled(text_of(number), labels) for number, labels in LABELS.items()])

    assert found.counts == 21
    assert found.first >= 20
    assert found.three == 21
    assert found.wrongly_sure == 0
