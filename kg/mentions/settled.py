"""The class and the ends of a name after a look at the whole of it and at what stands behind."""

from __future__ import annotations

import re

from kg.lexicon import words
from kg.mentions.anchor_features import VERB
from kg.mentions.scene import Scene, piece
from kg.mentions.suffixes import LEVEL, suffix_class
from kg.mentions.units import NO_UNIT, is_unit, post_at, unit_behind, unit_of_firm
from kg.model import Class
from kg.structure import leading_places, only_places, union_base

__all__ = ["IN_CHARGE", "UNION_COMMITTEE", "UNION_OFFICE", "settled", "union_committee", "without_districts"]


def settled(scene: Scene, begin: int, end: int, kind: Class) -> tuple[Class, int]:
    """The class and end after a look at the whole: a union's departments are unions."""
    name = scene.text[begin:end]
    before_post = post_at(scene.text, end)
    if kind == "Government" and (union := UNION_INSIDE.search(name)):
        if whole := union_committee(scene.text, begin + union.end()):
            return "Union", whole
        if union["all"] or OF_COMMITTEE.match(name, union.end()):
            return "Union", begin + union.end() if before_post or "届" in name[union.end() :] else end
    if kind == "Organisation" and (of_union := OF_UNION.search(name)):
        return "Union", begin + of_union.start() if before_post else end
    if kind == "Government" and (party := PARTY_OF_FIRM.search(name)):
        # 首开集团|党委副书记: the post is the party's, the name before it the firm's
        inner = suffix_class(name[: party.start("party")])
        return (inner, begin + party.start("party")) if before_post and inner else ("Organisation", end)
    if kind in ("Organisation", "Facility") and (unit := unit_of_firm(name, kind, before_post)):
        return "Company", begin + unit
    if (
        kind == "Organisation"
        and (team := TEAM.search(name))
        and (body := suffix_class(name[: team.start()]))
        and body != "District"
    ):
        return body, begin + team.start()  # who plays is named: 汶川县总工会|代表队
    if (
        kind == "Union"
        and scene.text.endswith(UNION, begin, end)
        and (whole := union_committee(scene.text, end))
    ):
        return kind, whole
    if kind == "Union" and (centre := CENTRE.match(scene.text, end)):
        return kind, centre.end()
    if kind == "Union" and (department := DEPARTMENT.match(scene.text, end)):
        # …部部长: the department belongs to the post
        after = department.end()
        return kind, end if post_at(scene.text, after) and not IN_CHARGE.match(scene.text, after) else after
    if kind == "Government" and (BUILDER.match(name) or OF_INDUSTRY.search(name)):
        return "Company", unit_behind(scene, begin, end) or end
    if kind in ("Government", "Organisation") and (office := OFFICE.search(name)):
        holder = name[: office.start()]
        inner = "Company" if is_unit(holder) else suffix_class(holder)
        if inner in ("Company", "School") and before_post:
            return inner, begin + office.start()  # 某有限公司|党支部书记, 某公司|办公室主任
        if office[0][0] in "办大指" and (inner == "Company" or INSIDE_FIRM.search(name)):
            return "Company", end
        if inner == "Union":
            return inner, begin + office.start() if before_post else end
    if (
        kind == "Government"
        and (party := PARTY.search(name))
        and not only_places(name[: party.start()])
        and not LEVEL.match(name)
    ):
        return ("Company", begin + party.start()) if before_post else ("Organisation", end)
    if kind == "Organisation" and PUBLIC.match(name):
        return "Government", end  # public institutions
    if kind == "Government" and before_post and (section := SECTION.search(name)):
        return kind, begin + section.start()  # 某省教育厅|教师管理处副处长: the section belongs to the post
    if kind == "Company" and name.endswith("教育集团") and suffix_class(name[:-4]) == "School":
        return "School", end  # 某中学|教育集团
    if kind == "School" and OF_HOSPITAL.search(name):
        return "Government", end
    if kind == "Company" and OF_SCHOOL.search(name):
        return "School", end
    if kind == "Government" and name.startswith("共青团"):
        return "Organisation", end
    if kind == "Company" and (unit := unit_behind(scene, begin, end)):
        return kind, unit
    if kind in DEPARTMENTS and (unit := _department_behind(scene, begin, end, *DEPARTMENTS[kind])):
        return kind, unit
    behind = BRACKET.match(scene.text, end)
    if behind and suffix_class(behind.group()[1:-1]) == kind:
        return kind, behind.end()
    return kind, end


