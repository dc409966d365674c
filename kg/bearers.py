"""Names of one bearer brought together, the fullest one winning; a union follows its firm's."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from kg.activity_names import form_of, fullness, shortened
from kg.aliases import university
from kg.firm_names import is_rest_of_firm, trades
from kg.mentions.tagging import TAGGED
from kg.model import Class, Mention
from kg.offices import plain_body
from kg.owners import owned
from kg.places import short_name
from kg.structure import (
    abbreviates,
    begins,
    called,
    is_legal,
    leading_places,
    only_places,
    same_bearer,
    shortens,
    union_base,
)
from kg.unit_names import firms_above, has_firm, is_unnamed
from kg.wholes import WHOLES, firms_inside, under, whole_of

__all__ = ["ORGANISED", "bearers", "ordinals"]

ORGANISED: tuple[Class, ...] = ("Union", "Company", "School", "Government", "Organisation")
FIRM_WORDS = ("公司", "集团", "项目部", "厂", "车队", "支行", "分行")
SCHOOL_WORDS = ("大学", "学院", "学校", "中学", "小学")

Bearers = dict[tuple[Class, str], str]
"""(class, name) -> the fullest name of the same bearer in the article."""


def bearers(
    mentions: Sequence[Mention], names: Sequence[str | None]
) -> tuple[Bearers, list[tuple[Class, str]]]:
    """The fullest name of each; the firm and the university that the article is about, if about one."""
    named = [(m, n) for m, n in zip(mentions, names, strict=True) if n]
    found: dict[Class, set[str]] = {kind: {n for m, n in named if m.type == kind} for kind in ORGANISED}
    bases = {union_base(name) for name in found["Union"]}
    firms = firms_inside({*bases, *(name for _, name in named)})
    found["Company"] |= firms | {base for base in bases if base.endswith(FIRM_WORDS)}
    pools: dict[Class, set[str]] = dict(found)
    pools["School"] = found["School"] | {base for base in bases if base.endswith(SCHOOL_WORDS)}
    pools["Government"] = found["Government"] | {base for base in bases if base.endswith("医院")}
    canonical = _fullest(named, found, pools)
    _behind_firms(canonical, {name for _, name in named} | bases)
    told = [n for _, n in named]
    pools["School"] |= {whole for n in told if (whole := university(n))}
    wholes = {kind: whole_of(pools[kind], told, canonical, kind) for kind in WHOLES}
    for name in sorted(found["School"]):
        canonical["School", name] = under(canonical["School", name], wholes["School"])
    units = owned(mentions, names, canonical)
    for unit in [key for key in canonical if key[0] == "Company"]:
        canonical[unit] = units.get(("Company", canonical[unit]), canonical[unit])
    if counted := _counted(names):
        units = {unit: counted(full) for unit, full in units.items()}
    canonical |= units
    _units_of_units(canonical)
    holders = bases.union(name for m, name in named if m.type != "Initiative")
    _unions(canonical, wholes["School"], holders)
    canonical |= _activities(named)
    return canonical, [(kind, whole) for kind, whole in wholes.items() if whole]


def _fullest(
    named: Sequence[tuple[Mention, str]],
    found: Mapping[Class, Collection[str]],
    pools: Mapping[Class, Collection[str]],
) -> Bearers:
    """The fullest name of each that structure tells to be the same."""
    canonical: Bearers = {}
    short = {n for m, n in named if m.rule in ("short form", TAGGED)}
    printed = {m.surface for m, _ in named}
    for kind in ("Company", "School", "Government", "Organisation", "Union"):
        plain = {name: plain_body(name) for name in pools[kind]} if kind == "Government" else {}
        for name in sorted(found[kind]):
            same = [
                other
                for other in pools[kind]
                if same_bearer(name, other, kind)
                or (plain and plain[name] == plain[other])
                or (name in short and abbreviates(name, other))
            ]
            if kind == "Company":
                same += _firms_meant(name, pools[kind], same, coined=name in short)
            canonical[kind, name] = max(same, key=lambda n: (_fullness(n), n), default=name)
            full = canonical[kind, name]
            if full not in printed and plain.get(full) in found[kind]:
                canonical[kind, name] = plain[full]
    _through(canonical, found["Company"], {n: m.surface for m, n in named if m.rule == "level"})
    for name in sorted(found["Union"]):
        canonical["Union", name] = _own_union(canonical["Union", name], printed)
    return canonical


def _firms_meant(name: str, pool: Iterable[str], same: Sequence[str], *, coined: bool) -> list[str]:
    """The firms that a short name means by more than its parts: its coined word, or what it leaves out.

    `same` are those that its parts show; where one of them is fuller, or several fit, nothing is left out.
    """
    firms = [firm for other in pool if (firm := _firm_so_called(name, other))] if coined else []
    if is_legal(name) or any(len(other) > len(name) for other in (*same, *firms)):
        return firms
    for means in (shortens, called):
        if fuller := [other for other in pool if means(name, other)]:
            return firms + fuller if len(fuller) == 1 else firms
    return firms


def _through(canonical: Bearers, firms: Collection[str], levels: Mapping[str, str]) -> None:
    """A short form of a short form is the full one's; a 州分行 is the one 某银行某州分行 that is named."""
    for name in sorted(firms):
        full = canonical["Company", name]
        if not is_legal(full):
            canonical["Company", name] = canonical.get(("Company", full), full)
    for name in sorted(firms & levels.keys()):
        fuller = [firm for firm in firms if firm.endswith(levels[name]) and firm not in levels]
        if len(fuller) == 1:
            canonical["Company", name] = canonical["Company", fuller[0]]


