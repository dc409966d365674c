"""What names point at that hold nothing of their own: 该公司, 校工会, 项目部工会, 该院报告厅."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.mentions.addressed import surname_of
from kg.mentions.bare import OWN_PART
from kg.model import Class, Entity, Mention
from kg.structure import union_base

__all__ = ["DEICTIC", "KIND", "part_of", "pointed_at"]

DEICTIC = re.compile(r"^(?:该|本|我)")
KIND = re.compile(r"(?:总工会|工会联合会|联合工会|工会委员会|工会)$")
PART_OF = re.compile(
    r"^该(?P<unit>院|校|镇|乡|街道|社区|村|区|县|市|省|州|旗|公司|集团|厂|局|矿|段)(?P<rest>(?!总?工会).{2,})$"
)
"""Something of what the article is about: 该院|学术报告厅."""
OF_UNION = re.compile(r"(?P<union>.*?工会)(?P<part>[^委联].+)")
"""A bare union's department: 矿工会|女工部."""
REACH = 500
"""Names on each side among which the one that is pointed at is looked for."""
KIND_WORDS = {
    "学校": ("大学", "学院", "学校", "中学", "小学"),
    "校": ("大学", "学院", "学校", "中学", "小学"),
    "院": ("学院", "医院"),
    "企业": ("公司", "集团", "厂"),
    "公司": ("公司", "集团"),
    "集团": ("集团", "公司"),
    "集团公司": ("公司", "集团"),
    "总公司": ("公司",),
    "矿": ("矿", "煤业"),
}
# What the word means first: a university before its schools, a firm before its branches.
FIRST = {
    "学校": re.compile(r"(?:大学|学校|中学|小学)$"),
    "校": re.compile(r"(?:大学|学校|中学|小学)$"),
    "院": re.compile(r"(?:^[^学]*学院|医院)$"),
    "公司": re.compile(r"(?<![分子])公司$"),
    "总公司": re.compile(r"(?<![分子])公司$"),
    "集团公司": re.compile(r"集团[)）]?(?:股份)?(?:有限)?(?:责任)?(?:公司)?$"),
    "集团": re.compile(r"集团[)）]?(?:股份)?(?:有限)?(?:责任)?(?:公司)?$"),
}
FIRM_ITSELF = ("公司", "集团", "集团公司", "总公司", "企业", "厂", "矿")
"""What people call a firm that its own name may not end in: 厂工会 of a 有限公司."""
WHOLES = ("集团", "集团公司", "总公司")
BRANCH = re.compile("[分子]公司(?:工会)?$")
GROUP = re.compile("集团$|(?<![分子])公司$")
"""What is never called a group, and what can be: 集团工会 is not that of 第三分公司."""
PARTY: tuple[Class, ...] = ("Organisation", "Government")
OF_PARTY = re.compile(r"(?:党委|党总支|党支部|团委|纪委)$")
BODIES: tuple[Class, ...] = ("Company", "School", "Government")

Named = Sequence[tuple[int, Class, str]]
"""Order, class and name of those on both sides of a mention: before it first, the nearest first."""


def part_of(name: str) -> re.Match[str] | None:
    """The unit and the rest of something that belongs to what the article is about: 该院报告厅, 厂团委."""
    return PART_OF.match(name) or OWN_PART.fullmatch(name)


