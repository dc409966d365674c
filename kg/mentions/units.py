"""The units of a firm, named behind it in one name: 某公司|轧钢一厂|二作业区|丙班.

A firm or works is followed by units, each of what it does, its number, its place or whom it is called after
(the core), and the word for its kind.
"""

from __future__ import annotations

import re

from kg.lexicon import known_names, part_of_speech, surnames, word_list, words
from kg.mentions.scene import Scene, piece
from kg.model import Class

__all__ = ["NO_UNIT", "is_unit", "person_at", "post_at", "unit_behind", "unit_of_firm"]

REACH = 12
"""Characters that the name of a unit has at most, the word for its kind with them."""
NUMBER = r"[一二三四五六七八九十甲乙丙丁\d]"
ANY = (
    r"[^产]?车间|作业区|站区|管理区|采区|厂区|工区|作业部|经理部|事业部|项目部|分部|分厂|总厂|轧厂|分场|选煤厂|选矿厂|[^工总分]厂"
    r"|工段|煤矿|铁矿|油矿|矿段|分公司|分局|分行|支行|营业部|营业厅|(?:作业|救护|准备|注汽|采油|钻井|运输|养护|工程)大队|中队"
    r"|机组|高炉|标段|联合站|研究室|研究所|研究院|设计院|设计所|班组"
)
"""Words for units that have others below them and are there by themselves."""
PLACE = re.compile(
    rf"(?:{ANY}|{NUMBER}号?(?:[矿厂区队班部室所组站处课井值标]|工厂|公司)"
    r"|(?:运检|检验|客服|营销|配送|研发|物流|技术|作业|培训|制造|检修|维修|保障|调度|计量|采购|结算|运维|监控|管控|动能|能源)中心"
    r"|[^车小本到首末网]站(?!区)(?<!驿站)(?<!服务站)(?<!休息站)(?<!接力站)(?<!补给站)(?<!工作站)(?<!加油站)"
    r"|(?:供电|管理|检修|营业|输电|变电|配电|通信|信号)所)$"
)
"""How units end that are there by themselves: workshops, pits, stations, what has a number."""
TEAM = re.compile(
    r"(?:[^上下早晚夜中双单两三换接值培训学]班|(?:采煤|掘进|综采|综掘|机电|运输|通防|钻井|压裂|检修|维修|机械|桥吊|施工|保洁|运转)队"
    r"|[一-鿿]{2}(?<!项目)(?<![全内各干支])部|[一-鿿]{2}[处科课])$"
)
"""How departments and teams end, which belong to a post behind them: 某公司|财务部|部长."""
HOLDER = re.compile(
    rf"(?:公司|集团|{ANY}|矿|供电[局所]|电业局|[工机车电供]务段|油田|{NUMBER}(?:[区队部处]|公司))$"
)
"""How a name ends that units may stand behind."""
NO_UNIT = frozenset(
    ["联合", "组织", "支持", "协调", "安排", "救助", "支援", "指导", "服务", "合作", "领导", "党委"]
)
SMALL = re.compile(r"(?:车间|作业区|工区|工段|机组|科|队)$")
"""Units whose teams go by name, in front of a post too: 某厂二作业区|炉前班|班长, but 某公司|电工班班长."""
OF_BODY = ("党", "工会", "团委", "团支部")
"""What belongs to a unit and is named behind it: 某站区|党支部副书记."""
INSIDE = frozenset("所地")
"""Function words that units are named with."""


def unit_behind(scene: Scene, begin: int, end: int) -> int:
    """Where the name of a unit ends that stands behind its firm's: 某公司|八矿, 某厂|处置班; else 0.

    What only leads to a post (某公司|财务部|部长) belongs to the post.
    """
    if end not in scene.boundaries or not HOLDER.search(scene.text, begin, end):
        return 0
    at = last = end
    found = 0
    while at - last <= REACH and (word := scene.word_after(at)) and _in_unit(scene, at, word):
        at += len(word)
        place = PLACE.search(scene.text, end, at)
        if place or TEAM.search(scene.text, end, at):
            below = SMALL.search(scene.text, end, last) is not None
            last = at
            if _closed(scene, at) and (place or below or not post_at(scene.text, at)):
                found = at
    return max(found, _in_roll(scene, end), _in_roll(scene, last) if last > end else 0)


