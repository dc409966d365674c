"""When an annotation and an extraction say the same: names, chains of places, posts, relations.

The rules are those on which careful annotators agree (seeds/gold/README.md): what they write in two
ways without meaning two things is one thing here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from kg.lexicon import rows

__all__ = [
    "Key",
    "Triple",
    "alike",
    "bare",
    "canonical",
    "entities",
    "matched",
    "posts",
    "relations",
    "same_post",
    "same_relation",
    "same_title",
]

Key = tuple[str, str]
"""Class and name of an entity."""
Triple = tuple[str, str, str]
"""Person, post, organisation; or subject, predicate, object."""

ALIASES = {
    "CreativeWork": "Work",
    "EducationalOrganization": "School",
    "GovernmentBody": "Government",
    "Place": "District",
    "TradeUnion": "Union",
}
"""What other vocabularies call a class, so that their extractions can be measured too."""

FREELY_NAMED = frozenset({"Award", "Event", "Initiative", "Work"})
"""Classes in which a name may carry more or fewer words in front or behind."""

NOT_COMPARED = re.compile(r"[\s“”\"'‘’《》「」『』()（）]+")
HAN = "[\u4e00-\u9fff]"
LOCAL = re.compile(r"(?:街道|镇|乡|社区|村|师|团|旗)$")
ENDING = re.compile(r"(?:.{1,3}族自治[区州县]|特别行政区|自治区|地区|[省市区县盟])$")
KIND_OF_PLACE = re.compile(r"(?<=..)(?:特别行政区|自治区|[省市区县])$")
FORMER = re.compile(r"^(?:原|时任)")
KIND_OF_BODY = re.compile(r"(?:总工会|工会联合会|工会|公司)$")
UP_TO_UNION = re.compile(r"^.*?工会")
TAIWAN, HONG_KONG, MACAO = "71", "81", "82"


def bare(text: str | None) -> str:
    """The text without what is not compared: white space, quotes and brackets.

    >>> bare("“爱心 送考”活动（一）"), bare(None)
    ('爱心送考活动一', '')
    """
    return NOT_COMPARED.sub("", text or "")


@cache
def _district_in_front(home: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{home})?{HAN}{{2,3}}[区县](?={HAN}{{2,8}}(?:街道|镇|乡|地区))")


def canonical(name: str | None, home: str) -> str:
    """The bare name; of a street's or town's body without the district in front, and the home city.

    >>> canonical("朝阳区和平街街道总工会", "北京市")
    '和平街街道总工会'
    """
    return _district_in_front(home).sub("", bare(name))


@cache
def _places() -> frozenset[str]:
    """Names of the mainland's provinces, prefectures and counties; of the first two also in short."""
    found = set()
    for code, name in rows("divisions.tsv"):
        if len(code) <= 6 and not code.startswith((TAIWAN, HONG_KONG, MACAO)):
            found.add(name)
            short = ENDING.sub("", name) if len(code) <= 4 else ""
            found |= {short} if len(short) > 1 else set()
    return frozenset(found)


@cache
def _chain(text: str) -> tuple[str, ...]:
    """The places of a chain of places; anything else stays whole.

    >>> _chain("浙江省宁波市北仑区"), _chain("北京市")
    (('浙江省', '宁波市', '北仑区'), ('北京市',))
    """
    if len(text) < 4 or text in _places():
        return (text,)
    return _links(text, whole=True) or (text,)


def _links(rest: str, *, whole: bool = False) -> tuple[str, ...] | None:
    """Places that `rest` is made of, the longest first ones tried first; None when it is not."""
    if not rest:
        return ()
    for end in range(len(rest), 1, -1):
        place = rest[:end]
        local = end > 2 and not whole and LOCAL.search(place)  # a chain begins with a known place
        if place in _places() or local:
            behind = _links(rest[end:])
            if behind is not None:
                return (place, *behind)
    return None


def _short_place(name: str) -> str:
    return KIND_OF_PLACE.sub("", name)