def union_committee(text: str, end: int) -> int:
    """Where a committee of the union ends whose name ends at `end`, if one stands there; else 0.

    省总工会|第十五届委员会, 市总|经费审查委员会; but a chair's post (经费审查委员会主任) is the union's, and
    a session (第三届委员会第二次全体会议) is an event.
    """
    found = OF_COMMITTEE.match(text, end)
    if not found or SESSION.match(text, found.end()):
        return 0
    member = text.startswith("委员", found.end())
    return found.end() if member or not post_at(text, found.end()) else 0


UNION = ("工会", "工会联合会")
UNION_INSIDE = re.compile(r"(?:(?P<all>总)工会|工会(?:联合会)?|[省市区县州]总(?=第|[一二三四五六七八九十]))")
UNION_COMMITTEE = (
    r"(?:(?:执行|常务|经费审查|女职工|女工|全国)?委员会|常委会|执委会|经审会|经审委|女工委|女职委)"
)
OF_COMMITTEE = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}届(?:工会)?)?"
    rf"(?:{UNION_COMMITTEE}(?!会|办)|主席团|书记处)(?<!工会委员会)"
    rf"|第?[一二三四五六七八九十]{{1,3}}届工会委员会"
)
"""The committees that a union's congress elects, and what these elect."""
OF_UNION = re.compile(rf"(?<=工会){UNION_COMMITTEE}$")
SESSION = re.compile(
    r"第?[一二三四五六七八九十]{1,3}次|全体|全会|扩大|工作报告|书记(?!处)|委员会|常务主席|.{0,3}会议"
)
SECTION = re.compile(r"(?<=[厅局委])[一-鿿]{2,10}(?:处|科)$")
OF_HOSPITAL = re.compile(r"医院[一-鿿]{0,6}分院$")
OF_SCHOOL = re.compile(r"(?:[小中大]学|学[校院]|幼儿园|[附一二三四五六七八九十\d][中小])教育集团$")
"""A group of schools, called by the first of them; others that teach are firms."""
BRACKET = re.compile(r"[（(](?!以下|下称|简称|统称)[一-鿿]{2,12}[）)]")
TEAM = re.compile(r"(?:职工)?(?:代表|参赛)队$")


def _department_behind(
    scene: Scene, begin: int, end: int, body: re.Pattern[str], unit_of: re.Pattern[str]
) -> int:
    """Where the name of a department ends that stands behind its body's: 某医院|骨科, 某中学|教研组; else 0.

    What only leads to a post (某医院|护理部|主任) belongs to the post.
    """
    if not body.search(scene.text, begin, end) or end not in scene.boundaries:
        return 0
    unit = unit_of.match(scene.text, end)
    if not unit or unit.end() not in scene.boundaries or post_at(scene.text, unit.end()):
        return 0
    if words("heads").search(scene.text, unit.start(), unit.end()):
        return 0
    at = unit.start()
    while at < unit.end():
        word = scene.word_after(at)
        said = piece(word)
        leads = at == unit.start() and (said is None or word in NO_UNIT)  # 某医院|联合|某科
        verb = said is not None and said.score <= VERB and at == unit.start()
        if leads or verb or (said is None and word not in "与和"):
            return 0
        at += len(word)
    after = scene.word_after(at)
    closed = not after or not after[0].isalnum() or piece(after) is None
    return at if closed or words("trades").match(after) else 0


