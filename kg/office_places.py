"""Offices and courts whose place others tell or that go by its short name: 财政局, 龙山法院."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import word_list
from kg.model import Link, Mention
from kg.places import place, short_name
from kg.setting import Setting
from kg.structure import leading_places

__all__ = ["full_place", "is_office", "place_of_office"]


def is_office(mention: Mention) -> bool:
    """Whether an office is named without its place."""
    return mention.type == "Government" and mention.surface in word_list("bare_offices")


def place_of_office(mention: Mention, order: int, links: Sequence[Link], setting: Setting) -> str | None:
    """The province, city or county of an office named without it.

    管委会 is a zone's, the one of the body or place before it.
    """
    if mention.surface.endswith("厅"):
        return setting.fill("省", order)
    own = OF_PLACES.get(mention.surface)
    if not own:
        return setting.fill("office", order)
    for link in reversed(links):
        if link.entity.type in ("Government", "Union", "District"):
            chain = [p for p in leading_places(link.entity.name + "#")[0] if p.endswith(own)]
            if chain:
                return chain[-1]
    return None


ZONES = ("开发区", "高新区", "经开区", "新区", "保税区", "经济区", "试验区", "示范区", "度假区", "园区")
OF_PLACES = {"管委会": ZONES, "工委": (*ZONES, "街道")}
"""Offices that no county has, and the places that have them."""


COURTS = {("法院", "检察院", "人民法院", "人民检察院"): 6, ("中院", "中级"): 4}
"""Courts by what their names begin with, and how long the codes are of the places that have them."""


def full_place(name: str, setting: Setting) -> str:
    """An office's or court's name with its place in full: 龙山法院 -> 龙山区法院, 广州中院 -> 广州市中院."""
    chain, rest = leading_places(name)
    level = next((level for courts, level in COURTS.items() if rest.startswith(courts)), None)
    if not chain or not (level or rest in word_list("bare_offices")):
        return name
    found = place(chain[-1], [p for p in [place(setting.city or setting.province or "")] if p])
    short = found and chain[-1] == short_name(found[1]) and (not level or len(found[0]) == level)
    return "".join(chain[:-1]) + found[1] + rest if found and short else name
