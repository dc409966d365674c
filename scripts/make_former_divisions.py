"""Makes kg/data/former_divisions.tsv, prefectures and counties by the names they had before 2021.

    pip download --no-deps --no-binary :all: gb2260
    cd kg/data
    python ../../scripts/make_former_divisions.py GB2260-0.4.1.tar.gz divisions.tsv former_divisions.tsv

A county becomes a city and a city a district, and old pages keep the old name (奉化市, 通州市). The
package has the revisions of GB/T 2260 from 2002 to 2014. A line is the last code of the name, and the name.
"""

from __future__ import annotations

import ast
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["former", "main"]

NO_NAME = re.compile(r"市辖区$|^[市县]$|直辖|^市?[东西南北中]?[市郊]区$|岛礁")
MISSPELT = frozenset(["荷泽市", "华莹市", "廛河回族区", "乔口区", "师河区", "墉桥区", "荔蒲县", "虎亭区"])
"""Slips of the list itself."""
HEADER = (
    "# code, name; prefectures and counties by names they had from 2002 to 2020, with the last code of each. "
    "Source: PyPI gb2260 0.4.1 (BSD), facts of GB/T 2260. Made by scripts/make_former_divisions.py"
)


def former(package: Path, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Code and name of every place of old that has another name now, ascending by code."""
    with tarfile.open(package) as archive:
        member = next(name for name in archive.getnames() if name.endswith("gb2260/data.py"))
        source = archive.extractfile(member)
        text = source.read().decode("utf-8") if source else ""
    revisions = ast.literal_eval(text.partition("=")[2].strip())
    found: dict[str, str] = {}
    for _, revision in sorted(revisions.items(), key=lambda item: str(item[0] or "9")[:6].ljust(6, "9")):
        found |= {name: str(code).removesuffix("00") for code, name in revision.items()}
    for name, code in sorted(found.items(), key=lambda item: item[1]):
        if name not in known and name not in MISSPELT and not NO_NAME.search(name):
            yield code, name


def main(package: str, divisions: str, target: str) -> None:
    """Writes the table and says how many places it has."""
    lines = Path(divisions).read_text(encoding="utf-8").splitlines()
    known = frozenset(line.split("\t")[1] for line in lines if not line.startswith("#"))
    rows = ["\t".join(row) for row in former(Path(package), known)]
    Path(target).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8", newline="\n")
    print(f"{target}: {len(rows)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