def _firm_so_called(short: str, full: str) -> str | None:
    """The firm at the head of a name, if the short one is its: 凌钢, of 凌钢公司炼钢厂; never a unit."""
    above = firms_above(full)
    firm = next((firm for firm in above if len(firm) > len(short)), None)
    if short in above or (not firm and OF_FIRM.fullmatch(full.removeprefix(short))):
        return None
    whole = firm or full
    if whole.startswith(short) and not is_rest_of_firm(short, whole[len(short) :]):
        return None
    return whole if begins(short, whole) else None


OF_FIRM = re.compile(r".*(?:项目|车间|[班队站科处部区]|分公司|分[厂行])|.+店")
"""What only a firm's unit is called by behind the firm."""


def _behind_firms(canonical: Bearers, names: Iterable[str]) -> None:
    """Units that stand behind their firm elsewhere in the article: 雁沟矿, beside 某集团雁沟矿综采二队."""
    units = [name for (kind, name), full in canonical.items() if kind == "Company" and name == full]
    above = {firm for name in names for firm in (name, *firms_above(name))} if units else set()
    for name in units:
        wholes = {firm for firm in above if has_firm(_in_front(name, firm))}
        if len(wholes) == 1 and len(name) > 2:
            (whole,) = wholes
            canonical["Company", name] = canonical.get(("Company", whole), whole)


def _in_front(unit: str, whole: str) -> str:
    """What a whole name has in front of a unit's; a mine goes without its ore: 青石矿, of 青石煤矿."""
    plain = ORE.sub("矿", whole) if unit.endswith("矿") and not ORE.search(unit) else whole
    return plain.removesuffix(unit) if plain.endswith(unit) else ""


ORE = re.compile(r"[煤铁铜铝金银锡锌铅锰磷盐]矿$")


def _units_of_units(canonical: Bearers) -> None:
    """Units behind one that goes by its firm: 青石分公司二车间, where the branch is 某股份青石分公司."""
    firms = {name: full for (kind, name), full in canonical.items() if kind == "Company"}
    fulls = set(firms.values())
    whole = {name: full for name, full in firms.items() if full != name and full.endswith(name)}
    whole |= {
        unit: full
        for full in sorted(fulls)
        for firm in firms_above(full)[:1]
        if len(unit := full.removeprefix(firm)) > 3 and has_firm(firm)
    }
    legal = {full for full in fulls if is_legal(full)}
    for name, full in firms.items():
        inner = max((unit for unit in whole if full.startswith(unit) and full != unit), key=len, default="")
        if inner:
            canonical["Company", name] = whole[inner] + full[len(inner) :]
        elif legal and not is_legal(full) and (cut := _behind_short_form(full, legal)):
            canonical["Company", name] = cut


def _behind_short_form(unit: str, legal: Iterable[str]) -> str | None:
    """A unit's name behind its firm's in full: 凌朔电子|质检车间, 凌朔公司|望江店."""
    for at in range(len(unit) - 2, 1, -1):
        firm, rest = unit[:at], unit[at:]
        own = OWN_FIRM if firm.endswith(("公司", "集团")) else OF_BRAND
        if not own.search(rest) and (is_unnamed(rest) or _is_branch(rest)):
            firms = [full for full in legal if called(firm, full)]
            if firms:
                return firms[0] + rest if len(firms) == 1 else None
    return None


def _is_branch(rest: str) -> bool:
    """Whether it is the branch of a place: 江城分公司."""
    places, kind = leading_places(rest)
    return bool(places) and kind.startswith(("分公司", "分行", "支行"))


OWN_FIRM = re.compile(r"(?<!分)公司|集团")
OF_BRAND = re.compile(rf"{OWN_FIRM.pattern}|(?<!分)厂|店$")
"""What goes by the brand that its owner's name begins with: 凌朔|望江店, 凌朔|物流公司."""


