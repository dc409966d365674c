"""The class and the ends of a name after a look at the whole of it and at what stands behind."""

from __future__ import annotations

import re

from kg.lexicon import known_names, word_list, words
from kg.mentions.scene import Scene, piece
from kg.mentions.suffixes import LEVEL, suffix_class
from kg.model import Class
from kg.structure import leading_places, only_places, union_base

__all__ = ["settled", "without_districts"]


def settled(scene: Scene, begin: int, end: int, kind: Class) -> tuple[Class, int]:
    """The class and end after a look at the whole: a union's departments are unions."""
    name = scene.text[begin:end]
    before_post = _post_at(scene.text, end)
    if kind == "Government" and (at := name.find("总工会")) >= 0:
        return "Union", begin + at + 3 if before_post or "届" in name[at:] else end
    if kind == "Government" and (committee := re.search(r"(?<=[省市区县]总)第", name)):
        return "Union", begin + committee.start()
    if kind == "Government" and (party := PARTY_OF_FIRM.search(name)):
        # 首开集团|党委副书记: the post is the party's, the name before it the firm's
        inner = suffix_class(name[: party.start("party")])
        return (inner, begin + party.start("party")) if before_post and inner else ("Organisation", end)
    if kind in ("Organisation", "Facility") and (unit := _unit_of_firm(scene, begin, end, kind)):
        return "Company", begin + unit
    if (
        kind == "Organisation"
        and (team := TEAM.search(name))
        and (body := suffix_class(name[: team.start()]))
        and body != "District"
    ):
        return body, begin + team.start()  # who plays is named: 汶川县总工会|代表队
    if kind == "Union" and (department := DEPARTMENT.match(scene.text, end)):
        # …部部长: the department belongs to the post
        return kind, end if _post_at(scene.text, department.end()) else department.end()
    if kind == "Government" and BUILDER.match(name):
        return "Company", end
    if kind == "Government" and (office := OFFICE.search(name)):
        of_union = office["body"] == "工会"
        return "Union" if of_union else "Company", begin + office.start("office") if before_post else end
    if (
        kind == "Government"
        and name.endswith("党委")
        and not only_places(name[:-2])
        and not LEVEL.match(name)
    ):
        return ("Company", end - 2) if before_post else ("Organisation", end)
    if kind == "Organisation" and PUBLIC.match(name):
        return "Government", end  # public institutions
    if kind == "Government" and name.startswith("共青团"):
        return "Organisation", end
    if kind in UNITS_BEHIND and (unit := _unit_behind(scene, begin, end, *UNITS_BEHIND[kind])):
        return kind, unit
    behind = BRACKET.match(scene.text, end)
    if behind and suffix_class(behind.group()[1:-1]) == kind:
        return kind, behind.end()
    return kind, end


BRACKET = re.compile(r"[（(](?!以下|下称|简称|统称)[一-鿿]{2,12}[）)]")
TEAM = re.compile(r"(?:职工)?(?:代表|参赛)队$")
FIRM = re.compile(r"(?:公司|集团|项目部|矿|[^工]厂)(?=.)")
UNIT = re.compile(r"(?:班组?|站|车组|乘务组|研究院|研究所|设计院|技术中心|研发中心)$")


def _unit_of_firm(scene: Scene, begin: int, end: int, kind: Class) -> int:
    """How long the name of a firm's unit is, that ends like a station or a team; 0 when it is none.

    北京地铁某公司徐家汇站, 首钢技术研究院; in front of a post (班长) a team belongs to the post.
    """
    name = scene.text[begin:end]
    unit = UNIT.search(name)
    if not unit or (kind == "Facility" and unit[0] != "站") or name.endswith(("驿站", "服务站", "加油站")):
        return 0
    firm = list(FIRM.finditer(name, 0, unit.start() + 1))
    brand = next((n for n in range(2, 6) if known_names().get(name[:n]) == "Company"), 0)
    if not firm and not brand:
        return 0
    if unit[0][0] == "班" and _post_at(scene.text, end):
        return firm[-1].end() if firm else 0
    return len(name)


