"""What each name stands for: canonical names, short forms, anaphora.

Names are first written out (市总工会 -> 北京市总工会 by where the article plays), then those of one
bearer are brought together by structure, the fullest name winning; what is left (该公司, 项目部工会) points
back to the nearest name of its class and kind. A name that nothing explains is not linked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.activity_names import EDITION, unmarked
from kg.aliases import aliases, expanded, local_aliases
from kg.anaphora import DEICTIC, part_of, pointed_at
from kg.bearers import ORGANISED, bearers, ordinals
from kg.city_firms import of_city
from kg.corps import division_in_full, is_corps_place
from kg.levels import ZONES
from kg.mentions.addressed import is_address
from kg.mentions.lists import in_full
from kg.mentions.place_lists import towns_in_full
from kg.mentions.repeats import ABBREVIATION
from kg.mentions.shared_ends import end_shared
from kg.model import Article, Class, Entity, Link, Mention
from kg.name_places import without_above, without_town
from kg.office_places import full_place, is_office, place_of_office
from kg.offices import body_of, city_of_branch, office_in_full
from kg.outlet_places import places_of_outlets
from kg.places import TOWNS, is_county, name_of, place, places_named, short_name, usual_name
from kg.school_names import school_in_full
from kg.sentences import reports
from kg.setting import Setting, setting_of
from kg.structure import leading_places, only_places, union_base

__all__ = ["resolve"]

UNION_ITSELF = re.compile(r".+?工会(?:联合会)?")
"""A union's name without a department behind it."""
LEVEL = re.compile(
    rf"^(?P<level>{'|'.join(ZONES)}|自治区|自治州|自治县|兵团|师市|师(?=党委|机关)|团(?=党委|医院|中学|学校)"
    r"|[省市区县州旗镇乡村]|街道|社区)(?P<rest>.+)$"
)
OF_ZONE = re.compile("|".join(ZONES))
SHORT_OFFICE = re.compile(
    r"(?<=[省市区县州全])总(?!工会)(?=[一-鿿]{2,8}(?:部|处|室)$|第?[一二三四五六七八九十]{1,3}届|经审|女工委|女职)"
)
"""A union by its short name with a department or committee: 市总|宣教部, 省总|十五届常委会."""
SHORT_OWNER = re.compile(r"(?<=[省市区县州旗])总(?=(?:困难)?职工|户外劳动者|劳模|女职工|法律援助)")
"""A union by its short name with what it has for workers: 市总|职工服务中心."""
NATIONAL = re.compile("^全国?总工会")
COMMITTEES = (
    (re.compile(r"(?<=工会)(?=[一二三四五六七八九十]{1,3}届(?!第))"), "第"),
    (re.compile(r"执委会$"), "执行委员会"),
    (re.compile(r"经审[委会]{1,2}$"), "经费审查委员会"),
    (re.compile(r"女(?:职工|工|职)委(?:员会)?$"), "女职工委员会"),
)
"""A union's committees by their short names, and in full."""
BARE_LEVEL = re.compile(
    r"自治区.{2,}|旗(?![舰袍下帜手杆枪开]).{2,}|[省市区县](?!政(?![协府])|[场块域心容级直属县内外]|民(?![族政宗委])).{2,}"
)


def resolve(
    article: Article, mentions: Sequence[Mention], *, home: str, page: Iterable[str] = ()
) -> list[Link]:
    """Links of the mentions that stand for something, in their order.

    `home` is the city or province that the collection belongs to; `page` are place names from elsewhere
    on the page, asked when neither the article nor its paper names a place.
    """
    around = places_of_outlets(article) or [*page]
    head, *items = _reports(article, mentions)
    found = {id(link.mention): link for link in _resolved(article, head, home, around)}
    for own in items:  # the short reports of a column have nothing to do with each other
        links = {id(link.mention): link for link in _resolved(article, [*head, *own], home, around)}
        found |= {id(m): links[id(m)] for m in own if id(m) in links}
    return [found[id(m)] for m in mentions if id(m) in found]


