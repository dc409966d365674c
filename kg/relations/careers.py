"""Posts that are told apart from a name: 甲，女，1987年生，某厂班长; ，历任…; 作为某厂的班长，甲."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Entity, Field, Link, Post
from kg.relations.held import chain, is_held
from kg.relations.links import ORGANISED, Linked, within
from kg.relations.titles import bare_title, is_post

__all__ = ["careers"]

TRAIT = (
    r"(?:男|女|[一-鿿]{1,6}族|[现今]?年?\d{2}岁|(?:19|20)\d\d年[^，。；、]{0,14}|[^，。；、“”]{2,12}人(?<![责工头军持始承纪理创辖]人)"
    r"|(?:中共)?(?:预备)?(?:中共)?党员|共产党员|民[盟进建革]会员|群众|[^，。；、]{0,8}(?:学历|毕业|职称|学位))"
)
DESCRIBED = re.compile(
    rf"[，（](?=男|女|[一-鿿]{{1,6}}族，|[现今]?年?\d{{2}}岁|(?:19|20)\d\d年[^，。；、]{{0,9}}生)(?>{TRAIT}[，）])++"
    r"(?:现任|现为|现系|现是|生前系|曾任|时任|系|现|原|任|是)?(?P<chain>(?:[^，。；：！？\n“”（）]|（[^（）\n]{1,8}）){4,60})"
)
"""What is told of someone first: 甲，女，1987年8月生，中共党员，某厂班长."""
YEAR = r"(?:19|20)\d\d年(?:\d{1,2}月)?"
WHEN = rf"{YEAR}(?:[至到—－-]+(?:{YEAR}|\d{{1,2}}月|今))?(?:起|后|以来)?，?"
HISTORY = re.compile(
    r"(?:(?<=[，。；：\n])|^)[他她]?"
    rf"(?:(?:{WHEN})?(?:历任|曾任|现任|先后(?:担)?任|曾?担任过?|现为|时任|生前系|生前是|退休前是|是|现是|拟任|此前任"
    rf"|(?:还|又|也|今年|去年|先后|高票|全票)*当选为?)|{WHEN}(?:任|担任|兼任))"
    r"(?P<chain>(?:[^，。；：！？\n“”（）]|（[^（）\n]{1,8}）){4,80})"
)
"""What someone was, in a clause of its own: ，历任某县农会干事、某矿工会主席."""
ACTING = re.compile(r"(?:身为|作为)(?P<chain>[^，。；：！？\n“”（）]{4,60})，$")
ACTED = re.compile(
    r"(?:(?<=[，。；：”\n])|^)(?:身为|作为)(?P<chain>[^，。；：！？\n“”（）]{4,60})，(?=[他她])"
)
"""What someone named before is: 作为某会常委、某协会副会长，他…"""
DOING = re.compile(r"(?:做|当|担任|任)(?P<title>[一-鿿]{2,10})的$")
HEADED = re.compile(r"(?m)^(?P<head>[^：，。；！？\n]{2,40})：(?P<people>[^，。；！？\n：]{2,200})$")
ROSTER = re.compile(r"（(?P<title>(?!记者|通讯员)[一-鿿]{2,10})[\s　：]*$")
MONTH = r"(?:19|20)\d\d[.．年/-]\d{1,2}月?"
RESUME = re.compile(
    rf"(?m)^{MONTH}\s*(?:[—–－~～至-]+\s*(?:{MONTH}|至?今)?)?[\s　，：]*"
    r"(?:历?任|为|在)?(?P<chain>[^。\n]{4,80})$"
)
BETWEEN = re.compile(r"[、\s　（）男女]|[一-鿿]{1,4}族")


def careers(field: Field, text: str, items: Sequence[Linked], links: Sequence[Link]) -> Iterator[Post]:
    """The posts of people that a clause of its own, a line or a bracket tells."""
    for number, person in enumerate(items):
        if person.entity.type != "Person":
            continue
        if found := DESCRIBED.match(text, person.end):
            yield from chain(field, text, items, person, found.span("chain"), "described", links)
        before = items[number - 1] if number else None
        clause = text[max(0, person.start - 70) : person.start]
        if found := ACTING.search(clause):
            begin = person.start - len(clause) + found.start("chain")
            yield from chain(field, text, items, person, (begin, person.start - 1), "acting as", links)
        if before and before.entity.type in (*ORGANISED, "Facility"):
            gap = text[before.end : person.start]
            doing = DOING.fullmatch(gap) if text[before.start - 1 : before.start] == "在" else None
            if (told := doing or ROSTER.fullmatch(gap)) and is_held(told["title"]):
                rule = "doing" if doing else "roster"
                yield Post(person.entity, told["title"], before.entity, field, before.start, person.end, rule)
    yield from _histories(field, text, items, links)
    yield from _resume(field, text, items, links)
    yield from _headed(field, text, items)
    yield from _committee(field, text, items)
    yield from _of_a_kind(field, text, items)


def _histories(field: Field, text: str, items: Sequence[Linked], links: Sequence[Link]) -> Iterator[Post]:
    """Of whom a clause tells that names no one: the one named in its sentence, or in the sentence before."""
    for found in (*HISTORY.finditer(text), *ACTED.finditer(text)):
        before = [i for i in items if i.end <= found.start()]
        if not before:
            continue
        person = _subject(text, before, found.start())
        if person:
            yield from chain(field, text, items, person, found.span("chain"), "history", links)


def _subject(text: str, before: Sequence[Linked], at: int) -> Linked | None:
    """The only one that the sentence up to `at` names, else that the sentence before names."""
    end = at
    for _ in range(2):
        start = max(text.rfind(mark, 0, end) for mark in "。！？\n") + 1
        people = [i for i in before if start <= i.start and i.end <= end and i.entity.type == "Person"]
        if people:
            return people[0] if len({i.entity for i in people}) == 1 else None
        end = max(0, start - 1)
    return None


def _resume(field: Field, text: str, items: Sequence[Linked], links: Sequence[Link]) -> Iterator[Post]:
    """Lines of a résumé, of the one named before it: 1988.03—1995.12　共青团某县委副书记、书记."""
    above = -1
    person: Linked | None = None
    for found in RESUME.finditer(text):
        if found.start() != above + 1:
            told = [i for i in items if i.end <= found.start() and i.entity.type == "Person"]
            person = told[-1] if told else None
        above = found.end()
        if person:
            yield from chain(field, text, items, person, found.span("chain"), "résumé", links)


def _headed(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Post]:
    """Lines of those elected or appointed: 某村村委会主任：甲, and below it 委员：乙、丙."""
    org: Entity | None = None
    above = -1
    for found in HEADED.finditer(text):
        people = within(items, *found.span("people"), "Person")
        own = within(items, *found.span("head"), *ORGANISED)
        org = own[-1].entity if own else org if found.start() == above + 1 else None
        above = found.end()
        title = bare_title(text[own[-1].end if own else found.start("head") : found.end("head")])
        if org and people and is_post(title) and _are_alone(text, people, found.span("people")):
            for person in people:
                yield Post(person.entity, title, org, field, found.start(), person.end, "line of a list")


def _committee(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Post]:
    """Those whom a heading says are of a body: 某会委员会委员名单（共13名）, and below it 甲　乙（女）."""
    for found in MEMBERS.finditer(text):
        body = next((i.entity for i in items if i.end == found.start() and i.entity.type in ORGANISED), None)
        at = found.end()
        for person in (i for i in items if body and i.start >= found.end()):
            if person.entity.type != "Person" or BETWEEN.sub("", text[at : person.start]).strip("，"):
                break
            at = person.end
            yield Post(person.entity, found["title"], body, field, person.start, at, "list of members")


MEMBERS = re.compile(r"(?P<title>委员|常委|理事)名单\s*(?:（[^（）\n]{2,24}）)?")


def _of_a_kind(field: Field, text: str, items: Sequence[Linked]) -> Iterator[Post]:
    """Rows below what all are: 律师（4人）：, and a line each 甲　某律师事务所."""
    for found in OF_A_KIND.finditer(text):
        at = found.end()
        while is_held(found["title"]) and not found["title"].endswith("代表"):
            person = next((i for i in items if i.start == at and i.entity.type == "Person"), None)
            body = next((i for i in items if person and i.start > person.end), None)
            if not person or not body or body.entity.type not in ORGANISED:
                break
            if text[person.end : body.start].strip(" \u3000") or text[body.end : body.end + 1] not in (
                "",
                "\n",
            ):
                break
            yield Post(person.entity, found["title"], body.entity, field, at, body.end, "row of a kind")
            at = body.end + 1


OF_A_KIND = re.compile(r"(?<![一-鿿])(?P<title>[一-鿿]{2,8})（\d{1,3}[人名]）：\n")


def _are_alone(text: str, people: Sequence[Linked], span: tuple[int, int]) -> bool:
    """Whether nothing but names stands there."""
    left = "".join(
        text[a:b]
        for a, b in zip(
            [span[0], *(p.end for p in people)], [*(p.start for p in people), span[1]], strict=True
        )
    )
    return not BETWEEN.sub("", left)
