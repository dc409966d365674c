"""Lists of who receives an award: below it as a heading, behind its name, or told of it later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.lexicon import words
from kg.relations.links import ORGANISED, Linked, within

__all__ = ["FAR", "announced", "entries", "headed", "named_behind", "rolled"]

FAR = 350
"""Characters behind the last mention of a person or an award that a sentence without one is still about."""


def headed(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """An award as a heading, or in a line that announces a list; below it who got it, a line each."""
    begin, at = text.rfind("\n", 0, award.start) + 1, text.find("\n", award.end)
    alone = not text[begin : award.start].strip(NUMBERING) and HEADING.fullmatch(text, award.end, at)
    if at < 0 or not (alone or ANNOUNCING.fullmatch(text, award.end, at)):
        return
    unread = 0
    while 0 <= at < len(text) - 1:
        begin, at = at + 1, text.find("\n", at + 1)
        end = at if at >= 0 else len(text)
        line = text[begin:end]
        if not line.strip():
            continue
        if NEXT_HEADING.fullmatch(line):
            return
        begin += of.end() if (of := OF.match(line)) else 0
        first = next((i for i in items if begin <= i.start and i.end <= end), None)
        if first and first.start == begin and SEVERAL.match(text, first.end, end):
            unread = 0
            yield from ((who, "award heading") for who in _enumerated(text, items, begin, end))
            continue
        if len(line) > LONGEST_ENTRY or line.endswith(("。", "：", ":")):
            return
        if any(i.entity.type == "Award" and begin < i.start and i.end == end for i in items):
            return  # the heading of the next list, on the last line of this one
        entry = first and not text[begin : first.start].strip()
        if not first or not entry or first.entity.type not in ("Person", "Facility", *ORGANISED):
            unread += 1
            if alone and (unread > 2 or (first and first.entity.type == "Award")):
                return
            continue  # one whose name was not recognised
        unread = 0
        yield _of_row(text, items, first, end), "award heading"


def _of_row(text: str, items: Sequence[Linked], first: Linked, end: int) -> Linked:
    """Who a line of a list is about: the person, also behind a unit (某厂 甲), else the innermost unit."""
    last = first
    for item in within(items, first.end, end, "Person", *ORGANISED) if first.entity.type != "Person" else ():
        gap = text[last.end : item.start]
        if gap.strip(" \u3000") or (gap and item.entity.type != "Person"):
            break
        last = item
    return last


NUMBERING = " \u3000“《附件：:一二三四五六七八九十、.．（）()0123456789"
HEADING = re.compile(
    r"[”》]?(?:称号)?(?:获得者|获奖者|获奖)?(?:拟?(?:推荐|表彰)(?:对象|人选)?)?(?:名单)?"
    r"(?:[（(](?:[^（）()\n]{0,6}\d+[人名个家]|部分|排名不分先后)[）)])?[：: \u3000]*"
    r"(?:(?:序号|编号|姓 ?名|单位名称|集体名称|单 ?位)[ \u3000][^\n]{0,30})?"
)
# 三、没有认出的某某称号（3名）
NEXT_HEADING = re.compile(
    r"(?:附件)?[：:]?[一二三四五六七八九十\d]{1,2}[、.．][^，。；\n]{2,30}[（(]\d+[名个人家][）)][：:]?"
)
# 某某奖章的得主有：, 某某奖章获得者名单如下：
ANNOUNCING = re.compile(
    r"[”》]?(?:荣誉)?(?:称号)?的?(?:得主|获得者|获奖者|获奖单位)?(?:名单)?(?:[中里]，[^，。；：]{0,12})?(?:公布|分别)?(?:如下|有|是|为)[：:]\s*"
)
# 1. | 山西：|甲 某厂工人, 某区（2名）：|甲、乙
OF = re.compile(
    r"[ \u3000]*(?:\d{1,3}(?:[.、．]|(?=[ \u3000])))?"
    r"(?:[一-鿿]{2,8}(?:[（(]\d+[人名个家][）)])?[：:])?[ \u3000]*"
)
# 某区：甲|（某厂）、乙
SEVERAL = re.compile(r"(?:[（(][^（）()\n]{1,30}[）)])?、")
LONGEST_ENTRY = 60


def entries(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
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


def named_behind(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """优秀组织奖：甲、乙; “…”分别是：甲（某厂）、乙; “…”授予甲; 获得…的是甲. To the end of the line."""
    found = NAMED.match(text, award.end) or WITH.match(text, award.end, award.sentence[1])
    if not found and (those := THOSE.match(text, award.end)):
        found = those if _got(text, award) else None
    if not found:
        return
    line = text.find("\n", found.end())
    end = min(
        award.sentence[1] if award.sentence[1] > found.end() else len(text), line if line > 0 else len(text)
    )
    yield from ((who, "award list") for who in _enumerated(text, items, found.end(), end))


def _enumerated(text: str, items: Sequence[Linked], at: int, end: int) -> Iterator[Linked]:
    """The people, or else the bodies, of a list that begins at `at`."""
    first = OVER.search(text, at, end)
    led = within(items, at, first.start() if first else end, "Person")
    people = within(items, at, end, "Person") if led else []
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


OVER = re.compile("[；。]")
LONGEST_UNIT = 45
ENDED = re.compile(r"[、，。；！\n（(]|等|和|与|及|$")
BRACKET = re.compile(r"[（(][^（）()\n]{1,50}(?:[（(][^（）()\n]{1,20}[）)][^（）()\n]{0,30})?[）)]")
NEXT = re.compile(r"(?:等[^，。；]{0,6})?(?:[、，；和与及]|以及)")


def _got(text: str, award: Linked) -> bool:
    """Whether a verb of receiving stands right in front of an award, of several in front of the first."""
    before = text[max(award.sentence[0], award.start - 60) : award.start]
    verbs = list(words("receiving").finditer(before))
    return bool(verbs) and not BREAK.search(before, verbs[-1].end())


BREAK = re.compile(r"[，。；：！？\n的]")
# 荣获…称号|的是甲、乙; 被授予…|的还有甲
THOSE = re.compile(
    r"[”》]?(?:等)?(?:荣誉|光荣)?(?:称号)?的(?:[一二三四五六七八九十\d]+[家个名位])?(?:单位|集体|个人|同志|职工)?(?:[中里]?，)?(?:分别|还|也|则|就|共|可以)*(?:[是为有]|包括|看到|见到)[，:：]?(?=[^“\d])"
)
WITH = re.compile(r"[”》]?(?:称号)?的(?=[^，。；]{2,60}?(?:、|等|颁|代表|登台|$))")
NAMED = re.compile(
    r"[”》]?(?:荣誉)?(?:称号)?(?:的?(?:获得者|得主|获奖者|获奖(?:单位|名单|选手))|获得?(?:单位|集体)(?=——|[是为：:])|(?:名单|获得者|得主)[上中里]?(?:，[^，。；：]{0,14}(?=[:：])|，(?=[有是]))?)?"
    r"(?:分别|依次)?(?:[是为归][:：]?|(?<=，)有(?!\d)|授予了?(?!单位|决定)|(?:也|共)?有[一二三四五六七八九十\d]+[个名家位]，(?:分别)?[为是]|[:：]|(?<=[位体])——)(?=[^“\d])"
)


def announced(text: str, items: Sequence[Linked], award: Linked) -> Iterator[tuple[Linked, str]]:
    """某某年度人物评选揭晓，甲、乙等10人当选."""
    found = RESULT.match(text, award.end, award.sentence[1])
    if not found and MADE_KNOWN.search(text, award.sentence[0], award.start):
        found = COMMA.match(text, award.end, award.sentence[1])
    if found:
        who = list(_enumerated(text, items, found.end(), award.sentence[1]))
        if who and CHOSEN.match(text, who[-1].end):
            yield from ((one, "award announced") for one in who)


RESULT = re.compile(
    r"[”》]?(?:评选|推选|选树|名单|结果)?[^，。；“”]{0,8}(?:揭晓|公布|出炉|产生|发布)，"
    r"|[”》]?(?:评选|获奖)?(?:名单|结果)，"
)
# 某会公布|某某示范班组，甲、乙榜上有名; 大会表彰了|某某先进个人，甲、乙等20人获奖
MADE_KNOWN = re.compile(
    r"(?:公布|发布|表彰|评出|揭晓|评选出|命名|通报)了?(?:[^，。；：]{0,12}(?:的|名|个))?[“《]?$"
)
COMMA = re.compile(r"[”》]?(?:称号)?(?:名单)?，(?:其中，?)?")
CHOSEN = re.compile(
    r"(?:等[^，。；]{0,10})?(?:双双|一同|分别|成功)?(?:当选|入选|上榜|榜上有名|获此殊荣|获奖|名列其中)"
)


def rolled(text: str, items: Sequence[Linked]) -> Iterator[tuple[Linked, Linked]]:
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