def _reports(article: Article, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions outside short reports, and those of each; all in one list where there are none."""
    begins = reports(article.text.text)
    groups: list[list[Mention]] = [[] for _ in range(len(begins) + 1)]
    for mention in mentions:
        groups[bisect_right(begins, mention.start) if mention.field == "text" else 0].append(mention)
    return groups


def _resolved(article: Article, mentions: Sequence[Mention], home: str, page: Iterable[str]) -> list[Link]:
    """The links of mentions that tell each other what they stand for."""
    setting = setting_of(article, mentions, home, page)
    short_forms = _short_forms(article, mentions)
    texts = {field: passage.text for field, passage in article.passages()}
    towns = towns_in_full(article, mentions)
    names = [
        in_full(m.surface, texts[m.field], m.end)
        if m.rule == "list of firms"
        else (_town(m, towns, setting) if m.type == "District" else None)
        or _written_out(_with_end(m, texts[m.field]), order, setting, short_forms)
        for order, m in enumerate(mentions)
    ]
    names = [
        school_in_full(name) if name and m.type == "School" else name
        for m, name in zip(mentions, names, strict=True)
    ]
    names = of_city(mentions, ordinals(names), setting.city)
    canonical, about = bearers(mentions, names)
    links: list[Link] = []
    known: dict[tuple[Class, str], Entity] = {}
    for order, (mention, name) in enumerate(zip(mentions, names, strict=True)):
        if name is not None:
            full = Entity(mention.type, canonical.get((mention.type, name), name))
            entity = known[full.type, full.name] = _told_apart(full, mention, setting)
            links.append(Link(mention, entity, "same" if entity.name == mention.surface else "written out"))
        elif mention.rule == "unit":
            if whole := canonical.get(("Company", mention.surface)):
                links.append(Link(mention, Entity("Company", whole), "anaphora"))
        elif mention.rule == "department":
            unions = (link.entity.name for link in reversed(links) if link.entity.type == "Union")
            union = next(unions, "")
            if mention.type == "Union" and (own := UNION_ITSELF.match(union)):
                links.append(Link(mention, Entity("Union", own[0] + mention.surface), "anaphora"))
            elif (body := union_base(union)) and not only_places(body):
                links.append(Link(mention, Entity(mention.type, body + mention.surface), "anaphora"))
        elif is_office(mention):
            if where := place_of_office(mention, order, links, setting):
                links.append(
                    Link(mention, Entity("Government", where + office_in_full(mention.surface)), "anaphora")
                )
        elif found := pointed_at(mention, order, mentions, names, canonical, about):
            links.append(Link(mention, known.get((found.type, found.name), found), "anaphora"))
    return links


def _town(mention: Mention, towns: Mapping[str, str], setting: Setting) -> str | None:
    """A town in full that a list or what stands in front shows; of a list's the one that the county has."""
    full = towns.get(mention.surface)
    listed = full and mention.rule == "listed place" and not places_named(mention.surface)
    return (setting.town(mention.surface) if listed else None) or full


def _told_apart(entity: Entity, mention: Mention, setting: Setting) -> Entity:
    """The entity with what tells it from its namesakes: a place that shares its name, or its union."""
    base = union_base(entity.name) if entity.type == "Union" else entity.name
    if entity.type not in ("District", "Union") or not only_places(base):
        return entity
    last = leading_places(base + "#")[0][-1]
    twins = [found for found in places_named(last) if found[1] == last]
    if len(twins) < 2:
        return entity
    printed = [place(name) for name in leading_places(mention.surface + "#")[0][:-1]]
    near = [p for p in (*printed, place(setting.city or ""), place(setting.province or "")) if p]
    found = place(last, near)
    above = name_of(found[0][:4]) or name_of(found[0][:2]) if found else None
    return replace(entity, qualifier=above) if above else entity


def _short_forms(article: Article, mentions: Sequence[Mention]) -> dict[str, str]:
    """Short form -> full name, as the article declares them: 北京经济技术开发区（以下简称“经开区”）."""
    found: dict[str, str] = {}
    for field, passage in article.passages():
        for declared in ABBREVIATION.finditer(passage.text):
            before = [m for m in mentions if m.field == field and m.end == declared.start()]
            if before:
                found[declared["short"]] = before[0].surface
    return found


def _written_out(mention: Mention, order: int, setting: Setting, short_forms: dict[str, str]) -> str | None:
    """The name in full by itself and its article's places, None for one that points at another."""
    name = WIDE.sub("", mention.surface)
    if mention.type in ("District", "Union", "Government"):
        name = division_in_full(name)
    if mention.type == "Union" and name.endswith("总") and ("Union", name) not in aliases():
        name += "工会"
    if mention.type in ORGANISED:
        name = SHORT_OWNER.sub("总工会", name)
    if mention.type == "Union":
        name = NATIONAL.sub("中华全国总工会", SHORT_OFFICE.sub("总工会", name))
        for short, full in COMMITTEES:
            name = short.sub(full, name)
    if mention.rule == "abbreviation" and mention.type not in ORGANISED and name in short_forms:
        return WIDE.sub("", short_forms[name])  # 零碳园
    if mention.rule in ("department", "unit") or is_office(mention):
        return None
    if mention.type == "Person" and mention.field != "byline" and is_address(name):
        return None  # 李主席
    if mention.rule == "anaphora" and (part := part_of(name)):
        where = setting.fill(part["unit"], order)
        return where + part["rest"] if where else None
    if mention.rule == "anaphora" and mention.type not in ORGANISED:
        return None  # 该驿站
    if mention.type == "Facility" and (mention.rule == "level" or BARE_LEVEL.match(name)):
        return _filled(name, order, setting) or (None if mention.rule == "level" else name)
    if mention.type == "Award":
        name = SHORT_MODEL.sub("劳动模范", unmarked(name))  # 全国“五一”劳动奖章
        return (_filled(name, order, setting) if AT_LEVEL.match(name) else None) or name
    if mention.type not in ORGANISED and mention.type != "District":
        if mention.type in ("Facility", "Event"):
            name = without_above(name)
        return _event_in_full(name) if mention.type == "Event" else name
    if mention.type == "Union" and name in ("中国工会", "全国工会", "首都工会"):
        return None  # all unions there are, not one of them
    name = expanded(name, mention.type, short_forms)
    if mention.type in ("Government", "Organisation"):
        name = without_above(office_in_full(full_place(name, setting)))
    if mention.type == "Company":
        name = without_town(name)
    if mention.rule == "anaphora":
        filled = _filled(name, order, setting) if mention.type == "Union" else None
        return _plain_union(filled, setting) if filled else None
    if mention.type == "District":
        if (local := local_aliases().get(("District", name, setting.city or ""))) and name not in short_forms:
            return local
        if mention.rule == "known" and not place(name) and ("District", name) not in aliases():
            return None
        if of_old := setting.full_name(name) or (None if places_named(name) else setting.town(name)):
            return of_old
        found = place(name, [p for p in [place(setting.city or setting.province or "")] if p])
        return found[1] if found and name in (short_name(found[1]), usual_name(found[1])) else name
    if mention.rule == "level" and name != mention.surface and not LEVEL.match(name):
        return name  # 全总, 兵团总工会
    if mention.rule == "level" and name.startswith("团") and mention.type == "Organisation":
        filled = _filled(name[1:], order, setting)
        return filled and "共青团" + filled
    if mention.type in ("Union", "Government") and OF_ZONE.match(name):
        named = _filled(name, order, setting, mention.type) or (name if mention.rule == "suffix" else None)
        return name if named and name.endswith("局") else named  # its offices go as printed
    if mention.rule == "level" or (BARE_LEVEL.match(name) and not leading_places(name)[0]):
        filled = _filled(name, order, setting, mention.type)
        return name if not filled and mention.type == "Company" else filled  # 省三建, of whatever province
    return _plain_union(name, setting) if mention.type == "Union" else name


def _event_in_full(name: str) -> str:
    """A known event by its full name, its number in front.

    >>> _event_in_full("第七届进博会"), _event_in_full("第七届职工运动会")
    ('第七届中国国际进口博览会', '第七届职工运动会')
    """
    found = EDITION.match(name)
    number = found[0] if found else ""
    return number + aliases().get(("Event", name[len(number) :]), name[len(number) :])


def _with_end(mention: Mention, text: str) -> Mention:
    """A mention with the word for the kind that it shares with others of its list."""
    shared = end_shared(text, mention.end) if mention.rule == "shared end" else ""
    return replace(mention, surface=mention.surface + shared, rule="suffix") if shared else mention


WIDE = re.compile(r"(?<![A-Za-zÀ-ÿ.])\s+|\s+(?![A-Za-zÀ-ÿ])|(?<=\s)\s+")
"""White space that is none of the name's: of a name set wide, not between Latin words."""
OFFICE = ("局", "委", "厅")
SHORT_MODEL = re.compile(r"(?<=.)劳模$")
AT_LEVEL = re.compile(r"自治区|[省市区县州](?!级)")
PLATFORM = re.compile(r"(?<=..)(?:平台|APP|App|app)$")


def _filled(name: str, order: int, setting: Setting, kind: Class | None = None) -> str | None:
    """A name that begins with a bare level (区总工会), the place put in; None when none is known."""
    found = LEVEL.match(name)
    if not found or DEICTIC.match(name) or (kind == "Organisation" and found["level"] == "兵团"):
        return None
    level = found["level"]
    # an intermediate court is of a prefecture's city
    own = setting.city if level == "市" and found["rest"].startswith(("中院", "中级")) else None
    own = own or (city_of_branch(found["rest"]) if level == "市" else None)
    where = own or setting.fill(level, order) or local_aliases().get(("District", level, setting.city or ""))
    if not where:
        return None
    where = where if where in setting.printed else usual_name(where)
    if kind in ("Government", "School"):
        return body_of(where, found["level"], found["rest"])
    office = union_base(found["rest"]) if kind == "Union" else ""
    full = office_in_full(office) if office.endswith(OFFICE) else office
    return where + full + found["rest"][len(office) :]


def _plain_union(name: str, setting: Setting) -> str:
    """The union of a place by its full name: 平谷工会 -> 平谷区总工会.

    A district in front of a street's or town's union is left out, it says where the street lies, and a
    province in front of any; a city in front of a district's belongs to its name (重庆市南川区总工会).
    """
    base = union_base(name)
    if not base or not only_places(base):
        chain = leading_places(name)[0]  # of a trade in a county: 浙江省|义乌市饰品行业工会联合会
        return name[sum(map(len, chain[:-1])) :] if len(chain) > 1 and is_county(chain[-1]) else name
    chain, tail = leading_places(base + "#")[0], name[len(base) :]
    last = chain[-1]
    if last.endswith(("社区", "村")):
        return "".join(chain[-2:] if chain[-2:-1] and chain[-2].endswith(TOWNS) else chain[-1:]) + tail
    near = [p for p in [place(setting.city or ""), place(setting.province or "")] if p]
    found = place(last, near)
    if found and len(found[0]) <= 6 and last in (short_name(found[1]), usual_name(found[1])):
        last = found[1]  # 平谷, 临夏州
    governed = found and not last.endswith((*TOWNS, "场")) and not is_corps_place(last)
    above = (
        ""
        if last.endswith(TOWNS) or is_county(last)
        else "".join(p for p in chain[:-1] if p != short_name(p) and not p.endswith(("省", "自治区")))
    )
    return above + last + ("总工会" if tail == "工会" and governed else tail)
