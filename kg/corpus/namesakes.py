"""Which people of one name are one person, by employers, roles and the bodies named beside them.

Two articles that give an employer in common mean one person; two that give none in common mean two. Posts at
a body and its union, or at the leading bodies of one place, are commonly held together, so these count as one
employer. An article without an employer follows the person whose employer it names, or the only one there is
if the name is rare; the rest stays together under the bare name. See docs/resolution.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.corpus.never import located
from kg.identity import Doubt
from kg.lexicon import frequency, surnames
from kg.model import Entity
from kg.structure import leading_places, only_places, union_base

__all__ = ["Apart", "Context", "is_common", "told_apart"]

PAPER = "\0paper"
COMMITTEE = re.compile(r"(?:党委|党组|党总支|党支部|团委|党工委|纪委|工会)$")
LEADING = re.compile(
    r"(?:人民)?政府|党委|党工委|委|委员会|人大常委会|人民代表大会常务委员会|人大|政协|纪委|纪委监委|总工会|工会"
)
BESIDE = re.compile(r"(?:服务队|志愿者?队|总队|义工队|分队|工作室|工作站|代表队|文工团|合唱团|诗社|协会)$")
"""Bodies that people belong to beside their employer."""
NATION = re.compile(r"中共中央|中华|全国|国务院|国家主席|中央军")
STAFF = {"reporters", "photographers"}
"""Roles of the paper's own people; a correspondent mostly works for a body that the article names."""
MOST = 3
"""Doubts that one name may give."""


@dataclass(frozen=True, slots=True, order=True)
class Context:
    """One article that names the person."""

    article: str
    employers: frozenset[Entity] = frozenset()
    roles: frozenset[str] = frozenset()
    """reporters, correspondents, photographers"""
    near: frozenset[str] = frozenset()
    """Names of the bodies that the article names."""


@dataclass(frozen=True, slots=True)
class Apart:
    """The people of one name: what tells each from the others, by article."""

    qualifiers: dict[str, str]
    """Article -> qualifier, "" for the bare name; empty when all is one person."""
    doubts: tuple[Doubt, ...] = ()
    unheeded: tuple[tuple[str, str], ...] = ()
    """Pairs decided to be different that one article gives as employers of one person."""


class Employers:
    """Employers that one person can have together: disjoint sets of keys."""

    def __init__(self) -> None:
        self._above: dict[object, object] = {}

    def find(self, key: object) -> object:
        """What stands for the set of a key."""
        root = key
        while (above := self._above.get(root, root)) != root:
            root = above
        while key != root:
            self._above[key], key = root, self._above.get(key, key)
        return root

    def join(self, keys: Iterable[object]) -> None:
        """Makes one set of those of the keys."""
        first, *others = [self.find(key) for key in keys] or [None]
        for other in others:
            # the smaller name stands for both, whatever the order
            one, two = sorted((self.find(first), self.find(other)), key=repr)
            self._above[two] = one


def told_apart(
    name: str,
    contexts: Iterable[Context],
    *,
    paper: str = "",
    same: Sequence[tuple[str, str]] = (),
    different: Sequence[tuple[str, str]] = (),
) -> Apart:
    """The people behind one name. `same` and `different` are pairs of employers or articles, as decided.

    The same for any order of contexts and pairs.
    """
    known = sorted(replace(context, employers=_proper(context.employers)) for context in contexts)
    tags = {context.article: _tags(context, same, different) for context in known}
    sets = _sets(known, tags, same, paper, loose=True)
    if any(sets.find(_tag(a, paper)) == sets.find(_tag(b, paper)) for a, b in different):
        sets = _sets(known, tags, same, paper, loose=False)
    unheeded = [p for p in different if sets.find(_tag(p[0], paper)) == sets.find(_tag(p[1], paper))]
    people = _people(known, tags, sets)
    titles = {root: _title(found, tags, root, sets, paper) for root, found in people.items()}
    assigned, doubts = _without_employer(name, known, tags, people, titles)
    qualifiers = {c.article: titles[root] for root, found in people.items() for c in found} | assigned
    decided = {frozenset(sets.find(_tag(of, paper)) for of in pair) for pair in different}
    doubts += _between(name, people, titles, decided)
    is_one = len({*qualifiers.values()}) < 2
    return Apart({} if is_one else qualifiers, tuple(sorted(doubts)), tuple(sorted(unheeded)))


def _proper(employers: Iterable[Entity]) -> frozenset[Entity]:
    return frozenset(e for e in employers if e.type != "Organisation" or not BESIDE.search(e.name))


def is_common(name: str) -> bool:
    """Whether many people have a name: a given name of one character, or one that is a word or in fashion.

    >>> is_common("张伟"), is_common("王建国"), is_common("古丽米热·吐尔洪")
    (True, True, False)
    """
    if "·" in name or len(name) > 3 or name[:2] in surnames():
        return False
    given = name[1:]
    return surnames().get(name[:1], 0) >= 1 and (len(given) == 1 or frequency(given) > 0)


def _tag(of: str, paper: str) -> str:
    return PAPER if of and of == paper else of


def _tags(
    context: Context, same: Sequence[tuple[str, str]], different: Sequence[tuple[str, str]]
) -> list[str]:
    """What an article says of who is meant: its employers, the paper for a reporter, itself if decided."""
    told = {of for pair in (*same, *different) for of in pair}
    found = sorted(e.name for e in context.employers)
    if not found and context.roles & STAFF:
        found = [PAPER]
    return found + ([context.article] if context.article in told else [])


