"""What a firm is called by, once its legal name is told: 凌朔电子, 凌朔 for 苏州凌朔电子科技有限公司.

By law that name is a place, the word that was coined for it, its trade, and the legal form. People leave out
the place and the form; the coined word has to be one, or the trade alone would pass for the firm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from operator import eq

from kg.lexicon import cut, frequency, known_names, part_of_speech, word_list
from kg.mentions.scene import Candidate, Scene
from kg.places import is_place
from kg.structure import leading_places

__all__ = ["trade_names"]

LEGAL_NAME = re.compile(r"^(?P<named>.+?)(?:[（(]?集团[）)]?)?(?:控股)?(?:股份)?(?:有限责任公司|有限公司)")
BRACKET = re.compile(r"[（(][^（）()]*[）)]")
RARE = 60
"""Occurrences in 60 million words under which a word is as good as coined."""
TRADE, ALONE = 5.0, 2.0
"""Log-odds of a coined word with its trade, and of the word alone, which may be a person's name as well."""
SHORTEST = 4
"""Characters of a coined word and its trade together."""


def trade_names(scene: Scene, names: Iterable[str], taken: Iterable[Candidate]) -> Iterator[Candidate]:
    """Where firms stand by what they are called, given names that hold legal ones."""
    cores = sorted({core for name in names if (core := _core(name))})
    inside = {at for c in taken if c.type != "Person" for at in range(c.start, c.end)} if cores else set()
    for coined, rest in cores:
        at = scene.text.find(coined)
        while at >= 0:
            end = _reaches(scene, at, coined, rest)
            if end and at in scene.boundaries and at not in inside:
                score = TRADE if end - at >= SHORTEST else ALONE
                yield Candidate(at, end, "Company", score + 0.1 * (end - at), "short form")
            at = scene.text.find(coined, at + len(coined))


def _reaches(scene: Scene, begin: int, coined: str, rest: str) -> int:
    """Where the name ends that the text has from `begin` on: the most words of the core; 0 for none."""
    end = begin + len(coined)
    most = sum(1 for _ in takewhile(bool, map(eq, scene.text[end : end + len(rest)], rest)))
    for at in range(end + most, end - 1, -1):
        if at in scene.boundaries and (at - begin >= SHORTEST or (at == end and _unheard(coined))):
            return at
    return 0


@lru_cache(maxsize=1 << 12)
def _core(name: str) -> tuple[str, str] | None:
    """The coined word that a legal name has behind its place, and what lies between it and the form.

    >>> _core("苏州凌朔电子科技有限公司"), _core("天津城市建设有限公司")
    (('凌朔', '电子科技'), None)
    """
    legal = LEGAL_NAME.match(name)
    if not legal:
        return None
    core = leading_places(BRACKET.sub("", legal["named"]) + "#")[1].removesuffix("#")
    coined = next(iter(cut(core)), "")
    return (coined, core[len(coined) :]) if _singles_out(coined) else None


def _singles_out(word: str) -> bool:
    """Whether a word is one that only a name begins with."""
    if not word.isalpha() or len(word) not in (2, 3) or is_place(word):
        return False
    if word in word_list("generic") or word in word_list("business"):
        return False
    if word in known_names():
        return known_names()[word] == "Company"
    return not part_of_speech(word) or frequency(word) < RARE


def _unheard(word: str) -> bool:
    """Whether a word by itself is the firm: no dictionary has it, and it is not known for another."""
    return not part_of_speech(word) and word not in known_names()
