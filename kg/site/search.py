"""Finding entities and articles by any of their names: in characters, pinyin, initials or a mix.

All names are one long text, and a search is a set of places in it that moves on from letter to letter. So a
search costs as much as the names that begin as it does, not as all names together.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.model import Class
from kg.pinyin import readings
from kg.site.index import Headline, Index, Known

__all__ = ["Found", "Hit", "Search", "folded"]

LONGEST = 100  # letters of a search; more is no name
SYLLABLE = 6  # letters of the longest: zhuang, chuang, shuang
EXACT, BEGINS, INSIDE = 3.0, 2.0, 1.0
BY_SOUND, SHORTENED, OTHER_NAME = 0.2, 0.5, 0.1
WIDE = 200  # suggestions are looked for among so many names at most per letter


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that answers a search, how well (at most 3), and by which other name if not its own."""

    known: Known
    score: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to a search, best first."""

    query: str
    hits: list[Hit] = field(default_factory=list)
    articles: list[Headline] = field(default_factory=list)

    def classes(self) -> dict[Class, int]:
        """How many hits there are of each class, the largest first."""
        return dict(Counter(hit.known.kind for hit in self.hits).most_common())


def folded(text: str) -> str:
    """A text as searches compare it: width, case and blanks make no difference."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


class Search:
    """All names of an index, ready to be searched."""

    def __init__(self, known: Index) -> None:
        self.known = known
        owners: list[Known | Headline] = []
        names: list[str] = []
        for one in known.entities.values():
            for name in (one.label, *one.names):
                owners.append(one)
                names.append(name)
        for article in known.articles.values():
            owners.append(article)
            names.append(article.title)
        self._owners, self._names = owners, names
        self._keys = [folded(name) for name in names]
        self._text = "\n".join(["", *self._keys, ""])
        self._starts = array("L")
        at = 1
        for key in self._keys:
            self._starts.append(at)
            at += len(key) + 1

    def find(self, query: str) -> Found:
        """What answers: words with blanks between must all be found, unless they are found as one."""
        query = " ".join(query.split())[:LONGEST]
        best = self._matches(folded(query))
        if " " in query:
            best = self._all(query.split(" ")) | best
        hits: dict[str, Hit] = {}
        articles: dict[str, tuple[float, Headline]] = {}
        for number, score in best.items():
            owner = self._owners[number]
            if isinstance(owner, Headline):
                articles[owner.iri] = (score, owner)
            else:
                _keep(hits, owner, score, self._names[number])
        order = {iri: place for place, iri in enumerate(self.known.articles)} if articles else {}
        titles = sorted(articles.values(), key=lambda one: (-one[0], order[one[1].iri]))
        return Found(query, sorted(hits.values(), key=_rank), [headline for _, headline in titles])

    def suggest(self, query: str, most: int = 5) -> list[Known]:
        """Entities whose names share most pairs of letters with a name that is not there."""
        wanted = folded(query)[:LONGEST]
        parts = {wanted[i : i + 2] for i in range(len(wanted) - 1)} or {wanted}
        shared: Counter[int] = Counter()
        for part in sorted(parts - {""}):
            shared.update(set(self._inside(part)))
        likely = [number for number, _ in shared.most_common(WIDE)]
        likely.sort(key=lambda n: (-2 * shared[n] / (len(parts) + max(1, len(self._keys[n]) - 1)), n))
        found = dict.fromkeys(owner for n in likely if isinstance(owner := self._owners[n], Known))
        return list(found)[:most]

    def _all(self, words: Iterable[str]) -> dict[int, float]:
        """The names of what has every word in one of its names, with the mean of the scores."""
        scores: dict[str, list[float]] = defaultdict(list)
        number_of: dict[str, int] = {}
        words = [folded(word) for word in words]
        for word in words:
            best: dict[str, float] = {}
            for number, score in self._matches(word).items():
                iri = self._owners[number].iri
                number_of.setdefault(iri, number)
                best[iri] = max(best.get(iri, 0), score)
            for iri, score in best.items():
                scores[iri].append(score)
        return {
            number_of[iri]: sum(each) / len(words) for iri, each in scores.items() if len(each) == len(words)
        }

    def _matches(self, wanted: str) -> dict[int, float]:
        """Names by number that hold the folded words, with how well."""
        if not wanted:
            return {}
        best: dict[int, float] = {}
        spans = [(at, at + len(wanted), 0.0) for at in self._places(wanted)]
        if re.search("[a-z]", _toneless(wanted)):
            spelled = [(*span, BY_SOUND) for span in self._sounding(wanted, whole=True)]
            spans += spelled or [(*span, SHORTENED) for span in self._sounding(wanted, whole=False)]
        for begin, end, less in spans:
            number = bisect_right(self._starts, begin) - 1
            starts, ends = begin == self._starts[number], self._text[end] == "\n"
            score = (EXACT if starts and ends else BEGINS if starts else INSIDE) - less
            best[number] = max(score, best.get(number, 0))
        return best

    def _places(self, wanted: str) -> Iterator[int]:
        at = self._text.find(wanted)
        while at >= 0:
            yield at
            at = self._text.find(wanted, at + 1)

    def _inside(self, wanted: str) -> Iterator[int]:
        return (bisect_right(self._starts, at) - 1 for at in self._places(wanted))

    @cached_property
    def _at(self) -> dict[str, array[int]]:
        """Letter -> its places in the text."""
        found: dict[str, array[int]] = {}
        for at, letter in enumerate(self._text):
            found.setdefault(letter, array("L")).append(at)
        return found

    @cached_property
    def _sounds(self) -> dict[str, tuple[str, ...]]:
        """Letter -> its pinyin."""
        return {letter: tuple(told.split()) for letter, told in readings(sorted(self._at)).items()}

    @cached_property
    def _spelled(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Spelling -> letters: by whole syllables, and by any beginning of one."""
        whole: dict[str, set[str]] = defaultdict(set)
        begun: dict[str, set[str]] = defaultdict(set)
        for letter, sounds in self._sounds.items():
            for sound in sounds:
                whole[sound].add(letter)
                for size in range(1, len(sound) + 1):
                    begun[sound[:size]].add(letter)
        return whole, begun

    def _sounding(self, wanted: str, *, whole: bool) -> set[tuple[int, int]]:
        """Where names sound so: by whole syllables, else also by their first letters; the last may be cut.

        What is typed of it leads, letter by letter, to where names that begin so far begin, by how many
        letters of theirs that takes.
        """
        wanted = _toneless(wanted)
        reached: list[dict[int, set[int]]] = [{} for _ in range(len(wanted) + 1)]
        for done in range(len(wanted)):
            for size in range(1, min(SYLLABLE, len(wanted) - done) + 1):
                if letters := self._letters(wanted, done, size, whole):
                    for long, begins in self._next(reached[done], done, letters, only=len(wanted) == 1):
                        reached[done + size].setdefault(long, set()).update(begins)
        return {(begin, begin + long) for long, begins in reached[-1].items() for begin in begins}

    def _next(
        self, before: dict[int, set[int]], done: int, letters: set[str], *, only: bool
    ) -> Iterator[tuple[int, set[int]]]:
        """Where it goes on with one of these letters; `only` at the beginnings of names."""
        text = self._text
        if not done:
            begins = {at for letter in letters for at in self._at.get(letter, ())}
            yield 1, {at for at in begins if text[at - 1] == "\n"} if only else begins
        for long, begins in before.items():
            if on := {begin for begin in begins if text[begin + long] in letters}:
                yield long + 1, on

    def _letters(self, wanted: str, done: int, size: int, whole: bool) -> set[str]:
        """The letters that these letters of the search can stand for."""
        part = wanted[done : done + size]
        syllables, begun = self._spelled
        letters = set(syllables.get(part, ()))
        if (done + size == len(wanted) and (done or not whole)) or (
            not whole and (size == 1 or part in ("zh", "ch", "sh"))
        ):
            letters |= begun.get(part, set())
        if size == 1:
            letters.add(part)
        return letters


def _toneless(text: str) -> str:
    """Pinyin as it is typed: zhāng is zhang, ü is v, Xi'an is xian."""
    bare = re.sub("[\u0300\u0301\u0304\u030c']", "", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).replace("ü", "v")


def _keep(hits: dict[str, Hit], owner: Known, score: float, name: str) -> None:
    own = name == owner.label
    score -= 0 if own else OTHER_NAME
    if owner.iri not in hits or score > hits[owner.iri].score:
        hits[owner.iri] = Hit(owner, score, "" if own else name)


def _rank(hit: Hit) -> tuple[float, int, int, int, str, str]:
    known = hit.known
    return (-hit.score, -known.articles, -known.near, len(known.label), known.label, known.iri)
