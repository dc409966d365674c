"""Which names of the corpus may be one bearer's, by structure and by what articles teach.

Names are compared only with those that share a key with them (a place and what stands behind it; a firm's
core; a quoted title), so the work grows with the number of names and not with its square.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.clues import province_of
from kg.corpus.lexicon import Lexicon
from kg.corpus.never import forbidden, located
from kg.folding import simplified
from kg.lexicon import cut, frequency
from kg.model import Class, Entity
from kg.structure import UNIT, leading_places, only_places, parts, same_bearer, union_base

__all__ = ["Proposal", "in_full", "learned", "sure", "unsure"]

BODIES: tuple[Class, ...] = ("Company", "School", "Government", "Organisation", "Facility", "Platform")
ACTIVITIES: tuple[Class, ...] = ("Initiative", "Event", "Award", "Work")
MARKS = re.compile(r"[“”‘’\"'《》〈〉「」\s]")
QUOTED = re.compile(r"[“《「](?P<title>[^”》」]{2,})[”》」]")
COMMON = 1000
"""Occurrences in 60 million words from which a word tells no body from another: 流域, 中心."""
SHORTEST_CORE = 3
"""Characters of a firm's core from which it needs no place in front: 建工 is a firm in every province."""
MOST = 8
"""Names that share a weak key beyond which they are not compared: the key says nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """`short` may be another name of `full`; sure enough to be done, or for a person to judge."""

    short: Entity
    full: Entity
    rule: str
    score: float
    sure: bool


def _base(entity: Entity) -> str:
    """What a union is the union of; any other name as it is."""
    return union_base(entity.name) if entity.type == "Union" else entity.name


def sure(lexicon: Lexicon, root: dict[Entity, Entity]) -> Iterator[Proposal]:
    """Pairs by structure alone, whatever `root` says."""
    del root
    yield from _same_but_marks(lexicon)
    yield from _same_but_script(lexicon)
    yield from _same_place(lexicon)
    yield from _same_core(lexicon)


def _grouped(keys: Iterable[tuple[object, Entity]]) -> Iterator[list[Entity]]:
    found: dict[object, set[Entity]] = defaultdict(set)
    for key, entity in keys:
        found[key].add(entity)
    return (sorted(group) for group in found.values() if len(group) > 1)


def _same_but_marks(lexicon: Lexicon) -> Iterator[Proposal]:
    """“安康杯”竞赛 and 安康杯竞赛, 中共罗山县委 and 罗山县委."""
    names = (e for e in lexicon.articles if e.type != "Person")
    keys = (((e.type, e.qualifier, _unmarked(e.name)), e) for e in names)
    for group in _grouped(keys):
        full = max(group, key=lambda e: (len(e.name), e))
        yield from (Proposal(e, full, "same but for marks", 0.95, True) for e in group if e != full)


def _unmarked(name: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", name)).removeprefix("中共")


def _same_but_script(lexicon: Lexicon) -> Iterator[Proposal]:
    """總工會 and 总工会; the graph goes by the simplified name."""
    for entity in lexicon.articles:
        simple = replace(entity, name=simplified(entity.name))
        if simple != entity and simple in lexicon.articles:
            yield Proposal(entity, simple, "same but for script", 0.95, True)


def _same_place(lexicon: Lexicon) -> Iterator[Proposal]:
    """江苏省苏州市总工会 and 苏州市总工会: the same place by the gazetteer, the same words behind it."""
    for group in _grouped(_placed(lexicon)):
        full = max(group, key=_official)
        tails = {e: e.name[len(_base(e)) :] for e in group}
        for e in group:
            if e != full:
                one_kind = e.type != "Union" or tails[e] == tails[full] or "工会" in (tails[e], tails[full])
                yield Proposal(e, full, "same place", 0.95 if one_kind else 0.6, one_kind)


def _placed(lexicon: Lexicon) -> Iterator[tuple[object, Entity]]:
    for entity in lexicon.articles:
        base = _base(entity)
        if entity.type not in ("Union", "District", *BODIES) or not base:
            continue
        rest = leading_places(base + "#")[1]
        where = located(entity, base)
        if where and (rest == "#") == (entity.type in ("Union", "District") and only_places(base)):
            tail = entity.name[len(base) :] if rest != "#" else ""
            yield (entity.type, where[0], rest, tail), entity


def _official(entity: Entity) -> tuple[bool, bool, int, Entity]:
    """A district goes by its own name, a body by the one that says most of where it is."""
    where = located(entity, entity.name) if entity.type == "District" else None
    is_own = bool(where and where[1] == entity.name)
    return is_own, entity.name.endswith("总工会"), len(entity.name), entity


def _same_core(lexicon: Lexicon) -> Iterator[Proposal]:
    """北京某某有限公司 and 某某公司, where no other place has a firm of that core."""
    for group in _grouped(_cored(lexicon)):
        places = {e: _short_places(e) for e in group}
        placed = sorted({p for p in places.values() if p})
        for e in group:
            others = [o for o in group if o != e and places[o] and places[o] != places[e]]
            peers = [o for o in group if o != e and places[o] == places[e]]
            if not places[e] and len(placed) > 1:
                yield from _by_province(lexicon, e, others)
                continue
            for o in [*peers, *(others if not places[e] else ())]:
                if (len(o.name), o) > (len(e.name), e) and _same_body(e, o):
                    is_told = len(parts(_base(e)).core) >= SHORTEST_CORE or places[e] == places[o] != ""
                    fits = is_told and _fits(lexicon, e, o)
                    yield Proposal(e, o, "same core", 0.9 if fits else 0.5, fits)


def _by_province(lexicon: Lexicon, short: Entity, fulls: list[Entity]) -> Iterator[Proposal]:
    """宏远公司 where articles name 苏州 and one 江苏宏远公司 is known; else a doubt for each."""
    there = [
        full for full in fulls if _plays_in(lexicon, short, province_of(full)) and _same_body(short, full)
    ]
    core = parts(_base(short)).core
    if len({province_of(full) for full in there}) == 1 and frequency(core) < COMMON:
        full = max(there, key=lambda e: (len(e.name), e))
        yield Proposal(short, full, "same core and province", 0.85, True)
    else:
        yield from (Proposal(short, full, "same core, several places", 0.5, False) for full in fulls[:5])


def _plays_in(lexicon: Lexicon, entity: Entity, code: str) -> bool:
    """Whether a province is the only one that articles with the name tell of."""
    named = {f"{other}" for other in range(11, 83) if lexicon.provinces[entity, f"{other}"]}
    return bool(code) and named == {code}


def _cored(lexicon: Lexicon) -> Iterator[tuple[object, Entity]]:
    for entity in lexicon.articles:
        base = _base(entity)
        if entity.type not in ("Company", "Union") or not base or only_places(base):
            continue
        told = parts(base)
        if told.kind and len(told.core) > 1 and not UNIT.search(base):
            yield (entity.type, told.core, entity.name[len(base) :]), entity


def _short_places(entity: Entity) -> str:
    return province_of(Entity(entity.type, _base(entity))) or "".join(parts(_base(entity)).places)


def _same_body(one: Entity, other: Entity) -> bool:
    return same_bearer(_base(one), _base(other), "Company") and not forbidden(one, other)


def _fits(lexicon: Lexicon, short: Entity, full: Entity) -> bool:
    """Whether articles with the short name play where the full one lies, or nowhere that they tell."""
    code = province_of(Entity(full.type, _base(full)))
    if not code or province_of(Entity(short.type, _base(short))):
        return True
    named = [lexicon.provinces[short, f"{other}"] for other in range(11, 83)]
    return max(named) == lexicon.provinces[short, code]


def learned(lexicon: Lexicon, root: dict[Entity, Entity]) -> Iterator[Proposal]:
    """Short forms that other articles write out: 北师大 where one article says 北京师范大学（北师大）.

    `root` gives the entity for which others already stand.
    """
    for short, fulls in sorted(_taught(lexicon, root).items()):
        clear = len(fulls) == 1 and _is_telling(short)
        for full in fulls[:5]:
            is_sure = clear and _fits(lexicon, short, full) and not _is_within(short, full)
            yield Proposal(short, full, "learned form", 0.85 if is_sure else 0.6 / len(fulls), is_sure)


def _is_within(short: Entity, full: Entity) -> bool:
    """Whether the full name is that of another body with the short one behind: 某大学|某学院."""
    front = full.name.removesuffix(short.name)
    return front != full.name and not only_places(front)


def _taught(lexicon: Lexicon, root: dict[Entity, Entity]) -> dict[Entity, list[Entity]]:
    by_name: dict[tuple[Class, str], list[Entity]] = defaultdict(list)
    for entity in lexicon.articles:
        by_name[entity.type, entity.name].append(entity)
    taught: dict[Entity, set[Entity]] = defaultdict(set)
    for full, form in lexicon.forms:
        for short in by_name.get((full.type, form), ()):
            if root.get(short, short) != root.get(full, full) and full.type not in ("District", *ACTIVITIES):
                taught[short].add(root.get(full, full))
    return {short: sorted(fulls) for short, fulls in taught.items()}


def in_full(lexicon: Lexicon, root: dict[Entity, Entity]) -> Iterator[Proposal]:
    """The union of a body goes by the body's full name: 北师大工会, 北京师范大学工会."""
    bodies: dict[str, set[Entity]] = defaultdict(set)
    for full, form in lexicon.forms:
        if full.type in BODIES:
            bodies[form].add(root.get(full, full))
    for entity in lexicon.articles:
        if entity.type in BODIES:
            bodies[entity.name] = {root.get(entity, entity)}
    for union in sorted(
        e for e in lexicon.articles if e.type == "Union" and not only_places(_base(e) or "#")
    ):
        base = _base(union)
        for body in sorted(bodies.get(base, ())):
            whole = Entity("Union", body.name + union.name[len(base) :], union.qualifier)
            if base and body.name != base and body.name + union.name[len(base) :] != union.name:
                alone = Entity(body.type, base)
                is_sure = len(bodies[base]) == 1 and _is_telling(alone) and _fits(lexicon, union, whole)
                is_sure = is_sure and not forbidden(union, whole)
                yield Proposal(union, whole, "base in full", 0.85 if is_sure else 0.4, is_sure)


