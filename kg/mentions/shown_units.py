"""Units named by what they do alone, and shown by what stands around: 由|动力车间|获得, 战胜|营业部.

A unit's word alone names nothing in particular (各车间, 一个班组). What shows one that is meant: its number,
a person of it behind, that it wins, is visited, or stands in a list of such units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import part_of_speech, word_list
from kg.mentions.own_units import FIRM
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.units import person_at, post_at

__all__ = ["shown_units"]

NUMBERED = re.compile(r"[一二三四五六七八九十甲乙丙丁]")
PLAIN = r"车间|分厂|总厂|工区|作业区|管理区|工段|作业部"
"""Words for units that say by themselves that they are a firm's."""
END = re.compile(
    rf"(?P<plain>{PLAIN})|(?<![全内外支总本干各])部|(?<![支部团])(?:[大中]?队)|班|(?<![工本该建])厂"
    r"|(?<=[采掘煤油理通备][一二三四五六七八九十])区"
)
COUNTED = re.compile(r"[个名支家座\d]")
"""What counts units and does not name one: 四个|工段."""
CODE = re.compile(r"[一二三四五六七八九〇零]{2}")
"""How a firm begins whose name is a number: 五〇四厂."""
LONGEST = 9
WINS = re.compile(
    r"(?:代表队)?(?:分别)?(?:以\d|[夺捧摘胜]|荣?获|战胜|力克|击败|问鼎|折桂|位列|包揽|被[评授]|对阵|迎战)"
)
MET = re.compile(
    r"(?:由|来自|走进|来到|会同|对阵|[战先再]胜|力克|击败|负于|迎战|不敌|慰问|看望|联合|归|给|赶[到往]|调[到入任]|进入|[^存正]在)$"
)
OF = re.compile(
    r"的?女?(?:职工|员工|工人|师傅|选手|队员)|的[一-鿿]{0,3}工(?![作程])|[一-鿿]{1,3}[工员](?=[一-鿿]{2})"
)
MARKS = "，。；：、！？“”（）《》\n ,;:!?()"
LISTABLE = rf"(?:{PLAIN}|[部科处队班厂所室]|中心|支行|公司)"
LISTED_BEHIND = re.compile(rf"[、和与及](?:[一-鿿]{{1,7}})?{LISTABLE}(?![长员])")
LISTED_BEFORE = re.compile(rf"{LISTABLE}[、和与及]$")


def shown_units(scene: Scene) -> Iterator[Candidate]:
    """Units alone, where the text names a firm."""
    if not FIRM.search(scene.text):
        return
    for found in END.finditer(scene.text):
        end = found.end()
        if end not in scene.boundaries:
            continue
        start = _start(scene, found.start(), end)
        if (
            start is not None
            and not COUNTED.search(scene.text, start, end)
            and not CODE.match(scene.text, start)
        ):
            plain = found["plain"] is not None
            score = _shown(scene, start, end, plain) + (0.6 if plain else 0.0)
            if score >= ENOUGH:
                yield Candidate(start, end, "Company", SHOWN + 0.1 * (end - start), "unit")


ENOUGH, SHOWN = 1.2, 0.6
"""What has to be shown, and the log-odds that a unit begins with where it is. Set by hand."""


def _start(scene: Scene, kind: int, end: int) -> int | None:
    """Where the words that say what the unit does begin; None where there are none, or another name does."""
    best: int | None = None
    for at, word in scene.before(end):
        if at >= kind:
            continue
        inside = word[: kind - at]
        if inside in word_list("firm_parts"):
            best = at
            continue
        said = piece(inside)
        if said is None or not inside.isalnum():
            return best if not inside.isalnum() or _leads(inside) else None
        if best is not None and (part_of_speech(inside) == "v" or inside in word_list("soft_verbs")):
            return None if NUMBERED.fullmatch(scene.text, best, kind) else best  # 开挖|二班
        single = len(inside) == 1 and not NUMBERED.match(inside)
        if (
            said.place
            or said.specific >= 0.8
            or inside in word_list("no_units")
            or single
            or end - at > LONGEST
        ):
            return None
        if best is not None or inside not in word_list("units_of_any"):
            best = at
    return best


def _leads(word: str) -> bool:
    """Whether a name can begin behind a word that no name reaches over: a function word or a verb."""
    return part_of_speech(word)[:1] in ("v", "p", "c", "u", "d", "r", "f") or word in word_list("soft_verbs")


def _shown(scene: Scene, start: int, end: int, plain: bool) -> float:
    """What a unit's name and the words around it say for its being meant."""
    text = scene.text
    post = post_at(text, end)
    numbered = NUMBERED.search(text, start, end) is not None
    if (post and not plain and not (numbered and end - start > 3)) or text.startswith(
        ("长", "员", "人"), end
    ):
        return 0.0
    listed = LISTED_BEHIND.match(text, end) or LISTED_BEFORE.search(text, max(0, start - 5), start)
    signs = (
        (start == 0 or text[start - 1] in MARKS, 0.3),
        (numbered, 1.3 if end - start > 3 else 0.8),
        (MET.search(text, max(0, start - 4), start), 0.6),
        (text.count(text[start:end]) > 1, 0.3),
        (WINS.match(text, end), 0.9),
        (OF.match(text, end), 0.6),
        (post, 0.9),
        (person_at(scene, end), 1.0),
        (text.startswith("的", end) and person_at(scene, end + 1), 0.8),
        (listed, 0.9),
    )
    return sum(worth for sign, worth in signs if sign)
