"""Who receives an award."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.lexicon import words
from kg.model import Field, Relation
from kg.relations.links import ORGANISED, Linked, relation, within
from kg.relations.rolls import FAR, announced, entries, headed, named_behind, rolled

__all__ = ["receiving"]


def receiving(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """receives: 甲获得…奖, 授予甲…称号, 获得者是甲、乙, and honours that stand in front of a name."""
    for number, award in enumerate(items):
        if award.entity.type != "Award" or CANDIDATE.match(text, award.end):
            continue
        found = list(headed(text, items, award)) or list(_honoured(text, items, number))
        found = found or list(named_behind(text, items, award)) or list(announced(text, items, award))
        found = found or list(entries(text, items, award)) or list(_winners(text, items, number))
        for who, rule in found or _copular(text, items, number):
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


NO_TITLE = re.compile(r"[，。；：！？\n]|授予|颁发|命名|评选|名单|走进|慰问|由|被|在|的[^，]{0,4}是")
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
        about = people[0] if people else _about(items, number, award.sentence[0])
        if about and len(people) < 2:
            yield about, "is"


# 甲是某厂焊工，乙是某校教师，|两人都是
ALL_ARE = re.compile(r"，(?:他们|她们)?(?:(?P<count>[两三四五六2-6])[人位])?(?:都|均|同)[是为]“?$")
COUNT = {number: at for row in ("两三四五六", "23456") for at, number in enumerate(row, 2)}
IS = re.compile(r"(?:[，他她。]|(?<=[一-鿿]))(?:也|还|既|又|曾|现)?是“?$")
SPOKEN = re.compile(r"[“”]|的[^，。；]{1,8}$|(?:都|均)$")
COUNTED = re.compile(r"(?<![等\d])\d+余?[人名个家]$")
# 为|甲、乙等8人颁发…, 给|丙戴上…
HANDED = re.compile(r"[为向给](?=[^，。；“”为向给被]{2,60}$)")
GIVING = frozenset(["授予", "追授", "追授予", "颁发", "命名为", "评为", "评选为", "认定为"])


def _winners(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """甲、乙等获得…; 甲被某会授予…; 授予甲、乙…; and 他先后荣获…, of whom the text is about."""
    award = items[number]
    begin = max(text.rfind("；", award.sentence[0], award.start) + 1, award.sentence[0])
    verbs = [
        v
        for v in words("receiving").finditer(text, begin, award.start)
        if text[v.end() : v.end() + 1] != "者"
        and not any(i.start < v.end() and v.start() < i.end for i in items)
    ]
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
        if not OBJECT.search(text, begin, i.start) and not any(a < i.start < b for a, b in givers)
    ]
    between = text[who[-1].end : end] if who else ""
    if who and who[-1].entity.type != "Person" and "，" in between and not GOT_MORE.match(between):
        whole = [i for i in who[:1] if i.start == begin and text[who[-1].start - 1] != "，"]
        who = [i for i in who if i.entity.type == "Person"] or whole or who  # 甲是某厂职工，曾获…
    if verb.group() not in GIVING and _unknown(text, items, begin, verb.start()):
        return
    if not who and end - begin > 1:
        who = [i for i in within(items, begin, end, "Work", "Initiative", "Platform") if end - i.end < 4]
    if who:
        if text[who[-1].end : end] == "将" or not TOLD.search(text[who[-1].end : end]):
            yield from ((item, rule) for item in _listed(text, who))
    elif (
        verb.group() not in GIVING
        and OWN.fullmatch(text, begin, verb.start())
        and not any(i.start == begin for i in items)
        and (about := _about(items, number, begin))
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
    r"(?:[于在从自以因凭经被并还也又曾先均都共多连再更已将他她其最此分同][^，]*|(?:[今去前当同次后]年|近年来?|近几年|此前|日前|近日)[^，]{0,6}|\d+[^，]*|[一二三四五六七八九十]+[^，]*)?"
)
# What shows that another gets it: 甲介绍，第一名将被授予…
TOLD = re.compile(r"(?<![名评成作认定])为|[给向]|介绍|表示|指出|说|称|其中|将")
# A sentence that goes on about the person of the one before: 他先后获得…, 2022年，她被评为…
OWN = re.compile(
    r"(?:[^，。；]{0,30}，){0,3}(?:[今去前当同次后]年|近年来|\d{4}年|“[五七八十]一”|“三八”|前夕|此前|还|曾|也|又|并|先后|多次|连续|他|她|被|\d+次|[一二三四五六七八九十\d]+月)*"
)
# 被|甲、乙|命名为…，同时被授予…: who gives it
GIVERS = re.compile(r"被[^，。；被]{2,60}?(?:授予|评为|命名|认定|评选|表彰)")
OBJECT = re.compile(r"(?:由|被|跟|把|让|帮|教|对|向|给|[^认成]为|在|从|是|来自|毕业于|就职于|进入)$")


def _about(items: Sequence[Linked], number: int, begin: int) -> Linked | None:
    """The person whom a sentence without a subject is about: the one named last before it."""
    for item in reversed(items[:number]):
        if item.end <= begin and item.entity.type == "Person":
            return item if begin - item.end < FAR else None
    return None


def _listed(text: str, found: Sequence[Linked]) -> list[Linked]:
    """The last of those found, and the others in the list that it ends, their titles between.

    Bodies of all classes stand in one list, people in another.
    """
    people = found[-1].entity.type == "Person"
    same = [item for item in found if (item.entity.type == "Person") is people]
    chosen, first = same[-1:], same[-1].start
    for item in reversed(same[:-1]):
        gap = NEXT_OF_LIST.fullmatch(text, item.end, first)
        if not gap:
            break
        if people or not gap["unread"]:  # 某公司|+1760采煤队1班、|乙: it is the team that got it
            chosen.append(item)
        first = item.start
    return chosen[::-1]


NEXT_OF_LIST = re.compile(r"(?P<unread>[^，。；、]{0,12}?)(?:代表)?队?[、，和与及][^，。；]{0,40}")
