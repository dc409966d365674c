"""Who receives an award."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.lexicon import words
from kg.model import Field, Relation
from kg.relations.links import ORGANISED, Linked, relation, within
from kg.relations.rolls import announced, entries, headed, named_behind, rolled
from kg.relations.subjects import is_of_another, meant_person

__all__ = ["receiving"]


def receiving(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """receives: 甲获得…奖, 授予甲…称号, 获得者是甲、乙, and honours that stand in front of a name."""
    for number, award in enumerate(items):
        if award.entity.type != "Award" or CANDIDATE.match(text, award.end):
            continue
        found = list(headed(text, items, award)) or list(_honoured(text, items, number))
        found = found or list(named_behind(text, items, award)) or list(announced(text, items, award))
        found = found or list(entries(text, items, award)) or list(_winners(text, items, number))
        found = found or list(_copular(text, items, number)) or list(_apposed(text, items, number))
        for who, rule in found:
            yield relation(who, "receives", award, field, rule)
    yield from (relation(who, "receives", award, field, "award roll") for who, award in rolled(text, items))


CANDIDATE = re.compile("”?(?:候选|提名|推荐|推报|申报)")


def _honoured(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """全国劳动模范、某公司职工|甲: the honour is one of the titles in front of the name."""
    award = _last_of_row(text, items, number)
    begin, longest = award.end, LONGEST_TITLES
    if holder := HOLDER.match(text, begin):
        begin, longest = holder.end(), LONGEST_OF_HOLDER
    for other in items[number + 1 :]:
        gap = text[begin : other.start]
        if other.sentence != award.sentence or len(gap) > longest or NO_TITLE.search(gap):
            return
        if other.entity.type == "Person":
            if holder or len(gap) <= 14 or TITLE.match(gap):
                yield other, "honour+name"
            return


def _last_of_row(text: str, items: Sequence[Linked], number: int) -> Linked:
    """The last of the honours that stand in a row with this one: “甲”“乙”、丙."""
    last = items[number]
    for other in items[number + 1 :]:
        if other.entity.type != "Award" or text[last.end : other.start].strip("”“《》") not in ROW:
            break
        last = other
    return last


ROW = ("", "、", "和", "及", "称号、")
LONGEST_TITLES, LONGEST_OF_HOLDER = 45, 70
# “…”获得者，某省某集团某公司车间主任|甲
HOLDER = re.compile(r"[”》]?(?:荣誉)?(?:称号)?(?:的?获得者|得主)(?:，|——|：)")


NO_TITLE = re.compile(
    r"[，。；：！？\n]|^[^（(]{0,12}[）)]|授予|颁发|命名|评选|名单|走进|慰问|由|被|在|的[^，]{0,4}是"
)
TITLE = re.compile(r"[”》]?(?:称号)?(?:获得者|得主|获奖者)?[、，”“]|[”》]?(?:称号)?(?:获得者|得主)")


def _copular(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """甲种桃38年，是…; 乙是…获得者; 他是…、…: the person whom the sentence is about has the honour."""
    award = items[number]
    first = award
    for other in reversed(items[:number]):
        if other.entity.type == "Award" and text[other.end : first.start].strip("”“") == "、":
            first = other
    if both := ALL_ARE.search(text, award.sentence[0], first.start):
        of_all = within(items, award.sentence[0], both.start(), "Person")
        if len(of_all) == COUNT.get(both["count"], 0 if both["count"] else len(of_all)):
            yield from ((who, "are") for who in of_all)
        return
    said = IS.search(text, award.sentence[0], first.start)
    if said and not SPOKEN.search(text, award.sentence[0], said.start()):
        people = within(items, award.sentence[0], said.start(), "Person")
        about = people[0] if people else meant_person(text, items, award.sentence[0])
        if about and len(people) < 2:
            yield about, "is"


# 甲是某厂焊工，乙是某校教师，|两人都是
ALL_ARE = re.compile(r"，(?:他们|她们)?(?:(?P<count>[两三四五六2-6])[人位])?(?:都|均|同)[是为]“?$")
COUNT = {number: at for row in ("两三四五六", "23456") for at, number in enumerate(row, 2)}
IS = re.compile(r"(?:[，他她。]|(?<=[一-鿿]))(?:也|还|既|又|曾|现)?是“?$")
SPOKEN = re.compile(r"[“”]|的[^，。；]{1,8}$|(?:都|均)$")


def _apposed(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """甲，某厂班长，全国劳动模范、…获得者。 and 甲（…、某厂班长）: honours among the titles behind a name."""
    first, last = items[number], _last_of_row(text, items, number)
    for other in reversed(items[:number]):
        if other.entity.type != "Award" or text[other.end : first.start].strip("”“《》") not in ROW:
            break
        first = other
    people = within(items, first.sentence[0], first.start, "Person")
    gap = text[people[-1].end : first.start].rstrip("“《") if people else ""
    told = [part for part in re.split("[，、]", gap[1:]) if part] if gap[:1] in ("，", "（", "(") else None
    ends = END_OF_TITLES.match(text, last.end)
    if told is None or gap[-1] not in "，、（(" or not ends:
        return
    if ends[0][-1:] in "，、" and within(items, last.end, last.sentence[1], "Person"):
        return  # 班长甲，全国劳动模范、钳工|乙
    if all(TRAIT.fullmatch(part) or words("heads_end").search(part) for part in told):
        yield people[-1], "name+honour"


END_OF_TITLES = re.compile(
    "[”》]?(?:荣誉)?(?:称号)?(?:的?(?:获得者|得主))?(?:[。；）)\n]|[，、](?![^，。；]{0,8}[被获授]))"
)
# What else stands among the titles behind a name: 女，汉族，1990年3月生，中共党员
TRAIT = re.compile(
    "[男女]|[一-鿿]{1,6}族|(?:中共|共产)?党员|[^，、]{0,12}(?:生|人|毕业|学历|职称)|.{0,4}(?:劳模|工匠)"
)
COUNTED = re.compile(r"(?<![等\d])\d+余?[人名个家]$")
# 为|甲、乙等8人颁发…, 给|丙戴上…
HANDED = re.compile(r"[为向给](?=[^，。；“”为向给被]{2,60}$)")
GIVING = frozenset(["授予", "追授", "追授予", "颁发", "命名为", "评为", "评选为", "认定为"])


def _verbs(text: str, items: Sequence[Linked], begin: int, end: int) -> Iterator[re.Match[str]]:
    """The verbs of receiving that no name runs into: 付广喜|获评, not 喜获; nor 某会颁发|的, 获得|者."""
    while found := words("receiving").search(text, begin, end):
        name = next((i for i in items if i.start < found.end() and found.start() < i.end), None)
        begin = max(found.start() + 1, name.end) if name else found.end()
        if not name and text[found.end() : found.end() + 1] not in ("者", "的"):
            yield found


def _winners(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """甲、乙等获得…; 甲被某会授予…; 授予甲、乙…; and 他先后荣获…, of whom the text is about."""
    award = items[number]
    begin = max(text.rfind("；", award.sentence[0], award.start) + 1, award.sentence[0])
    verbs = [*_verbs(text, items, begin, award.start)]
    if (
        text[award.end : award.end + 2].strip("”》")[:1] == "的"
        or not verbs
        or re.search(r"[，。；](?![^，]{0,12}[”称])", text[verbs[-1].end() : award.start])
    ):
        return
    verb = verbs[-1]
    if COUNTED.search(text, begin, verb.start()):
        return
    rule = f"award {verb.group()}"
    given = within(items, verb.end(), award.start, "Person", *ORGANISED, "Facility")
    if verb.group() in GIVING and given and text[begin : verb.start()][-1:] != "被":
        yield from ((who, rule) for who in _listed(text, given))
        return
    if handed := HANDED.search(text, begin, verb.start()):
        got = within(items, handed.end(), verb.start(), "Person", *ORGANISED, "Facility")
        yield from ((who, rule) for who in (_listed(text, got) if got else ()))
        return
    passive = max(text.rfind(word, begin, verb.start() + 1) for word in "被由")
    if passive < begin and verb.group() in GIVING:
        return  # 授予…称号的决定
    end = (
        passive
        if passive >= begin and verb.group() in GIVING | {"被授予", "被评为", "被命名为"}
        else verb.start()
    )
    givers = [given.span() for given in GIVERS.finditer(text, begin, verb.end())]
    who = [
        i
        for i in within(items, begin, end, "Person", "Facility", *ORGANISED)
        if not OBJECT.search(text, begin, i.start)
        and not any(a < i.start < b for a, b in givers)
        and not (i.entity.type == "Person" and is_of_another(text, i))
        and not (i.entity.type != "Person" and _is_partner(text, items, begin, i))
    ]
    between = text[who[-1].end : end] if who else ""
    if who and who[-1].entity.type != "Person" and "，" in between and not GOT_MORE.match(between):
        whole = [i for i in who[:1] if i.start == begin and text[who[-1].start - 1] != "，"]
        who = [i for i in who if i.entity.type == "Person"] or whole or who  # 甲是某厂职工，曾获…
    if verb.group() not in GIVING and _unknown(text, items, begin, verb.start()):
        return
    if TEAM_OF.search(text, begin, end) and not any(i.entity.type != "Person" for i in who):
        return
    if not who and end - begin > 1:
        who = [i for i in within(items, begin, end, "Work", "Initiative", "Platform") if end - i.end < 4]
    if who:
        if text[who[-1].end : end] == "将" or not TOLD.search(text[who[-1].end : end]):
            yield from ((item, rule) for item in _listed(text, who))
    elif (
        (verb.group() not in GIVING or (passive >= begin and HE.search(text, begin, passive)))
        and OWN.fullmatch(text, begin, end)
        and not any(i.start == begin for i in items)
        and not THEY.search(text, begin, end)
        and (about := meant_person(text, items, begin))
    ):
        yield about, rule


# 甲、乙|被某会命名为…，同时被授予…; 甲、乙|分获第一、二名，被授予…
GOT_MORE = re.compile(r"(?:等[^，。；]{0,8})?(?:也|还|均|都|同时|分别)*(?:被|[分荣]?获|夺得|当选|入选)")


def _unknown(text: str, items: Sequence[Linked], begin: int, end: int) -> bool:
    """Whether one who was not recognised gets it: 甲获评…，|运营部等两个集体则|被命名为…."""
    at = max(text.rfind(mark, begin, end) for mark in "，：") + 1
    known = within(items, at, end, "Person", "Facility", "Work", "Initiative", *ORGANISED)
    return at > begin and not known and not ADVERBIAL.fullmatch(text, at, end)


# What stands between comma and verb when the one who receives is named before: 甲是某厂职工，先后|获得…
ADVERBIAL = re.compile(
    r"(?:(?:随[后即]|最[终后]|后)[^，]{0,4}|[于在从自以因凭经被并还也又曾先均都共多连再更已将他她其最此分同][^，]*|(?:[今去前当同次后]年|近年来?|近几年|此前|日前|近日)[^，]{0,6}|\d+[^，]*|[一二三四五六七八九十]+[^，]*)?"
)
# What shows that another gets it: 甲介绍，第一名将被授予…
TOLD = re.compile(r"(?<![名评成作认定])为|[给向]|介绍|表示|指出|说|称|其中|将")
# A sentence that goes on about the person of the one before: 他先后获得…, 2022年，她被评为…
OWN = re.compile(
    r"(?:[^，。；]{0,30}，){0,3}(?:[今去前当同次后]年|近年来|\d{4}年|“[五七八十][一四]”|“三八”|前夕|此前|还|曾|也|又|并|先后|多次|连续|他|她|被|\d+次|[一二三四五六七八九十\d]+月)*"
)


def _is_partner(text: str, items: Sequence[Linked], begin: int, body: Linked) -> bool:
    """Whether a body is one with which others did it who are not named: 他们与|甲、乙结成联盟，获…."""
    first = body
    for other in reversed(within(items, begin, body.start, *ORGANISED)):
        if text[other.end : first.start] not in ("、", "和", "及", ""):
            break
        first = other
    at = max(text.rfind(mark, begin, first.start) for mark in "，；。") + 1
    said = text[max(at, begin) : first.start]
    return PARTNERS.fullmatch(said) is not None


PARTNERS = re.compile(
    r"[^，；。“”]{0,12}?(?:他们|她们|该[一-鿿]{1,4}|其|班组|团队|工作室|它)?(?:还|又|先后)?(?:与|联合|携手|会同|联手|同)"
)
# 他夺得焊工组冠军，并|被某厅授予…; but 以他命名的工作室|被某会命名为…
HE = re.compile(r"(?<![以由])[他她](?![们的所])")
# 他牵头的|“…”小组|曾获…: the group got it
TEAM_OF = re.compile(r"的[^，。；的]{0,10}(?:小组|班组|团队|工作室)(?:曾|还|又|也|先后|多次)*$")
THEY = re.compile("[他她它]们")
# 被|甲、乙|命名为…，同时被授予…: who gives it
GIVERS = re.compile(r"被[^，。；被]{2,60}?(?:授予|评为|命名|认定|评选|表彰)")
OBJECT = re.compile(r"(?:由|经|被|跟|把|让|帮|教|对|向|给|[^认成]为|在|从|是|来自|毕业于|就职于|进入)$")


def _listed(text: str, found: Sequence[Linked]) -> list[Linked]:
    """The last of those found, and the others in the list that it ends, their titles between.

    Bodies of all classes stand in one list, people in another.
    """
    people = found[-1].entity.type == "Person"
    same = [item for item in found if (item.entity.type == "Person") is people]
    chosen, first = same[-1:], same[-1].start
    for item in reversed(same[:-1]):
        gap = NEXT_OF_LIST.fullmatch(text, item.end, first)
        if not gap or words("receiving").search(gap[0]):
            break  # 甲获评…，|乙被授予…
        if people or not gap["unread"]:  # 某公司|+1760采煤队1班、|乙: it is the team that got it
            chosen.append(item)
        first = item.start
    return chosen[::-1]


NEXT_OF_LIST = re.compile(
    r"(?:(?P<unread>[^，。；、]{0,12}?)(?:代表)?队?[、和与及]|(?:等[^，。；、]{0,6}|[（(][^（）()]{1,12}[）)])?，)[^，。；]{0,40}"
)