def pointed_at(
    mention: Mention,
    order: int,
    mentions: Sequence[Mention],
    names: Sequence[str | None],
    canonical: Mapping[tuple[Class, str], str],
    about: Iterable[tuple[Class, str]] = (),
) -> Entity | None:
    """What 该公司 or 项目部工会 means: the nearest before it of its class and kind, else behind.

    `about` are the firm and the university that the article is about, even if only inside other names.
    """
    before = range(order - 1, max(-1, order - REACH), -1)
    nearest = [*before, *range(order + 1, min(len(mentions), order + REACH))]
    named = [
        (i, mentions[i].type, canonical.get((mentions[i].type, name), name))
        for i in nearest
        if (name := names[i])
    ]
    if mention.type == "Person":
        family = surname_of(mention.surface)
        people = (name for _, kind, name in named if kind == "Person" and surname_of(name) == family)
        return next((Entity("Person", name) for name in people), None)
    named += [(-1, kind, whole) for kind, whole in about]
    if mention.type == "Union" and (inner := OF_UNION.fullmatch(mention.surface)):
        own = replace(mention, surface=inner["union"])
        union = pointed_at(own, order, mentions, names, canonical, about)
        return union and Entity("Union", union.name + inner["part"])
    if part := part_of(mention.surface):
        whole = next(_bodies(part["unit"], named), None)
        return Entity(mention.type, whole + part["rest"]) if whole else None
    wanted = DEICTIC.sub("", mention.surface)
    found = [
        (kind, name)
        for i, kind, name in named
        if kind == mention.type and _fits(wanted, name) and (i < order or not DEICTIC.match(mention.surface))
    ]
    unit = KIND.sub("", wanted)
    if unit in WHOLES:
        found = [(kind, name) for kind, name in found if not BRANCH.search(name)]
    first = FIRST.get(unit) if wanted == mention.surface else None
    if mention.type == "Union":
        meant = next((name for _, name in found if not first or first.search(union_base(name))), None)
        if meant:
            return Entity("Union", meant)
        bodies = [b for b in _bodies(unit, named) if unit not in WHOLES or GROUP.search(b)]
        whole = _most_named(body for body in bodies if first and first.search(body))
        if found and not whole:
            return Entity(*found[0])
        whole = whole or next(iter(bodies), None)
        return Entity("Union", whole + wanted[len(unit) :]) if whole else None
    if found:
        return Entity(*next((f for f in found if not first or first.search(f[1])), found[0]))
    for _, kind, name in named:
        base = union_base(name) if kind == "Union" else ""
        if base and mention.type in ("Company", "School") and base.endswith(KIND_WORDS.get(wanted, wanted)):
            return Entity(mention.type, base)
    return None


def _most_named(bodies: Iterable[str]) -> str | None:
    """The body that is named most often, of several the nearest."""
    counted = Counter(bodies)
    return max(counted, key=lambda body: counted[body], default=None)


def _fits(wanted: str, full: str) -> bool:
    """Whether a bare name can be short for the full one: the same kind, and the same level in front of it."""
    tail = KIND.search(wanted)
    if not tail:
        return full.endswith(KIND_WORDS.get(wanted, wanted))
    if not KIND.search(full):
        return False
    unit, base = wanted[: tail.start()], union_base(full)
    if not unit:
        return True
    return base.endswith(KIND_WORDS.get(unit, unit) if unit != "区" else ("区", "县"))


OF_UNIONS: tuple[Class, ...] = ("Union", "Event")
UNION = re.compile(
    r"(?P<base>.{2,}?)(?:工会联合会|工会)(?=第?[一二三四五六七八九十]{1,3}[届次]|经费审查|经审|女职工委员会|换届)"
)
"""A union named only as that of a committee or congress: 某集团|工会|第三次会员代表大会."""
LEGAL = "(?:股份)?(?:有限)?(?:责任)?公司"
PARTY_BRANCH = re.compile(r"(?:党委|党总支|党支部|团委|团总支|团支部)$")
"""What a body has as it has a union: 某公司第三车队|党支部、车队工会."""


def _bodies(unit: str, named: Named) -> Iterator[str]:
    """The bodies that a unit's word can mean, the nearest first: those that end in it, or hold such a one.

    公司 is 某集团某有限公司 in an article that names only its 重型车间; else any firm is.
    """
    if not unit:
        return
    words = KIND_WORDS.get(unit, (unit,))
    bodies = [name for _, kind, name in named if kind in BODIES]
    bodies += [base for _, kind, name in named if kind in PARTY and (base := OF_PARTY.sub("", name)) != name]
    bodies += [base for _, kind, name in named if kind == "Union" and (base := union_base(name)) != name]
    bodies += [
        inside["base"] for _, kind, name in named if kind in OF_UNIONS and (inside := UNION.match(name))
    ]
    bodies += [name[: branch.start()] for _, _, name in named if (branch := PARTY_BRANCH.search(name))]
    yield from (name for name in bodies if name.endswith(words))
    inner = re.compile(r".{2,}?大学(?=.)" if unit in ("校", "学校") else rf".{{2,}}?{unit}(?:{LEGAL}|(?=.))")
    yield from (found[0] for name in bodies if (found := inner.match(name)) and unit not in ("院", "局"))
    if unit in FIRM_ITSELF:
        firms = (name for _, kind, name in named if kind == "Company")
        yield from (name for name in firms if unit not in ("厂", "矿") or name.endswith(("公司", "集团")))
