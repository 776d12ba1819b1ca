"""Columns of numbers, wide tables, and how columns share the width."""

import pytest

from reports.document import Table
from reports.rendering.tables import column_shares, is_wide, numeric_columns


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple("栏" * 2 for _ in rows[0]), rows, "", "table-1")


@pytest.mark.parametrize(
    ("cells", "numeric"),
    [
        (("12", "3"), True),
        (("1,200", "-3.5"), True),
        (("98.5%", "100%"), True),
        (("12", "—", ""), True),
        (("１２", "３"), True),
        (("12次", "3次"), False),
        (("12", "无此项"), False),
        (("", "—"), False),
    ],
)
def test_a_column_of_numbers(cells: tuple[str, ...], numeric: bool) -> None:
    assert numeric_columns(table(*(("事项", cell) for cell in cells))) == (False, numeric)


def test_a_first_column_that_counts_the_rows_is_no_column_of_numbers() -> None:
    assert numeric_columns(table(("1", "1"), ("2", "2"))) == (False, True)


def test_a_table_without_rows_has_no_numbers() -> None:
    assert numeric_columns(Table(("序号", "事项"), (), "", "table-1")) == (False, False)


@pytest.mark.parametrize(
    ("row", "wide"),
    [
        (("谈话提醒对象的单位和职务",) * 5, False),
        (("谈话提醒对象的单位和职务",) * 6, True),
        (("12",) * 18, False),
        (("12",) * 19, True),
    ],
)
def test_a_wide_table_leaves_its_columns_too_little_room(row: tuple[str, ...], wide: bool) -> None:
    assert is_wide(Table(("",) * len(row), (row,), "", "table-1")) is wide


def test_columns_share_the_width_by_their_longest_cell() -> None:
    shares = column_shares(Table(("序号", "事项"), (("1", "研究廉政建设工作的会议次数和内容"),), "", "table-1"))
    assert shares == pytest.approx((4 / 22, 18 / 22))


def test_where_room_is_short_only_long_cells_take_several_lines() -> None:
    row = ("12", "2026年12月18日", "研究廉政建设" * 5, "研究廉政建设" * 9)
    shares = column_shares(Table(("序号", "日期", "事项", "说明"), (row,), "", "table-1"))

    room = 442.2 / 12
    assert [round(share * room, 1) for share in shares] == [4, 9, 11.9, 11.9]
