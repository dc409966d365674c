"""Posts that people are given: 甲当选某会主席, 任命甲为某部部长, 聘请甲为“观察员”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Entity, Field, Link, Post
from kg.relations.held import held
from kg.relations.inverted import inverted
from kg.relations.links import ORGANISED, Linked, clause, segments
from kg.relations.titles import bare_title, ends_in_title, is_post, is_trade
from kg.relations.workplaces import led
from kg.sentences import report_at

__all__ = ["given"]

# 甲当选乙会主席; 任命甲为…; 甲任…; 甲不再担任…
ELECTED = re.compile(
    r"(?:同志)?(?:当选(?:为)?|被选为|被任命为|被聘为|任命为|聘任为|就任|出任|担任|兼任|改任|调任|挂职(?:担?任)?(?!干)|任(?!务|何|免|命|教|期|性|由)|为)(?P<chain>(?:[^，。；：！？\n“”（）]|（[^（）\n]*）){2,40})"
)


def given(
    field: Field, text: str, items: Sequence[Linked], number: int, links: Sequence[Link]
) -> Iterator[Post]:
    """The posts that a text says the person at `number` is given."""
    yield from _behind(field, text, items, number, links)
    yield from _engaged(field, text, items, items[number])
    yield from inverted(field, text, items, number, _list_end(text, items, number), links)


def _behind(
    field: Field, text: str, items: Sequence[Linked], number: int, links: Sequence[Link]
) -> Iterator[Post]:
    """甲当选某会主席, 任命甲为某部部长."""
    person = items[number]
    at = _list_end(text, items, number)
    _, end = clause(text, at, person.sentence)
    found = (
        ELECTED.match(text, at, end)
        or _soon(ELECTED, text, at, end)
        or RELIEVED.match(text, at, end)
        or IS.match(text, person.end, person.sentence[1])
    )
    org: Entity | None = None
    while found:
        for a, b in segments(text, found.start("chain"), found.end("chain"), items):
            own = [
                i for i in items if a <= i.start and i.end <= b and i.entity.type in (*ORGANISED, "Facility")
            ]
            if found.re is IS:
                own += [i for i in items if a <= i.start and i.end <= b and i.entity.type == "District"][:1]
            org = own[-1].entity if own else org
            title = bare_title(text[own[-1].end if own else a : b])
            if len(own) == 1 and text[own[0].start - 1] == "的":  # 由甲任组长的|某某小组
                title = title or bare_title(text[a : own[0].start])
            if found.re is IS and not own:  # 某公司的|甲，是工程师
                before = [i for i in items if i.end <= person.start and i.entity.type in ORGANISED]
                own = [i for i in before if text[i.end : person.start] in ("", "的")]
                org = own[-1].entity if own else org
            if is_post(title) or (found.re is IS and own and is_trade(title)):
                elected = found.re is not IS and UNION_POST.search(title)
                body = org
                if not body and (title.startswith("首") or BY.search(text, person.sentence[0], person.start)):
                    body, title = led(title, text, person.start, items)
                body = body or (_elected_by(text, items, person, title) if elected else None)
                if body or found.re is not IS:
                    yield held(field, person, title, body, (person.start, b), "elected", links)
        found = ALSO.match(text, found.end(), person.sentence[1])


BY = re.compile("，由[^，。；]{0,40}$")
UNION_POST = re.compile(r"主席|委员|主任|常委|书记|会长|理事|秘书长")


def _soon(pattern: re.Pattern[str], text: str, at: int, end: int) -> re.Match[str] | None:
    """The pattern where it begins within six characters: 此前|任某部部长."""
    found = pattern.search(text, at, end)
    return found if found and found.start() <= at + 6 else None


# 甲是某厂的高级技师, 甲今年43岁，是…
IS = re.compile(
    r"(?:，|今年|现年|\d{2}岁)*(?:[现原曾本也都还]|曾经)?(?:是|系|就职于|任职于|在(?=[^，。；]{3,24}(?:当|做|任|担任)[^，。；]{2,8}[，。；]))(?P<chain>[^，。；：！？\n“”]{4,40})"
)
# …主任，兼任某会发言人, 免去其…职务
ALSO = re.compile(r"，(?:并|同时)?(?:兼任|免去其|不再担任|并任|任)(?P<chain>[^，。；：！？\n“”]{2,40})")
RELIEVED = re.compile(r"(?:同志)?的?(?P<chain>[^，。；\n“”]{2,30}?)(?:职务|一职|职级)")
# 甲、某公司车工乙（兼）|当选为副主席
TITLED_NEXT = re.compile(r"(?:[（(][^）)]{1,8}[）)])?(?:[、和与及]|以及)[^，。；：！？\n“”]{2,30}")
REMARK = re.compile(r"[（(][^）)]{1,8}[）)]")
NEXT_IN_LIST = re.compile(r"(?:[（(][^）)]{1,8}[）)])?(?:[、和与及]|以及)")


def _list_end(text: str, items: Sequence[Linked], number: int) -> int:
    """Where the list of people ends that a person stands in: 甲、乙（挂职）|为副主席."""
    end = items[number].end
    for other in items[number + 1 :]:
        gap = NEXT_IN_LIST.fullmatch(text, end, other.start)
        if other.entity.type == "Person" and not gap:
            gap = TITLED_NEXT.fullmatch(text, end, other.start)
            gap = gap if gap and ends_in_title(text[max(end, other.start - 12) : other.start]) else None
        if other.entity.type not in ("Person", *ORGANISED) or not (gap or other.entity.type != "Person"):
            break
        if other.entity.type != "Person":
            continue
        end = other.end
    bracket = REMARK.match(text, end)
    return bracket.end() if bracket else end


def _elected_by(text: str, items: Sequence[Linked], person: Linked, title: str) -> Entity | None:
    """The union that 当选副主席 means: the last named before, but not as what someone has a post at.

    Members are of its committee, who presides does so over the union.
    """
    begin = report_at(text, person.start)
    for item in reversed(items):
        told = begin <= item.start and item.end <= person.start and item.entity.type == "Union"
        told = told and not TERM.fullmatch(item.entity.name)
        if told and not COMMITTEE.search(item.entity.name) and not AT.match(text, item.end):
            of = OF_TERM.fullmatch(item.entity.name) if "主席" in title else None
            return Entity("Union", of["union"]) if of else item.entity
    return None


TERM = re.compile("第.{1,4}届(?:工会)?委员会")
OF_TERM = re.compile("(?P<union>.+?工会(?:联合会)?)第.{1,4}届(?:工会)?委员会")
COMMITTEE = re.compile("(?:经费审查|经审|女职工)委员会$|经审会$|女工委$")
"""What is elected beside a union's own committee."""
AT = re.compile(r"(?:党组|党委)?(?:副主席|主席|副主任|主任|副?部长|副?书记)[一-鿿]{2,4}(?:[、，（当]|$)")


def _engaged(field: Field, text: str, items: Sequence[Linked], person: Linked) -> Iterator[Post]:
    """某会聘请甲、乙等10名骑手为“观察员”: who engages them is the body."""
    found = ENGAGED.match(text, person.end, person.sentence[1])
    at = text.rfind("聘", person.sentence[0], person.start)
    if not found or at < 0 or re.search("[，。；]", text[at : person.start]) or not is_post(found["title"]):
        return
    bodies = [
        i for i in items if person.sentence[0] <= i.start and i.end <= at and i.entity.type in ORGANISED
    ]
    if bodies:  # 某学院由甲会与乙校共建，…，聘请: it is what the sentence begins with
        leads = text[at - 1] == "，" and bodies[0].start - person.sentence[0] < 3
        body = bodies[0 if leads else -1]
        yield Post(person.entity, found["title"], body.entity, field, at, found.end(), "engaged")


ENGAGED = re.compile(
    r"(?:[、和与][^，。；：“”]{2,30}?)?(?:等[^，。；“”]{0,10})?(?:担任|为)(?:“[^”\n]{2,12}”)?“?(?P<title>[一-鿿]{3,10})”?(?=[，。；\n]|$)"
)
