"""Posts held: the titles in front of a name, to which organisation each belongs, and those behind it.

Titles stand as a chain of segments joined by 、 (北京市总工会党组书记、副主席|某某); each may bring its own
organisation, or keep that of the segment before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Entity, Field, Link, Post
from kg.relations.given import given
from kg.relations.held import beside_party, chain, held, runs_firm
from kg.relations.links import ORGANISED, Linked, covered, segments, within
from kg.relations.titles import (
    bare_title,
    ends_in_title,
    is_calling,
    is_general,
    is_leading_trade,
    is_post,
    is_trade,
    of_another,
    rank,
    shared,
)
from kg.relations.workplaces import led, meant, meant_near, split_generic, workplace
from kg.sentences import report_at

__all__ = ["posts"]

LONGEST_CHAIN = 60
REACH = 300
"""Names in front of a person among which a post's organisation is looked for."""
NEIGHBOURS = 60
"""Names on each side that titles are looked for among: more than a chain can hold."""
# What may stand between the post and the name: 首席技师、中华技能大奖获得者|某某
HONOURED = re.compile(
    r"(?:获得者|得主|传承人|劳动模范|劳模|标兵|能手|先进工作者|工匠|状元|领衔人|带头人|党员|代表|工作者)$"
)


def posts(field: Field, text: str, items: Sequence[Linked], links: Sequence[Link]) -> Iterator[Post]:
    """The posts that the titles around the people of a field say they hold."""
    above: list[Post] = []  # those of the person before, in the same sentence
    for number, person in enumerate(items):
        if person.entity.type != "Person":
            continue
        first = max(0, number - NEIGHBOURS)
        near = items[first : number + NEIGHBOURS]
        before = [other for other in items[first:number] if other.entity.type == "Person"]
        if not before or before[-1].sentence != person.sentence:
            above = []
        item = report_at(text, person.start)
        told = [i for i in items[max(0, number - REACH) : number] if i.start >= item]
        found = list(_before(field, text, near, person, before, above, links, told))
        found = (
            found or list(_in_line(field, text, near, person, links)) or _shared(text, person, before, above)
        )
        yield from found
        yield from given(field, text, near, number - first, links)
        yield from _after_name(field, text, near, person, links)
        above = found or above


def _before(
    field: Field,
    text: str,
    items: Sequence[Linked],
    person: Linked,
    before: Sequence[Linked],
    above: Sequence[Post],
    links: Sequence[Link],
    earlier: Sequence[Linked],
) -> Iterator[Post]:
    """The chain of titles in front of a name; the first takes over the organisation of the person before."""
    start = max(person.sentence[0], person.start - LONGEST_CHAIN, *(other.end for other in before), 0)
    end = _chain_end(text, start, person.start)
    begin = _chain_start(text, start, end, items)
    if begin is None:
        return
    org = _carried(text, begin, person, before, above)
    if org and org.type == "Union" and runs_firm(text[begin:end]):
        org = None
    unknown = org is None and bool(above) and text[begin - 1 : begin] in ("，", "；", "、")
    for a, b in segments(text, begin, end, items):
        own = [
            i
            for i in within(items, a, b, *ORGANISED, "District", "Facility")
            if not _in_brackets(text, begin, i) and text[i.end] != "籍"
        ]
        if own and INVITED.match(text, own[-1].end, b):  # 某会请来|律师甲
            own, org, a = [], None, own[-1].end
        org = own[-1].entity if own else org
        title = bare_title(text[own[-1].end if own else a : b])
        title = title if own else BESIDE.sub("", title)
        rule = "title"
        employed = own and own[-1].entity.type != "District"  # 来自毕节市的缝纫工 works elsewhere
        if any(i.entity.type == "Award" and i.start < b and a < i.end for i in items):
            continue  # 市十佳班主任
        if not own and not is_general(title):
            told = [i for i in earlier if i.end <= begin]
            if generic := split_generic(title):
                org, title = meant(generic[0], told, links), generic[1]
                org = org or meant_near(generic[0], text, begin, items)
                rule, unknown = "title, generic word", org is None
                employed = org is not None
            elif org is None and not unknown and text[begin - 1 : begin] in FREE:
                org, plain = workplace(title, told, links)
                if org:
                    employed, rule, title = True, "title, workplace", plain
                else:
                    org, title = led(title, text, begin, items)
                    rule = "title, led" if org else rule
        if org and not own:
            org = beside_party(org, title, links)
        if is_general(title) or (not org and is_calling(title)):
            continue
        another = of_another(title) and not (org and org.type == "Union" and OF_UNION.match(title))
        if not own and not employed and (not is_post(title) or another):
            org, unknown, title = None, unknown or another, rank(title)  # of a body not recognised
        if title and (is_post(title) or (employed and (is_trade(title) or is_leading_trade(title)))):
            yield held(field, person, title, org, (begin, person.end), rule, links)