def _in_roll(scene: Scene, firm: int) -> int:
    """Where a team ends that alone stands between its firm and a mark, as in rolls of honour; else 0."""
    roll = ROLL.match(scene.text, firm)
    if not roll or NO_TEAM.search(roll[0]) or roll.end() not in scene.boundaries:
        return 0
    first = scene.word_after(firm)
    said = piece(first)
    led = said is None or said.score <= -1.0 or first in NO_UNIT
    return 0 if led or words("verbs").search(roll[0]) else roll.end()


ROLL = re.compile(
    r"[^，。；：、\s“”《》（）的了在是和与及等将被由为向对从我这其该]{1,16}?"
    rf"(?:班组?|[^小]组|队|站|工段|中心|{NUMBER}值|岗位|网点|科|机组|营业厅|工区|作业区|[^年]所)"
    r"(?=[，。；、\s（]|$|等\d|获|荣获|被[评授])"
)
NO_TEAM = re.compile(r"志愿|突击|代表队|参赛|宣讲|服务[站点中]|工作站|驿站|艺术|合唱|培训班|加油站")
"""Teams that are no units of a firm's work."""


def is_unit(name: str) -> bool:
    """Whether a name is a firm's and a unit's behind it."""
    return FIRM.search(name) is not None and PLACE.search(name) is not None


def _in_unit(scene: Scene, at: int, word: str) -> bool:
    """Whether a unit's name reaches over the word; a verb only before the word for its kind: 爆破|班."""
    said = piece(word)
    if said is None or word in NO_UNIT or word in word_list("trades"):
        return word in INSIDE
    if word.startswith(OF_BODY) or COUNTS.fullmatch(word):
        return False
    return said.score > -1.0 or WORK_OF.match(scene.text, at + len(word)) is not None


COUNTS = re.compile(r"[一两三四五六七八九十几多\d]*[个名家座条支所]")
"""What counts units and names none: 某公司|三个|车间."""
WORK_OF = re.compile(
    r"(?:车间|作业区|工区|大队|[一二三四五六七八九十甲乙丙丁]?[班队组部科处课]|中心)(?![长员])"
)


def _closed(scene: Scene, end: int) -> bool:
    """Whether a name can end here: no name goes on, or a person's begins."""
    after = scene.word_after(end)
    if not after or not after[0].isalnum() or piece(after) is None or after.startswith(OF_BODY):
        return True
    named = len(after) == 1 or (len(after) < 4 and part_of_speech(after) in ("", "nr"))
    person = named and after[0] in surnames()
    return person or words("trades").match(after) is not None or post_at(scene.text, end)


def post_at(text: str, index: int) -> bool:
    """Whether a post begins at `index`: 部长, 副部长."""
    return words("heads").match(text, index + text.startswith("副", index)) is not None


def person_at(scene: Scene, index: int) -> bool:
    """Whether a person's name seems to begin: a surname, and no word of the dictionary."""
    word = scene.word_after(index)
    if len(word) == 1:
        return surnames().get(word, 0.0) >= USUAL
    return word[:1] in surnames() and len(word) < 4 and part_of_speech(word) in ("", "nr")


USUAL = 1.0
"""Bearers of a surname per thousand from which the character alone shows a name."""

FIRM = re.compile(r"(?:公司|集团|项目部|矿|[^工]厂|供电[局所]|电业局|[工机车电供]务段|油田)(?=.)")
UNIT = re.compile(r"(?:班组?|站|车组|乘务组|研究院|研究所|设计院|技术中心|研发中心)$")


def unit_of_firm(name: str, kind: Class, post: bool) -> int:
    """How long the name of a firm's unit is, that ends like a station or a team; 0 when it is none.

    北京地铁某公司徐家汇站, 首钢技术研究院; in front of a post (班长) a team belongs to the post.
    """
    unit = UNIT.search(name)
    if not unit or (kind == "Facility" and unit[0] != "站") or name.endswith(("驿站", "服务站", "加油站")):
        return 0
    firm = list(FIRM.finditer(name, 0, unit.start() + 1))
    brand = next((n for n in range(2, 6) if known_names().get(name[:n]) == "Company"), 0)
    if not firm and not brand:
        return 0
    if unit[0][0] == "班" and post:
        return firm[-1].end() if firm else 0
    return len(name)
