"""The words and shapes by which real reports are recognised: data only, each list in this one place.

Every repetition in a pattern is bounded or runs over one class of characters, so that no text makes a match slow.
"""

import re

# Numbers at the head of a line, from the first level down (GB/T 9704-2012, 7.3.3, and what is typed instead).
_CN = "[一二三四五六七八九十]{1,3}"
_AR = "[0-9０-９]{1,2}"
NUMBERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s?({_CN})\s?(?:部分|章)[、：:，．.\s]?\s*")),
    # Not 一、二季度 or 一、二、三产业: there 一、 counts with what follows.
    ("chapter", re.compile(rf"({_CN})\s?[、.．](?!{_CN}(?:、|季度|月|产业|期|线|类|把手|是))\s*")),
    ("entry", re.compile(rf"[（(〔]\s?({_CN})\s?[）)〕][、.．]?\s*|([㈠-㈩])[、.．]?\s*")),
    ("arabic", re.compile(rf"({_AR})\s?[.．、](?![0-9０-９])\s*")),
    ("arabic_bracket", re.compile(rf"[（(]\s?({_AR})\s?[）)]\s*|([⑴-⒇])\s*")),
)
POINT = re.compile(r"(?:^|(?<=[。；：，、！？;:,\s—”]))([一二三四五六七八九十]{1,3})是(?!否|非)")

# A half-width stop ends a sentence only between Chinese characters.
SENTENCE_END = re.compile(r"[。！？!?][”’）」』》)]*|(?<=[\u4e00-\u9fff”）])\.(?=[\u4e00-\u9fff“])")
HEADING_COLON = re.compile(r"[：:]")
ENDS_CLOSED = re.compile(r"[。！？!?；;：:，,、…][”’）」』》)]*$")

LONGEST_TITLE = 80
LONGEST_CHAPTER_HEADING = 60
LONGEST_ENTRY_HEADING = 48
LONGEST_COLON_HEADING = 24
LONGEST_POINT_HEADING = 44
LONGEST_BARE_HEADING = 30
LONGEST_RECIPIENT = 80
LONGEST_SIGNATURE = 40
LONGEST_CLOSING = 60

TITLE_END = re.compile(
    r"(?:报告|汇报|通报|要点|总结|小结|通知|意见|方案|计划|情况|材料|清单|公报|公告|函|决定|办法|细则|安排|讲话|发言|说明|纪要|请示)"
    r"(?:[（(〔][^）)〕]{1,20}[）)〕])?$"
)
DOCUMENT_NUMBER = re.compile(r"^\S{1,24}[〔\[［【(（][12]\d{3}[〕\]］】)）]\s?第?\s?\S{1,6}号(?:\s.{0,40})?$")
ORGAN = re.compile(r"^.{2,40}文件$")
SIGNER = re.compile(r"签\s?发\s?人\s?[：:]\s*(?=\S)")
URGENCY = re.compile(r"^(特急|加急|平急)$")
SERIAL = re.compile(r"^[0-9]{6}$")
COPY_TO = re.compile(r"^(?:抄\s?送|抄\s?报|分\s?送)\s?[：:]\s*")
NOTE = re.compile(r"^[（(](.{2,80})[）)]$")
ATTACHMENT_HEAD = re.compile(r"^附\s?件\s?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s?[：:]?$")
ATTACHMENT_LIST = re.compile(r"^附\s?件\s?[：:]\s*(?=\S)")
ITEM_NUMBER = re.compile(r"^[0-9０-９]{1,2}\s?[.．、]\s*")
# Compared without white space (秘　密); 秘密是什么 is no mark, 机密★1年 and 密级：秘密（2026年） are.
CLASSIFIED = re.compile(
    r"^[0-9]{0,6}(?:密级(?:和保密期限)?[：:])?[【（(〔\[]?(?:绝密|机密|秘密)级?[】）)〕\]]?"
    r"(?:[★☆*＊·][^，。；]{0,10}|[（(][^）)]{1,12}[）)])?(?:特急|加急|急件)?$"
)
SALUTATION = re.compile(
    r"(?:委|局|组|府|会|部|办|院|厅|处|站|所|中心|科室|单位|股室|办公室|同志们|同志|领导|委员|代表)[：:]$"
)
NOT_RECIPIENT = re.compile(r"(?:如下|以下|下列|要点|方面|包括|做到|主要是|表现在|体现在)[：:]$")

