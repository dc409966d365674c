"""Names of one bearer brought together: decisions first, then what is sure, never what is forbidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.corpus.decisions import Decisions
from kg.corpus.lexicon import Lexicon
from kg.corpus.never import KINDS, forbidden
from kg.corpus.proposals import Proposal, in_full, learned, sure, unsure
from kg.identity import Doubt, Identity
from kg.model import Entity

__all__ = ["Settled", "known", "settle"]


@dataclass(frozen=True, slots=True)
class Settled:
    """What the names of a corpus stand for, and what is left to judge."""

    identities: dict[Entity, Identity]
    """Names that stand for something else than themselves."""
    doubts: list[Doubt]
    unknown: list[Entity]
    """Names in decisions that no article has."""


@dataclass(slots=True)
class Groups:
    """Disjoint groups of entities; each knows its members, the fullest of them and why it was joined."""

    different: set[frozenset[Entity]]
    leading: dict[Entity, int]
    """Entities that decisions take for the name to go by, the greater the surer."""
    group: dict[Entity, list[Entity]] = field(default_factory=dict)
    rules: dict[Entity, str] = field(default_factory=dict)

    def members(self, entity: Entity) -> list[Entity]:
        """The group of an entity, itself alone at first."""
        return self.group.setdefault(entity, [entity])

    def join(self, one: Entity, other: Entity, rule: str, *, decided: bool = False) -> bool:
        """Makes two groups one; False when a rule or a decision forbids it for any of their members."""
        a, b = self.members(one), self.members(other)
        if a is b:
            return True
        if not decided and self.is_barred(one, other):
            return False
        for entity in (one, other):
            self.rules.setdefault(entity, rule)
        for entity in b:
            self.group[entity] = a
        a += b
        return True

    def is_barred(self, one: Entity, other: Entity) -> bool:
        """Whether some member of the one's group and some of the other's must not be one."""
        return any(self._differ(x, y) for x in self.members(one) for y in self.members(other))

    def is_settled(self, one: Entity, other: Entity) -> bool:
        """Whether two entities are in one group, or said to be different."""
        return self.members(one) is self.members(other) or frozenset((one, other)) in self.different

    def _differ(self, one: Entity, other: Entity) -> bool:
        return frozenset((one, other)) in self.different or bool(forbidden(one, other))

    def roots(self, shorts: set[Entity]) -> dict[Entity, Entity]:
        """Entity -> what its group goes by: as decided, else a name that none is short for, the longest."""
        found: dict[Entity, Entity] = {}
        for group in {id(members): members for members in self.group.values() if len(members) > 1}.values():
            full = max(group, key=lambda e: (self.leading.get(e, 0), e not in shorts, len(e.name), e))
            found |= {entity: full for entity in group if entity != full}
        return found


def settle(lexicon: Lexicon, decisions: Decisions) -> Settled:
    """Brings the names of a corpus together. The same for any order of articles and of decisions."""
    dropped = _resolved(lexicon, {d.first for d in decisions.held if d.action == "drop"})
    classes, doubts = _classes(lexicon, decisions, {*dropped.values()})
    kept = _kept(lexicon, {entity: now for entity, (now, _) in classes.items()}, {*dropped.values()})
    names, unknown = _names(kept, lexicon, decisions)
    groups, shorts = _decided(decisions, names), set[Entity]()
    for stage in (sure, learned, in_full):
        proposals = stage(kept, groups.roots(shorts))
        for proposal in sorted((p for p in proposals if p.sure), key=lambda p: (-p.score, p)):
            if groups.join(proposal.short, proposal.full, proposal.rule):
                shorts.add(proposal.short)
    roots = groups.roots(shorts)
    left = [p for stage in (sure, learned, in_full, unsure) for p in stage(kept, roots)]
    doubts = [d for d in doubts if not groups.is_settled(d.first, d.second)]
    doubts += _doubts(left, roots, groups)
    identities = dict(_identities(lexicon, classes, roots, groups))
    identities |= {entity: Identity(None, "decision") for entity in dropped.values()}
    return Settled(identities, sorted(set(doubts), reverse=True), unknown)


def known(names: Iterable[Entity], entity: Entity) -> Entity | None:
    """The entity that a decision means: as it is, else the only one of that class and name."""
    fits = [e for e in names if (e.type, e.name) == (entity.type, entity.name)]
    if entity in fits:
        return entity
    return fits[0] if len(fits) == 1 and not entity.qualifier else None


def _resolved(lexicon: Lexicon, wanted: Collection[Entity]) -> dict[Entity, Entity]:
    by_name: dict[tuple[str, str], list[Entity]] = {(e.type, e.name): [] for e in wanted}
    for entity in lexicon.articles if wanted else ():
        if (entity.type, entity.name) in by_name:
            by_name[entity.type, entity.name].append(entity)
    found = {entity: known(by_name[entity.type, entity.name], entity) for entity in wanted}
    return {entity: now for entity, now in found.items() if now}


def _classes(
    lexicon: Lexicon, decisions: Decisions, dropped: set[Entity]
) -> tuple[dict[Entity, tuple[Entity, str]], list[Doubt]]:
    """Entity -> itself in another class, by decision or by the majority of articles; else a doubt."""
    told = {d.first: d.second for d in decisions.held if d.action == "class" and d.second}
    changed = {
        now: (replace(now, type=told[entity].type), "decision")
        for entity, now in _resolved(lexicon, told).items()
    }
    same_name: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in lexicon.articles:
        if entity not in changed and entity not in dropped:
            same_name[entity.name, entity.qualifier].append(entity)
    doubts = []
    for group in same_name.values():
        ranked = sorted(group, key=lambda e: (-lexicon.articles[e], e))
        for entity in ranked[1:]:
            best = ranked[0]
            share = lexicon.articles[best] / (lexicon.articles[best] + lexicon.articles[entity])
            if KINDS[entity.type] == KINDS[best.type] and share >= MAJORITY:
                changed[entity] = (best, "majority class")
            else:
                doubts.append(Doubt(round(share / 2, 3), "two classes", "different", *sorted((entity, best))))
    return changed, doubts


MAJORITY = 0.75
"""Share of articles from which a class is taken for a slip: three against one."""


def _kept(lexicon: Lexicon, classes: dict[Entity, Entity], dropped: set[Entity]) -> Lexicon:
    """The lexicon by the classes as settled, without what is dropped."""
    kept = Lexicon()
    for entity, count in lexicon.articles.items():
        if entity not in dropped:
            kept.articles[classes.get(entity, entity)] += count
    for source, target in ((lexicon.forms, kept.forms), (lexicon.provinces, kept.provinces)):
        for (entity, told), count in source.items():
            if entity not in dropped:
                target[classes.get(entity, entity), told] += count
    return kept


def _names(
    kept: Lexicon, lexicon: Lexicon, decisions: Decisions
) -> tuple[dict[Entity, Entity], list[Entity]]:
    wanted = {e for pair in decisions.pairs("same", "same!", "alias", "different") for e in pair}
    found = _resolved(kept, wanted)
    everywhere = found | _resolved(lexicon, decisions.names())
    people = {e.name for e in lexicon.articles if e.type == "Person"}
    unknown = sorted(
        e for e in decisions.names() if e not in everywhere and not (e.type == "Person" and e.name in people)
    )
    return found, unknown


def _decided(decisions: Decisions, names: dict[Entity, Entity]) -> Groups:
    pairs = [p for p in decisions.pairs("same", "same!", "alias") if not _is_namesake(*p)]
    apart = [p for p in decisions.pairs("different") if not _is_namesake(*p)]
    given = {names.get(one, one) for one, _ in pairs}
    full = {names.get(other, other) for _, other in pairs}
    groups = Groups(
        {frozenset((names.get(a, a), names.get(b, b))) for a, b in apart},
        {entity: 1 if entity in given else 2 for entity in full},
    )
    for one, other in pairs:
        groups.join(names.get(one, one), names.get(other, other), "decision", decided=True)
    return groups


def _is_namesake(one: Entity, other: Entity) -> bool:
    """Whether a pair is about which of the people of one name is meant, see `namesakes`."""
    return one.type == other.type == "Person" and one.name == other.name


def _doubts(proposals: Iterable[Proposal], roots: dict[Entity, Entity], groups: Groups) -> Iterator[Doubt]:
    best: dict[frozenset[Entity], Proposal] = {}
    for p in proposals:
        short, full = roots.get(p.short, p.short), roots.get(p.full, p.full)
        pair = frozenset((short, full))
        if short == full or groups.is_barred(short, full):
            continue
        if pair not in best or best[pair].score < p.score:
            best[pair] = replace(p, short=short, full=full)
    for p in best.values():
        yield Doubt(p.score, p.rule, "different", p.short, p.full)


def _identities(
    lexicon: Lexicon,
    classes: dict[Entity, tuple[Entity, str]],
    roots: dict[Entity, Entity],
    groups: Groups,
) -> Iterator[tuple[Entity, Identity]]:
    for entity in lexicon.articles:
        now, rule = classes.get(entity, (entity, ""))
        root = roots.get(now, now)
        if root != entity:
            yield entity, Identity(root, groups.rules.get(now, "decision") if root != now else rule)
