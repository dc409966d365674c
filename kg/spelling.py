"""What a query may have meant: prefixes and terms that are near to those it writes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from kg.vocab import KG, PREFIXES

__all__ = ["doubts", "near"]

# A term can stand where no string, IRI or comment is; those are matched first, and left aside.
TOKEN = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*"
    r"|(?<![\w?$:-])(?P<prefix>[A-Za-z][\w.-]*)?:(?P<local>[A-Za-z_]\w*)",
    re.DOTALL,
)
DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
TERMS = {name.lower(): name for name in KG.__annotations__ if not name.startswith("_")}


def doubts(text: str) -> Iterator[str]:
    """What a query most likely has wrong though it can be parsed: terms of kg that there are not."""
    declared = dict(DECLARED.findall(text))
    for line, column, prefix, local in _terms(text):
        if declared.get(prefix, PREFIXES.get(prefix)) == PREFIXES["kg"] and local not in TERMS.values():
            where = f"line {line}, column {column} 第 {line} 行第 {column} 列"
            yield f"{where}: 词汇中没有 no such term {prefix}:{local}{_meant(local, prefix)}"


def near(text: str) -> str:
    """What the first prefix that is not declared may have meant; empty when all are."""
    known = {*PREFIXES, *(name for name, _ in DECLARED.findall(text))}
    for line, column, prefix, local in _terms(text):
        if prefix not in known:
            found = difflib.get_close_matches(prefix.lower(), sorted(known), n=1, cutoff=0.5)
            homes = [f"kg:{TERMS[local.lower()]}"] if local.lower() in TERMS else []
            meant = homes + [f"{name}:{local}" for name in found if f"{name}:{local}" not in homes]
            hint = f"; did you mean 是否想写 {' or '.join(meant)}?" if meant else ""
            where = f"in line {line}, column {column} 第 {line} 行第 {column} 列"
            return f"no prefix 没有前缀 {prefix}: {where}{hint} Known 可用: {', '.join(sorted(known))}"
    return ""


def _meant(local: str, prefix: str) -> str:
    found = difflib.get_close_matches(local.lower(), TERMS, n=2, cutoff=0.5)
    return (
        f"; did you mean 是否想写 {' or '.join(f'{prefix}:{TERMS[name]}' for name in found)}?"
        if found
        else ""
    )


def _terms(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Line, column, prefix and local name of what is written as a prefixed name."""
    for token in TOKEN.finditer(text):
        if token["local"]:
            before = text[: token.start()]
            line, column = before.count("\n") + 1, token.start() - before.rfind("\n")
            yield line, column, token["prefix"] or "", token["local"]