# A heading that opens so speaks of work done, whatever words stand in it: 聚焦突出问题, 科学制定计划.
WORK_VERBS = re.compile(
    r"^(?:聚焦|坚持|紧盯|突出|强化|深化|解决|整改(?!措施|方向|打算|计划|落实情况)|狠抓|抓好|抓实|抓牢|抓紧|加强|推动|推进|着力|围绕|压实|严肃|开展|落实|健全|完善|"
    r"提高|提升|建立|深入|扎实|认真|严格|积极|持续|全面|注重|规范|统筹|进一步|以)"
)
NEXT_STEPS_STRONG = re.compile(
    r"下一?步|下一?阶段|今后|打算|努力方向|改进方向|整改方向|(?:明年|来年|下半年|下年度)(?:的)?(?:主要)?(?:工作|重点|计划|安排|思路|举措|任务|重点任务)"
)
NEXT_STEPS = re.compile(
    r"(?:计划|安排|建议|思路|设想|改进措施|整改措施|工作措施|对策|重点工作|重点任务|工作重点|工作任务|工作目标)(?:[和与及、].{1,12})?$"
)
_LACK = "(?:问题|不足|短板|差距|薄弱环节|困难|欠缺|弱项)"
PROBLEMS_STRONG = re.compile(rf"存在(?:的|着|一些|主要|突出)?.{{0,10}}{_LACK}")
PROBLEMS = re.compile(
    rf"{_LACK}(?:[和与及、](?:主要)?(?:{_LACK}|原因|挑战|成因|整改|薄弱|下|今后|改进|建议|打算).{{0,16}})?"
    r"(?:方面|情况|分析|清单)?$"
)

# Unheaded closing paragraphs, told by their first characters.
OPENING = 200
PROBLEMS_OPENING = re.compile(rf"(?:存在|还有|仍有|面临).{{0,40}}?{_LACK}")
PROBLEMS_SIGN = re.compile(r"主要表现|主要体现|主要是|表现在|表现为|体现在|一是|[，：]如|例如|比如")
NEXT_STEPS_OPENING = re.compile(
    r"^(?:在|针对.{0,20}，)?(?:下一?步|下一?阶段|今后|接下来|下半年|明年|来年|新的一年|20\d\d年下半年)"
)
CLOSING = re.compile(
    r"^(?:特此|专此|此致|敬礼|妥否|当否|以上(?:报告|汇报|情况|通报)|现将.{0,20}随文|附件?\s?\d?\s?[：:]|附[：:]|"
    r"(?:报告|汇报|通报)完毕)"
)
ATTACHMENT_ITEM = re.compile(r"^[0-9０-９]{1,2}[.．、].{1,50}$")

# Work plans: all their chapters are tasks.
PLAN_TITLE = re.compile(r"(?:要点|计划|安排|方案|任务分解|清单)(?:[（(].{1,12}[）)])?$")
PLAN_PREAMBLE = re.compile(
    r"总体要求是|总体思路是|总的要求是|指导思想是|(?:要点|计划|安排|方案|意见)如下|制定(?:本|如下|以下)(?:要点|计划|方案)"
)
LOOKS_BACK = re.compile(r"(?:汇报|报告|通报|总结|情况)(?:如下|[^，。]{0,20}$)")

