"""The words that Chinese counts in, and how well the word in a text agrees with the one of an indicator."""

import re

# What follows a count word where it is none, but the head of another word: 部门, 项目, 人大, 人人.
_NOT_BEFORE = {
    "人": "人|大|民|才|员|事|社|均|武",
    "个": "别|性",
    "部": "门|长|署|委|队|分",
    "项": "目|项",
    "条": "例|件|块|条",
    "场": "场|所|站|镇",
    "户": "户|籍|外",
    "家": "家|庭|属|风|长|园|教|访",
    "所": "长|有|在|属|需|思|想|盼|谓|队",
    "份": "额",
    "起": "草|来|点|到|诉|步|底|初",
    "处": "处|长|理|室|分|置|罚|级|于|在",
    "件": "件",
    "期": "间|限|末|中|初",
    "位": "于|置",
    "名": "牌|副|列|誉|利|额|录|称|义|单",
    "本": "分|质|领|来|身|月|日|级|次|地|局|县|单|着|系|人|年|职",
    "类": "别|型",
    "站": "长|所",
    "次": "次|日|年|月|要|数",
    "轮": "流",
    "回": "头|访|复|避|应|顾|归|收|升|报",
    "课": "题|程|堂",
    "套": "路",
    "张": "贴",
    "封": "闭",
    "批": "评|示|准|办|复",
}
_WORDS = (
    "人次", "场次", "批次", "人", "名", "位", "次", "场", "回", "轮", "批", "堂", "节", "课", "遍", "份", "封",
    "张", "本", "册", "篇", "条", "项", "个", "处", "件", "起", "例", "宗", "期", "部", "集", "户", "家", "所",
    "类", "种", "套", "天", "小时", "万元", "亿元", "元", "公里", "亩", "吨", "平方米", "万人次", "万人", "%",
    "％", "个百分点", "岁",
)  # fmt: skip

_ORDERED = sorted(_WORDS, key=len, reverse=True)
COUNT_WORD = (
    "(?:"
    + "|".join(re.escape(word) + (f"(?!{_NOT_BEFORE[word]})" if _NOT_BEFORE.get(word) else "") for word in _ORDERED)
    + ")"
)
# The word behind a place for a number, with 余 or 多 before it: 余人次, 多起.
COUNTED = re.compile(rf"(?P<about>[余多来]?)(?P<word>{COUNT_WORD})")

PEOPLE = frozenset({"人次", "人", "名", "位", "万人次", "万人"})

# For each indicator's word, how well other words in a text agree with it; all others hardly do.
_AGREEMENT: dict[str, dict[str, float]] = {
    "次": {
        "场": 0.95, "场次": 0.95, "回": 0.9, "轮": 0.9, "批次": 0.9, "批": 0.7, "堂": 0.9,
        "节": 0.85, "课": 0.8, "期": 0.7, "遍": 0.8, "个": 0.3, "人次": 0.3,
    },
    "人次": {"人": 0.95, "名": 0.95, "位": 0.9, "次": 0.6, "个": 0.3, "件": 0.3},
    "人": {"名": 0.98, "人次": 0.95, "位": 0.9, "件": 0.8, "起": 0.6, "个": 0.5, "次": 0.5, "例": 0.7},
    "份": {"封": 0.95, "张": 0.85, "本": 0.85, "册": 0.85, "件": 0.6, "个": 0.5, "条": 0.5, "次": 0.4, "篇": 0.6},
    "条": {"个": 0.85, "项": 0.85, "件": 0.6, "份": 0.6, "处": 0.6, "次": 0.5, "封": 0.5},
    "个": {"处": 0.95, "项": 0.85, "条": 0.85, "家": 0.7, "件": 0.7, "类": 0.6, "起": 0.6, "点": 0.9},
    "项": {"个": 0.9, "条": 0.85, "件": 0.85, "部": 0.5, "份": 0.6, "次": 0.35, "类": 0.5},
    "件": {"起": 0.95, "例": 0.95, "宗": 0.95, "个": 0.85, "条": 0.85, "次": 0.7, "封": 0.8, "批": 0.6, "项": 0.6},
    "起": {"件": 0.95, "例": 0.95, "个": 0.9, "条": 0.7, "次": 0.75, "期": 0.75, "份": 0.7, "批": 0.7, "篇": 0.7},
    "部": {"集": 0.95, "个": 0.8, "次": 0.9, "期": 0.6, "场": 0.6, "场次": 0.6},
    "场": {"场次": 1.0, "次": 0.9, "批次": 0.8, "部": 0.25},
    "期": {"份": 0.9, "篇": 0.85, "次": 0.8, "条": 0.75, "个": 0.6},
    "户": {"家": 0.85, "个": 0.7, "户次": 1.0, "人": 0.4, "名": 0.4},
    "家": {"个": 0.9, "户": 0.75, "所": 0.5},
    "所": {"个": 0.9, "家": 0.8},
}  # fmt: skip
STRANGE = 0.12
UNKNOWN = 0.6


def agreement(word: str, own: str) -> float:
    """How well `word` of a text agrees with an indicator's `own`, from 0 to 1; "" stands where the text has none."""
    if word == own:
        return 1.0
    return UNKNOWN if not word else _AGREEMENT.get(own, {}).get(word, STRANGE)


def same_sort(word: str, own: str) -> bool:
    """Whether both count the same thing by another word (人 and 名), so that a text may keep its own."""
    return word == own or (bool(word) and (agreement(word, own) >= 0.8))
