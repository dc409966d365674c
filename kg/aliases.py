"""Short names that everyone understands, written out: 全总, 北师大工会, 郑州局集团公司."""

from __future__ import annotations

import re
from functools import cache

from kg.anaphora import KIND
from kg.lexicon import class_of, rows, words
from kg.model import Class

__all__ = ["aliases", "expanded", "local_aliases", "university"]

BRANCH = re.compile(r"(?P<bank>.{1,6}行)(?=.{2,8}[分支]行(?:工会)?$)")
LONGEST_ALIAS = 6
# What the full name says already: 京华热力|集团, short for 北京京华热力集团有限责任公司
FORM = re.compile(r"^(?:集团公司|集团|公司)(?!总部)")


@cache
def aliases() -> dict[tuple[Class, str], str]:
    """(class, short name) -> the full one."""
    return {(class_of(row[0]), row[1]): row[-1] for row in rows("aliases.tsv") if len(row) < 4}


@cache
def local_aliases() -> dict[tuple[str, str, str], str]:
    """(class, short name, city or province where it holds) -> the full one."""
    return {(row[0], row[1], row[3]): row[2] for row in rows("aliases.tsv") if len(row) > 3}


def expanded(name: str, kind: Class, short_forms: dict[str, str]) -> str:
    """Declared and generally known short forms at the beginning of a name, or as all of it."""
    if ("局集团" in name or name.startswith("国铁")) and (railway := words("railways").match(name)):
        rest = name[railway.end() :]  # 郑州局集团公司工会, 国铁郑州局
        name = "中国铁路" + railway[0].removeprefix("国铁").partition("局")[0] + "局集团有限公司" + rest
    branch = BRANCH.match(name) if kind in ("Company", "Union") else None
    if branch and (bank := aliases().get(("Company", branch["bank"]))):
        return bank + name[branch.end("bank") :]
    for short, full in short_forms.items():
        if name.startswith(short) and not name.startswith(full):
            rest = name[len(short) :]
            return full + (FORM.sub("", rest) if full.endswith("公司") else rest)
    if (kind, name) in aliases():
        return aliases()[kind, name]
    sizes = range(min(LONGEST_ALIAS, len(name) - 1), 1, -1) if kind in ("School", "Union") else ()
    for size in sizes:
        short, rest = name[:size], name[size:]
        of: Class | None = kind if kind == "School" else None
        if kind == "Union" and KIND.fullmatch(rest):
            of = next((k for k in ("School", "Company", "District") if (k, short) in aliases()), None)
        if of and not name.startswith(whole := aliases().get((of, short), short)):
            return whole + rest
    return name


def university(activity: str) -> str | None:
    """The university that the name of a contest or meeting begins with, short or full: 北师大|青教赛."""
    sizes = (
        n
        for n in range(min(LONGEST_ALIAS, len(activity) - 2), 1, -1)
        if ("School", activity[:n]) in aliases()
    )
    size = next(sizes, 0)
    return aliases()["School", activity[:size]] if size else None
