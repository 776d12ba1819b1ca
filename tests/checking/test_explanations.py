"""Which explanations explain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checking import names_something, says_something


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "核实无误",
        "情况属实。",
        "经核实，情况属实。",
        "经我局核实，数据准确无误，情况属实！",
        "已核对，没有问题",
        "特此说明。",
        "同上",
        "啊啊啊啊啊啊啊啊",
        "12345",
        "。。。。。。。。",
        "因合并",
    ],
)
def test_what_says_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "去年机构改革，原安监局的会议并入统计。",
        "研讨单独召开2次，不计入中心组学习。",
        "经核实，两次为视频会议，未登记台账。",
        "巡察整改期间加开4次党组会",
    ],
)
def test_what_explains(text: str) -> None:
    assert says_something(text)


@pytest.mark.parametrize(
    ("text", "names"), [("财务年报", True), ("台账未登全", True), ("核实无误", False), ("漏", False)]
)
def test_a_source_may_be_named_in_a_word(text: str, *, names: bool) -> None:
    assert names_something(text) is names
    assert not says_something(text)


@given(st.text(max_size=400))
def test_any_text_has_an_answer(text: str) -> None:
    assert says_something(text) in (True, False)
