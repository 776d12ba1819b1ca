"""A county small enough to be read here: what the loader of the demo is tried on."""

import json
from pathlib import Path
from typing import Any

COUNTY: list[dict[str, Any]] = [
    {
        "code": "X",
        "name": "某县",
        "short_name": "某县",
        "kind": "county",
        "leading_body": "party_committee",
        "under": None,
    },
    {
        "code": "X-1",
        "name": "某局",
        "short_name": "某局",
        "kind": "bureau",
        "leading_body": "party_group",
        "under": "X",
    },
]
PEOPLE = [
    {"username": "bian", "full_name": "边一", "roles": [{"role": "clerk", "unit": "X-1"}]},
    {"username": "zhang", "full_name": "长二", "roles": [{"role": "head", "unit": "X-1"}]},
    {"username": "shen", "full_name": "审三", "roles": [{"role": "officer", "unit": "X", "with_subunits": True}]},
    {"username": "jin", "full_name": "近四", "roles": [{"role": "officer", "unit": "X-1"}]},
    {"username": "guan", "full_name": "管五", "roles": [{"role": "admin", "unit": None}]},
]
LETTERHEADS = [{"unit": "X-1", "organ": "某局文件", "code_word": "某发", "sealed": False}]
PERIODS: list[dict[str, Any]] = [
    {"code": year, "year": int(year), "kind": "year", "first_day": f"{year}-01-01", "last_day": f"{year}-12-31",
     "opens": f"{year}-01-05", "due": f"{year}-12-10", "closes": f"{year}-12-31", **more}
    for year, more in (("2023", {}), ("2024", {"open_for_days": 20}))
]  # fmt: skip
FIRST = """
unit = "X-1"
period = "2023"
type = "annual_integrity"
date = 2023-12-01
life = ["submit 2023-12-01", "open 2023-12-04", "approve 2023-12-05", "archive 2023-12-28"]
preamble = "第一年开头。"
[[chapters]]
[[chapters.entries]]
heading = "做了一"
body = "一年的事。"
[[chapters]]
[[chapters.entries]]
heading = "缺一"
body = "有一个缺口。"
cause = "没有人。"
leader = "甲"
office = "乙股"
deadline = 2024-06-30
moves = [
    "begin 2023-12-20 已经安排人手去补。",
    "submit 2023-12-22 已经补上，附有照片。",
    "send_back 2023-12-23 照片上看不清楚。",
]
[[chapters]]
[[chapters.entries]]
heading = "打算一"
body = "六月前补上。"
responsible = "甲"
deadline = 2024-06-30
addresses = [1]
"""
SECOND = """
unit = "X-1"
period = "2024"
type = "annual_integrity"
serial = 7
life = ["submit 2024-12-02", "open 2024-12-03", "return 2024-12-04", "answer 2024-12-05", "submit 2024-12-06"]
preamble = "第二年开头。"
return_for = ["hollow_measures"]
[reasons]
return = "请补数字。"
[[chapters]]
[[chapters.entries]]
heading = "补上了"
first_body = "基本补上。"
body = "补上三处。"
fulfils = [1]
[[chapters]]
[[chapters.entries]]
heading = "还缺一"
body = "还差一处。"
carried_from = 1
[[chapters]]
[[chapters.entries]]
heading = "打算二"
body = "年底前补齐。"
[[attachments]]
heading = "缺口清单"
body = "处\\t数\\n东\\t3"
[[threads]]
about = "补上了"
says = "几处？"
answers = ["三处，已写。"]
settled = true
"""
LEDGERS = """
[titles]
talk_heart = ["与{office}谈心（{n}）"]
party_group_integrity_meeting = ["{body}专题研究"]
[[ledgers]]
unit = "X-1"
first_day = 2023-01-04
last_day = 2023-10-31
offices = ["办公室", "甲股"]
[ledgers.kinds]
talk_heart = [4, 13]
party_group_integrity_meeting = [2]
[[ledgers]]
unit = "X-1"
first_day = 2100-01-04
last_day = 2100-10-31
offices = ["办公室"]
[ledgers.kinds]
talk_heart = [4, 13]
[[later]]
unit = "X-1"
kind = "talk_heart"
day = 2023-11-20
title = "补登的谈话"
attendance = 2
[[later]]
unit = "X-1"
kind = "talk_heart"
day = 2023-11-21
title = "重复登记的谈话"
void = "登记了两次。"
"""


def write_county(folder: Path) -> Path:
    """Put the files of the county into `folder`, as those of the demo lie in its own."""
    for name, rows in (
        ("county", COUNTY),
        ("letterheads", LETTERHEADS),
        ("people", PEOPLE),
        ("periods", PERIODS),
    ):
        (folder / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "ledgers.toml").write_text(LEDGERS, encoding="utf-8")
    (folder / "reports").mkdir()
    for name, text in (("first", FIRST), ("second", SECOND)):
        (folder / "reports" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder
