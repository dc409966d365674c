"""The firm or university that an article is about, by which its units are known: 尚东分公司, 采油一厂."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.model import Class
from kg.structure import leading_places

__all__ = ["UNITS", "firm_about", "firms_inside", "under", "whole_of"]

# Units that are known by the firm or university they belong to.
UNITS: dict[Class, re.Pattern[str]] = {
    "Company": re.compile(
        r".{0,6}(?:分公司|车间|项目部|项目经理部|班组|工区|再生水厂|热源厂|水厂|作业部|煤矿|检验中心|技术中心|橡胶厂|采[油气]厂|作业区|[一二三四五六七八九十][厂矿]"
        r"|综[采掘][一二三四五六七八九十]队|[采掘]\w{1,2}[区队])$"
    ),
    "School": re.compile(r"[^大]{1,9}(?:学院|学部|教学部|分校|分院|研究生院)$"),
}
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


def firm_about(names: Iterable[str], told: Sequence[str]) -> str | None:
    """The firm or mine that an article is about, of the names of firms in full: whose units name it not."""
    firms = {n for n in names if n.endswith(FIRMS) and not UNITS["Company"].fullmatch(n)}
    return _most_inside(Counter({firm: sum(n.startswith(firm) for n in told) for firm in sorted(firms)}))


FIRMS = ("公司", "集团", "油田", "煤矿", "矿", "厂", "段", "供电局")


def _most_inside(named: Counter[str]) -> str | None:
    """The firm named twice as often as any other that does not begin as it does; of those inside one another
    the innermost that is named nearly as often: 某集团某矿业公司, not 某集团."""
    top, most = max(named.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    others = [count for name, count in named.items() if not name.startswith(top) and not top.startswith(name)]
    if not top or most < 2 * max(others, default=0):
        return None
    return max((n for n, count in named.items() if n.startswith(top) and 3 * count >= 2 * most), key=len)


def under(name: str, whole: str | None, kind: Class) -> str:
    """A unit's name with the firm or university in front that the article is about: 尚东分公司."""
    placed = OF_FIRM.search(name) or (leading_places(name)[0] and not name.endswith("分公司"))
    if not whole or name == whole or not UNITS[kind].fullmatch(name) or placed or name.startswith(NATION):
        return name
    shared = next((n for n in range(len(name) - 2, 1, -1) if name[:n] in whole), 0)
    return whole + name[shared:]  # 驰越汽车|焊装车间 of 广西驰越汽车制造有限公司