def _carried(
    text: str, begin: int, person: Linked, before: Sequence[Linked], above: Sequence[Post]
) -> Entity | None:
    """The organisation of the person before, which a title takes over: 某会主席甲，副主席乙."""
    org = above[-1].org if above and text[begin - 1 : begin] in ("，", "；", "、") else None
    if not org or (org.type == "Union" and text[begin - 1] != "、"):
        return org
    deputy = text[begin : person.start].removeprefix("副") == above[-1].post.removeprefix("副")
    beside = before and begin - before[-1].end == 1
    return org if beside and (deputy or org.type in ("Company", "School", "Union")) else None


def _in_line(
    field: Field, text: str, items: Sequence[Linked], person: Linked, links: Sequence[Link]
) -> Iterator[Post]:
    """某某（女）　某公司钳工: an entry of a list, a line each, with body and post behind the name."""
    found = ENTRY.match(text, person.end)
    if not found or not REGION.fullmatch(text, text.rfind("\n", 0, person.start) + 1, person.start):
        return
    yield from chain(field, text, items, person, found.span("chain"), "entry", links)


REGION = re.compile(
    r"[ \u3000]*(?:\d{1,3}[.、． \u3000])?(?:[一-鿿]{2,8}[：:])?[ \u3000]*"
)  # 山西：|甲 某厂工人
ENTRY = re.compile(
    r"(?:[（(][^（）()\n]{1,6}[）)])?(?:[ \u3000]+(?:男|女|[一-鿿]{1,6}族)(?=[ \u3000]))*"
    r"[ \u3000，,：:]+(?P<chain>[^，。；：！？\n]{4,50})(?=。?(?:\n|$))"
)


INVITED = re.compile("(?:还|专门|特意)?(?:邀?请来?了?|约请)(?!求|假|战)")
BESIDE = re.compile("^[^、，。]{0,14}?(?:对(?![外口方])|[给向跟让])(?=.{2})")
"""What stands in front of a title in the same clause: 甲对|公司负责人."""
OF_UNION = re.compile("(?:经费审查|经审|女职工|女工)(?:委员)?会?")
"""What a union has for itself: 某会副主席、经费审查委员会主任."""
FREE = "，。；：、“”\n由"
"""Marks behind which a title stands by itself, as it does at the beginning of a text."""


def _after_name(
    field: Field, text: str, items: Sequence[Linked], person: Linked, links: Sequence[Link]
) -> Iterator[Post]:
    """习近平|总书记: the post as a form of address; 某局|甲|处长, 甲（某厂|电工）, 甲，某局局长."""
    body = next(
        (
            i
            for i in items
            if text[i.end : person.start] in ("", "的")
            and 0 <= person.start - i.end < 2
            and i.entity.type in ORGANISED
        ),
        None,
    )
    if body and (found := BEHIND.match(text, person.end)):
        title = found["title"]
        yield Post(person.entity, title, body.entity, field, body.start, found.end(), "title behind")
    elif found := ADDRESS.match(text, person.end):
        yield Post(person.entity, found.group(), None, field, person.start, found.end(), "title behind")
    elif (found := APPOSED.match(text, person.end)) and not _goes_on(text, items, found):
        yield from chain(field, text, items, person, found.span("chain"), "apposed", links)


def _goes_on(text: str, items: Sequence[Linked], apposed: re.Match[str]) -> bool:
    """Whether what stands between commas is of the next in a list: 甲，|某局党组成员、副局长，某会主席乙."""
    if apposed.group()[0] != "，" or MANY.search(apposed["chain"]):
        return apposed.group()[0] == "，"
    follower = next((i.start for i in items if i.entity.type == "Person" and i.start > apposed.end()), 0)
    if "、" not in apposed["chain"] or not follower or re.search("[。；]", text[apposed.end() : follower]):
        return False
    return ends_in_title(text[max(0, follower - 12) : follower])


