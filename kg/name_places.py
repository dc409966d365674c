"""Which of the places in front of a name belong to it, and which only tell where its bearer is."""

from __future__ import annotations

import re

from kg.places import TOWNS, is_county, is_place
from kg.structure import leading_places
from kg.unit_names import is_unnamed

__all__ = ["without_above", "without_town"]

COURT = re.compile(r"(?:中级|高级)?(?:人民)?(?:法院|检察院)|中院")
OF_VILLAGE = re.compile(r"(?!村)[一-鿿]{1,6}村(?:村委会|委会|村民委员会|村?党[支总])")


def without_above(name: str) -> str:
    """A name without what its county, town or city lies in, which its full form does not tell.

    A city in front of its district's belongs to the name, a town in front of its community's too.

    >>> without_above("江西省赣州市于都县市场监督管理局"), without_above("福建省福州市邮政管理局")
    ('于都县市场监督管理局', '福州市邮政管理局')
    >>> without_above("成都市锦江区人民法院"), without_above("慈利县零阳镇北街社区居委会")
    ('成都市锦江区人民法院', '零阳镇北街社区居委会')
    """
    chain, rest = leading_places(name)
    if chain and OF_VILLAGE.match(rest):
        return rest
    if len(chain) < 2 or (COURT.match(rest) and not is_county(chain[-1])):
        return name
    if chain[-1].endswith(("社区", "村")):
        return "".join(chain[-2:] if chain[-2].endswith(TOWNS) else chain[-1:]) + rest
    return chain[-1] + rest if chain[-1].endswith((*TOWNS, "市")) or is_county(chain[-1]) else name


def without_town(name: str) -> str:
    """A firm's name without the town in front, if it has one of its own: 黄粮镇|凌朔柑橘合作社.

    >>> without_town("黄粮镇凌朔柑橘合作社"), without_town("大塘镇水厂")
    ('凌朔柑橘合作社', '大塘镇水厂')
    """
    chain, rest = leading_places(name)
    town = len(chain) == 1 and chain[0].endswith((*TOWNS, "社区", "村")) and is_place(chain[0])
    return (
        rest
        if town and len(rest) > SHORTEST and rest.endswith(("公司", "合作社", "厂")) and not is_unnamed(rest)
        else name
    )


SHORTEST = 4
"""Characters up to which what stands behind a town is only a kind: 中心社, 开关厂."""
