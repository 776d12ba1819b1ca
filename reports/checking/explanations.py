"""Whether an explanation explains: phrases that fit every question are none."""

import re

# An explanation is a sentence; a source may be named in a word or two.
_FEWEST = 6
_LEFT = 4
_NO_WORDS = re.compile(r"[\W_]+")
# What is written to have written something; and the small words around it.
_EMPTY = (
    "经核实无误|核实无误|核对无误|审核无误|数据无误|填报无误|确认无误|无误|情况属实|内容属实|属实|真实有效|真实准确|数据准确"
    "|数据真实|准确无误|符合实际|与实际相符|与实际情况相符|符合实际情况|实际情况如此|实际情况|如实填报|按实填报|据实填报"
    "|没有问题|无问题|没问题|无异议|已核实|已核对|已确认|经核实|经核对|经确认|核实|核对|确认|情况说明|特此说明|说明|正确"
    "|正常|准确|真实|同上|如上|暂无|工作需要|统计口径|以上|上述|该项|此项|数据|数字|情况|内容|我局|我单位|本单位|本局|目前"
    "|的确|确实|没有|我们|完全|全部|均|已|经|是|的|无|请|予|以|通过|审核|领导|同意"
)
_PHRASES = re.compile(_EMPTY)


def says_something(text: str) -> bool:
    """Whether something is left of the explanation without its punctuation and the phrases that say nothing."""
    return names_something(text) and len(_NO_WORDS.sub("", text)) >= _FEWEST


def names_something(text: str) -> bool:
    """Whether the words name a source or reason, be it as short as 财务年报, and are no phrases that say nothing."""
    return len(set(_PHRASES.sub("", _NO_WORDS.sub("", text)))) >= _LEFT
