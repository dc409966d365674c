"""Units named by what they do alone, where their firm is known: 冷轧厂|甲, 储运部、设备部|派人, 综采二队.

Many firms have units of that name, so something has to show that one is meant: a person's name right
behind, a list of several, or its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.anchor_features import VERB
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.units import NO_UNIT, person_at

__all__ = ["FIRM", "own_units"]

FIRM = re.compile(r"公司|集团|[矿厂段]工会|油田|煤矿")
"""Without any of these no article is about a firm."""
KIND = (
    r"(?:[^支总干全内外本各该两]部|[^工本各该两]厂|[^各该两]车间|公司(?<!分公司)(?<!子公司)(?<!本公司)(?<!该公司)(?<!各公司)"
    r"|[^社地山城景园校市厂小]区|(?:机电|安全|技术|生产|供应|财务|人事|保卫|职教|工艺|质检|环保|调度|设备|计划)科|[^事业]处|分厂|作业区|工区|事业部"
    r"|(?:采煤|掘进|机电|运输|通防|通风|检修|维修|钻井|压裂|施工|保洁|作业)队)"
)
UNIT = re.compile(rf"[一-鿿]{{1,6}}?{KIND}(?![一-鿿]{{0,1}}[员长])")
SHOWN, LISTED = 1.6, 1.2
"""Log-odds of a unit with a name behind it, and of one in a list."""


def own_units(scene: Scene) -> Iterator[Candidate]:
    """Units by what they do, where the text names a firm."""
    if not FIRM.search(scene.text):
        return
    yield from _listed(scene)
    for found in NAMED.finditer(scene.text):
        if _is_unit(scene, *found.span()) and person_at(scene, found.end()):
            yield Candidate(*found.span(), "Company", SHOWN + 0.1 * len(found[0]), "unit")


NAMED = re.compile(rf"(?<=[，。；、\n]){UNIT.pattern}(?=[一-鿿]{{2}})")
LIST = re.compile(rf"(?<![一-鿿]){UNIT.pattern}(?:、{UNIT.pattern})+(?:和{UNIT.pattern})?")


def _listed(scene: Scene) -> Iterator[Candidate]:
    for found in LIST.finditer(scene.text):
        at = _behind_verb(scene, found.start())
        items = re.split("([、和])", scene.text[at : found.end()])
        spans = []
        for item in items:
            if item not in "、和":
                spans.append((at, at + len(item)))
            at += len(item)
        if all(_is_unit(scene, *span) for span in spans):
            for start, end in spans:
                yield Candidate(start, end, "Company", LISTED + 0.1 * (end - start), "unit")


def _behind_verb(scene: Scene, start: int) -> int:
    """Where the first of a list begins, a verb in front passed over: 走进|冲压车间, but 运行部."""
    verb = scene.word_after(start)
    after = start + len(verb)
    said = piece(verb)
    led = said is None or said.score <= VERB
    return (
        after
        if led and UNIT.match(scene.text, after) and scene.word_after(after)[:1] not in "部科处"
        else start
    )


def _is_unit(scene: Scene, start: int, end: int) -> bool:
    """Whether the words say what a unit does: none of them is a place, a firm's is no name of its own."""
    if start not in scene.boundaries or end not in scene.boundaries:
        return False
    words = [word for at, word in scene.before(end) if at >= start]
    told = [piece(word) for word in words]
    most = 0.8 if scene.text.endswith(OWN, start, end) else 1.1
    return all(said and not said.place and said.specific < most for said in told) and NO_UNIT.isdisjoint(
        words
    )


OWN = ("公司", "厂", "区")
"""What ends in one of these may have a name of its own, which other rules weigh."""