DEPARTMENTS: dict[Class, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "Government": (
        re.compile(r"(?:医院|保健院|医院[一-鿿]{0,6}分院|[^邮书当结布]局|教委)$"),
        re.compile(r"[一-鿿]{1,10}?(?:科(?![普学技研室长])|病区|病房|护理组|监护室|产房|急诊室|导诊台)"),
    ),
    "School": (
        re.compile(r"(?:中学|小学|学校|附中|附小|大学|学院)$"),
        re.compile(
            r"[一-鿿]{0,4}?(?:教研[组室班]|备课组|年级组|[高初]中部|小学部|体育组)|[一-鿿]{2,8}?系(?![统列数])"
        ),
    ),
}
"""Whose departments are named behind them, and how these end."""
PUBLIC = re.compile(r"[一-鿿]{2,8}(?:省|自治区|市)(?!\w*(?:公司|集团))[一-鿿]{2,20}(?:研究院|研究所|科学院)$")


def without_districts(text: str, begin: int, end: int) -> int:
    """朝阳区|和平街街道总工会: the district in front of a street's or town's union is a name of its own."""
    base = union_base(text[begin:end])
    chain, rest = leading_places(base + "#")
    own = base.endswith(TOWNS) and rest == "#"
    trade = rest.endswith("行业#")  # 某市|某镇饰品行业工会联合会
    keep = [place for place in chain if place.endswith(TOWNS)]
    if not keep or chain[-1] != keep[-1] or not (own or trade):
        return begin
    return begin + len(base) - sum(map(len, keep)) - len(rest) + 1


TOWNS = ("街道", "镇", "乡", "地区", "社区", "村")


IN_CHARGE = re.compile(r"(?:相关|有关)?(?:负责人|负责同志)")
UNION_OFFICE = (
    r"(?:组织(?:建设|民管|基层|工作|宣传|人事){0,2}部|(?:女职工|女工|权益|宣传|宣教|经济|劳动|法律|基层|财务|资产|生产|生活|保障|网络|文体|民主|政策)"
    r"[一-鿿]{0,6}?(?:(?<![干全内各外支总])(?<!项目)(?<!俱乐)部|处|办公室)(?![门署理分])|研究室|办公室|经审办)"
)
"""A union's own departments."""
DEPARTMENT = re.compile(rf"(?<=工会){UNION_OFFICE}")
CENTRE = re.compile(
    r"(?<=总工会)(?:困难)?(?:职工|农民工|工人)?(?:法律|困难|户外)?(?:职工)?(?:帮扶|服务|维权|权益维护|援助){1,2}中心"
)
"""What a union has for its members, an institution of its own: 市总工会|职工服务中心."""
# 中铁六局, 中建一局: the bureaus of the building groups are firms
BUILDER = re.compile(r"中(?:铁|建|交|冶|核|煤|电建|水电|铁建|国铁建|国建筑|国电建)[^省市县区]{1,6}局$")
# 某石油管理局, 国铁某局: what was an office of an industry and is a firm
OF_INDUSTRY = re.compile(r"(?:供电|电业|石油管理|石油勘探|勘探|油田管理|矿务|电信)局$|^国铁.{2,4}局$")
OFFICE = re.compile(r"(?:党支部|党总支|办公室|办事处|团委|纪委|大队|指挥部)$")
INSIDE_FIRM = re.compile(r"(?:公司|集团)[一-鿿]{2,6}(?:办公室|办事处|大队|指挥部)$")
PARTY = re.compile(r"党委(?:(?:宣传|组织|统战|工作)部)?$")
"""A firm's party committee and its departments, which are no bodies of the state."""
PARTY_OF_FIRM = re.compile(r"(?:公司|集团|厂|大学|学院|医院)(?P<party>党委|党工委)$")