def _sets(
    known: Sequence[Context],
    tags: dict[str, list[str]],
    same: Sequence[tuple[str, str]],
    paper: str,
    *,
    loose: bool,
) -> Employers:
    sets = Employers()
    for context in known:
        sets.join(tags[context.article])
    for pair in same:
        sets.join([_tag(of, paper) for of in pair])
    if loose:
        employers = sorted({e for context in known for e in context.employers})
        for employer in employers:
            sets.join([employer.name, *_keys(employer)])
        for one, other in _departments(employers):
            sets.join([one, other])
    return sets


def _keys(employer: Entity) -> Iterator[tuple[str, str]]:
    """What an employer shares with those that one person can have beside it."""
    base = union_base(employer.name) if employer.type == "Union" else COMMITTEE.sub("", employer.name)
    if base and not only_places(base):
        yield "body", base
    if NATION.match(employer.name):
        yield "nation", ""
    name = employer.name.removeprefix("中共")
    rest = leading_places(name + "#")[1].removesuffix("#")
    if LEADING.fullmatch(rest) or employer.type == "District":
        where = located(employer, name.removesuffix(rest))
        yield "place", where[0] if where else name.removesuffix(rest)


def _departments(employers: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """北京市总工会组织部 is within 北京市总工会: names that begin with another."""
    open_: list[str] = []
    for name in sorted({e.name for e in employers}):
        while open_ and not name.startswith(open_[-1]):
            open_.pop()
        if open_:
            yield open_[-1], name
        if len(name) >= 4 and not only_places(name):
            open_.append(name)


def _people(
    known: Sequence[Context], tags: dict[str, list[str]], sets: Employers
) -> dict[object, list[Context]]:
    people: dict[object, list[Context]] = defaultdict(list)
    for context in known:
        if tags[context.article]:
            people[sets.find(tags[context.article][0])].append(context)
    paper = sets.find(PAPER)
    if paper in people:  # all who sign by one name in one paper are one
        people[paper] += [c for c in known if not tags[c.article] and c.roles]
    return dict(sorted(people.items(), key=lambda item: repr(item[0])))


def _title(
    found: Sequence[Context], tags: dict[str, list[str]], root: object, sets: Employers, paper: str
) -> str:
    """What tells a person from namesakes: the employer that most articles give, the first of several."""
    counts = Counter(tag for context in found for tag in tags[context.article] if sets.find(tag) == root)
    counts = Counter({tag: n for tag, n in counts.items() if tag not in {c.article for c in found}}) or counts
    best = min(counts, key=lambda tag: (-counts[tag], tag))
    return (paper or "署名") if best == PAPER else best


def _without_employer(
    name: str,
    known: Sequence[Context],
    tags: dict[str, list[str]],
    people: dict[object, list[Context]],
    titles: dict[object, str],
) -> tuple[dict[str, str], list[Doubt]]:
    """The qualifiers of the articles that give no employer, and what is doubtful about them."""
    placed = {c.article for found in people.values() for c in found}
    bodies = {root: {t for c in found for t in tags[c.article]} for root, found in people.items()}
    assigned: dict[str, str] = {}
    doubts: list[Doubt] = []
    left: list[Context] = []
    for context in (c for c in known if c.article not in placed):
        fits = [root for root in people if bodies[root] & context.near]
        if len(fits) == 1:
            assigned[context.article] = titles[fits[0]]
            if is_common(name):
                doubts.append(
                    _doubt(name, "names the employer", 0.6, "same", context.article, titles[fits[0]])
                )
        elif len(people) == 1 and not context.roles and not is_common(name):
            [root] = people
            assigned[context.article] = titles[root]
            doubts.append(_doubt(name, "only one of a rare name", 0.7, "same", context.article, titles[root]))
        else:
            left.append(context)
            assigned[context.article] = ""
            doubts += [
                _doubt(name, "no employer", 0.5, "different", context.article, titles[root])
                for root in fits or list(people)
            ][:MOST]
    if not people and is_common(name):
        doubts += _bare(name, left)
    return assigned, doubts[:MOST]


def _bare(name: str, left: Sequence[Context]) -> Iterator[Doubt]:
    """Articles that share nothing but a common name, at the head of the list the first two."""
    for context in left[1:]:
        first = left[0]
        if not first.near & context.near and not (first.roles and context.roles):
            yield _doubt(name, "a common name, nothing shared", 0.4, "same", first.article, context.article)


def _between(
    name: str,
    people: dict[object, list[Context]],
    titles: dict[object, str],
    decided: set[frozenset[object]],
) -> list[Doubt]:
    roots = sorted(people, key=lambda root: (-len(people[root]), titles[root]))
    near = {root: {n for c in found for n in c.near} for root, found in people.items()}
    doubts = []
    for one, other in pairwise(roots):
        shared = bool(near[one] & near[other])
        score = (0.2 if is_common(name) else 0.5) + (0.2 if shared else 0)
        clear = is_common(name) and (not shared or PAPER in (one, other))
        if not clear and frozenset((one, other)) not in decided:
            doubts.append(_doubt(name, "other employers", score, "different", titles[one], titles[other]))
    return doubts[:MOST]


def _doubt(name: str, rule: str, score: float, done: str, of: str, other_of: str) -> Doubt:
    one, other = sorted((Entity("Person", name, of), Entity("Person", name, other_of)))
    return Doubt(score, rule, done, one, other)