MANY = re.compile("(?:负责人|成员|领导)(?:[、及和]|$)")
BEHIND = re.compile(
    r"(?P<title>(?:常务)?副?(?:厅长|处长|局长|部长|主席|书记|主任|科长|厂长|矿长|段长|校长|院长|所长|站长|队长|经理|总经理|董事长|会长|理事长|秘书长|馆长)"
    r"|老师|教授|律师|医生|大夫|院士|警官)(?![一-鿿]{0,1}[医级]|助理)"
)
APPOSED = re.compile(
    r"[（(，](?:系|原|现任)?(?P<chain>(?:[^，。；：！？\n“”（）()]|（[^（）\n]{1,8}）(?![，。；])){4,40})(?=[）)，。；])"
)
ADDRESS = re.compile(
    r"总书记|(?:委员长|总理|主席|书记|部长|省长|市长|区长|县长)(?=[，。、：在的对说与和向]|指出|强调|表示|要求)"
)


def _shared(text: str, person: Linked, before: Sequence[Linked], above: Sequence[Post]) -> list[Post]:
    """副主席甲、乙: of posts that several hold, the next in the list has the same."""
    if not before or text[before[-1].end : person.start] not in ("、", "和", "与"):
        return []
    return [
        replace(post, person=person.entity, end=person.end, rule="shared title")
        for post in above
        if post.person == before[-1].entity and shared(post.post)
    ]


def _chain_start(text: str, start: int, end: int, items: Sequence[Linked]) -> int | None:
    """Where the chain of titles that ends at `end` begins; None when no title stands there."""
    before = text[max(start, end - 14) : end]
    honour = any(i.entity.type == "Award" and start <= i.start and i.end == end for i in items)
    if not (honour or ends_in_title(before) or HONOURED.search(before)):
        return None
    named = covered(start, end, items)
    at = end
    while at > start:
        if at - 1 not in named:
            mark = text[at - 1]
            if mark in "。；：！？“”\n《》（由":
                break
            if mark == "，" and not _held_elsewhere(text, start, at - 1, items):
                break
            if mark == "、" and not _title_before(text, start, at - 1):
                break
            if mark == "）" and (opened := text.rfind("（", start, at)) >= 0:
                at = opened if any(i.end == opened for i in items) else opened + 1  # 某公司（某线）|党委书记
                continue
        at -= 1
    return at


def _in_brackets(text: str, begin: int, item: Linked) -> bool:
    """Whether a name stands in brackets within a chain: 某公司（以下简称“某司”）."""
    opened = text.rfind("（", max(0, begin - 1), item.start)
    return opened > text.rfind("）", begin, item.start)


def _chain_end(text: str, start: int, end: int) -> int:
    """Where a chain of titles ends: before honours in quotes and what else is said of a person."""
    for aside in (SOMEONE, HONOUR, GRADE):
        if found := aside.search(text, max(start, end - 24), end):
            end = found.start()
    if text[end - 1 : end] == "族":  # 班长|仡佬族小伙儿甲
        ends = (end - n for n in range(2, 6) if end - n > start)
        return next((at for at in ends if ends_in_title(text[max(start, at - 12) : at])), end)
    return end


SOMEONE = re.compile("(?:小伙[儿子]?|姑娘|汉子|大[叔姐哥]|转业战士)$")
HONOUR = re.compile(
    "、?“[^“”\n]{2,12}(?:工匠|能手|标兵|状元|人物|先锋|之星|[劳楷]?模范?|好人|专家|大师)”(?:称号)?(?:获得者|得主)?$"
)
GRADE = re.compile(r"[（(][^（）()]{1,8}[）)]$")  # 副主席（正科级）|甲


def _held_elsewhere(text: str, start: int, end: int, items: Sequence[Linked]) -> bool:
    """Whether a title at another body stands before a comma: 某区人大副主任，|区总工会主席甲."""
    begin = max(start, *(text.rfind(mark, 0, end) + 1 for mark in "，。；：\n"))
    bodies = [i for i in items if begin <= i.start and i.end <= end and i.entity.type in ORGANISED]
    if not bodies or not AHEAD.fullmatch(bare_title(text[begin : bodies[0].start])):
        return False
    return is_post(bare_title(text[bodies[-1].end : end]))


AHEAD = re.compile(r"(?:[^，。；]*的(?:还|主要)?(?:有|是|包括))?")


def _title_before(text: str, start: int, end: int) -> bool:
    """Whether a title, not a name of something else, stands before a 、."""
    return ends_in_title(text[max(start, end - 12) : end])
