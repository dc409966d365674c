"""The firm and the university that an article is about, by which 该公司 and a 文学院 are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.model import Class
from kg.structure import leading_places

__all__ = ["WHOLES", "firms_inside", "under", "whole_of"]

FACULTY = re.compile(r"[^大]{1,9}(?:学院|学部|教学部|分校|分院|研究生院)$")
"""Units that are known by the university they belong to."""
WHOLES: dict[Class, tuple[str, ...]] = {
    "Company": ("有限公司", "有限责任公司", "集团公司", "集团", "油田"),
    "School": ("大学",),
}
NATION = ("中国", "国家", "中央", "全国")
OF_FIRM = re.compile(r"(?:公司|集团|股份|油田)(?=.)")
FIRM_OF_UNIT = re.compile(r".{4,}?(?:有限责任公司|有限公司|集团公司|油田)(?=.)")


def firms_inside(names: Iterable[str]) -> set[str]:
    """The firms that names of units begin with: 某集团有限公司|湖南省分公司."""
    return {firm[0] for name in names if (firm := FIRM_OF_UNIT.match(name))}


def whole_of(
    pool: Iterable[str],
    told: Sequence[str],
    canonical: Mapping[tuple[Class, str], str],
    kind: Class,
) -> str | None:
    """The one firm or university that an article is about: the only one, or the one named most by far."""
    named: Counter[str] = Counter()
    for name in sorted(pool):
        full = canonical.get((kind, name), name)
        if full.endswith(WHOLES[kind]):
            named[full] = sum(n.startswith((name, full)) for n in told)
    ranked = named.most_common(2)
    if len(ranked) == 2 and (ranked[0][1] < 2 * ranked[1][1] or kind == "Company"):
        return None
    return ranked[0][0] if ranked else None


def under(name: str, whole: str | None) -> str:
    """A faculty's name with the university in front that the article is about: 文学院."""
    placed = OF_FIRM.search(name) or leading_places(name)[0]
    if not whole or name == whole or not FACULTY.fullmatch(name) or placed or name.startswith(NATION):
        return name
    shared = next((n for n in range(len(name) - 2, 1, -1) if name[:n] in whole), 0)
    return whole + name[shared:]