def entities(rows: Iterable[Triple], home: str) -> dict[Key, set[str]]:
    """Entities and their surfaces, in order of first mention, from rows of class, name and surface."""
    found: dict[Key, set[str]] = {}
    for kind, name, surface in rows:
        kind = ALIASES.get(kind, kind)
        named = _districts(name, surface) if kind == "District" else [(canonical(name, home), bare(surface))]
        for key, shown in named:
            found.setdefault((kind, key), set()).add(shown)
    return found


def _districts(name: str, surface: str) -> list[tuple[str, str]]:
    """Each place that a mention of a place or a chain of places names, and how it is written."""
    names, surfaces = _chain(bare(name)), _chain(bare(surface))
    if len(names) == len(surfaces) == 1:
        return [(_short_place(names[0]), surfaces[0])]
    places = surfaces if len(surfaces) > 1 else surfaces + names
    return [(_short_place(place), place) for place in places]


def alike(one: str, other: str) -> bool:
    """Whether two names are equal, or one of at least four characters is part of the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and short in long


def matched(
    found: Mapping[Key, Collection[str]], gold: Mapping[Key, Collection[str]], *, loose: bool = False
) -> dict[Key, Key]:
    """Which entity of the gold each found one is; each is taken once, equal names first.

    `loose` takes a shared surface for enough; without it only freely named classes may differ.
    """
    pairs = {key: key for key in found if key in gold}
    left = [key for key in gold if key not in pairs]
    for key in found:
        if key in pairs:
            continue
        for other in left:
            shared = loose and _share(key, found[key], other, gold[other])
            if shared or _named_alike(key, other):
                pairs[key] = other
                left.remove(other)
                break
    return pairs


def _named_alike(one: Key, other: Key) -> bool:
    activities = {"Event", "Initiative"}  # annotators do not draw this line alike
    comparable = one[0] == other[0] or {one[0], other[0]} == activities
    return comparable and one[0] in FREELY_NAMED and alike(one[1], other[1])


def _share(one: Key, surfaces: Collection[str], other: Key, others: Collection[str]) -> bool:
    if one[0] != other[0]:
        return False
    return one[1] in others or other[1] in surfaces or not set(surfaces).isdisjoint(others)


def posts(rows: Iterable[tuple[str, str, str | None]], home: str) -> set[Triple]:
    """Posts with each of several in one entry on its own: 党组书记、副主席 are two.

    >>> sorted(posts([("甲乙", "原书记、主席", "某公司工会")], "北京市"))
    [('甲乙', '主席', '某公司工会'), ('甲乙', '书记', '某公司工会')]
    """
    return {
        (bare(person), FORMER.sub("", part), canonical(org, home))
        for person, post, org in rows
        for part in re.split(r"[、，,;；兼]", bare(post))
        if part
    }


def same_title(one: Triple, other: Triple) -> bool:
    """Whether two posts of a person are one as far as their titles tell, organisations aside."""
    return one[0] == other[0] and alike(one[1], other[1])


def same_post(one: Triple, other: Triple) -> bool:
    """Whether two posts are one: 工会 and the unit's department may stand with post or organisation."""
    if one[0] != other[0]:
        return False
    if _in_full(one) == _in_full(other):
        return True
    title, other_title = _title(one), _title(other)
    if not title.endswith(other_title) and not other_title.endswith(title):
        return False
    body, other_body = KIND_OF_BODY.sub("", one[2]), KIND_OF_BODY.sub("", other[2])
    return body in other_body or other_body in body


def _in_full(post: Triple) -> str:
    return (post[2] + post[1]).replace("工会工会", "工会")


def _title(post: Triple) -> str:
    """The post without the union in front of it: 工会主席 is 主席."""
    return UP_TO_UNION.sub("", post[1]) or post[1]


def relations(rows: Iterable[tuple[str | None, str, str | None]], home: str) -> set[Triple]:
    """Relations between canonical names; organizes and coOrganizes are one kind."""
    return {
        (canonical(head, home), "organizes" if kind == "coOrganizes" else kind, canonical(tail, home))
        for head, kind, tail in rows
    }


def same_relation(one: Triple, other: Triple) -> bool:
    """Whether two relations are one: same kind, names alike, places with or without 省, 市, 区, 县."""
    if one[1] != other[1] or not alike(one[0], other[0]):
        return False
    return alike(one[2], other[2]) or _short_place(one[2]) == _short_place(other[2])
