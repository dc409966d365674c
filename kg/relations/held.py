"""A post as it is held: at the union where it is the union's; at the body, not at its party committee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Entity, Field, Link, Post
from kg.relations.links import ORGANISED, Linked, covered, segments, within
from kg.relations.titles import bare_title, is_general, is_post, is_trade
from kg.relations.workplaces import governed
from kg.structure import union_base

__all__ = ["beside_party", "chain", "held", "is_held", "runs_firm"]


def held(
    field: Field,
    person: Linked,
    title: str,
    org: Entity | None,
    span: tuple[int, int],
    rule: str,
    links: Sequence[Link],
) -> Post:
    """The post of a person with a title at a body."""
    if org and org.type != "Union" and re.match(r"工会|总工会", title):
        org, title = _union_at(org, title, links)
    return Post(person.entity, title, org, field, *span, rule)


def _union_at(org: Entity, title: str, links: Sequence[Link]) -> tuple[Entity, str]:
    """副总裁、工会主席 of a firm: the second is a post at the firm's union, where the article names it."""
    unions = {link.entity: union_base(link.entity.name) for link in links if link.entity.type == "Union"}
    for is_its in (str.__eq__, str.startswith, _is_in):
        if union := next((u for u, base in unions.items() if base and is_its(base, org.name)), None):
            return union, title
    return org, title


def _is_in(base: str, name: str) -> bool:
    """Whether a body is one that a whole has for itself: 某公司|党委 of 某公司; not 某公司|维修厂."""
    return COMMITTEE.fullmatch(name.removeprefix(base)) is not None


def beside_party(org: Entity, title: str, links: Sequence[Link]) -> Entity:
    """Whose a post is that follows one at a party committee or union: 某局党委委员、|副局长 is the bureau's.

    The committee has secretaries, members and offices of its own; all else is of the body that it is in. So
    is what no union has: 某公司工会主席、|生产副总.
    """
    if HEAD.fullmatch(title):
        return governed(org) or org
    if org.type == "Union":
        base = union_base(org.name) if runs_firm(title) else ""
        own = (link.entity for link in links if link.entity.name == base)
        return next(own, Entity("Company", base)) if FIRM.search(base) else org
    outer = COMMITTEE.sub("", org.name)
    if outer == org.name or len(outer) < 2 or OF_PARTY.search(title):
        return org
    office = OFFICE.match(title)  # 管委会|主任
    names = [outer + office.group(), outer] if office else [outer]
    found = (link.entity for name in names for link in links if link.entity.name == name)
    return next(found, Entity("District" if PLACE.search(outer) else org.type, outer))


def runs_firm(title: str) -> bool:
    """Whether a title is of who runs a firm or a part of it: no union has one."""
    return RUNS_FIRM.search(title) is not None


RUNS_FIRM = re.compile(
    "经理$|[厂矿班]长$|董事长|副总$|总工程师|总[监裁]$|(?:党委|党总支|党支部)(?:副?书记|委员)$"
)
FIRM = re.compile("公司|集团|[厂矿段局]$")
HEAD = re.compile(r"(?:代|常务)?副?[省市区县旗州盟镇乡]长(?:助理)?")
COMMITTEE = re.compile("(?:党委|党组|党工委|党总支|党支部)$")
OF_PARTY = re.compile("书记|委员|成员|常委|(?:宣传|组织|统战|党群|[群工]作)部|[党纪]委|发言人|干事")
OFFICE = re.compile("管委会|居委会|村委会|办事处")
PLACE = re.compile("(?:[省市县区旗州镇乡村]|街道|社区|[产工]业园|开发区)$")


def chain(
    field: Field,
    text: str,
    items: Sequence[Linked],
    person: Linked,
    span: tuple[int, int],
    rule: str,
    links: Sequence[Link],
) -> Iterator[Post]:
    """The posts of a chain that tells of a person apart from the name, and begins with a body."""
    org: Entity | None = None
    if within(items, *span, "Person"):
        return  # 送来的，是某厂厂长乙
    for a, b in segments(text, *span, items):
        own = within(items, a, b, *ORGANISED, "Facility")
        if org is None and (not own or own[0].start - a - len(covered(a, own[0].start, items)) > 2):
            return
        title = bare_title(ONE.sub("", text[own[-1].end if own else a : b]))
        org = own[-1].entity if own else org and beside_party(org, title, links)
        if is_held(title):
            start, end = min(a, person.start), max(b, person.end)
            yield held(field, person, title, org, (start, end), rule, links)


ONE = re.compile("^的?(?:一[名位个])?")


def is_held(title: str) -> bool:
    """Whether a title apart from the name is a post or a trade."""
    return (is_post(title) or is_trade(title)) and not is_general(title)