def _unit_behind(scene: Scene, begin: int, end: int, body: re.Pattern[str], unit_of: re.Pattern[str]) -> int:
    """Where the name of a unit ends that stands behind its body's: 某公司|八矿, 某医院|骨科; else 0.

    What only leads to a post (某公司|财务部|部长) belongs to the post.
    """
    if not body.search(scene.text, begin, end) or end not in scene.boundaries:
        return 0
    unit = unit_of.match(scene.text, end)
    if not unit or unit.end() not in scene.boundaries or _post_at(scene.text, unit.end()):
        return 0
    at = unit.start()
    while at < unit.end():
        word = scene.word_after(at)
        said = piece(word)
        if said is None or said.score <= -1.0 or word in word_list("soft_verbs"):
            return 0
        at += len(word)
    after = scene.word_after(at)
    closed = not after or not after[0].isalnum() or piece(after) is None
    return at if closed or words("trades").match(after) else 0


OF_FIRM = re.compile(r"(?:公司|集团|[^工]厂|矿|车间|项目部)$")
UNIT_OF_FIRM = re.compile(
    r"(?:[一-鿿]{2,8}?(?:车间|作业部|经理部|[一二三四五六七八九]队|班组|分厂|轧厂|选煤厂)"
    r"|[一-鿿]{1,7}[^上下早晚夜中双单两三换接值]班(?![次子级])|[一二三四五六七八九十]{1,2}[矿厂]|[一-鿿]{2,5}(?<!项目)(?:部|处)(?![门长分室级]))"
)
UNITS_BEHIND: dict[Class, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "Company": (OF_FIRM, UNIT_OF_FIRM),
    "Government": (
        re.compile(r"(?:医院|保健院|医院[一-鿿]{0,6}分院)$"),
        re.compile(r"[一-鿿]{1,10}?(?:科(?![普学技研室长])|病区|病房|护理组|监护室|产房|急诊室|导诊台)"),
    ),
    "School": (
        re.compile(r"(?:中学|小学|学校|附中|附小)$"),
        re.compile(r"[一-鿿]{1,4}?(?:教研[组室班]|备课组|年级组|[高初]中部|小学部|体育组)"),
    ),
}
"""Whose departments are named behind them, and how these end."""
PUBLIC = re.compile(r"[一-鿿]{2,8}(?:省|自治区|市)(?!\w*(?:公司|集团))[一-鿿]{2,20}(?:研究院|研究所|科学院)$")


def without_districts(text: str, begin: int, end: int) -> int:
    """朝阳区|和平街街道总工会: the district in front of a street's or town's union is a name of its own."""
    base = union_base(text[begin:end])
    if not base.endswith(("街道", "镇", "乡", "地区", "社区", "村")) or not only_places(base):
        return begin
    chain = leading_places(base + "#")[0]
    keep = [place for place in chain if place.endswith(("街道", "镇", "乡", "地区", "社区", "村"))]
    return begin + len(base) - sum(map(len, keep))


def _post_at(text: str, index: int) -> bool:
    """Whether a post begins at `index`: 部长, 副部长."""
    return words("heads").match(text, index + text.startswith("副", index)) is not None


DEPARTMENT = re.compile(
    r"(?<=总工会)(?:女职工|女工|权益|组织|宣传|宣教|经济|劳动|法律|基层|财务|资产|生活|保障|网络|文体|生产|民主|政策)"
    r"[一-鿿]{0,6}?(?:部|处|办公室)(?![门署理分])"
)
# 中铁六局, 中建一局: the bureaus of the building groups are firms
BUILDER = re.compile(
    r"(?:国铁|中(?:铁|建|交|冶|核|煤|电建|水电|铁建|国铁建|国建筑|国电建))[^省市县区]{1,6}局$"
)
# 某公司|办公室, 某工会|办公室: no offices of the state
OFFICE = re.compile(r"(?P<body>公司|集团|工会)(?P<office>[一-鿿]{0,6}(?:办公室|办事处|大队|指挥部))$")
PARTY_OF_FIRM = re.compile(r"(?:公司|集团|厂|大学|学院|医院)(?P<party>党委|党工委)$")
