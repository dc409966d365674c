"""Who receives an award."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.lexicon import words
from kg.model import Field, Relation
from kg.relations.links import ORGANISED, Linked, relation, within

__all__ = ["receiving"]

FAR = 350
"""Characters behind the last mention of a person that a sentence without a subject is still about."""


def receiving(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Relation]:
    """receives: 甲获得…奖, 授予甲…称号, 获得者是甲、乙, and honours that stand in front of a name."""
    for number, award in enumerate(items):
        if award.entity.type != "Award" or CANDIDATE.match(text, award.end):
            continue
        found = list(_headed(text, items, award)) or list(_honoured(text, items, number))
        found = found or list(_named_behind(text, items, award)) or list(_announced(text, items, award))
        found = found or list(_entries(text, items, award)) or list(_winners(text, items, number))
        for who, rule in found or _copular(text, items, number):
            yield relation(who, "receives", award, field, rule)
    yield from (relation(who, "receives", award, field, "award roll") for who, award in _rolled(text, items))


CANDIDATE = re.compile("”?(?:候选|提名|推荐|推报|申报)")


def _headed(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """An award as a heading, or in a line that announces a list; below it who got it, a line each."""
    begin, at = text.rfind("\n", 0, award.start) + 1, text.find("\n", award.end)
    alone = not text[begin : award.start].strip(NUMBERING) and HEADING.fullmatch(text, award.end, at)
    if at < 0 or not (alone or ANNOUNCING.fullmatch(text, award.end, at)):
        return
    while 0 <= at < len(text) - 1:
        begin, at = at + 1, text.find("\n", at + 1)
        end = at if at >= 0 else len(text)
        line = text[begin:end]
        if not line.strip():
            continue
        begin += len(OF.match(line)[0])  # type: ignore[index]
        first = next((i for i in items if begin <= i.start and i.end <= end), None)
        if len(line) > LONGEST_ENTRY or line.endswith(("。", "：", ":")):
            return
        entry = first and not text[begin : first.start].strip()
        if not first or not entry or first.entity.type not in ("Person", "Facility", *ORGANISED):
            if alone:
                return
            continue  # one whose name was not recognised
        last = [i for i in items if begin <= i.start and i.end <= end and i.entity.type in ORGANISED]
        yield (first if first.entity.type == "Person" or not last else last[-1]), "award heading"


NUMBERING = " \u3000“《一二三四五六七八九十、.．（）()0123456789"
HEADING = re.compile(
    r"[”》]?(?:称号)?(?:获得者|获奖者|获奖)?(?:名单)?(?:[（(]\d+[人名个家][）)])?[：: \u3000]*"
)
# 某某奖章的得主有：, 某某奖章获得者名单如下：
ANNOUNCING = re.compile(
    r"[”》]?(?:荣誉)?(?:称号)?的?(?:得主|获得者|获奖者|获奖单位)?(?:名单)?(?:公布|分别)?(?:如下|有|是|为)[：:]\s*"
)
# 1. | 山西：|甲 某厂工人
OF = re.compile(r"[ \u3000]*(?:\d{1,3}[.、．])?(?:[一-鿿]{2,8}[：:])?[ \u3000]*")
LONGEST_ENTRY = 60


def _entries(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """授予下列同志…称号，现予公示。甲 某厂工人；乙 某校教师。 Of units the innermost one."""
    begin = text.rfind("\n", 0, award.start) + 1
    list_of = ANNOUNCED.match(text, award.end)
    if not list_of or not GIVEN.search(text, begin, award.start):
        return
    found: list[Linked] = []
    for entry in ENTRY.finditer(text, list_of.end()):
        (begin, end), said = entry.span(), entry[0].rstrip()
        inside = within(items, begin, end, "Person", "Facility", *ORGANISED)
        if (
            len(said) > LONGEST_ENTRY
            or "。" in said[:-1]
            or not inside
            or text[begin : inside[0].start].strip()
        ):
            break
        bodies = [who for who in inside if who.entity.type in ORGANISED]
        found.append(inside[0] if inside[0].entity.type == "Person" or not bodies else bodies[-1])
        if said.endswith("。"):
            break
    if len(found) > 1:
        yield from ((who, "award list") for who in found)


ENTRY = re.compile(r"[^；\n]+")
GIVEN = re.compile(r"授予|命名|表彰")
# …，现予公示。 and …。其中工交系统有：
ANNOUNCED = re.compile(r"”?[^；。\n]{0,12}(?:公示。|[：:]|。[^；。\n]{0,12}(?:有|如下|名单)[：:])\n*")


def _honoured(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """全国劳动模范、某公司职工|甲: the honour is one of the titles in front of the name."""
    award = items[number]
    for other in items[number + 1 :]:
        gap = text[award.end : other.start]
        if other.sentence != award.sentence or len(gap) > 45 or NO_TITLE.search(gap):
            return
        if other.entity.type == "Person":
            if len(gap) <= 14 or TITLE.match(gap):
                yield other, "honour+name"
            return


NO_TITLE = re.compile(r"[，。；：！？\n]|授予|颁发|命名|评选|名单|走进|慰问|由|被|在|的[^，]{0,4}是")
TITLE = re.compile(r"[”》]?(?:称号)?(?:获得者|得主|获奖者)?[、，”“]|[”》]?(?:称号)?(?:获得者|得主)")


def _named_behind(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """优秀组织奖：甲、乙; “…”分别是：甲（某厂）、乙（某院）; “…”授予甲、乙. To the end of the line."""
    found = NAMED.match(text, award.end) or WITH.match(text, award.end, award.sentence[1])
    if not found:
        return
    line = text.find("\n", found.end())
    end = min(
        award.sentence[1] if award.sentence[1] > found.end() else len(text), line if line > 0 else len(text)
    )
    yield from ((who, "award list") for who in _enumerated(text, items, found.end(), end))


def _enumerated(text: str, items: Sequence[Linked], at: int, end: int) -> Iterator[Linked]:
    """The people, or else the bodies, of a list that begins at `at`."""
    people = within(items, at, end, "Person")
    last = at
    for who in people or within(items, at, end, *ORGANISED, "Facility"):
        if who.start - last > LONGEST_UNIT or (last > at and not NEXT.match(text, last)):
            return
        if "。" in text[last : who.start] or within(items, last, who.start, "Award"):
            return
        if who.entity.type != "Person" and not ENDED.match(text, who.end):
            return  # 是|全国总工会|去年设立的
        yield who
        last = who.end
        if bracket := BRACKET.match(text, last):
            last = bracket.end()


LONGEST_UNIT = 45
ENDED = re.compile(r"[、，。；！\n（(]|等|和|与|及|$")
BRACKET = re.compile(r"[（(][^（）()\n]{1,50}(?:[（(][^（）()\n]{1,20}[）)][^（）()\n]{0,30})?[）)]")
NEXT = re.compile(r"(?:等[^，。；]{0,6})?(?:[、，；和与及]|以及)")
WITH = re.compile(r"[”》]?(?:称号)?的(?=[^，。；]{2,60}?(?:、|等|颁|代表|登台|$))")
NAMED = re.compile(
    r"[”》]?(?:荣誉)?(?:称号)?(?:的?(?:获得者|得主|获奖者|获奖(?:单位|名单|选手))|名单[上中]?(?:，[^，。；：]{0,14}(?=[:：]))?)?"
    r"(?:分别|依次)?(?:[是为归][:：]?|授予(?!单位|决定)|(?:也|共)?有[一二三四五六七八九十\d]+[个名家位]，(?:分别)?[为是]|[:：])(?=[^“\d])"
)


def _announced(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """某某年度人物评选揭晓，甲、乙等10人当选."""
    if found := RESULT.match(text, award.end, award.sentence[1]):
        who = list(_enumerated(text, items, found.end(), award.sentence[1]))
        if who and CHOSEN.match(text, who[-1].end):
            yield from ((one, "award announced") for one in who)


RESULT = re.compile(r"[”》]?(?:评选|推选|选树|名单|结果)?[^，。；“”]{0,8}(?:揭晓|公布|出炉|产生|发布)，")
CHOSEN = re.compile(
    r"(?:等[^，。；]{0,10})?(?:双双|一同|分别|成功)?(?:当选|入选|上榜|榜上有名|获此殊荣|获奖|名列其中)"
)


def _rolled(text: str, items: Sequence[Linked]) -> Iterator[tuple[Linked, Linked]]:
    """Who is listed as having got the award that was named last: 他们是：甲、乙; 另外6人是…."""
    for roll in ROLL.finditer(text):
        award = _meant(text, [i for i in items if i.entity.type == "Award"], roll.start())
        line = text.find("\n", roll.end())
        if award:
            listed = _enumerated(text, items, roll.end(), line if line > 0 else len(text))
            yield from ((who, award) for who in listed)


def _meant(text: str, awards: Sequence[Linked], at: int) -> Linked | None:
    """The award that a list is of: the last one named; of several of one sentence, the one told of since."""
    before = [award for award in awards if 0 <= at - award.end < FAR]
    together = [award for award in before if award.sentence == before[-1].sentence]
    if len({award.entity for award in together}) < 2:
        return before[-1] if before else None
    since = text[before[-1].end : at]
    told = [award for award in together if _parts(award.surface, since)]
    own = [a for a in told if all(_parts(a.surface, since) >= _parts(b.surface, since) for b in told)]
    return own[0] if len({award.entity for award in own}) == 1 else None


def _parts(name: str, text: str) -> set[str]:
    """The parts of three characters that a name shares with a text."""
    return {name[i : i + 3] for i in range(len(name) - 2) if name[i : i + 3] in text}


ROLL = re.compile(
    r"(?<=[。；，\n])(?:他们|获奖者|获得者|得主|获奖单位|其他?[\d一二三四五六七八九]+[人名位]|另外[\d一二三四五六七八九]+[人名位])(?:分别)?(?:[是为][:：]?|[:：])"
)


def _copular(text: str, items: Sequence[Linked], number: int) -> Iterator[tuple[Linked, str]]:
    """甲种桃38年，是…; 乙是…获得者; 他是…、…: the person whom the sentence is about has the honour."""
    award = items[number]
    first = award
    for other in reversed(items[:number]):
        if other.entity.type == "Award" and text[other.end : first.start].strip("”“") == "、":
            first = other
    said = IS.search(text, award.sentence[0], first.start)
    if said and not SPOKEN.search(text, award.sentence[0], said.start()):
        people = within(items, award.sentence[0], said.start(), "Person")
        about = people[0] if people else _about(items, number, award.sentence[0])
        if about and len(people) < 2:
            yield about, "is"


IS = re.compile(r"(?:[，他她。]|(?<=[一-鿿]))(?:也|还|既|又|曾|现)?是“?$")
SPOKEN = re.compile(r"[“”]|的[^，。；]{1,8}$|(?:都|均)$")
COUNTED = re.compile(r"(?<!等)\d+余?[人名个家]$")
GIVING = frozenset(["授予", "颁发", "命名为", "评为"])


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
    passive = max(text.rfind(word, begin, verb.start() + 1) for word in "被由")
    if passive < begin and verb.group() in GIVING:
        return  # 授予…称号的决定
    end = (
        passive
        if passive >= begin and verb.group() in GIVING | {"被授予", "被评为", "被命名为"}
        else verb.start()
    )
    who = [
        i
        for i in within(items, begin, end, "Person", "Facility", *ORGANISED)
        if not OBJECT.search(text, begin, i.start)
    ]
    if who and who[-1].entity.type != "Person" and "，" in text[who[-1].end : end]:
        who = [i for i in who if i.entity.type == "Person"] or who  # 甲是某厂职工，曾获…
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
        and (about := _about(items, number, begin))
    ):
        yield about, rule


def _unknown(text: str, items: Sequence[Linked], begin: int, end: int) -> bool:
    """Whether one who was not recognised gets it: 甲获评…，|运营部等两个集体则|被命名为…."""
    at = max(text.rfind(mark, begin, end) for mark in "，：") + 1
    known = within(items, at, end, "Person", "Facility", "Work", "Initiative", *ORGANISED)
    return at > begin and not known and not ADVERBIAL.fullmatch(text, at, end)


# What stands between comma and verb when the one who receives is named before: 甲是某厂职工，先后|获得…
ADVERBIAL = re.compile(
    r"(?:[于在从自以因凭经被并还也又曾先均都共多连再更已将他她其最此分同][^，]*|(?:今年|去年|近年来|此前)[^，]{0,6}|\d+[^，]*|[一二三四五六七八九十]+[^，]*)?"
)
# What shows that another gets it: 甲介绍，第一名将被授予…
TOLD = re.compile(r"[为给向]|介绍|表示|指出|说|称|其中|将")
# A sentence that goes on about the person of the one before: 他先后获得…, 2022年，她被评为…
OWN = re.compile(
    r"(?:[^，。；]{0,30}，){0,3}(?:今年|去年|同年|当年|近年来|\d{4}年|“[五七八十]一”|“三八”|前夕|此前|还|曾|也|又|并|先后|多次|连续|他|她|被|\d+次|[一二三四五六七八九十\d]+月)*"
)
OBJECT = re.compile(r"(?:由|被|对|向|给|[^认成]为|在|从|是|来自|毕业于|就职于|进入)$")


def _about(items: Sequence[Linked], number: int, begin: int) -> Linked | None:
    """The person whom a sentence without a subject is about: the one named last before it."""
    for item in reversed(items[:number]):
        if item.end <= begin and item.entity.type == "Person":
            return item if begin - item.end < FAR else None
    return None


def _listed(text: str, found: Sequence[Linked]) -> list[Linked]:
    """The last of those found, and the others of its class in the list that it ends, their titles between."""
    same = [item for item in found if item.entity.type == found[-1].entity.type]
    chosen = same[-1:]
    for item in reversed(same[:-1]):
        if not re.fullmatch(r"(?:代表)?队?[、，和与及][^，。；]{0,40}", text[item.end : chosen[-1].start]):
            break
        chosen.append(item)
    return chosen[::-1]