def _is_telling(short: Entity) -> bool:
    """Whether a short form can be one body's only: a place in front, or a word that is none of everyone's."""
    base = _base(short)
    told = parts(base) if base else None
    if not told or len(base) < 2:
        return False
    if told.places:
        return len(told.core + told.kind) > 1 and not (UNIT.search(base) and len(told.core) < 3)
    if UNIT.search(base) or len(told.core) < 2:
        return False
    return any(frequency(token) < COMMON and len(token) > 1 for token in cut(told.core)) or (
        len(told.core) <= 3 and not frequency(told.core)
    )


def unsure(lexicon: Lexicon, root: dict[Entity, Entity]) -> Iterator[Proposal]:
    """Pairs that look alike, for people to judge: one name leaves out characters of the other."""
    pairs = {
        tuple(sorted((one, other), key=lambda e: (len(e.name), e)))
        for group in _grouped(_alike(lexicon, root))
        if len(group) <= MOST
        for number, one in enumerate(group)
        for other in group[number + 1 :]
    }
    for short, full in sorted(pairs):
        if _leaves_out(short.name, full.name) and not forbidden(short, full):
            share = len(short.name) / len(full.name)
            yield Proposal(short, full, "left-out characters", round(0.8 * share, 3), False)


def _alike(lexicon: Lexicon, root: dict[Entity, Entity]) -> Iterator[tuple[object, Entity]]:
    """Keys of names: a quoted title; two characters in a row that few names of the class have."""
    for entity in lexicon.articles:
        base = _base(entity)
        if root.get(entity, entity) != entity or entity.type == "Person":
            continue
        if entity.type in ACTIVITIES:
            yield from (((entity.type, found["title"]), entity) for found in QUOTED.finditer(entity.name))
        elif len(base) > 2 and not only_places(base):
            yield from (((entity.type, base[i : i + 2]), entity) for i in range(len(base) - 1))


def _leaves_out(short: str, full: str) -> bool:
    rest = iter(full)
    return len(short) < len(full) and all(character in rest for character in short)