# Signature and date.
UNIT_END = re.compile(
    r"(?:局|委|组|会|部|办|院|厅|处|站|所|队|社|馆|校|镇|乡|县|市|区|府|股|科|室|中心|街道|党组|党委|支部|公司|集团|大队)(?:[（(].{1,10}[）)])?$"
)
DATE = re.compile(
    r"([12][0-9]{3}|[12１２][0-9０-９]{3}|[二一][零〇○О０一二三四五六七八九]{3})\s?年\s?"
    r"([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
PRINTED = re.compile(rf"^(.{{0,40}}?)[\s，,]*({DATE.pattern})\s?印发[。.]?$")
# A line that keeps its part wherever it stands: in a text box, a table for placing, the foot of a page.
FRAME_LINE = re.compile("|".join(pattern.pattern for pattern in (ORGAN, COPY_TO, PRINTED, DOCUMENT_NUMBER)))
DOTTED_DATE = re.compile(r"^([12][0-9]{3})\s?[.．/\-－]\s?([0-9]{1,2})\s?[.．/\-－]\s?([0-9]{1,2})$")
VAGUE_DATE = re.compile(
    r"^[（(]?[12二][0-9零〇○一二三四五六七八九xX×*]{3}\s?年(?:\s?[0-9xX×*一二三四五六七八九十]{1,3}\s?月)?(?:\s?[xX×*]{1,2}\s?日)?[）)]?$"
)

# What is no part of the report.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
MARKERS = re.compile(
    r"#{2,4}\s?[A-Za-z][A-Za-z0-9_]{1,24}\s?#{2,4}|\[/?(?:hide|reply|pay|vip)\]|<!--.{0,40}?-->", re.IGNORECASE
)
PAGE_FURNITURE = re.compile(
    r"^(?:[-—–－~]\s?[0-9]{1,4}\s?[-—–－~]|第\s?[0-9一二三四五六七八九十]{1,4}\s?页(?:[，,/\s]{0,3}共\s?[0-9一二三四五六七八九十]{1,4}\s?页)?|"
    r"[0-9]{1,3}|[0-9]{1,3}\s?/\s?[0-9]{1,3}|[-—_=*＊~～·.#]{3,})$"
)
_WARES = "(?:素材|公文|材料|范文|资料|模板|文稿|稿件|干货|精品)"
_AD = (
    rf"更多.{{0,12}}{_WARES}|请认准|公众号|微信|扫码|扫一扫|二维码|(?:加|进)群|QQ|qq|(?:www|WWW)\.|https?://|"
    rf"\.(?:com|cn|net)\b|下载|会员|VIP|vip|原创|转载|代写|{_WARES}(?:网|库|站)"
)
_STRONG_AD = rf"更多.{{0,12}}{_WARES}|请认准|微信号?[：:]|公众号[：:]|关注.{{0,8}}公众号|(?:加|添加)微信|扫码|QQ群|https?://|代写|(?:www|WWW)\."
BRACKETED_AD = re.compile(
    rf"【[^【】]{{0,80}}?(?:{_AD})[^【】]{{0,80}}】|[（(\[][^（）()\[\]]{{0,60}}?(?:{_STRONG_AD})[^（）()\[\]]{{0,60}}[）)\]]"
)
TRAILING_AD = re.compile(
    rf"(?<=[。！？!?；”\s])[^。！？!?；，,\s]{{0,24}}(?:更多.{{0,12}}{_WARES}|请认准|(?:微信|公众)号?[：:]\s?[A-Za-z0-9_]|关注微信公众号|(?:加|添加)微信)[^。]{{0,40}}$"
)
WHOLE_LINE_AD = re.compile(
    rf"请认准|更多.{{0,12}}{_WARES}|(?:微信|QQ|qq|公众)号?群?\s?[：:]|关注.{{0,12}}公众号|扫(?:码|一扫|描).{{0,12}}(?:关注|下载|二维码|添加)|"
    rf"(?:加|添加)微信|公文写作.{{0,10}}(?:网|号|群|平台)|{_WARES}(?:网|库|站)|代写|QQ群|(?:点击|免费|付费)下载|(?:开通|成为).{{0,4}}(?:会员|VIP)"
)
SITE_LINE = re.compile(
    r"https?://\S|(?:www|WWW)\.\S|^(?:文章|信息|稿件|内容|资料)?来源\s?[：:]|^(?:责任|责)?编辑\s?[：:]|^(?:发布|更新|发表)(?:时间|日期|人|者|单位|机构)\s?[：:]|"
    r"^(?:浏览|阅读|点击|访问)(?:次数|数|量|率)?\s?[：:]|^(?:上|下)一(?:篇|页|条)\s?[：:]|^【?(?:打印|关闭|返回|收藏|字体|分享)(?:本页|窗口|顶部|列表|到|[：:】])|"
    r"版权(?:所有|归)|转载请|未经.{0,10}转载|^当前位置|^您(?:现在|当前)?的位置"
)
LONGEST_AD_LINE = 80