def _unions(canonical: Bearers, university: str | None, names: Iterable[str]) -> None:
    """A union goes by the full name of its firm, or of the university that has it."""
    bodies = [(kind, full) for (kind, _), full in canonical.items() if kind != "Union"]
    above = {firm for name in names for firm in firms_above(name) if has_firm(firm)}
    bodies += [("Company", canonical.get(("Company", firm), firm)) for firm in sorted(above)]
    for (kind, name), full in list(canonical.items()):
        if kind != "Union":
            continue
        base, _, part = full.partition("工会")
        if name.endswith("分工会") and university and not leading_places(name)[0]:
            canonical[kind, name] = university + full.removeprefix(university)
        if 0 < len(base) < len(full) and _may_be_of_firm(base, part):
            fuller = {canonical.get(("Company", base), base)} - {base}
            fuller = fuller or {body for kind, body in bodies if _fuller_base(base, body, kind)}
            if fuller := fuller or _legal(base, bodies):
                canonical[kind, name] = max(fuller, key=lambda n: (len(n), n)) + full[len(base) :]


def _may_be_of_firm(base: str, part: str) -> bool:
    """Whether what stands in front of 工会 may be a firm: no place, and not a trade in one (江城市建筑|工会).

    `part` is what stands behind it, a department; a 工会联合会 is a firm's only behind a firm's word, a
    brand's goes as printed; with a place behind (某集团工会|四川省委员会) it is none of a firm.
    """
    if PLACE.search(base) or only_places(base) or leading_places(part + "#")[0]:
        return False
    if part == "联合会" and not base.endswith(FIRM_WORDS):
        return False
    places, rest = leading_places(base)
    of_trade = places and places[-1] != short_name(places[-1]) and re.fullmatch(trades(), rest)
    return not of_trade


PLACE = re.compile("(?:总|区|街道)$")


def _legal(base: str, bodies: Iterable[tuple[Class, str]]) -> set[str]:
    """The one firm that a union's base is short for: 凌朔公司, of 苏州凌朔电子有限公司."""
    found = {full for kind, full in bodies if kind == "Company" and called(base, full)}
    return found if len(found) == 1 else set()


def ordinals(names: Sequence[str | None]) -> list[str | None]:
    """Names whose number is told as elsewhere in the article: 采油三厂 as 第三采油厂, beside 第四采油厂.

    So are branches by a character of what they do: 客四分公司, beside 第五客运分公司.
    """
    counted = _counted(names)
    return [name and counted(name) for name in names] if counted else [*names]


def _counted(names: Iterable[str | None]) -> Callable[[str], str] | None:
    """Writes the numbered works in full that go by an ordinal somewhere; None where there are none."""
    told = {(m["does"], m["kind"]) for name in names if name for m in ORDINAL.finditer(name)}
    if not told:
        return None
    called = {does + kind: does for does, kind in sorted(told)}
    called |= {does[0] + kind: does for does, kind in sorted(told) if kind == "分公司"}
    kinds = "|".join(sorted({kind for _, kind in told}))
    does = "|".join(sorted({part for what, _ in told for part in (what, what[0])}))
    works = re.compile(f"(?P<does>{does})(?P<number>{NUMBER}{{1,3}})(?P<kind>{kinds})")

    def in_full(found: re.Match[str]) -> str:
        full = called.get(found["does"] + found["kind"])
        return f"第{found['number']}{full}{found['kind']}" if full else found[0]

    return lambda name: works.sub(in_full, name)


NUMBER = "[一二三四五六七八九十]"
ORDINAL = re.compile(rf"第{NUMBER}{{1,3}}(?P<does>[一-鿿]{{2,4}}?)(?P<kind>分公司|公司|总厂|厂|矿|院|局)")


def _activities(named: Sequence[tuple[Mention, str]]) -> Bearers:
    """The fullest form of each activity and honour."""
    canonical: Bearers = {}
    for activity in ("Initiative", "Event", "Award", "Platform"):
        forms = {n for m, n in named if m.type == activity}
        for name in forms:
            same = [form for form in forms if form_of(name, form, activity)]
            if activity != "Award" and len(longer := [f for f in forms if shortened(name, f)]) == 1:
                same += longer
            if activity == "Award" and len(name) > 3:  # 三八红旗集体, where only 湖南省三八红旗集体 is named
                longer = [form for form in forms if form != name and form.endswith(name)]
                same += longer if len(longer) == 1 else []
            canonical[activity, name] = max(same, key=fullness)
        for name in forms:  # a form of a form
            canonical[activity, name] = canonical[activity, canonical[activity, name]]
    return canonical


def _fuller_base(base: str, full: str, kind: Class) -> bool:
    return len(full) > len(base) and (full.endswith(base) or same_bearer(base, full, kind))


def _fullness(name: str) -> tuple[bool, int]:
    return name.endswith(("总工会", "工会联合会")), len(name)


def _own_union(full: str, printed: Collection[str]) -> str:
    """A district's union without the city, where the article names it so too: 福州市|鼓楼区总工会."""
    base = union_base(full)
    chain = leading_places(base + "#")[0] if only_places(base) else ()
    own = full[sum(map(len, chain[:-1])) :]
    return own if len(chain) > 1 and not chain[0].endswith("师") and own in printed else full
