"""What stands around the body, and where (GB/T 9704-2012, 7.3.2 to 7.3.6 and 7.4)."""

import datetime
from itertools import pairwise

import pytest

from reports.choices import Layout
from reports.document import Attachment, Cover, Imprint, Letterhead
from reports.rendering.closing import (
    Closing,
    ImprintBlock,
    ListedAttachment,
    attachment_label,
    attachment_list,
    closing,
    imprint_block,
    note_line,
    printed_date,
    recipient_line,
)
from reports.rendering.placing import Align, Placed, width

SHORT, LONG = datetime.date(2026, 1, 5), datetime.date(2026, 12, 15)
COUNTY = "青石县应急管理局"


def signed(signature: str, date: datetime.date | None = SHORT, *, sealed: bool = False) -> Closing:
    found = closing(Cover(signature=signature, date=date, sealed=sealed))
    assert found is not None
    return found


def attachments(*titles: str) -> list[Attachment]:
    return [Attachment(title, (), f"entry-{place}") for place, title in enumerate(titles, 1)]


@pytest.mark.parametrize("written", ["县纪委监委", "县纪委监委：", "县纪委监委:", "县纪委监委： "])
def test_recipient_ends_with_one_full_width_colon(written: str) -> None:
    assert recipient_line(written) == "县纪委监委："


def test_date_has_no_leading_noughts() -> None:
    assert printed_date(SHORT) == "2026年1月5日"


@pytest.mark.parametrize(
    ("signature", "date", "right_of_signature", "right_of_date"),
    [
        ("青石县农业农村局", SHORT, 2, 2),
        ("青石县住房和城乡建设局", SHORT, 2, 5),
        ("青石县财政局", SHORT, 2, 0),
        ("财政局", SHORT, 7, 2),
        ("财政局", LONG, 8, 2),
    ],
)
def test_without_a_seal_the_date_starts_two_characters_right_of_the_signature(
    signature: str, date: datetime.date, right_of_signature: float, right_of_date: float
) -> None:
    found = signed(signature, date)
    assert found.rows[0] == ()
    assert found.date is not None
    (body,) = found.rows[1]
    assert found.date.at - body.at == 2
    assert 28 - body.at - width(body.text) == right_of_signature
    assert 28 - found.date.at - width(found.date.text) == right_of_date


def test_a_date_alone_keeps_two_characters_free() -> None:
    assert signed("") == Closing(((),), Placed("2026年1月5日", 20))


def test_neither_signature_nor_date_is_no_closing() -> None:
    assert closing(Cover(signature=" \n", sealed=True)) is None


def test_without_seals_several_bodies_begin_below_each_other() -> None:
    assert signed("青石县财政局\n青石县住房和城乡建设局") == Closing(
        ((), (Placed("青石县财政局", 15),), (Placed("青石县住房和城乡建设局", 15),)), Placed("2026年1月5日", 17)
    )


def test_a_name_too_long_for_a_line_is_broken_like_a_title() -> None:
    rows = signed("青石县" + "重大建设项目" * 4 + "管理局").rows[1:]
    assert {row[0].at for row in rows} == {28 - 2 - max(width(row[0].text) for row in rows)}
    assert len(rows) == 2


def test_with_a_seal_the_signature_is_centred_above_the_date() -> None:
    assert signed("青石县财政局", sealed=True) == Closing(
        ((), (), (Placed("青石县财政局", 21, Align.CENTRE),)), Placed("2026年1月5日", 24, Align.RIGHT)
    )


def test_with_a_seal_a_long_signature_moves_the_date_so_that_both_stay_on_the_line() -> None:
    found = signed("青石县" + "住房城乡" * 4 + "建设局", sealed=True)
    assert found.rows[-1] == (Placed("青石县" + "住房城乡" * 4 + "建设局", 17, Align.CENTRE),)
    assert found.date == Placed("2026年1月5日", 20, Align.RIGHT)


def test_seals_of_several_bodies_do_not_touch() -> None:
    found = signed("财政局\n农业农村局\n审计局\n民政局", sealed=True)
    rows = [[placed.text for placed in row] for row in found.rows]
    assert rows == [[], [], ["财政局", "农业农村局", "审计局"], [], [], [], [], ["民政局"]]
    seal = 42 * 72 / 25.4 / 15.75
    places = [placed.at for placed in found.rows[2]]
    assert places[-1] == found.rows[-1][0].at == 21
    assert places[0] - seal / 2 >= 0
    assert min(right - left for left, right in pairwise(places)) >= seal - 1e-9


def test_a_seal_without_a_date_has_its_room_too() -> None:
    assert signed("财政局", None, sealed=True) == Closing(((), (), (Placed("财政局", 22.5, Align.CENTRE),)), None)


@pytest.mark.parametrize(
    ("titles", "lines"),
    [
        ((), ()),
        (("廉政风险点排查表。",), (ListedAttachment("附件：", 2, "廉政风险点排查表", 5),)),
        (
            ("排查表", "清单"),
            (ListedAttachment("附件：1.", 2, "排查表", 6), ListedAttachment("2.", 5, "清单", 6)),
        ),
        (("", "清单"), (ListedAttachment("附件：2.", 2, "清单", 6),)),
        (("",), ()),
    ],
)
def test_attachment_list(titles: tuple[str, ...], lines: tuple[ListedAttachment, ...]) -> None:
    assert attachment_list(attachments(*titles)) == lines


def test_names_of_ten_attachments_begin_below_each_other() -> None:
    lines = attachment_list(attachments(*["清单"] * 10))
    assert {line.name_at for line in lines} == {6.5}
    assert (lines[0].mark, lines[9].mark) == ("附件：1.", "10.")


def test_only_one_of_several_attachments_is_numbered() -> None:
    assert [attachment_label(1, 1), attachment_label(1, 2), attachment_label(2, 2)] == ["附件", "附件1", "附件2"]


@pytest.mark.parametrize("note", ["联系人：王某", "（联系人：王某）", " (联系人：王某) "])
def test_note_has_one_pair_of_brackets(note: str) -> None:
    assert note_line(note) == "（联系人：王某）"


@pytest.mark.parametrize("note", ["", " ", "（）"])
def test_no_note_is_no_line(note: str) -> None:
    assert note_line(note) == ""


IMPRINT = Imprint("抄送：县委办，县政府办。", "青石县财政局办公室", SHORT)


def test_imprint() -> None:
    assert imprint_block(Cover(imprint=IMPRINT)) == ImprintBlock(
        "抄送：县委办，县政府办。", "青石县财政局办公室", "2026年1月5日印发", ruled=True
    )


def test_letter_names_only_who_gets_a_copy() -> None:
    letter = Letterhead("青石县财政局", layout=Layout.LETTER)
    found = imprint_block(Cover(letterhead=letter, imprint=IMPRINT))
    assert found == ImprintBlock("抄送：县委办，县政府办。", "", "", ruled=False)
    assert imprint_block(Cover(letterhead=letter, imprint=Imprint(printed_by="办公室"))) is None


@pytest.mark.parametrize("imprint", [None, Imprint(), Imprint("抄送：。", " ")])
def test_no_imprint(imprint: Imprint | None) -> None:
    assert imprint_block(Cover(imprint=imprint)) is None
